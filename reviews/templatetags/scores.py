"""Scores, verdicts and intervals in templates. What is printed is rounded here and nowhere else."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from django import template
from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import ngettext

from common.components import component
from reviews.consensus.album import SHOWN_FROM, round_half_up
from reviews.consensus.places import Ends
from reviews.models import Excerpt, Review, Verdict

register = template.Library()
# There are only so many verdicts, and a page draws them hundreds of times.
mark, _verdict = cache(component("marks", "mark")), cache(component("marks", "verdict"))
_interval = component("marks", "interval")
_excerpt, _said, _review_card = (component("review", name) for name in ("excerpt", "said", "review_card"))
_citation = component("review", "citation")

COUNTED = {
    Verdict.RAVE: ("rave", "raves"),
    Verdict.POSITIVE: ("positive", "positive"),
    Verdict.MIXED: ("mixed", "mixed"),
    Verdict.PAN: ("pan", "pans"),
}


@register.filter
def rounded(value: float | Decimal | None, decimals: int = 0) -> str:
    """A number rounded once, half up; empty for None."""
    return "" if value is None else f"{round_half_up(float(value), decimals)}"


@register.filter
def percent(value: float | None) -> str:
    """A share of 0-1 as a whole percentage, half up; empty for None."""
    return "" if value is None else f"{round_half_up(value * 100)} %"


@register.filter
def signed(value: float | Decimal | str) -> str:
    """A move with its sign, a true minus and no sign on zero: "+4.1", "−3.0", "0.0". Takes a rounded text, too."""
    value = Decimal(value) if isinstance(value, str) else value
    number = f"{abs(value)}"
    if value == 0:
        return number
    return f"+{number}" if value > 0 else f"−{number}"


@register.filter
def points(value: float | None) -> str:
    """A share of the 0-100 scale as an SVG coordinate, to one decimal."""
    return "" if value is None else f"{float(value):.1f}"


def between(value: float, ends: Ends) -> float:
    """Where on a scale between `ends` a score lies, of 0-100; at an end what lies beyond it."""
    return min(max(0.0, 100 * (value - ends.low) / (ends.high - ends.low)), 100.0)


@register.filter
def verdict_word(value: str, count: int | None = None) -> str:
    """What a verdict is called; as counted things where a count is given."""
    return str(Verdict(value).label) if count is None else ngettext(*COUNTED[Verdict(value)], count)


@register.simple_tag
def shown_from() -> str:
    """From how many counted reviews on a consensus is shown, in words."""
    return str(apnumber(SHOWN_FROM))


@register.simple_tag
def verdict(value: str, count: int | None = None) -> str:
    """A verdict's mark and word, with a count before the word where one is given."""
    return _verdict(value, count)


@register.simple_tag
def interval(low: float, score: float, high: float) -> str:
    """The 80 % interval drawn to scale on 0-100, with the score marked."""
    return _interval(low, score, high)


@register.simple_tag
def excerpt(quoted: Excerpt, review: Review, *, large: bool = False) -> str:
    """One excerpt's words; `review` tells their language and where they are from."""
    return _excerpt(quoted, review, large)


@register.simple_tag
def said(quoted: Excerpt) -> str:
    """An excerpt with its stance and its voice."""
    return _said(quoted)


@register.simple_tag
def review_card(review: Review, *, show_album: bool = False) -> str:
    """One review as readers meet it, with its lead excerpts prefetched. `show_album`: name the album, too."""
    return _review_card(review, show_album)


def citation(review: Review) -> str:
    """The leading words of a review with who wrote them, on what, where and when, on one line. Its HTML."""
    return " ".join(_citation(review).split())
