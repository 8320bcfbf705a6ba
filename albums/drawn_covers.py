"""Covers for albums that have none: flat geometry drawn from the title, different for every record.

Pure: a title in, coloured paths on a 100 x 100 field out. The same title always gives the same drawing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Shape(NamedTuple):
    """One filled SVG path."""

    path: str
    fill: str


# Ground, then three inks; every ink stands out from its ground on light and dark pages.
PALETTES = (
    ("#1d3a4c", "#e9b44c", "#e4572e", "#f3efe0"),
    ("#f0e3cc", "#a33122", "#22333b", "#c6ac8f"),
    ("#2d2a4a", "#e5989b", "#f7c59f", "#6d6a9c"),
    ("#0f4c45", "#f2d0a4", "#e07a5f", "#81b29a"),
    ("#e8ddd0", "#3d5a80", "#ee6c4d", "#293241"),
    ("#551b2b", "#f4a261", "#e9c46a", "#b5838d"),
    ("#d7e0d8", "#1b4332", "#bc6c25", "#74a08a"),
    ("#262523", "#d9d2c5", "#b8463b", "#6f6a60"),
    ("#f4d35e", "#0d3b66", "#ee964b", "#faf0ca"),
    ("#3a4f41", "#e6d5b8", "#e45826", "#9bb1a0"),
)


class _Dice:
    """Numbers drawn from a digest, so that a drawing needs no random state."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._stream = self._bytes()

    def _bytes(self) -> Iterator[int]:
        round_number = 0
        while True:
            yield from hashlib.sha256(f"{round_number}:{self._seed}".encode()).digest()
            round_number += 1

    def below(self, limit: int) -> int:
        return (next(self._stream) * 256 + next(self._stream)) % limit

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"


def _disc(x: float, y: float, radius: float) -> str:
    arc = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{arc} {2 * radius:g} 0{arc} {-2 * radius:g} 0z"


def _quarter(x: float, y: float, size: float, corner: int) -> str:
    """A quarter disc that fills a square cell from one of its four corners."""
    ends = [
        (x, y, x + size, y, 1, x, y + size),
        (x + size, y, x + size, y + size, 1, x, y),
        (x + size, y + size, x, y + size, 1, x + size, y),
        (x, y + size, x, y, 1, x + size, y + size),
    ]
    cx, cy, sx, sy, sweep, ex, ey = ends[corner]
    return f"M{cx:g} {cy:g}L{sx:g} {sy:g}A{size:g} {size:g} 0 0 {sweep} {ex:g} {ey:g}z"


def _rings(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    x, y = dice.between(25, 75), dice.between(25, 75)
    radius = dice.between(42, 62)
    step = dice.between(7, 13)
    for number, size in enumerate(range(radius, 4, -step)):
        yield Shape(_disc(x, y, size), inks[number % len(inks)])


def _bars(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    count = dice.between(4, 8)
    width = 80 / count
    for number in range(count):
        height = dice.between(15, 80)
        yield Shape(_rectangle(10 + number * width, 90 - height, width * 0.72, height), inks[dice.below(len(inks))])


def _quarters(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    cells = dice.between(2, 4)
    size = 100 / cells
    for row in range(cells):
        for column in range(cells):
            if dice.below(6):
                yield Shape(_quarter(column * size, row * size, size, dice.below(4)), inks[dice.below(len(inks))])


def _horizon(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    level = dice.between(48, 70)
    yield Shape(_disc(dice.between(25, 75), level - dice.between(-6, 22), dice.between(14, 26)), inks[0])
    yield Shape(_rectangle(0, level, 100, 100 - level), inks[1])
    for number in range(dice.between(2, 4)):
        depth = level + 7 + number * 9
        inset = dice.between(4, 30)
        yield Shape(_rectangle(inset, depth, 100 - inset - dice.between(4, 30), 2.5), inks[2])


def _peaks(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    yield Shape(_disc(dice.between(18, 82), dice.between(16, 36), dice.between(8, 15)), inks[2])
    for number in range(3):
        top = 34 + number * 15 + dice.between(-6, 6)
        at = dice.between(10, 90)
        yield Shape(f"M{at - 60:g} 100L{at:g} {top:g}L{at + 60:g} 100z", inks[number % len(inks)])


def _dots(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    cells = dice.between(4, 6)
    size = 84 / cells
    for row in range(cells):
        for column in range(cells):
            radius = size * (0.16 + 0.08 * dice.below(4))
            x, y = 8 + (column + 0.5) * size, 8 + (row + 0.5) * size
            yield Shape(_disc(x, y, radius), inks[dice.below(len(inks))])


def _slant(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    width = dice.between(10, 18)
    lean = dice.between(20, 60) * (1 if dice.below(2) else -1)
    for number in range(dice.between(3, 5)):
        x = -10 + number * (width + dice.between(8, 14))
        yield Shape(f"M{x:g} 100L{x + lean:g} 0h{width}L{x + width:g} 100z", inks[number % len(inks)])


def _windows(dice: _Dice, inks: list[str]) -> Iterator[Shape]:
    inset = 8
    for number in range(4):
        size = 100 - 2 * inset
        yield Shape(_rectangle(inset, inset, size, size), inks[number % len(inks)])
        inset += dice.between(7, 11)
    yield Shape(_disc(dice.between(42, 58), dice.between(42, 58), dice.between(4, 8)), inks[dice.below(len(inks))])


COMPOSITIONS: tuple[Callable[[_Dice, list[str]], Iterator[Shape]], ...] = (
    _rings,
    _bars,
    _quarters,
    _horizon,
    _peaks,
    _dots,
    _slant,
    _windows,
)


def drawn_cover(title: str) -> list[Shape]:
    """Shapes of the cover drawn for that title, back to front; the first fills the ground."""
    dice = _Dice(title)
    ground, *inks = PALETTES[dice.below(len(PALETTES))]
    turn = dice.below(3)
    inks = inks[turn:] + inks[:turn]
    return [Shape(_rectangle(0, 0, 100, 100), ground), *COMPOSITIONS[dice.below(len(COMPOSITIONS))](dice, inks)]
