"""Year-end lists put together: points that add up, ties, shares, and the pages on which lists stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from albums.models import Album
from pages.year_end import combined_lists, points_along, years_with_lists
from reviews.models import ListedAlbum, Publication, YearEndList
from tests.factories import AlbumFactory, PublicationFactory
from tests.markup import main

ladder = st.lists(st.integers(1, 500), min_size=1, max_size=80)


def stored(
    publication: Publication, *albums: Album | str, year: int = 2025, ranked: bool = True, **given
) -> YearEndList:
    made = YearEndList.objects.create(publication=publication, year=year, **given)
    for line, album in enumerate(albums, 1):
        known = album if isinstance(album, Album) else None
        ListedAlbum.objects.create(
            list=made, line=line, place=line if ranked else None, artist="Zed", title=str(album), album=known
        )
    return made


def test_a_first_place_counts_ten_and_lower_places_ever_less():
    assert points_along([1, 2, 3, 10, 50]) == [Decimal(text) for text in ("10.0", "9.2", "8.5", "5.5", "1.8")]


def test_joint_places_share_what_they_take_up():
    first, second, third, fourth = points_along([1, 2, 2, 4])
    assert second == third == Decimal("8.8")
    assert (first, fourth) == (points_along([1])[0], points_along([4])[0])


def test_a_list_without_places_gives_as_much_as_a_ranked_one_spread_evenly():
    ranked, unranked = points_along([1, 2, 3, 4]), points_along([None] * 4)
    assert len(set(unranked)) == 1
    assert abs(sum(ranked) - sum(unranked)) <= Decimal("0.2")


@given(ladder)
def test_a_better_place_is_never_worth_less(places):
    worth = dict(zip(places, points_along(places), strict=True))
    ordered = [worth[place] for place in sorted(worth)]
    singles = [points_along([place])[0] for place in sorted(worth)]
    assert singles == sorted(singles, reverse=True)
    assert all(points > 0 for points in ordered)


@pytest.mark.django_db
def test_points_are_added_up_and_equal_ones_share_a_place():
    one, two, three = (AlbumFactory(title=title) for title in ("One", "Two", "Three"))
    stored(PublicationFactory(name="The Lantern"), one, two, three)
    stored(PublicationFactory(name="The Bell"), two, one)
    found = combined_lists(2025)
    assert [(str(place.rank), place.album, place.points) for place in found.places] == [
        ("joint 1st", one, Decimal("19.2")),
        ("joint 1st", two, Decimal("19.2")),
        ("3rd", three, Decimal("8.5")),
    ]
    assert [(share.line.where, share.points) for share in found.places[0].shares] == [
        ("1st", Decimal("10.0")),
        ("2nd", Decimal("9.2")),
    ]
    assert sum(place.points for place in found.places) == sum(counted.points for counted in found.lists)
    assert sum(counted.share for counted in found.lists) == pytest.approx(1)


@pytest.mark.django_db
def test_what_is_not_here_keeps_its_place_and_is_counted_as_waiting():
    one = AlbumFactory()
    stored(PublicationFactory(), "Unknown", one)
    found = combined_lists(2025)
    assert [place.points for place in found.places] == [points_along([2])[0]]
    assert found.waiting == 1


@pytest.mark.django_db
def test_proposals_and_aggregators_lists_are_not_in_it():
    proposed, listed = AlbumFactory(proposed=True), AlbumFactory()
    stored(PublicationFactory(), proposed)
    stored(PublicationFactory(is_aggregator=True), listed)
    assert combined_lists(2025).places == []
    assert len(combined_lists(2025).lists) == 1


@pytest.mark.django_db
def test_years_are_those_with_lists():
    house = PublicationFactory()
    for year in (2023, 2025):
        stored(house, year=year)
    assert years_with_lists() == [2025, 2023]


@pytest.mark.django_db
def test_queries_do_not_grow_with_lists_and_records(client, django_assert_num_queries):
    albums = [AlbumFactory() for _ in range(6)]
    stored(PublicationFactory(), *albums[:3])
    client.get("/charts/lists/2025/")
    with django_assert_num_queries(7):
        client.get("/charts/lists/2025/")
    for _ in range(3):
        stored(PublicationFactory(), *albums)
    with django_assert_num_queries(7):
        client.get("/charts/lists/2025/")


@pytest.mark.django_db
def test_the_combined_page_shows_its_working_and_says_how(client):
    one = AlbumFactory(title="One")
    made = stored(PublicationFactory(name="The Lantern", slug="lantern"), one, "Unknown")
    page = main(client.get("/charts/lists/"))
    assert "Critics’ lists of 2025" in page.text
    assert "1 list, first on 1" in page.text
    assert page.links()["The Lantern"] == f"/publications/lantern/lists/2025/#list-{made.pk}"
    assert "110 ÷ (10 + p)" in page.text
    assert "1 line names records that are not here" in page.text


@pytest.mark.django_db
def test_a_year_without_lists_says_so(client):
    assert "No publication’s list of any year is known here yet" in main(client.get("/charts/lists/")).text
    assert "No publication’s list of 2024 is known here yet" in main(client.get("/charts/lists/2024/")).text


@pytest.mark.django_db
def test_a_publications_lists_stand_as_printed(client):
    one = AlbumFactory(title="One")
    house = PublicationFactory(name="The Lantern", slug="lantern")
    stored(house, one, "Unknown", source_url="https://lantern.example/2025")
    stored(house, "Loud", title="Metal", ranked=False)
    page = main(client.get("/publications/lantern/lists/2025/"))
    assert "Records of 2025" in page.text
    assert "Metal 2025" in page.text
    assert "Unknown" in page.text
    assert one.get_absolute_url() in page.links().values()
    assert client.get("/publications/lantern/lists/2019/").status_code == 404
    assert "/publications/lantern/lists/2025/" in str(main(client.get("/publications/lantern/")).links().values())


@pytest.mark.django_db
def test_a_publications_page_names_its_lists_newest_first(client):
    house = PublicationFactory(name="The Lantern", slug="lantern")
    for year, title in ((2025, "Metal"), (2023, ""), (2025, ""), (2024, "")):
        stored(house, "Loud", "Low", year=year, title=title)
    page = main(client.get("/publications/lantern/"))
    assert [name for name, path in page.links().items() if "/lists/" in str(path)] == [
        "Records of 2025",
        "Metal 2025",
        "Records of 2024",
        "Records of 2023",
    ]


@pytest.mark.django_db
def test_an_albums_page_tells_its_places_and_keeps_up(client):
    one = AlbumFactory(title="One")
    house = PublicationFactory(name="The Lantern")
    before = client.get(one.get_absolute_url())
    assert "On lists of the year" not in before.content.decode()
    made = stored(house, "Unknown", one)
    page = main(client.get(one.get_absolute_url()))
    assert "The Lantern, records of 2025" in page.text
    assert "2nd" in page.text
    versions = [Album.objects.get(pk=one.pk).version]
    YearEndList.objects.filter(pk=made.pk).update(title="Critics’ poll")
    versions.append(Album.objects.get(pk=one.pk).version)
    Publication.objects.filter(pk=house.pk).update(name="The Lamp")
    versions.append(Album.objects.get(pk=one.pk).version)
    made.delete()
    versions.append(Album.objects.get(pk=one.pk).version)
    assert versions == sorted(set(versions))
