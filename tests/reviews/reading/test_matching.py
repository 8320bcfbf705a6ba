"""Which album a draft is about; between equals nothing is guessed."""

from dataclasses import replace

import pytest

from common.names import fold, short_title
from reviews.reading.document import parse
from reviews.reading.facts import AlbumFacts
from reviews.reading.matching import Candidate, candidate_titles, match_album
from reviews.reading.tracks import TrackTitle
from tests.reviews.reading.pages import PARAGRAPHS, document, page

TIDE = ("The Tide Tables", "TTT")
LANTERNS = Candidate(
    "lanterns", "Salt Lanterns (Original Motion Picture Soundtrack)", TIDE, (TrackTitle(1, "Slack Water"),)
)
HARBOUR = Candidate("harbour", "Salt Harbour (Original Motion Picture Soundtrack)", ("Vera Lindqvist",))
EARLIER = Candidate("earlier", "The Pilot Boat", TIDE)
SALT = Candidate("salt", "Salt", TIDE)
COMMON = Candidate("common", "Water", ("Vera Lindqvist",))
CATALOGUE = (LANTERNS, HARBOUR, EARLIER, SALT, COMMON)
GLASS = Candidate("glass", "Glass Harbour", ("Marlow Finch",))


def matched(draft, *candidates):
    """The key of the album, or the keys it could be."""
    match = match_album(draft, candidates)
    return match.album.key if match.album else sorted(album.key for album in match.ambiguous)


def about(headline, *sentences):
    """A draft with that headline, and sentences in its first paragraph."""
    return parse(page(headline, paragraphs=(" ".join([*sentences, PARAGRAPHS[0]]), *PARAGRAPHS[1:])))


@pytest.mark.parametrize("name", ["signed_above", "pseudonym_below", "film_and_record"])
def test_capitals_ost_alias_and_long_title_all_match(name):
    draft = parse(document(name))
    assert matched(draft, *CATALOGUE) == "lanterns"
    assert fold(short_title(LANTERNS.title)) in candidate_titles(draft)


def test_an_album_outside_the_catalogue_is_nobodys():
    assert matched(about("Marlow Finch – Glass Harbour"), *CATALOGUE) == []


def test_a_headline_counts_more_than_the_text():
    draft = about(
        "Marlow Finch – Glass Harbour", "TTT made Salt Lanterns, and Salt Lanterns is longer than Salt Lanterns."
    )
    assert matched(draft, *CATALOGUE, GLASS) == "glass"


def test_an_album_it_is_compared_with_is_not_the_subject():
    draft = about("The Tide Tables – Foghorn", "It is darker than Salt Lanterns, and The Tide Tables know it.")
    assert matched(draft, *CATALOGUE) == []


GREEN = Candidate("green", "Corbie Lane", ("Corbie Lane",), nickname="the Green Door")
BLUE = Candidate("blue", "Corbie Lane", ("Corbie Lane",), nickname="the Blue Door")


@pytest.mark.parametrize(
    ("headline", "sentence", "album"),
    [
        ("Corbie Lane – The Green Door", "Corbie Lane are back.", "green"),
        ("Corbie Lane: Corbie Lane", "Fans of Corbie Lane call it the Blue Door.", "blue"),
        ("Corbie Lane: Corbie Lane", "Corbie Lane have painted their door.", ["blue", "green"]),
        ("Corbie Lane: Corbie Lane", "The Blue Door of Corbie Lane was no Green Door.", ["blue", "green"]),
    ],
)
def test_a_nickname_tells_albums_of_one_name_apart(headline, sentence, album):
    assert matched(about(headline, sentence), GREEN, BLUE) == album


def test_the_lines_beside_the_headline_name_the_album():
    draft = replace(about("The sound of a shut pool"), head=("Marlow Finch", "Glass Harbour"))
    assert matched(draft, GLASS, *CATALOGUE) == "glass"
    assert fold("Glass Harbour") in candidate_titles(draft)


def test_the_track_list_is_the_albums():
    tracks = tuple(TrackTitle(number, title) for number, title in enumerate(("Kelp", "Neap", "Dogger", "Plimsoll")))
    album = replace(GLASS, tracks=tracks)
    assert matched(replace(about("A quiet year"), track_list=("Kelp", "Neap", "Dogger")), album) == "glass"
    assert matched(replace(about("A quiet year"), track_list=("Kelp", "Neap")), album) == []
    assert matched(replace(about("A quiet year"), track_list=("Kelp", "Neap", "Dogger", *"abcd")), album) == []


def test_two_albums_of_one_name_and_artist_are_never_guessed_between():
    twin = Candidate("twin", "Salt Lanterns: Soundtrack", TIDE)
    draft = about("TTT – Salt Lanterns", "The Tide Tables are here.")
    assert matched(draft, LANTERNS, twin) == ["lanterns", "twin"]


def test_the_full_title_decides_between_editions():
    deluxe = Candidate("deluxe", "Salt Lanterns (Deluxe Edition)", TIDE)
    draft = about("The Tide Tables – Salt Lanterns (Deluxe Edition)")
    assert matched(draft, LANTERNS, deluxe) == "deluxe"


def test_two_albums_in_one_headline_are_never_guessed_between():
    draft = about("Glass Harbour and The Pilot Boat: Marlow Finch meets The Tide Tables")
    assert matched(draft, GLASS, EARLIER) == ["earlier", "glass"]


def test_a_films_name_alone_is_not_the_album_when_there_are_rivals():
    score = Candidate("score", "Salt Lanterns (Original Score)", ("Ida Holt",))
    draft = about("How Salt Lanterns sounds in a cinema")
    assert matched(draft, LANTERNS, score) == ["lanterns", "score"]
    assert matched(draft, LANTERNS) == "lanterns"
    assert matched(about("How Salt sounds in a cinema"), SALT) == []


def test_a_short_title_does_not_match_inside_a_longer_one():
    assert matched(about("The Tide Tables – Salt Lanterns"), LANTERNS, SALT) == "lanterns"
    assert matched(about("The Tide Tables – Salt"), LANTERNS, SALT) == "salt"


def test_an_album_named_like_its_artist_gives_way_to_another_of_theirs():
    own_name = Candidate("own name", "The Tide Tables", TIDE)
    assert matched(about("The Tide Tables – The Pilot Boat"), own_name, EARLIER) == "earlier"
    assert matched(about("The Tide Tables – The Tide Tables"), own_name, EARLIER) == "own name"


def test_ordinary_words_are_no_title():
    draft = about(
        "Notes from a flood", "Vera Lindqvist watched the water rise. There was water everywhere, and more water came."
    )
    assert matched(draft, COMMON) == []


def test_a_box_about_the_album_decides():
    draft = replace(about("A cold record"), album_facts=AlbumFacts(title="GLASS HARBOUR", artist="Marlow Finch"))
    assert matched(draft, *CATALOGUE, GLASS) == "glass"
    assert "glass harbour" in candidate_titles(draft)
    other = replace(draft, album_facts=AlbumFacts(title="Glass Harbour", artist="Somebody Else"))
    assert matched(other, *CATALOGUE, GLASS) == []


def test_titles_to_look_up_are_folded_like_the_catalogue():
    draft = about("Marlow Finch’s Récord: “Nothin’ Doing”", "He called it “shepherd’s tone”, then Rock & Salt.")
    assert {"record", "nothin doing", "shepherds tone", "rock and salt", "marlow finch"} <= candidate_titles(draft)


def test_long_texts_have_few_titles_to_look_up():
    assert len(candidate_titles(parse(page(paragraphs=PARAGRAPHS * 300)))) < 30_000


SHARP = Candidate("sharp", "Étude en fa♯", ("Lark Weir",))
PLAIN = Candidate("plain", "Étude en fa", ("Lark Weir",))
SLATE = Candidate("slate", "Back in Slate", ("AC/DC",))


@pytest.mark.parametrize(
    ("headline", "key"),
    [
        ("Lark Weir – Étude en fa♯", "sharp"),
        ("Lark Weir – Étude en fa#", "sharp"),
        ("Lark Weir – Étude en fa", "plain"),
        ("ACDC – Back in Slate", "slate"),
        ("AC/DC: Back in Slate", "slate"),
    ],
)
def test_symbols_and_initials_of_a_name_are_read_as_they_are_folded(headline, key):
    draft = about(headline)
    assert matched(draft, SHARP, PLAIN, SLATE) == key
    titles = {fold(album.title) for album in (SHARP, PLAIN, SLATE) if album.key == key}
    assert titles <= candidate_titles(draft)


@pytest.mark.parametrize(
    "name", ["R.E.M.", "J. R. R. Tolkien", "M/A/R/R/S", "Kamakoʻole", "Don′t", "50% Off", "J R R Weir"]
)
def test_the_words_of_a_text_hold_a_name_as_it_is_folded(name):
    assert fold(name) in candidate_titles(about(f"{name}: Back in Slate"))
