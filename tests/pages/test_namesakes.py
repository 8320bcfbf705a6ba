"""Two records of one artist and title: wherever readers see the title, they see which of the two it is."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from albums.models import Album, Artist
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory, TrackFactory, published_review, reviewed_album
from tests.markup import main, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def artist():
    return ArtistFactory(name="Harrow", slug="harrow")


def self_titled(artist: Artist, year: int, slug: str) -> Album:
    released = date(year, 5, 1)
    return reviewed_album(
        *(80, "rave", 20, 60, "mixed"), title="Harrow", slug=slug, lead_artist=artist, release_date=released
    )


@pytest.fixture
def twins(artist) -> list[Album]:
    critic = CriticFactory(slug="marit")
    found = []
    for year, slug in ((1994, "harrow"), (2001, "harrow-2001")):
        album = reviewed_album(
            80, "rave", 20, title="Harrow", slug=slug, lead_artist=artist, release_date=date(year, 5, 1)
        )
        published_review(album, "pan", critic=critic)
        TrackFactory(album=album, title=f"Lampblack of {year}")
        found.append(album)
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/albums/",
        "/artists/harrow/",
        "/critics/marit/",
        "/search/?q=harrow",
        "/search/?q=lampblack",
        "/charts/best/",
        "/charts/reviewed/",
    ],
)
def test_lists_tell_the_two_apart(client, twins, path):
    text = main(client.get(path)).text
    assert "Harrow (1994)" in text
    assert "Harrow (2001)" in text


def test_suggestions_tell_them_apart(client, twins):
    page = client.get("/search/?q=harr", headers={"HX-Request": "true", "HX-Target": "search-suggestions"})
    options = [option.text for option in read(page).all("a") if option.get("role") == "option"]
    assert {"Harrow (1994)", "Harrow (2001)"} <= {option[:13] for option in options}


@pytest.mark.parametrize("path", ["", "compare/"])
def test_an_albums_own_pages_say_which_it_is(client, twins, path):
    page = read(client.get(f"/albums/harrow/harrow-2001/{path}"))
    assert page.one("h1").text.split() == ["Harrow", "(2001)"]
    assert "Harrow (2001)" in page.all("title")[0].text


def test_a_disambiguation_goes_before_the_year(client, twins, artist):
    Album.objects.filter(slug="harrow-2001").update(disambiguation="Green Album")
    text = main(client.get("/artists/harrow/")).text
    assert "Harrow (1994)" in text
    assert "Harrow (Green Album)" in text


def test_a_title_alone_stands_alone(client, artist):
    self_titled(artist, 1994, "harrow")
    AlbumFactory(title="Harrow", slug="other", release_date=date(2001, 5, 1))
    for path in ("/albums/", "/artists/harrow/", "/albums/harrow/harrow/", "/search/?q=harrow"):
        assert "(1994)" not in main(client.get(path)).text


def test_the_page_of_the_first_follows_the_coming_and_going_of_the_second(client, artist):
    first = reviewed_album(
        80, "rave", 20, title="Harrow", slug="harrow", lead_artist=artist, release_date=date(1994, 5, 1)
    )

    def heading() -> str:
        return " ".join(read(Client().get(first.get_absolute_url())).one("h1").text.split())

    assert heading() == "Harrow"
    second = AlbumFactory(title="Harrow", slug="harrow-2001", lead_artist=artist, release_date=date(2001, 5, 1))
    assert heading() == "Harrow (1994)"
    second.credits.all().delete()
    second.delete()
    assert heading() == "Harrow"
