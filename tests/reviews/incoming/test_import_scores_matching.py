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

    def test_two_albums_of_one_name_are_told_apart_by_their_years(self):
        artist = ArtistFactory(name="Harrow")
        early, late = (
            AlbumFactory(title="Harrow", slug=f"harrow-{year}", lead_artist=artist, release_date=date(year, 5, 1))
            for year in (1994, 2005)
        )
        row = {"artist": "Harrow", "album": "Harrow", "publication": "A"}
        dates = ["2005-05-10", "1994", "2015", ""]
        result = bring_in(table(*({**row, "release_date": day} for day in dates)))
        assert {review.album for review in Review.objects.all()} == {early, late}
        assert result.reasons == [
            "row 4: release_date: “Harrow” is known to be from 1994, not 2015. "
            "If these are two records, add the other to the catalogue first; if not, leave the date out",
            "row 5: album: 2 albums of this artist are called “Harrow”; give the release_date",
        ]

    def test_years_within_the_file_that_are_no_one_records_are_reported(self):
        result = bring_in(table({"release_date": "1994"}, {"release_date": "2005"}, {"publication": "B"}))
        assert result.reasons == [
            "row 3: release_date: “Low Water” is known to be from 1994, not 2005. "
            "If these are two records, add the other to the catalogue first; if not, leave the date out"
        ]
        assert Album.objects.get().reviews.count() == 2

    def test_an_album_that_matches_two_is_refused(self):
        artist = ArtistFactory(name="Harrow")
        for number in (1, 2):
            AlbumFactory(title="Harrow", slug=f"harrow-{number}", lead_artist=artist)
        result = bring_in(table({"artist": "Harrow", "album": "harrow"}))
        assert result.reasons == ["row 2: album: 2 albums of this artist are called “harrow”; give the release_date"]

    @pytest.mark.parametrize(("year", "fits"), [("2023", True), ("2025-01-03", True), ("1998", False)])
    def test_a_record_of_another_time_is_not_taken_for_the_one_that_is_here(self, year, fits):
        AlbumFactory(title="Low Water", lead_artist__name="Ines Harrow", release_date=date(2024, 9, 20))
        result = bring_in(table({"release_date": year}))
        assert (result.status == 0) == fits == Review.objects.exists()
        assert Album.objects.count() == 1

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
