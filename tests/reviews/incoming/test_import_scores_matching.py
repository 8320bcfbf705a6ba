"""Bringing in tables of scores: what is here already is found again, however it is spelt."""

from __future__ import annotations

from datetime import date

import pytest

from albums.models import Album, Artist, Credit
from reviews.models import Critic, Publication, Review
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, PublicationFactory
from tests.score_tables import bring_in, table

pytestmark = pytest.mark.django_db


class TestMatching:
    """What is here already is found again, however it is spelt."""

    @pytest.mark.parametrize(
        "artist", ["Sólveig Åkesson", "solveig akesson", "SÓLVEIG  ÅKESSON", "Sólveig-Åkesson!", "SÅ"]
    )
    @pytest.mark.parametrize(
        "title",
        [
            "It’s Nær & Far",
            "its naer and far",
            "IT'S NÆR & FAR",
            "It's Nær & Far (Deluxe Edition)",
            "Its Naer and Far [OST]",
        ],
    )
    def test_case_accents_aliases_and_editions_do_not_make_another_album(self, artist, title):
        known = ArtistFactory(name="Sólveig Åkesson")
        known.aliases.create(name="SÅ")
        album = AlbumFactory(title="It’s Nær & Far", lead_artist=known, release_date=date(1994, 3, 1))
        PublicationFactory(name="Le Phare")
        CriticFactory(name="Zoë Ní Dhúill")
        row = {"artist": artist, "album": title, "publication": "le PHARE", "critic": "zoe ni dhuill"}
        assert "New: 0 albums, 0 artists, 0 publications, 0 critics." in bring_in(table(row)).out
        assert Review.objects.get().album == album

    def test_spellings_within_the_file_are_one(self):
        rows = [
            {"artist": "Sólveig", "album": "Nær (Deluxe Edition)", "publication": "A", "release_date": "2019-05-01"},
            {"artist": "solveig", "album": "Nær", "publication": "B", "release_date": "1994"},
            {"artist": "SOLVEIG", "album": "naer [2019 Remaster]", "publication": "C", "release_date": "2019"},
        ]
        assert bring_in(table(*rows)).status == 0
        album = Album.objects.get()
        assert (album.title, album.release_date, album.release_precision) == ("Nær", date(1994, 1, 1), "year")
        assert (album.lead_artist.name, album.counted_reviews) == ("Sólveig", 3)

    def test_two_names_of_one_artist_make_one_new_album(self):
        known = ArtistFactory(name="Nine Foot Nettles")
        known.aliases.create(name="NFN")
        rows = [{"artist": name, "publication": name} for name in ("NFN", "Nine Foot Nettles")]
        assert "New: 1 albums, 0 artists" in bring_in(table(*rows)).out
        assert Album.objects.get().counted_reviews == 2

    def test_an_album_of_two_is_found_by_its_whole_credit_line(self):
        album = AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow", credit__join_phrase=" & ")
        Credit.objects.create(album=album, artist=ArtistFactory(name="The Tide Tables"), position=2)
        bring_in(table({"artist": "Ines Harrow and the Tide Tables"}))
        assert Review.objects.get().album == album
        assert Artist.objects.count() == 2

    def test_one_title_by_two_artists_is_two_albums(self):
        bring_in(
            table(
                {"artist": "Ines Harrow", "album": "Selected Works"}, {"artist": "Odd Lot", "album": "Selected Works"}
            )
        )
        assert Album.objects.count() == 2

    def test_two_artists_of_one_name_are_told_apart_by_their_albums(self):
        for album in ("Low Water", "High Water"):
            AlbumFactory(title=album, lead_artist=ArtistFactory(name="Harrow", slug=f"harrow-of-{album[:3]}"))
        rows = [{"artist": "Harrow", "album": title} for title in ("High Water", "Low Water", "Still Water")]
        result = bring_in(table(*rows))
        assert result.reasons == ["row 4: artist: 2 artists are known as Harrow; add the album to the right one"]
        assert set(Review.objects.values_list("album__title", flat=True)) == {"High Water", "Low Water"}
        assert Artist.objects.count() == 2

    def test_albums_of_one_name_are_told_apart_by_their_years(self):
        artist = ArtistFactory(name="Harrow")
        early, late = (
            AlbumFactory(title="Harrow", slug=slug, lead_artist=artist, release_date=date(year, 5, 1))
            for year, slug in ((1994, "harrow"), (2005, "harrow-2005"))
        )
        row = {"artist": "Harrow", "album": "Harrow", "publication": "A"}
        dates = ["2005-05-10", "1994", "2015", "2006", ""]
        result = bring_in(table(*({**row, "release_date": day} for day in dates)))
        another = Album.objects.get(release_date__year=2015)
        assert {review.album for review in Review.objects.all()} == {early, late, another}
        assert another.slug == "harrow-2015"
        assert result.reasons == [
            "row 5: disambiguation: it could be “Harrow” (2005) or another record: give the disambiguation if it is "
            "another, and title and date as here if not",
            "row 6: release_date: it could be “Harrow” (1994) or “Harrow” (2005) or “Harrow” (2015): give the "
            "release_date or the disambiguation",
        ]

    def test_years_within_the_file_that_are_no_one_records_make_several(self):
        rows = [{"release_date": day} for day in ("1994", "2005", "2005-11")]
        result = bring_in(table(*rows, {"publication": "B"}))
        assert result.reasons == [
            "row 5: release_date: it could be “Low Water” (1994) or “Low Water” (2005): give the release_date or the "
            "disambiguation"
        ]
        assert list(Album.objects.order_by("pk").values_list("slug", "release_date__year", "counted_reviews")) == [
            ("low-water", 1994, 1),
            ("low-water-2005", 2005, 1),
        ]

    def test_a_disambiguation_tells_records_apart(self):
        told = ["Blue Album", "Green Album", "green album", ""]
        rows = [
            {"disambiguation": words, "publication": name, "release_date": "2001"}
            for words, name in zip(told, "ABCD", strict=True)
        ]
        assert bring_in(table(*rows)).reasons == [
            "row 5: disambiguation: it could be “Low Water” (Blue Album, 2001) or “Low Water” (Green Album, 2001): "
            "give the disambiguation"
        ]
        albums = Album.objects.order_by("slug").values_list("slug", "disambiguation", "counted_reviews")
        assert list(albums) == [("low-water", "Blue Album", 1), ("low-water-green-album", "Green Album", 2)]

    def test_a_title_may_name_its_record_by_the_disambiguation_or_must_not_be_taken_for_another(self):
        artist = ArtistFactory(name="Ines Harrow")
        for year, told in ((1994, "Blue Album"), (2001, "")):
            AlbumFactory(
                title="Harrow", slug=f"h{year}", lead_artist=artist, release_date=date(year, 5, 1), disambiguation=told
            )
        titles = ["Harrow (Blue Album)", "Harrow [blue album]", "Harrow (Green Album)", "Low Water (Live)"]
        rows = [{"album": title, "publication": name} for title, name in zip(titles, "ABCD", strict=True)]
        result = bring_in(table(*rows))
        assert result.reasons == [
            "row 4: release_date: it could be “Harrow” (2001) or “Harrow” (Blue Album, 1994): give the release_date or "
            "the disambiguation"
        ]
        counts = dict(Album.objects.values_list("slug", "counted_reviews"))
        assert counts == {"h1994": 2, "h2001": 0, "low-water-live": 1}

    def test_an_album_that_matches_two_is_refused(self):
        artist = ArtistFactory(name="Harrow")
        for number in (1, 2):
            AlbumFactory(
                title="Harrow", slug=f"harrow-{number}", lead_artist=artist, release_date=date(1990 + number, 1, 1)
            )
        result = bring_in(table({"artist": "Harrow", "album": "harrow"}))
        assert result.reasons == [
            "row 2: release_date: it could be “Harrow” (1991) or “Harrow” (1992): give the release_date or the "
            "disambiguation"
        ]

    def test_a_record_of_another_time_is_another(self):
        here = AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow", release_date=date(2024, 12, 20))
        days = {"2024": 0, "2025-01-03": 0, "2025": 1, "2023-01": 1, "1998": 2}
        results = {day: bring_in(table({"release_date": day, "publication": day})) for day in days}
        assert {day: result.status for day, result in results.items()} == {day: int(n == 1) for day, n in days.items()}
        assert {review.publication.name: review.album == here for review in Review.objects.all()} == {
            "2024": True, "2025-01-03": True, "1998": False,
        }  # fmt: skip
        assert all("“Low Water” (2024) or another record" in results[day].err for day in ("2025", "2023-01"))

    def test_an_edition_may_be_of_any_time(self):
        album = AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow", release_date=date(1974, 9, 20))
        bring_in(table({"album": "Low Water (50th Anniversary Edition)", "release_date": "2024-09-20"}))
        assert Review.objects.get().album == album

    def test_what_is_here_stays_as_it_is(self):
        album = AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow", release_date=None)
        PublicationFactory(name="The Lantern")
        bring_in(table({"artist": "INES HARROW", "publication": "THE LANTERN", "release_date": "2024"}))
        album.refresh_from_db()
        assert album.release_date is None
        assert (album.lead_artist.name, Publication.objects.get().name) == ("Ines Harrow", "The Lantern")

    def test_an_album_that_is_only_proposed_waits_for_a_curator(self):
        AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow", proposed=True)
        result = bring_in(table({}))
        assert result.reasons == ["row 2: album: “Low Water” is only proposed; a curator has to accept it first"]

    def test_two_critics_of_one_name_are_told_apart_by_their_home(self):
        house = PublicationFactory(name="The Lantern")
        at_home = CriticFactory(name="Kit Ames", slug="kit-ames", publication=house)
        CriticFactory(name="Kit Ames", slug="kit-ames-2")
        result = bring_in(
            table({"critic": "Kit Ames"}, {"critic": "Kit Ames", "publication": "Elsewhere", "album": "B"})
        )
        assert Review.objects.get().critic == at_home
        assert result.reasons == [
            "row 3: critic: 2 critics sign as Kit Ames, and the publication is not the home of just one of them"
        ]

    def test_a_new_critic_who_writes_in_two_houses_is_one(self):
        bring_in(table({"critic": "Kit Ames"}, {"critic": "Kit Ámes", "publication": "Elsewhere", "album": "B"}))
        assert Critic.objects.get().reviews.count() == 2

    def test_a_hidden_critics_review_comes_in_but_does_not_count(self):
        CriticFactory(name="Kit Ames", hidden=True)
        bring_in(table({"critic": "Kit Ames"}))
        assert Review.objects.count() == 1
        assert Album.objects.get().counted_reviews == 0
