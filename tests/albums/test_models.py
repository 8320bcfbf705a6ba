"""The words of the catalogue: which rows they name, and what one row says of itself."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from albums.models import Album, Artist, ArtistAlias, Credit, Genre, Redirect, Track
from tests.factories import AlbumFactory, ArtistFactory, reviewed_album

pytestmark = pytest.mark.django_db


def test_a_proposed_album_is_not_listed():
    listed, _proposed = AlbumFactory(), AlbumFactory(proposed=True)
    assert list(Album.objects.listed()) == [listed]


def test_an_artist_is_listed_with_a_listed_album():
    on_the_shelves = AlbumFactory().lead_artist
    AlbumFactory(proposed=True)
    ArtistFactory()
    assert list(Artist.objects.listed()) == [on_the_shelves]


@pytest.mark.parametrize(
    "asked", ["night freight", "NIGHT FREIGHT OST", "Night  Freight (Deluxe Edition)", "Nïght Freight"]
)
def test_an_album_is_found_by_any_spelling_of_its_title(asked):
    album = AlbumFactory(title="Night Freight: Original Motion Picture Soundtrack", kind="soundtrack")
    AlbumFactory(title="Night Freighter")
    assert list(Album.objects.titled(asked)) == [album]


def test_the_best_comes_first_and_what_has_no_consensus_last():
    fair = reviewed_album(60, 60, 60)
    unread = AlbumFactory()
    good = reviewed_album(90, 90, 90)
    assert list(Album.objects.best_first()) == [good, fair, unread]
    assert set(Album.objects.scored()) == {good, fair}


def test_divisive_albums_are_those_with_a_spread_widest_first():
    split = reviewed_album(95, 95, 95, 20, 20)
    united = reviewed_album(75, 75, 75, 75, 75)
    reviewed_album(0, 100, 0, 100)
    assert list(Album.objects.divisive()) == [split, united]


def test_the_newest_comes_first_and_the_undated_last():
    undated = AlbumFactory(release_date=None)
    old, new = AlbumFactory(release_date=date(1979, 3, 1)), AlbumFactory(release_date=date(2025, 3, 1))
    assert list(Album.objects.newest_first()) == [new, old, undated]


@pytest.mark.parametrize(
    ("precision", "words", "machines"),
    [("day", "9 March 2025", "2025-03-09"), ("month", "March 2025", "2025-03"), ("year", "2025", "2025")],
)
def test_a_release_date_is_printed_no_more_precisely_than_it_is_known(precision, words, machines):
    album = AlbumFactory(release_date=date(2025, 3, 9), release_precision=precision)
    assert (album.released, album.release_iso, album.release_year) == (words, machines, 2025)


def test_an_undated_album_says_nothing_of_its_date_and_counts_as_out():
    album = AlbumFactory(release_date=None)
    assert (album.released, album.release_iso, album.release_year) == ("", "", None)
    assert album.is_out(date(1900, 1, 1))


def test_an_album_is_out_from_its_day_on():
    album = AlbumFactory(release_date=date(2025, 3, 9))
    assert not album.is_out(date(2025, 3, 8))
    assert album.is_out(date(2025, 3, 9))


def test_a_credit_line_prints_the_names_on_the_sleeve_and_what_joins_them():
    album = AlbumFactory(credit__credited_as="I. Harrow", credit__join_phrase=" feat. ")
    Credit.objects.create(album=album, artist=ArtistFactory(name="The Tide Tables"), position=2, join_phrase=" & ")
    Credit.objects.create(album=album, artist=ArtistFactory(name="Ada Quill"), position=3)
    assert album.artist_credit == "I. Harrow feat. The Tide Tables & Ada Quill"


@pytest.mark.parametrize(
    ("seconds", "length"), [(None, ""), (0, "0:00"), (59, "0:59"), (247, "4:07"), (3725, "1:02:05")]
)
def test_a_track_prints_its_length_as_a_sleeve_does(seconds, length):
    assert Track(seconds=seconds).length == length


def test_an_artist_is_known_by_name_and_by_alias():
    artist = ArtistFactory(name="Inès Harrow")
    ArtistAlias.objects.create(artist=artist, name="H.A.R.R.O.W.")
    ArtistAlias.objects.create(artist=artist, name="Harrow Ines")
    for name in ["ines harrow", "HARROW", "h a r r o w", "harrow, Inès"]:
        assert list(Artist.objects.known_as(name)) == [artist]
    assert not Artist.objects.known_as("Harro").exists()


def test_artists_are_filed_by_sort_name():
    named = [("Ada Quill", "Quill, Ada"), ("The Ångström Choir", "Ångström Choir, The"), ("örn", ""), ("Zed", "")]
    filed = [ArtistFactory(name=name, sort_name=sort_name) for name, sort_name in named]
    assert list(Artist.objects.as_filed()) == [filed[1], filed[2], filed[0], filed[3]]


def test_album_counts_leave_out_the_proposed_and_count_a_shared_album_once_for_each():
    artist, guest = ArtistFactory(), ArtistFactory()
    shared = AlbumFactory(lead_artist=artist)
    Credit.objects.create(album=shared, artist=guest, position=2)
    AlbumFactory(lead_artist=artist, proposed=True)
    counts = Artist.objects.with_album_counts().values_list("pk", "album_count")
    assert dict(counts) == {artist.pk: 1, guest.pk: 1}


def test_a_genre_is_one_whatever_its_accents():
    genre = Genre.objects.named("Forró")
    assert Genre.objects.named("FORRO") == genre
    assert genre.name == "Forró"


def lead(*paths: str) -> dict[str, str]:
    for old, new in pairwise(paths):
        Redirect.objects.remember(old, new)
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_every_earlier_address_leads_straight_to_the_newest():
    assert lead("/a/", "/b/", "/c/", "/d/") == {"/a/": "/d/", "/b/": "/d/", "/c/": "/d/"}


def test_an_address_that_becomes_current_again_leads_nowhere_else():
    assert lead("/a/", "/b/", "/a/") == {"/b/": "/a/"}
    assert lead("/a/", "/b/", "/c/", "/b/") == {"/a/": "/b/", "/c/": "/b/"}


def test_an_address_never_leads_to_itself():
    assert lead("/a/", "/a/") == {}


def test_addresses_are_remembered_decoded():
    assert lead("/artists/%E7%B5%82%E9%9B%BB/", "/artists/x/") == {"/artists/終電/": "/artists/x/"}


def test_an_old_address_is_followed_with_its_query(client):
    artist = ArtistFactory(slug="終電")
    AlbumFactory(lead_artist=artist)
    Redirect.objects.remember("/artists/shuden/", artist.get_absolute_url())
    response = client.get("/artists/shuden/?page=2")
    assert response.status_code == 301
    assert response["Location"] == f"{artist.get_absolute_url()}?page=2"
    assert client.get(response["Location"]).status_code == 200


def test_an_old_address_takes_nothing_that_is_sent(client):
    Redirect.objects.remember("/artists/old/", "/artists/new/")
    assert client.post("/artists/old/").status_code == 405


def test_a_page_that_is_there_is_never_redirected(client):
    artist = AlbumFactory().lead_artist
    Redirect.objects.create(old_path=artist.get_absolute_url(), new_path="/artists/elsewhere/")
    assert client.get(artist.get_absolute_url()).status_code == 200


class TestNamesakes:
    """What tells albums of one artist and title apart stands behind their titles, wherever they are."""

    @pytest.fixture
    def artist(self):
        return ArtistFactory(name="Harrow")

    def album(self, artist, year, **more):
        more = {"title": "Harrow", "slug": f"harrow-{year}", "lead_artist": artist} | more
        return AlbumFactory(release_date=year and date(year, 1, 1), **more)

    def shown(self):
        return list(map(str, Album.objects.order_by("pk")))

    def test_alone_a_title_says_enough(self, artist):
        self.album(artist, 1994)
        self.album(ArtistFactory(name="Another"), 2001)
        assert self.shown() == ["Harrow", "Harrow"]

    def test_year_and_kind_tell_two_apart(self, artist):
        self.album(artist, 1994)
        self.album(artist, 2001, title="HARROW (Deluxe Edition)")
        self.album(artist, 1994, kind="live", slug="live")
        self.album(artist, None, slug="undated")
        assert self.shown() == [
            "Harrow (1994)", "HARROW (Deluxe Edition) (2001)", "Harrow (1994, live album)", "Harrow",
        ]  # fmt: skip

    def test_a_disambiguation_is_always_shown(self, artist):
        self.album(artist, 1994, disambiguation="Blue Album")
        assert self.shown() == ["Harrow (Blue Album)"]
        self.album(artist, 2001)
        assert self.shown() == ["Harrow (Blue Album)", "Harrow (2001)"]

    def test_they_follow_what_comes_moves_and_goes(self, artist):
        one, other = self.album(artist, 1994), self.album(artist, 2001)
        versions = dict(Album.objects.values_list("pk", "version"))
        other.title = "Another"
        other.save()
        assert self.shown() == ["Harrow", "Another"]
        assert Album.objects.get(pk=one.pk).version > versions[one.pk]
        Album.objects.filter(pk=other.pk).update(title="Harrow", folded="harrow")
        assert self.shown() == ["Harrow (1994)", "Harrow (2001)"]
        Album.objects.filter(pk=other.pk).update(lead_artist=ArtistFactory(name="Somebody"))
        assert self.shown() == ["Harrow", "Harrow"]
        third = self.album(artist, 2016)
        assert self.shown() == ["Harrow (1994)", "Harrow", "Harrow (2016)"]
        third.credits.all().delete()
        third.delete()
        assert self.shown() == ["Harrow", "Harrow"]

    def test_one_that_is_only_proposed_is_nobodys_namesake_until_it_is_accepted(self, artist):
        self.album(artist, 1994)
        self.album(artist, 2001, proposed=True)
        assert self.shown() == ["Harrow", "Harrow (2001)"]
        Album.objects.update(proposed=False)
        assert self.shown() == ["Harrow (1994)", "Harrow (2001)"]

    def test_many_at_once_are_told_apart(self, artist):
        albums = [
            Album(
                title="Harrow",
                slug=f"h{year}",
                lead_artist=artist,
                release_date=date(year, 1, 1),
                release_precision="year",
            )
            for year in (1994, 2001, 2016)
        ]
        Album.objects.bulk_create(albums)
        assert self.shown() == ["Harrow (1994)", "Harrow (2001)", "Harrow (2016)"]
