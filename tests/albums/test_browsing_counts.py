"""The numbers beside the choices of the list of albums: exact where they can be, estimates that say so elsewhere."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from albums.browsing import counting
from albums.browsing.counting import Count
from albums.browsing.listing import ALBUMS_A_PAGE
from albums.models import Album, Genre, Label
from albums.models.album import DRAW, DRAWS
from tests.browsing import LIST, browse
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    PublicationFactory,
    count_anew,
    published_review,
)
from tests.markup import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_samples(monkeypatch):
    """Samples of eight albums, and sets of three at most counted exactly: as in a catalogue of a million."""
    monkeypatch.setattr(counting, "SAMPLE", 8)
    monkeypatch.setattr(counting, "EXACT_UP_TO", 3)
    monkeypatch.setattr(counting, "WORTH_FETCHING", 12)
    monkeypatch.setattr(counting, "HITS_FOR_ONE", 1)


def test_a_list_that_nothing_fits_says_what_each_filter_hides(client, shelf):
    page = main(client.get(f"{LIST}?genre=electronic&kind=soundtrack&year=2023"))
    assert page.one("h2").text == "0 albums"
    assert page.one("ul", "ways-out").links() == {
        "1 album without kind “Soundtrack”": "?genre=electronic&year=2023",
        "1 album without released “2023”": "?genre=electronic&kind=soundtrack",
    }


def test_a_list_that_nothing_fits_with_any_filter_taken_away_offers_the_way_back(client, shelf):
    page = main(client.get(f"{LIST}?genre=forro&label=palisade&kind=live"))
    assert page.one("div", "empty").links() == {"Show all": LIST}


def test_beside_each_value_stands_what_choosing_it_would_give(client, shelf):
    page = main(client.get(f"{LIST}?genre=forro"))
    assert page.one("select", name="genre").texts("option") == ["All", "Electronic (2)", "Forró (1)"]
    assert page.one("select", name="kind").texts("option") == ["All", "Album (1)"]
    assert page.one("select", name="year").texts("option") == ["Any time", "2020s (1)", "2023 (1)"]
    assert page.one("select", name="label").texts("option") == ["All"]


def test_a_proposed_album_is_in_no_list_and_counts_nowhere(client):
    album = AlbumFactory(proposed=True, release_date=date(1987, 5, 4))
    album.genres.add(Genre.objects.named("Bell music"))
    page = main(client.get(LIST))
    assert not page.texts("h3")
    assert "Bell music" not in page.text
    assert "1987" not in page.text


@given(
    tags=st.lists(
        st.tuples(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 1)), st.sampled_from(["album", "ep"])), max_size=9
    ),
    query=st.sampled_from(
        ["", "genre=g0", "genre=g1&kind=ep", "label=l0&genre=g2", "kind=album", "year=2024&genre=g0"]
    ),
    sampled=st.booleans(),
)
def test_counts_are_those_of_the_lists_they_stand_for(tags, query, sampled):
    Album.objects.all().delete()
    genres = [Genre.objects.named(f"G{number}") for number in range(4)]
    labels = [Label.objects.named(f"L{number}") for number in range(2)]
    for of_genres, of_labels, kind in tags:
        album = AlbumFactory(kind=kind)
        album.genres.set([genres[number] for number in of_genres])
        album.labels.set([labels[number] for number in of_labels])
    with pytest.MonkeyPatch.context() as patch:
        if sampled:
            patch.setattr(counting, "SAMPLE", 3)
        here = browse(query)
        assert here.total == Count(len(here.albums))
        for facet, choices in (("genre", here.tagged["genre"]), ("label", here.tagged["label"]), ("kind", here.kinds)):
            for choice in choices:
                state = dict(parse_qsl(query)) | {facet: choice.value}
                there = browse("&".join(f"{key}={value}" for key, value in state.items()))
                assert choice.count == there.total == Count(len(there.albums))
        for chip in here.chips if not here.albums else ():
            assert chip.count == browse(chip.query.removeprefix(".")).total


def test_a_large_set_is_estimated_and_says_so(client, small_samples):
    for number in range(40):
        AlbumFactory(pk=7000 + number, kind="ep" if number % 2 else "album")
    page = main(client.get(LIST))
    assert page.one("h2").text in ("About 30 albums", "About 40 albums", "About 50 albums")
    assert len(page.all("article")) == ALBUMS_A_PAGE
    assert page.one("select", name="kind").texts("option")[1:3] != ["Album (20)", "EP (20)"]


def test_of_a_large_catalogue_small_sets_are_counted_exactly(small_samples):
    rare = Genre.objects.named("Rare")
    for number in range(40):
        album = AlbumFactory()
        if number < 2:
            album.genres.add(rare)
    assert browse("genre=rare").total == Count(2)
    assert browse("genre=rare&kind=live").ways_out[0].count == Count(2)


@pytest.mark.parametrize(
    ("hits", "weight", "said"),
    [(7, 1, "7"), (1234, 1, "1,234"), (3, 50, "under 500"), (57, 48.9, "about 3,000"), (812, 48.9, "about 40,000")],
)
def test_an_estimate_is_as_fine_as_its_sample_allows(hits, weight, said):
    assert str(Count.of(hits, weight)) == said


def test_an_even_sample_is_drawn_wherever_it_is_cut_off():
    artist = ArtistFactory()
    Album.objects.bulk_create(
        Album(title=f"A{n}", folded=f"a{n}", slug=f"a{n}", lead_artist=artist) for n in range(1000)
    )
    first = Album.objects.order_by("pk").first().pk
    for cut in (50, 100, 333):
        drawn = Album.objects.annotate(draw=DRAW).order_by("draw")[:cut]
        keys = sorted(album.pk - first for album in drawn)
        assert cut * DRAWS / (max(album.draw for album in drawn) + 1) == pytest.approx(1000, rel=0.05)
        for quarter in range(4):
            share = sum(250 * quarter <= key < 250 * (quarter + 1) for key in keys)
            assert share == pytest.approx(cut / 4, abs=3)


def test_every_voice_is_offered_by_a_name_that_readers_may_see(client):
    critic, house = CriticFactory(name="Marit Sund"), PublicationFactory(name="The Lantern")
    published_review(album := AlbumFactory(), "rave", publication=house, critic=critic)
    count_anew(album)
    page = main(client.get(LIST))
    assert page.one("select", name="publication").texts("option") == ["Any publication", "The Lantern (1)"]
    assert page.one("select", name="critic").texts("option") == ["Any critic", "Marit Sund (1)"]


def test_what_is_offered_of_many_is_what_most_albums_have(monkeypatch):
    monkeypatch.setattr(counting, "MOST_VALUES", 2)
    for name, albums in (("Rare", 1), ("Common", 3), ("Often", 2)):
        label = Label.objects.named(name)
        for _ in range(albums):
            AlbumFactory().labels.add(label)
    assert [choice.name for choice in browse().tagged["label"]] == ["Common", "Often"]
    assert [choice.name for choice in browse("label=rare").tagged["label"]] == ["Common", "Often", "Rare"]
