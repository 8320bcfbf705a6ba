"""How well the consensus does, laid out to be drawn: whether its ranges hold at all heights, and how far it could go.

Pure, as `pages.plots` is: numbers in, coordinates out, in the units of the drawing's viewBox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.consensus.groups import Group

TARGET = 0.8
LOWEST, HIGHEST = 0.6, 1.0
WIDTH = 420
ROW = 26
NAMES = 190


@dataclass(frozen=True)
class Dot:
    """One group's mark: where it is, and the group."""

    x: float
    y: float
    group: Group


@dataclass(frozen=True)
class TenthsPlot:
    """How many grades the ranges hold in each tenth of the expected grade; `rules` are shares with their heights."""

    width: float
    height: float
    target_y: float
    rules: tuple[tuple[float, float], ...]
    dots: tuple[Dot, ...]
    label_y: float


def tenths_plot(groups: Sequence[Group]) -> TenthsPlot | None:
    """Lay out the tenths from left to right, the lowest first; None where there are none."""
    if not groups:
        return None
    left, right, top, bottom = 40, 14, 10, 26
    height = 190

    def up(share: float) -> float:
        within = (min(max(share, LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST)
        return round(height - bottom - within * (height - top - bottom), 1)

    step = (WIDTH - left - right) / len(groups)
    dots = tuple(
        Dot(round(left + (place + 0.5) * step, 1), up(group.covered), group) for place, group in enumerate(groups)
    )
    rules = tuple((share, up(share)) for share in (0.6, 0.7, 0.8, 0.9, 1.0))
    return TenthsPlot(WIDTH, height, up(TARGET), rules, dots, label_y=height - 8)


@dataclass(frozen=True)
class ErrorRow:
    """One formula's error with its standard error, both ways; `name` is printed at `y`."""

    name: str
    ratio: float
    y: float
    x: float
    low_x: float
    high_x: float
    ours: bool


@dataclass(frozen=True)
class ErrorPlot:
    """Errors divided by the plain mean's, from the least possible one on the left."""

    width: float
    height: float
    rows: tuple[ErrorRow, ...]
    floor: float
    floor_x: float
    ticks: tuple[tuple[float, float], ...]
    label_y: float


def error_plot(formulas: Sequence[tuple[str, float, float, bool]], floor: float | None) -> ErrorPlot | None:
    """Lay out (name, error, standard error, whether it is the site's own) above one another; None without a floor."""
    if floor is None or not formulas:
        return None
    low = min(floor, *(ratio - error for _, ratio, error, _ in formulas))
    high = max(1.0, *(ratio + error for _, ratio, error, _ in formulas))

    def across(ratio: float) -> float:
        return round(NAMES + 12 + (ratio - low) / (high - low) * (WIDTH - NAMES - 40), 1)

    rows = tuple(
        ErrorRow(name, ratio, 18 + place * ROW, across(ratio), across(ratio - error), across(ratio + error), ours)
        for place, (name, ratio, error, ours) in enumerate(formulas)
    )
    height = len(rows) * ROW + 34
    ticks = ((floor, across(floor)), (1.0, across(1.0)))
    return ErrorPlot(WIDTH, height, rows, floor, across(floor), ticks, label_y=height - 8)
