"""The catalogue's pages: the cards of albums, artists, one artist."""

from __future__ import annotations

from datetime import date

import pytest

from albums.models import ArtistAlias, Credit
from albums.views import RECORDS_A_PAGE
from common.filing import NAMES_A_PAGE
from tests.factories import AlbumFactory, ArtistFactory, reviewed_album
from tests.markup import main

pytestmark = pytest.mark.django_db
LIST = "/albums/"


def test_a_card_says_what_the_album_is_and_where_it_stands(client):
    album = reviewed_album(80, 80, 80, title="Low Water", kind="ep", lead_artist__name="Ada Quill")
    card = main(client.get(LIST)).one("article")
    assert card.one("h3").links() == {"Low Water": album.get_absolute_url()}
    assert card.one("p", "album-card-artist").text == "Ada Quill"
    assert "EP, 2024" in card.text
    assert card.one("time")["datetime"] == "2024-09-20"
    assert card.one("span", "score-number").text == "77"
    assert card.one("span", "score-words").text == (
        "Consensus 77 of 100, likely (80 %) between 73 and 82, from 3 reviews, plain mean 80.0"
    )


@pytest.mark.parametrize(
    ("opinions", "words"), [([], "No reviews yet"), (["rave"], "1 of 3 reviews"), ([20, 90], "2 of 3 reviews")]
)
def test_a_card_with_too_few_reviews_says_how_many_there_are(client, opinions, words):
    reviewed_album(*opinions)
    assert main(client.get(LIST)).one("p", "score-pending").text == words


def test_a_card_prints_the_short_title_in_its_language(client):
    AlbumFactory(title="Нічний потяг (Deluxe Edition)", language="uk")
    title = main(client.get(LIST)).one("h3").one("bdi")
    assert (title.text, title["lang"]) == ("Нічний потяг", "uk")


def test_a_title_is_text_never_markup(client):
    AlbumFactory(title="<script>alert(1)</script>", lead_artist__name='"><img src=x>')
    page = main(client.get(LIST))
    assert page.texts("h3") == ["<script>alert(1)</script>"]
    assert page.one("p", "album-card-artist").text == '"><img src=x>'
    assert not page.all("script")
    assert not page.all("img")


def test_artists_are_listed_by_sort_name_with_their_albums_counted(client):
    quill = ArtistFactory(name="Ada Quill", sort_name="Quill, Ada")
    AlbumFactory(lead_artist=quill)
    AlbumFactory(lead_artist=quill)
    AlbumFactory(lead_artist=quill, proposed=True)
    AlbumFactory(lead_artist=ArtistFactory(name="Öland", disambiguation="the duo from Kalmar"))
    ArtistFactory(name="Nobody yet")
    assert main(client.get("/artists/")).texts("li") == ["Öland (the duo from Kalmar) 1 album", "Ada Quill 2 albums"]


def test_a_long_list_of_artists_is_cut_into_pages(client):
    for _ in range(NAMES_A_PAGE + 1):
        AlbumFactory()
    page = main(client.get("/artists/"))
    assert len(page.one("ul", "names").all("li")) == NAMES_A_PAGE
    second = main(client.get("/artists/" + page.one("nav", "pager").links()["Next"]))
    assert len(second.one("ul", "names").all("li")) == 1
    assert main(client.get("/artists/" + second.one("nav", "pager").links()["Previous"])).text == page.text


def test_a_prolific_artists_records_are_cut_into_pages(client):
    artist = ArtistFactory()
    for _ in range(RECORDS_A_PAGE + 1):
        AlbumFactory(lead_artist=artist)
    page = main(client.get(artist.get_absolute_url()))
    assert len(page.all("article")) == RECORDS_A_PAGE
    assert len(main(client.get(artist.get_absolute_url() + "?page=2")).all("article")) == 1


def test_kinds_of_records_stand_apart_and_those_led_by_others_last(client):
    artist, other = ArtistFactory(), ArtistFactory(name="Ada Quill")
    AlbumFactory(lead_artist=artist, kind="ep")
    AlbumFactory(lead_artist=artist)
    Credit.objects.create(album=AlbumFactory(lead_artist=other), artist=artist, position=2)
    page = main(client.get(artist.get_absolute_url()))
    assert [heading.text for heading in page.all("h3", "shelf-heading")] == ["Albums", "EPs", "With others"]
    assert page.one("ul", "names-short").texts("li") == ["Ada Quill"]


def test_the_list_without_artists_says_so(client):
    assert main(client.get("/artists/")).one("p", "empty").text == "No artists yet."


def test_an_artists_page_has_their_names_and_their_records_newest_first(client):
    artist = ArtistFactory(name="Ada Quill", disambiguation="singer from Tema")
    ArtistAlias.objects.create(artist=artist, name="A. Q.")
    ArtistAlias.objects.create(artist=artist, name="Quillery")
    AlbumFactory(lead_artist=artist, title="Old", release_date=date(1999, 1, 1))
    shared = AlbumFactory(title="Shared", release_date=date(2024, 1, 1))
    Credit.objects.create(album=shared, artist=artist, position=2)
    AlbumFactory(lead_artist=artist, title="Unseen", proposed=True)
    page = main(client.get(artist.get_absolute_url()))
    assert page.one("h1").text == "Ada Quill"
    assert "singer from Tema" in page.text
    assert "Also known as A. Q., Quillery" in page.text
    assert page.texts("h3") == ["Albums", "Old", "With others", "Shared"]
    assert not page.all("figure")


def test_two_records_with_a_consensus_make_a_line(client):
    artist = ArtistFactory()
    reviewed_album(60, 60, 60, lead_artist=artist, release_date=date(2020, 1, 1))
    reviewed_album(90, 90, 90, lead_artist=artist, release_date=date(2024, 1, 1))
    reviewed_album(90, 90, lead_artist=artist, release_date=date(2025, 1, 1))
    reviewed_album(90, 90, 90, lead_artist=artist, release_date=None)
    drawing = main(client.get(artist.get_absolute_url())).one("figure", "timeline")
    assert drawing.texts("text", "timeline-label") == ["68", "84"]
    assert len(drawing.all("circle")) == 2


@pytest.mark.parametrize("path", ["/artists/nobody/", "/albums/nobody/nothing/", "/artists/x/y/", "/albums/x/"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_artist_with_nothing_but_a_proposed_album_has_no_page(client):
    assert client.get(AlbumFactory(proposed=True).lead_artist.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path", [LIST, "/artists/", "/artists/someone/"])
def test_pages_are_only_read(client, path):
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(path).status_code == 405
    AlbumFactory(lead_artist=ArtistFactory(slug="someone"))
    assert client.head(path).status_code == 200
