"""Scores, verdicts and intervals in templates. What is printed is rounded here and nowhere else."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import ngettext

from reviews.consensus.album import round_half_up
from reviews.models import Verdict

register = template.Library()

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


@register.inclusion_tag("components/verdict.html")
def verdict(value: str, count: int | None = None) -> dict[str, object]:
    """A verdict's mark and word, with a count before the word where one is given."""
    if not value:
        return {}
    word = Verdict(value).label if count is None else ngettext(*COUNTED[value], count)
    return {"value": value, "word": word, "count": count}


@register.inclusion_tag("components/interval.html")
def interval(low: float, score: float, high: float) -> dict[str, float]:
    """The 80 % interval drawn to scale on 0-100, with the score marked."""
    return {"low": low, "score": score, "high": high, "width": high - low}
