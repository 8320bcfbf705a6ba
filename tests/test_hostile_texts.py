"""No text makes a reader slow: what is four times as long takes at most six times as long, and a megabyte a moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

import pytest

from bench.fire.hostile import HOSTILE, hostile
from common.bounds import REVIEW, of_field
from tests.hostile_texts import DOCUMENTS, READERS

LENGTH = 5_000
NOTHING = 0.02
"""Seconds of work that need no second look."""
FOUR_TIMES_AS_LONG = 6
MEGABYTE = 1_000_000
A_MOMENT = 12
"""Times as long as counting to twenty million, which is some third of a second: machines vary, and their load."""
TELLING = ("lines of one letter", "a run of ligatures that unfold eighteenfold")


def seconds(reader: Callable[[str], object], text: str, times: int = 1) -> float:
    """The least of some times of work, whatever else the machine does."""
    measured = []
    for _ in range(times):
        began = time.process_time()
        reader(text)
        measured.append(time.process_time() - began)
    return min(measured)


@cache
def moment() -> float:
    """How long a megabyte may take here."""
    return A_MOMENT * seconds(lambda _: sum(range(20_000_000)), "")


def grows_too_fast(reader: Callable[[str], object], name: str) -> bool:
    """Whether it does, twice in a row: noise does not."""
    if seconds(reader, hostile(name, LENGTH)) < NOTHING:
        return False
    one, two = (seconds(reader, hostile(name, times * LENGTH), 2) for times in (1, 4))
    if two <= FOUR_TIMES_AS_LONG * max(one, NOTHING / 4):
        return False
    return seconds(reader, hostile(name, 16 * LENGTH)) > FOUR_TIMES_AS_LONG * two


def texts_for(reader: str) -> tuple[str, ...]:
    """All texts; for one of the readers of documents some of them, since they all go on to the same lines."""
    if reader not in DOCUMENTS:
        return HOSTILE
    first = DOCUMENTS.index(reader)
    return HOSTILE[first :: len(DOCUMENTS) if first else 3]


@pytest.mark.parametrize("reader", READERS)
def test_no_reader_takes_the_square_of_a_texts_length(reader):
    READERS[reader]("warm")
    assert [name for name in texts_for(reader) if grows_too_fast(READERS[reader], name)] == []


@pytest.mark.parametrize("reader", READERS)
def test_no_megabyte_takes_a_reader_long(reader):
    READERS[reader]("warm")
    spent = {name: seconds(READERS[reader], hostile(name, MEGABYTE)) for name in TELLING}
    assert {name: took for name, took in spent.items() if took > moment()} == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 200_001, "It has 200,001 characters; at most 200,000 are taken."),
        ("x\n" * 6_001, "It has 6,001 lines; at most 6,000 are taken."),
        ("ﷺ" * 40_000, "It has signs that stand for 720,000 letters; at most 600,000 are taken."),
    ],
)
def test_what_is_too_much_is_said_with_the_limit(text, said):
    assert REVIEW.refusal(text) == said


@pytest.mark.parametrize("text", ["", "x" * 200_000, "x\n" * 6_000, "x\n\n\n\n" * 5_000, "ﷺ" * 30_000, "曲" * 200_000])
def test_what_a_review_may_be_comes_in(text):
    assert REVIEW.refusal(text) == ""


def test_a_field_takes_what_its_column_holds():
    assert of_field(500).refusal("x" * 500) == ""
    assert of_field(500).refusal("x" * 501) == "It has 501 characters; at most 500 are taken."
    assert of_field(500).refusal("ﷺ" * 100) == "It has signs that stand for 1,800 letters; at most 1,500 are taken."
