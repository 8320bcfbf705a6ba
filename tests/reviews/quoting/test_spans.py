"""Where words stand in a text."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from reviews.quoting.spans import Span, find_lookalike, find_span

TEXT = "The tide is low.\n\nThe tide is “low”, they sing, and it’s slack – the tide is low."


def test_a_span_holds_the_words_exactly():
    span = find_span(TEXT, "they sing, and")
    assert TEXT[span.start : span.end] == "they sing, and"


def test_of_two_places_the_nearer_one_is_found():
    assert find_span(TEXT, "tide is low").start == 4
    assert find_span(TEXT, "tide is low", near=70).start == TEXT.rindex("tide is low")


def test_white_space_between_words_may_be_made_up_otherwise():
    span = find_span(TEXT, "low. The\ttide")
    assert TEXT[span.start : span.end] == "low.\n\nThe tide"


def test_words_that_leave_something_out_are_not_found():
    assert find_span(TEXT, "they sing, it’s slack") is None
    assert find_span(TEXT, "they sing … it’s slack") is None


def test_a_missing_accent_or_another_case_is_not_verbatim():
    assert find_span("Déjà vu", "Deja vu") is None
    assert find_span(TEXT, "the tide is low.\n\nThe") is None


def test_blank_words_stand_nowhere():
    assert find_span(TEXT, " \n") is None
    assert find_lookalike(TEXT, "“”") is None


def test_a_lookalike_differs_in_quotation_marks_dashes_and_capitals_only():
    span = find_lookalike(TEXT, 'the tide is "low", they sing, and it\'s slack - THE tide')
    assert TEXT[span.start : span.end] == "The tide is “low”, they sing, and it’s slack – the tide"
    assert find_lookalike(TEXT, "the tide was low") is None


def test_a_text_made_to_be_slow_is_searched_in_a_moment():
    text = "a " * 400_000
    started = process_time()
    assert find_span(text, "a " * 900 + "b") is None
    assert find_lookalike(text, "a " * 900 + "b") is None
    assert find_span(text, "a a", near=300_000) == Span(300_000, 300_003)
    assert process_time() - started < 5


def test_pattern_characters_are_only_characters():
    assert find_span("a.c and abc (twice)*", "abc (twice)*") == Span(8, 20)
    assert find_span("abc", "a.c") is None


@given(st.text(), st.text(min_size=1), st.text())
def test_words_put_into_a_text_are_found_in_it(before: str, words: str, after: str):
    text = before + words + after
    span = find_span(text, words, near=len(before))
    if not words.split():
        assert span is None
    else:
        assert text[span.start : span.end].split() == words.split()


@given(st.text(alphabet="ab \n😀é", max_size=60), st.text(alphabet="ab 😀é", max_size=6))
def test_what_is_found_reads_as_the_words_do(text: str, words: str):
    span = find_span(text, words)
    if span is not None:
        assert text[span.start : span.end].split() == words.split()
