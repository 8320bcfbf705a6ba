"""What is printed of scores, moves and verdicts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import Context, Template

from reviews.templatetags.scores import points, rounded, signed
from tests.markup import read


def rendered(source: str, **context: object) -> str:
    return Template("{% load scores %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "printed"),
    [(74.5, "75"), (75.5, "76"), (74.49, "74"), (0.5, "1"), (Decimal("82.50"), "83"), (100, "100"), (0.4, "0")],
)
def test_scores_are_rounded_half_up(value, printed):
    assert rounded(value) == printed


@pytest.mark.parametrize(("value", "printed"), [(74.95, "75.0"), (74.25, "74.3"), (-0.04, "0.0"), (-2.25, "-2.3")])
def test_decimals_are_rounded_half_up_as_written(value, printed):
    assert rounded(value, 1) == printed


def test_nothing_is_printed_for_nothing():
    assert rounded(None) == points(None) == ""


@pytest.mark.parametrize(
    ("move", "printed"),
    [
        (Decimal("4.1"), "+4.1"),
        (Decimal("-3.0"), "−3.0"),
        (Decimal("0.0"), "0.0"),
        (Decimal("-0.0"), "0.0"),
    ],
)
def test_a_move_carries_its_sign_and_nothing_carries_none(move, printed):
    assert signed(move) == printed


@pytest.mark.parametrize(
    ("verdict", "alone", "one", "several"),
    [
        ("rave", "Rave", "1 rave", "3 raves"),
        ("positive", "Positive", "1 positive", "3 positive"),
        ("mixed", "Mixed", "1 mixed", "3 mixed"),
        ("pan", "Pan", "1 pan", "3 pans"),
    ],
)
def test_a_verdict_is_a_word_and_a_mark(verdict, alone, one, several):
    for source, words in [("v", alone), ("v 1", one), ("v 3", several), ("v 0", several.replace("3", "0"))]:
        html = read(rendered("{% verdict " + source + " %}", v=verdict))
        assert html.text == words
        assert html.one("svg")["aria-hidden"] == "true"
        assert html.one("path" if verdict != "positive" else "circle")


def test_the_four_marks_differ():
    marks = {
        rendered("{% verdict v %}", v=verdict).split("<svg")[1].split("</svg>")[0]
        for verdict in ["rave", "positive", "mixed", "pan"]
    }
    assert len(marks) == 4


def test_without_a_verdict_nothing_is_drawn():
    assert rendered("{% verdict v %}", v="").strip() == ""


def test_the_interval_is_drawn_to_scale():
    html = read(rendered("{% interval 71.46 77 82.5 %}"))
    assert html.one("rect", "interval-range").attributes.items() >= {"x": "71.5", "width": "11.0"}.items()
    assert html.one("path", "interval-score")["d"].startswith("M77.0 ")
