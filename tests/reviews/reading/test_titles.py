"""The album and the artist that a headline names, as far as the text bears them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.names import fold
from reviews.reading.stacked import stack_above
from reviews.reading.subjects import subject_in
from reviews.reading.text_witness import Witness
from reviews.reading.titles import Subject, bare_subject, subject_of, subject_of_line, without_review_words

TEXT = "Marlow Finch went to the coast to make Glass Harbour, and Finch stayed there. Björk and the thaw are elsewhere."


@pytest.mark.parametrize(
    "headline",
    [
        "Marlow Finch: Glass Harbour",
        "Marlow Finch – Glass Harbour",
        "Marlow Finch - Glass Harbour (Tidewrack, 2024)",
        "Marlow Finch – ‘Glass Harbour’ review",
        "Album Review: Marlow Finch - Glass Harbour",
        "Marlow Finch: Glass Harbour review – cold water, warm hands",
        "Marlow Finch, “Glass Harbour”",
        "Marlow Finch's 'Glass Harbour' is a cold marvel",
        "“Glass Harbour” by Marlow Finch",
        "Glass Harbour by Marlow Finch",
        "Kritik: Marlow Finch – »Glass Harbour«",
        "Chronique : Marlow Finch, « Glass Harbour »",
        "Marlow Finch's Glass Harbour: cold comfort",
        "Marlow Finch – Glass Harbour 8/10",
        "Album of the week: Marlow Finch – Glass Harbour",
        "Marlow Finch - Glass Harbour (my review)",
        "On Marlow Finch's “Glass Harbour”",
        "Review: Marlow Finch’s Wide, Wintry ‘Glass Harbour’",
    ],
)
def test_a_headline_names_artist_and_album(headline):
    found = subject_of(headline, Witness.of(TEXT))
    assert found is not None
    assert (found.artist, found.album) == ("Marlow Finch", "Glass Harbour")


@pytest.mark.parametrize(
    "headline",
    [
        "Cold water, warm hands",
        "The thaw – and what it left",
        "Nobody: a story",
        "",
        "x" * 400,
        "Marlow Finch",
        "Finch: “we never slept at all on that cold boat”",
    ],
)
def test_a_headline_that_names_no_album_gives_none(headline):
    assert subject_of(headline, Witness.of(TEXT)) is None


def test_the_title_that_the_text_sets_apart_is_the_album_whichever_stands_first():
    witness = Witness.of("On “Glass Harbour” Marlow Finch counts waves. “Glass Harbour” is cold.")
    assert subject_of("Glass Harbour – Marlow Finch", witness) == Subject("Marlow Finch", "Glass Harbour")


def test_a_possessive_may_be_part_of_a_name():
    witness = Witness.of("Nobody in Finch's Ferry sings, and “Glass Harbour” does not ask them to.")
    assert subject_of("Finch's Ferry – “Glass Harbour” review", witness) == Subject("Finch's Ferry", "Glass Harbour")


def test_whoever_the_text_calls_by_a_surname_is_the_artist():
    witness = Witness.of(
        "The Salt Road is slow. Ahlgrim likes it so: Ahlgrim waits. The Salt Road ends, says Bertil Ahlgrim."
    )
    assert subject_of("THE SALT ROAD – Bertil Ahlgrim", witness) == Subject("Bertil Ahlgrim", "THE SALT ROAD")


@pytest.mark.parametrize(
    "line",
    [
        "Marlow Finch: Glass Harbour. Tidewrack Records",
        "Marlow Finch – Glass Harbour (Tidewrack, 2024)",
        "Marlow Finch - Glass Harbour",
    ],
)
def test_a_line_beside_the_text_states_the_record(line):
    assert subject_of_line(line, Witness.of(TEXT)) == Subject("Marlow Finch", "Glass Harbour")


@pytest.mark.parametrize("line", ["Nobody: said so", "x" * 200, "", "Finch waits for the thaw."])
def test_other_lines_state_none(line):
    assert subject_of_line(line, Witness.of(TEXT)) is None


@pytest.mark.parametrize(
    ("opening", "hints"),
    [
        ("Ada Reed has waited. Her third album, “Nine Doors”, has no door at all. “Hinge” is its best song.", []),
        ("Ada Reed went quiet, and “Nine Doors” says why. “Hinge” is its best song.", ["ada-reed-nine-doors"]),
        ("Let us speak of Ada Reed, “Nine Doors”, and of doors. “Hinge” is its best song.", []),
    ],
)
def test_a_record_that_the_headline_leaves_out_is_told_by_the_text(opening, hints):
    found = subject_in(Witness.of(opening), "Ada Reed shuts the door", hints)
    assert found is not None
    assert (found.artist, found.album) == ("Ada Reed", "Nine Doors")


@pytest.mark.parametrize(
    "text",
    [
        "Ada Reed sings “Hinge”, a song, and “Latch”, another song.",
        "Since the album “Nine Doors” Ada Reed has been silent.",
        "The album “Nine Doors” and the album “Rope” are both by Ada Reed.",
    ],
)
def test_songs_earlier_records_and_two_at_once_give_none(text):
    assert subject_in(Witness.of(text), "Ada Reed shuts the door", []) is None


def test_names_are_known_by_their_capitals_and_with_endings():
    witness = Witness.of("Finchs Platte ist kalt, the thaw never came, 여름창고의 앨범.")
    assert witness.speaks_of("Finch")
    assert not witness.speaks_of("The Thaw Never Came Home")
    assert not witness.speaks_of("Thaw")
    assert witness.speaks_of("여름창고")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Tin Coast – Rope", ("Tin Coast", "Rope")),
        ("3. Tin Coast: Rope (Tidewrack)", ("Tin Coast", "Rope (Tidewrack)")),
        ("Tin Coast ‘Rope’", ("Tin Coast", "Rope")),
        ("Rope", None),
    ],
)
def test_a_heading_is_read_by_its_form(heading, expected):
    found = bare_subject(heading)
    assert (found and (found.artist, found.album)) == expected


def test_the_words_for_a_review_are_taken_off():
    assert without_review_words("Album Review: Rope") == ("Rope", True)
    assert without_review_words("Rope") == ("Rope", False)
    assert without_review_words("Tin Coast – Rope 7/10") == ("Tin Coast – Rope", False)


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_headline_is_read(headline, text):
    subject_of(headline, Witness.of(text))
    bare_subject(headline)


@pytest.mark.parametrize(
    ("above", "lines"),
    [
        ("News\nReviews\nAda Reed\nNine Doors\nRating: 8/10", ("Ada Reed", "Nine Doors")),
        ("ADA REED\nNine Doors\n(Tidewrack)", ("ADA REED", "Nine Doors")),
        ("Albums\nNine Doors\nAda Reed\n2023", ("Nine Doors", "Ada Reed")),
    ],
)
def test_two_lines_above_a_text_name_artist_and_album(above, lines):
    body = "Ada Reed keeps Nine Doors shut, and Reed has the key. " * 4
    stack = stack_above(f"{above}\n\n{body}", Witness.of(body))
    assert stack is not None
    assert stack.lines == lines
    assert (fold(stack.subject.artist), stack.subject.album) == ("ada reed", "Nine Doors")


def test_lines_that_the_text_does_not_know_name_nothing():
    body = "Ada Reed keeps her doors shut, and Reed has the key. " * 4
    assert stack_above(f"News\nReviews\nMost read\n\n{body}", Witness.of(body)) is None
