"""A consensus as it is printed: the score to a tenth, the interval to a point.

It has changed when something else is printed than before. Python and PostgreSQL round alike: both take the shortest
decimal that stands for the float, and round that half up.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from .album import round_half_up

DECIMALS = {"score": 1, "low": 0, "high": 0}


class Printed(NamedTuple):
    """What a reader is told of a consensus. Before there is a score to show: the number of reviews alone."""

    score: Decimal | None
    low: Decimal | None
    high: Decimal | None
    counted: int


NOTHING = Printed(None, None, None, 0)
"""What is printed of an album without a counted review."""


def as_printed(score: float | None, low: float | None, high: float | None, counted: int) -> Printed:
    """Those figures as a reader sees them."""
    figures = {"score": score, "low": low, "high": high}
    rounded = {name: None if value is None else round_half_up(value, DECIMALS[name]) for name, value in figures.items()}
    return Printed(**rounded, counted=counted)


def as_printed_in_sql(row: str) -> str:
    """The same as a row of SQL, of the columns of that name in `row`."""
    rounded = (f"round({row}.{name}::text::numeric, {decimals})" for name, decimals in DECIMALS.items())
    return f"({', '.join(rounded)}, {row}.counted)"
