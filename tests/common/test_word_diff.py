"""Two texts, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from common.word_diff import MOST_WORDS_COMPARED, Piece, compare_words

WORDS = st.lists(st.sampled_from(["tide", "salt", "the", "low", "\n\n", "water,"]), max_size=40).map(" ".join)


def said(pieces: list[Piece], *kinds: str) -> list[str]:
    return "".join(piece.text for piece in pieces if piece.kind in kinds).split()


def test_a_changed_word_is_the_only_thing_marked():
    pieces = compare_words("The bells agree at noon.", "The bells disagree at noon.")
    assert pieces == [
        Piece("same", "The bells"),
        Piece("gone", " agree"),
        Piece("new", " disagree"),
        Piece("same", " at noon."),
    ]


def test_a_paragraph_that_comes_between_leaves_the_others_unmarked():
    pieces = compare_words("One.\n\nThree.", "One.\n\nTwo.\n\nThree.")
    assert [piece.text.strip() for piece in pieces if piece.kind == "new"] == ["Two."]
    assert not said(pieces, "gone")


@given(WORDS, WORDS)
def test_the_pieces_make_both_texts(before, after):
    pieces = compare_words(before, after)
    assert said(pieces, "same", "gone") == before.split()
    assert said(pieces, "same", "new") == after.split()


@given(WORDS)
def test_a_text_and_itself_have_nothing_to_mark(text):
    assert not said(compare_words(text, text), "gone", "new")


def test_a_passage_too_long_to_compare_is_shown_whole():
    before, after = ("\t".join(f"{name}{number}" for number in range(MOST_WORDS_COMPARED)) for name in "ab")
    assert [piece.kind for piece in compare_words(before, f"{after} end")] == ["gone", "new"]
