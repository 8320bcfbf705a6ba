"""Bars for a distribution of scores, that templates draw as inline SVG with a table behind it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 150
GAP = 3
LABEL = 20
LEAST = 1.5


@dataclass(frozen=True)
class Bar:
    """One value or range: what it is called, how many it has, which share of all, and its rectangle."""

    value: float
    name: str
    count: int
    share: float
    x: float
    y: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True)
class Histogram:
    """Bars from the lowest to the highest; `peak` is the tallest, which carries its count as a label."""

    bars: tuple[Bar, ...]
    peak: Bar
    total: int
    base: float = HEIGHT - LABEL
    width: float = WIDTH
    height: float = HEIGHT


def histogram(counts: Sequence[tuple[float, str, int]]) -> Histogram | None:
    """Lay out (value, name, count), lowest first; even a count of one can be seen. None when there is nothing."""
    total = sum(count for _, _, count in counts)
    if not total:
        return None
    most = max(count for _, _, count in counts)
    step = WIDTH / len(counts)
    room = HEIGHT - 2 * LABEL
    bars = []
    for place, (value, name, count) in enumerate(counts):
        height = max(room * count / most, LEAST) if count else 0
        bars.append(
            Bar(
                value=value,
                name=name,
                count=count,
                share=count / total,
                x=round(place * step + GAP / 2, 1),
                y=round(HEIGHT - LABEL - height, 1),
                width=round(step - GAP, 1),
                height=round(height, 1),
                middle=round((place + 0.5) * step, 1),
            )
        )
    return Histogram(tuple(bars), max(bars, key=lambda bar: bar.count), total)
