"""No regular expression of the project takes the square of a text's length."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from common.expressions import LONGEST_GAP
from tests.expressions import Expression, expressions
from tests.slow_texts import Attack, attacks

SHORT, LONG = 24, (400, 1600, 6400, 25_600)
TELLING = 0.001
"""Seconds that tell more than the clock's noise."""
FOUR_TIMES_AS_LONG = 6
A_LINE = 0.02
GIVEN_UP_AFTER = 1
WIDE_GAP = re.compile(rf"(\s{{{LONGEST_GAP}}})\s++")


class TookTooLong(Exception):
    """An expression was stopped at work."""


@contextmanager
def given_up() -> Iterator[None]:
    """Stop whatever works on: an expression may take longer than anybody waits."""

    def stop(signum: int, frame: object) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, GIVEN_UP_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def seconds(pattern: re.Pattern, method: str, text: str, times: int = 1) -> float:
    """The least time of some, which is the one least disturbed."""
    shown = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "ignore")
    measured = []
    for _ in range(times):
        began = time.thread_time()
        found = getattr(pattern, method)(shown)
        if method == "finditer":
            for _each in found:
                pass
        measured.append(time.thread_time() - began)
    return min(measured)


def is_slow(expression: Expression, method: str, attack: Attack) -> bool:
    """Whether the time of a text four times as long is more than six times as long, twice in a row."""
    pattern = expression.pattern
    if expression.longest is not None:
        text = WIDE_GAP.sub(r"\1", attack.text(2 * expression.longest))[: expression.longest]
        return seconds(pattern, method, text) > A_LINE and seconds(pattern, method, text, 5) > A_LINE
    seconds(pattern, method, attack.text(SHORT))
    for length in LONG[:-2]:
        if seconds(pattern, method, attack.text(length)) > TELLING:
            one, two = (seconds(pattern, method, attack.text(times * length), 3) for times in (1, 4))
            if two > FOUR_TIMES_AS_LONG * one:
                return two > 0.1 or seconds(pattern, method, attack.text(16 * length), 2) > FOUR_TIMES_AS_LONG * two
    return False


def slowest(expression: Expression) -> str:
    """What makes an expression slow, in words; empty when nothing does."""
    for attack in attacks(expression.pattern, 160):
        for method in expression.methods:
            try:
                with given_up():
                    if is_slow(expression, method, attack):
                        return f"{method} of {attack}"
            except TookTooLong:
                return f"{method} of {attack}, given up"
    return ""


def test_the_expressions_are_found():
    places = {expression.place for expression in expressions()}
    assert len(places) > 300
    assert {"common.names._SHARP", "reviews.reading.furniture._SHARING"} <= places


@pytest.mark.parametrize("expression", expressions(), ids=lambda expression: expression.place)
def test_no_expression_takes_the_square_of_a_texts_length(expression):
    assert not slowest(expression), str(expression)


@pytest.mark.parametrize(
    "written",
    [r"\s+x", r"\s*\(", r"(a+)+b", r"(?:\w|ʼ)*!", r".*\bx\b.*y", r"[a-z]+\d", r"\d+(?:,\d+)*$"],
)
def test_an_expression_that_does_is_told(written):
    assert slowest(Expression("here", re.compile(written), None, {"finditer"}))


@pytest.mark.parametrize(
    "written", [r"(?<!\s)\s++x", r"(?<!a)(?:a++)++b", r"[^\W_]{1,80}x", r"\bword\b", r"[(][^()]{0,40}[)]"]
)
def test_one_that_does_not_is_left_alone(written):
    assert not slowest(Expression("here", re.compile(written), None, {"finditer", "fullmatch", "match"}))
