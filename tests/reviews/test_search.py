"""Search: everything with a name, forgiving what people forget, as a page and as suggestions."""

from __future__ import annotations

import pytest

from albums.models import ArtistAlias, Credit
from reviews.searching import search
from tests.factories import (
    AlbumFactory,
    ArtistFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    TrackFactory,
    reviewed_album,
)
from tests.markup import main, read

pytestmark = pytest.mark.django_db
SUGGESTING = {"HX-Request": "true", "HX-Target": "search-suggestions"}


@pytest.fixture
def shelf():
    """One of everything."""
    harrow = ArtistFactory(name="Inès Harrow", slug="ines-harrow")
    ArtistAlias.objects.create(artist=harrow, name="HRW")
    freight = AlbumFactory(title="Night Freight", kind="soundtrack", lead_artist=harrow)
    TrackFactory(album=freight, title="Points Failure at Sköve")
    critic = CriticFactory(name="Philippa Garrow", publication=PublicationFactory(name="The Tarrant Courier"))
    ReviewFactory(critic=critic, album=freight, published=True)
    AlbumFactory(title="終電のあとの水路", lead_artist__name="水野灯")
    return freight


def titles(words: str) -> list[str]:
    return [album.title for album in search(words).of("albums")]


@pytest.mark.parametrize(
    "words",
    [
        "Night Freight",
        "night freight",
        "NIGHT FREIGHT",
        "  night   freight  ",
        "nïght frêight",
        "night freight ost",
        "Night Freight OST",
        "night freight original motion picture soundtrack",
        "night freight (deluxe)",
        "night",
        "freig",
        "nigth freight",
        "night frieght",
        "ines harrow night freight",
        "night freight inès harrow",
        "harrow hrw night freight",
        "hrw night",
        "hrw ost",
        "HRW",
        "Inès Harrow",
    ],
)
def test_an_album_is_found_however_it_is_typed(shelf, words):
    assert "Night Freight" in titles(words)


@pytest.mark.parametrize("words", ["終電", "終電のあとの水路", "水野灯"])
def test_names_in_other_scripts_are_found(shelf, words):
    assert titles(words) == ["終電のあとの水路"]


@pytest.mark.parametrize(
    ("words", "section", "name"),
    [
        ("harow", "artists", "Inès Harrow"),
        ("HRW", "artists", "Inès Harrow"),
        ("points failure", "tracks", "Points Failure at Sköve"),
        ("skove", "tracks", "Points Failure at Sköve"),
        ("garow", "critics", "Philippa Garrow"),
        ("tarrant", "publications", "The Tarrant Courier"),
    ],
)
def test_everything_with_a_name_is_found(shelf, words, section, name):
    assert [str(found) for found in search(words).of(section)] == [name]


@pytest.mark.parametrize("words", ["", "   ", "\x00", "xylophone zeppelin quartz", "%", "_", "' OR 1=1 --"])
def test_what_is_not_there_is_not_found(shelf, words):
    assert not search(words)


def test_nothing_to_look_for_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        search(" \x00 ")


def test_a_name_of_punctuation_is_found():
    album = AlbumFactory(title="!!!", slug="untitled")
    assert search("!!!").of("albums") == [album]


def test_wildcards_are_letters_like_others():
    AlbumFactory(title="Fully Charged")
    album = AlbumFactory(title="100 % Salt")
    assert search("100 %").of("albums") == [album]


def test_the_exact_name_comes_before_those_that_begin_with_it_and_those_that_hold_it():
    for title in ["After the Tide", "Tide Tables", "Tide", "Tidal"]:
        AlbumFactory(title=title)
    assert titles("tide")[:3] == ["Tide", "Tide Tables", "After the Tide"]


def test_a_section_is_no_longer_than_asked():
    for number in range(5):
        AlbumFactory(title=f"Tide {number}")
    assert len(search("tide", each=3).of("albums")) == 3


def test_an_album_is_found_once_however_many_names_fit():
    album = AlbumFactory(title="Harrow", lead_artist__name="Harrow")
    for name in ["Harrow", "The Harrow"]:
        ArtistAlias.objects.create(artist=album.lead_artist, name=name + " ")
    Credit.objects.create(album=album, artist=ArtistFactory(name="Harrow", slug="harrow-2"), position=2)
    assert search("harrow").of("albums") == [album]


def test_an_aggregator_is_no_source_to_be_found():
    PublicationFactory(name="Heap of Scores", is_aggregator=True)
    assert not search("heap of scores")


def test_the_page_without_a_question_explains_itself(client):
    page = main(client.get("/search/"))
    assert page.one("h1").text == "Search"
    assert page.one("p", "empty")


def test_the_page_lists_what_was_found_by_kind(client, shelf):
    page = main(client.get("/search/?q=ines+harrow"))
    assert page.texts("h2") == ["Artists", "Albums"]
    assert page.one("input", name="q")["value"] == "ines harrow"
    assert page.links()["Night Freight"] == shelf.get_absolute_url()
    assert page.links()["Inès Harrow"] == "/artists/ines-harrow/"


def test_a_track_leads_to_its_place_on_the_album(client, shelf):
    track = shelf.tracks.get()
    link = main(client.get("/search/?q=points+failure")).links()[track.title]
    assert link == f"{shelf.get_absolute_url()}#track-{track.pk}"
    assert main(client.get(shelf.get_absolute_url())).one(id=f"track-{track.pk}")


def test_a_question_without_an_answer_is_repeated_as_text(client):
    page = main(client.get("/search/", {"q": "<b>xyzzy plugh</b>"}))
    assert "<b>xyzzy plugh</b>" in page.one("p", "empty").text
    assert not page.all("b")


def test_a_question_of_blanks_is_none(client):
    assert main(client.get("/search/?q=+++")).text == main(client.get("/search/")).text


def test_results_are_not_for_search_engines(client):
    assert read(client.get("/search/?q=x")).one("meta", name="robots")["content"] == "noindex"


def test_suggestions_come_without_the_page_around_them(client, shelf):
    part = read(client.get("/search/?q=night", headers=SUGGESTING))
    assert not part.all("html")
    assert part.links()["Night Freight Inès Harrow"] == shelf.get_absolute_url()
    assert part.one(role="listbox")["data-announce"] == "1 suggestion"


def test_suggestions_are_few(client):
    for number in range(9):
        AlbumFactory(title=f"Tide {number}")
    assert len(read(client.get("/search/?q=tide", headers=SUGGESTING)).one(role="group").all("a")) == 4


def test_a_suggestion_says_where_the_album_stands(client):
    reviewed_album(80, 80, 80, title="Tide Tables")
    assert "77" in read(client.get("/search/?q=tide", headers=SUGGESTING)).one(role="group").one("a").text


def test_without_a_suggestion_the_box_says_so(client):
    assert read(client.get("/search/?q=xyzzyplugh", headers=SUGGESTING)).text.startswith("Nothing found")
    assert read(client.get("/search/?q=", headers=SUGGESTING)).text == ""


@pytest.mark.parametrize("headers", [{}, SUGGESTING])
def test_caches_keep_page_and_suggestions_apart(client, headers):
    vary = {name.strip() for name in client.get("/search/?q=x", headers=headers)["Vary"].split(",")}
    assert {"HX-Request", "HX-Target"} <= vary
