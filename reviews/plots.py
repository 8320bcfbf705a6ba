"""Geometry for plots that templates draw as inline SVG. Pure: numbers in, coordinates out.

Lengths are in the units of the drawing's viewBox; a drawing is made once for a wide page and once for a narrow one,
because type must not shrink with the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.consensus.model import BANDS


@dataclass(frozen=True)
class Mark:
    """One review in a plot: `item` is the caller's; x and y are the upper left corner of its mark."""

    item: object
    x: float
    y: float


@dataclass(frozen=True)
class BandOfMarks:
    """One verdict's band under the axis, with the reviews that name the band and no grade."""

    verdict: str
    x: float
    width: float
    label_x: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class DotPlot:
    """Every review of an album on 0-100: grades stacked above the axis, verdicts without a grade in bands below."""

    width: float
    height: float
    size: float
    axis_y: float
    label_y: float
    ticks: tuple[tuple[int, float], ...]
    dots: tuple[Mark, ...]
    bands: tuple[BandOfMarks, ...]
    low: float | None
    score: float | None
    high: float | None

    @property
    def range_width(self) -> float:
        """Width of the consensus interval."""
        return (self.high or 0) - (self.low or 0)

    @property
    def left(self) -> float:
        """Where 0 stands."""
        return self.ticks[0][1]

    @property
    def right(self) -> float:
        """Where 100 stands."""
        return self.ticks[-1][1]


EDGE = 14
LABEL = 20


def dot_plot(
    graded: Sequence[tuple[float, object]],
    ungraded: Sequence[tuple[str, object]],
    interval: tuple[float, float, float] | None,
    width: float,
) -> DotPlot:
    """Lay out reviews as (score, item) and (verdict, item); `interval` is the consensus' low, score, high, or None."""
    size = _mark_size(len(graded) + len(ungraded), width)

    def place(value: float) -> float:
        return round(EDGE + value / 100 * (width - 2 * EDGE), 2)

    stacked, rows = _stack([(place(score), item) for score, item in sorted(graded, key=lambda pair: pair[0])], size)
    axis_y = LABEL + max(rows, 1) * size * 1.15 + 6
    dots = tuple(
        Mark(item, round(x - size / 2, 2), round(axis_y - 4 - (row + 1) * size * 1.15, 2)) for x, row, item in stacked
    )
    bands = []
    deepest = 0
    for band in BANDS:
        items = [item for verdict, item in ungraded if verdict == band.verdict]
        x, right = place(band.low), place(band.high)
        marks, depth = _fill(items, x + 3, right - 3, axis_y + 26, size)
        deepest = max(deepest, depth)
        bands.append(BandOfMarks(band.verdict, x, round(right - x, 2), round((x + right) / 2, 2), marks))
    height = axis_y + 26 + deepest * size * 1.15 + LABEL + 2
    low, score, high = (place(value) for value in interval) if interval else (None, None, None)
    ticks = tuple((value, place(value)) for value in (0, 50, 70, 85, 100))
    return DotPlot(
        width=width,
        height=round(height, 2),
        size=size,
        axis_y=round(axis_y, 2),
        label_y=round(height - 6, 2),
        ticks=ticks,
        dots=dots,
        bands=tuple(bands),
        low=low,
        score=score,
        high=high,
    )


def _mark_size(count: int, width: float) -> float:
    roomy = 13 if width > 400 else 11
    if count <= 60:
        return roomy
    return 8 if count <= 200 else 5


def _stack(placed: list[tuple[float, object]], size: float) -> tuple[list[tuple[float, int, object]], int]:
    """Put each mark in the lowest row where it touches no other: (x, row, item), and the number of rows."""
    ends: list[float] = []
    stacked = []
    for x, item in placed:
        row = next((number for number, end in enumerate(ends) if x - end >= size), len(ends))
        if row == len(ends):
            ends.append(x)
        else:
            ends[row] = x
        stacked.append((x, row, item))
    return stacked, len(ends)


def _fill(items: Sequence[object], left: float, right: float, top: float, size: float) -> tuple[tuple[Mark, ...], int]:
    """Set marks in centred rows between left and right: the marks and the number of rows."""
    step = size * 1.15
    a_row = max(1, int((right - left) // step))
    rows = [items[start : start + a_row] for start in range(0, len(items), a_row)]
    marks = []
    for number, row in enumerate(rows):
        first = (left + right) / 2 - ((len(row) - 1) * step + size) / 2
        marks.extend(
            Mark(item, round(first + place * step, 2), round(top + number * step, 2)) for place, item in enumerate(row)
        )
    return tuple(marks), len(rows)


def strip(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int, float, float]]:
    """Parts of a whole as (key, count, x, width) on 0-100, in the order given; empty parts fall away."""
    total = sum(count for _, count in counts)
    parts = []
    x = 0.0
    for key, count in counts:
        if count:
            width = 100 * count / total
            parts.append((key, count, round(x, 2), round(width, 2)))
            x += width
    return parts
