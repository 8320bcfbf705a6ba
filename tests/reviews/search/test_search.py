"""Search: everything with a name, forgiving what people forget, as a page and as suggestions."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from albums.models import ArtistAlias, Credit
from reviews.search import search
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


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("harrow", "albums"),
        ("inès harrow", "artists"),
        ("points failure", "tracks"),
        ("the tarrant courier", "publications"),
    ],
)
def test_the_section_of_the_best_match_comes_first(shelf, words, first):
    assert search(words).sections[0].kind == first


def test_what_is_reviewed_most_comes_first_among_equals():
    for counted in (1, 5, 3):
        AlbumFactory(title=f"Tide {counted}", slug=f"tide-{counted}", counted_reviews=counted)
    assert titles("tide") == ["Tide 5", "Tide 3", "Tide 1"]


def test_albums_of_the_artist_named_come_before_those_that_only_hold_the_name():
    AlbumFactory(title="For the Harrow", counted_reviews=9)
    own = AlbumFactory(title="Low Water", lead_artist__name="Harrow")
    assert search("harrow").of("albums")[0] == own


def test_words_in_quotation_marks_stand_together():
    AlbumFactory(title="Water so Low")
    AlbumFactory(title="Low Water Mark")
    assert titles('"low water"') == ["Low Water Mark"]
    assert len(titles("low water")) == 2


@pytest.mark.parametrize("words", ["nightfreight", "night freight"])
def test_one_word_or_two_is_the_same(words):
    AlbumFactory(title="Night Freight")
    AlbumFactory(title="Nightfreight", slug="nightfreight")
    assert len(titles(words)) == 2


def test_the_page_says_what_it_shows_instead(client, shelf):
    page = main(client.get("/search/?q=nigth+freihgt"))
    assert page.one("p", "search-respelt").text == "Nothing is called “nigth freihgt”. Showing “night freight”."
    assert page.links()["night freight"] == "/search/?q=night%20freight"


def test_what_was_typed_comes_before_what_is_spelt_nearly_so(client):
    AlbumFactory(title="Towards a Harber")
    AlbumFactory(title="Harbor Lights", counted_reviews=9)
    assert titles("harber") == ["Towards a Harber", "Harbor Lights"]
    assert "Also shown: “harbor”" in main(client.get("/search/?q=harber")).one("p", "search-respelt").text


def test_a_name_that_is_found_as_typed_is_not_respelt(client):
    AlbumFactory(title="Harber")
    AlbumFactory(title="Harbor")
    assert titles("harber") == ["Harber"]
    assert not main(client.get("/search/?q=harber")).all("p", "search-respelt")


def test_a_correction_gives_away_nothing_that_is_hidden(client):
    AlbumFactory(title="Zanzibarite", proposed=True)
    assert "Zanzibarite" not in client.get("/search/?q=zanzibarit").content.decode()
    assert "zanzibarite" not in client.get("/search/?q=zanzibarrite").content.decode()


def test_a_long_section_leads_to_its_own_pages(client):
    for number in range(60):
        TrackFactory(title=f"Tide {number}", album__title=f"Album {number}")
    page = main(client.get("/search/?q=tide"))
    assert len(page.one("section").all("li")) == 12
    more = page.links()["More tracks"]
    assert more == "/search/?q=tide&section=tracks"
    first = main(client.get(more))
    assert len(first.all("li")) == 48
    second = main(client.get("/search/" + first.one("a", rel="next")["href"]))
    assert len(second.all("li")) == 12
    assert not {link for link in first.links() if link.startswith("Tide")} & set(second.links())


@pytest.mark.parametrize("kind", ["albums", "artists", "tracks", "critics", "publications"])
def test_every_section_has_its_pages(client, shelf, kind):
    words = {
        "albums": "freight",
        "artists": "harrow",
        "tracks": "failure",
        "critics": "garrow",
        "publications": "tarrant",
    }
    page = main(client.get(f"/search/?q={words[kind]}&section={kind}"))
    assert page.one("h1").text == f"{kind.capitalize()} found for “{words[kind]}”"
    assert not page.all("p", "empty")
    assert main(client.get(f"/search/?q=xyzzyplugh&section={kind}")).one("p", "empty")


@pytest.mark.parametrize(
    "rest", ["section=tracks&page=-1", "section=tracks&page=9e9", "section=%00", "section=albums&q="]
)
def test_pages_and_sections_that_are_not_there_are_answered(client, shelf, rest):
    assert client.get(f"/search/?q=tide&{rest}").status_code == 200


@given(typed=st.one_of(st.text(max_size=40), st.text(alphabet="\"'%_\\:*&|!()<> aé駅の😀\x00", max_size=40)))
def test_whatever_is_typed_is_answered_with_what_readers_may_see(hidden_and_shown, typed):
    results = search(typed)
    assert {str(each) for section in results.sections for each in section.found} <= hidden_and_shown


@pytest.fixture(scope="module")
def hidden_and_shown(django_db_setup, django_db_blocker):
    """One hidden and one shown of everything, named alike; the names that may be found."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name, proposed in (("a 駅 é", True), ("a 駅 é shown", False)):
            album = AlbumFactory(title=name, slug=f"p-{proposed}", proposed=proposed, lead_artist__name=f"{name} band")
            TrackFactory(album=album, title=f"{name} song")
            ReviewFactory(critic__name=f"{name} critic", album=album, published=True)
            PublicationFactory(name=f"{name} paper", is_aggregator=proposed)
        yield {f"a 駅 é shown{what}" for what in ("", " band", " song", " critic", " paper")}
        transaction.set_rollback(True)


@pytest.mark.parametrize("typed", ["a", "駅", "shown 駅", "shown"])
def test_what_is_shown_is_found_in_every_section(hidden_and_shown, typed):
    found = {str(each) for section in search(typed).sections for each in section.found}
    assert found == hidden_and_shown


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


@pytest.mark.parametrize(
    "words", ["AC/DC back in slate", "acdc slate", "ac dc back in slate", "ac/dc", "ac dc", "back acd"]
)
def test_initials_are_found_however_they_are_set(words):
    AlbumFactory(title="Back in Slate", lead_artist=ArtistFactory(name="AC/DC"))
    assert titles(words) == ["Back in Slate"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("étude en fa", ["Étude en fa", "Étude en fa♯"]), ("etude en fa#", ["Étude en fa♯"]), ("❤️", ["❤"]), ("☀", [])],
)
def test_symbols_are_looked_for_as_words(words, found):
    artist = ArtistFactory(name="Lark Weir")
    for slug, title in (("plain", "Étude en fa"), ("sharp", "Étude en fa♯"), ("heart", "❤")):
        AlbumFactory(title=title, slug=slug, lead_artist=artist)
    assert sorted(titles(words)) == found
