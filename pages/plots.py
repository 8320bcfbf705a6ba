"""Geometry for plots that templates draw as inline SVG. Pure: numbers in, coordinates out.

Lengths are in the units of the drawing's viewBox; a drawing is made once for a wide page and once for a narrow one,
because type must not shrink with the picture.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
SLIVER = 0.6


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
    marks: list[Mark] = []
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


@dataclass(frozen=True)
class WaterfallStep:
    """One bar of a waterfall on 0-100 of its width: from where the sum stood to where this move takes it."""

    x: float
    width: float
    end: float


def waterfall(start: float, moves: Sequence[float]) -> list[WaterfallStep]:
    """Bars of a sum that begins at `start` and takes `moves` in turn; the whole course fills the width."""
    course = [start]
    for move in moves:
        course.append(course[-1] + move)
    low, high = min(course), max(course)
    scale = 100 / (high - low) if high > low else 0
    steps = []
    for before, after in pairwise(course):
        left, right = sorted(((before - low) * scale, (after - low) * scale))
        width = max(right - left, SLIVER)
        steps.append(WaterfallStep(round(min(left, 100 - width), 2), round(width, 2), round((after - low) * scale, 2)))
    return steps


@dataclass(frozen=True)
class HistoryPoint:
    """One step of a score's history: `item` is the caller's."""

    item: object
    x: float
    y: float


@dataclass(frozen=True)
class HistoryPlot:
    """A score over time with its interval, as SVG path data; `breaks` are where the method changed."""

    width: float
    height: float
    points: tuple[HistoryPoint, ...]
    line: str
    interval: str
    scores: tuple[tuple[int, float], ...]
    breaks: tuple[float, ...]


def history_plot(
    steps: Sequence[tuple[float, float, float, float, object]],
    breaks: Collection[int] = (),
    width: float = 520,
    height: float = 150,
) -> HistoryPlot | None:
    """Lay out (time, score, low, high, item), in order of time, as a stepped line. None for fewer than two steps.

    Time is any number that grows; equal steps are drawn apart by their order when all happened at one moment. The line
    is interrupted at the steps whose places are in `breaks`: they were not counted as those before them were.
    """
    if len(steps) < 2:
        return None
    left, right, top, bottom = 26, 30, 10, 12
    floor = min(90, 10 * int(min(low for _, _, low, _, _ in steps) // 10))
    ceiling = min(100, 10 * int(max(high for _, _, _, high, _ in steps) // 10 + 1))
    first, last = steps[0][0], steps[-1][0]

    def across(number: int, time: float) -> float:
        share = (time - first) / (last - first) if last > first else number / (len(steps) - 1)
        return round(left + share * (width - left - right), 1)

    def up(score: float) -> float:
        return round(height - bottom - (score - floor) / (ceiling - floor) * (height - top - bottom), 1)

    xs = [across(number, step[0]) for number, step in enumerate(steps)]
    points = tuple(HistoryPoint(step[4], x, up(step[1])) for x, step in zip(xs, steps, strict=True))
    _, scores, lows, highs, _ = zip(*steps, strict=True)
    line = interval = ""
    for run in _runs(len(steps), breaks):
        across_run = [xs[number] for number in run] + ([xs[run[-1] + 1]] if run[-1] + 1 < len(steps) else [])
        score, low, high = (
            _to_the_break([up(part[number]) for number in run], len(across_run)) for part in (scores, lows, highs)
        )
        line += _stairs(across_run, score)
        interval += f"{_stairs(across_run, high)}L{_stairs_back(across_run, low)}z"
    return HistoryPlot(
        width=width,
        height=height,
        points=points,
        line=line,
        interval=interval,
        scores=((floor, up(floor)), (ceiling, up(ceiling))),
        breaks=tuple(xs[number] for number in sorted(breaks)),
    )


def _runs(count: int, breaks: Collection[int]) -> list[range]:
    """The places between one interruption and the next."""
    starts = sorted({0, *breaks})
    return [range(start, end) for start, end in pairwise([*starts, count])]


def _to_the_break(ys: list[float], count: int) -> list[float]:
    """What stood last stands until the interruption."""
    return ys if len(ys) == count else [*ys, ys[-1]]


def _stairs(xs: Sequence[float], ys: Sequence[float]) -> str:
    return f"M{xs[0]} {ys[0]}" + "".join(f"H{x}V{y}" for x, y in zip(xs[1:], ys[1:], strict=True))


def _stairs_back(xs: Sequence[float], ys: Sequence[float]) -> str:
    path = f"{xs[-1]} {ys[-1]}"
    for number in range(len(xs) - 1, 0, -1):
        path += f"V{ys[number - 1]}H{xs[number - 1]}"
    return path
