"""Text in a picture: any script, both directions, broken into lines by measure.

Pillow shapes a run of one face in one direction (by raqm). What runs there are, in which order they stand and where a
line may end is said here: directions by the Unicode bidirectional algorithm (python-bidi), line ends after spaces and
between East Asian signs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from bidi import algorithm as bidi
from django.conf.locale import LANG_INFO
from PIL import ImageDraw

from pages.link_pictures.faces import JOINERS, Face, faces_of

NOT_AT_A_START = frozenset("、。，．・：；？！）」』】〉》〕｝ー…‥ぁぃぅぇぉっゃゅょァィゥェォッャュョ々’”")
NOT_AT_AN_END = frozenset("（「『【〈《〔｛‘“")
OMITTED = "…"
_RIGHT_TO_LEFT = frozenset(code for code, facts in LANG_INFO.items() if facts.get("bidi"))


@dataclass(frozen=True)
class Hand:
    """How something is written: size in pixels, weight, with or without serifs, in which language."""

    size: int
    weight: int = 400
    serif: bool = True
    language: str = ""

    @property
    def leading(self) -> int:
        """From one line to the next. Scripts that reach high and low need more than Latin."""
        return round(self.size * 1.26)


@dataclass(frozen=True)
class _Run:
    start: int
    end: int
    level: int
    face: Face


@dataclass(frozen=True)
class SetLine:
    """A line of a paragraph: its runs as they stand from left to right, and how wide they are."""

    text: str
    runs: tuple[tuple[str, Face, str], ...]
    width: float
    hand: Hand
    right_to_left: bool

    def draw(self, on: ImageDraw.ImageDraw, x: float, baseline: float, fill: str) -> None:
        """Draw it from `x` on."""
        for text, face, direction in self.runs:
            font = face.at(self.hand.size, self.hand.weight)
            on.text((round(x), baseline), text, fill=fill, font=font, anchor="ls", direction=direction)
            x += measured(text, face, self.hand.size, self.hand.weight, direction == "rtl")


class Paragraph:
    """A text in one hand. What no face can draw is left out and marked, once for each run of it."""

    def __init__(self, text: str, hand: Hand) -> None:
        self.hand = hand
        kept: list[str] = []
        faces: list[Face] = []
        cleaned = _cleaned(text)
        self.complete = True
        for sign, face in zip(cleaned, faces_of(cleaned, hand.serif, hand.language), strict=True):
            if face is not None:
                kept.append(sign)
                faces.append(face)
            elif sign not in JOINERS:
                self.complete = False
                if "".join(kept[-2:]).rstrip()[-1:] != OMITTED:
                    mark = faces_of(OMITTED, hand.serif, hand.language)[0]
                    if mark is not None:
                        kept.append(OMITTED)
                        faces.append(mark)
        self.text = "".join(kept)
        self._faces = faces

    def __bool__(self) -> bool:
        """Whether anything is left of it that says something."""
        return any(unicodedata.category(sign)[0] in "LNS" for sign in self.text)

    @property
    def right_to_left(self) -> bool:
        """Which way the paragraph runs: by its language, else by its first letter."""
        language = self.hand.language.partition("-")[0]
        if language in _RIGHT_TO_LEFT:
            return True
        return bool(bidi.get_base_level(self.text))

    def set(self, width: float, most: int) -> list[SetLine]:
        """At most so many lines of at most that width; what is too long ends in an ellipsis."""
        lines = self._broken(width, most)
        if lines is not None:
            return lines
        ends = self._ends
        short, long = 0, len(ends) - 1
        fitting: list[SetLine] | None = None
        while short <= long:
            middle = (short + long) // 2
            shortened = Paragraph(self.text[: ends[middle]].rstrip(" ,;:–—-、，") + OMITTED, self.hand)
            lines = shortened._broken(width, most)
            if lines is None:
                long = middle - 1
            else:
                fitting, short = lines, middle + 1
        return fitting or []

    def fits(self, width: float, most: int) -> bool:
        """Whether it can be set so without being cut, and without breaking a word."""
        return all(self._width(*piece) <= width for piece in self._pieces()) and self._broken(width, most) is not None

    @cached_property
    def _ends(self) -> list[int]:
        """Where a line may end, and inside of words where it must."""
        return [place for place in range(1, len(self.text) + 1) if self._may_part(place)]

    def _may_part(self, place: int) -> bool:
        if place == len(self.text):
            return True
        after = self.text[place]
        return not (unicodedata.category(after)[0] == "M" or after in JOINERS or self.text[place - 1] in JOINERS)

    @cached_property
    def _breaks(self) -> list[int]:
        """Where a line may end without breaking a word."""
        return [place for place in range(1, len(self.text)) if _breaks_between(*self.text[place - 1 : place + 1])]

    def _pieces(self) -> Iterator[tuple[int, int]]:
        starts = [0, *self._breaks]
        yield from zip(starts, [*self._breaks, len(self.text)], strict=True)

    def _broken(self, width: float, most: int) -> list[SetLine] | None:
        """Its lines; None when they are more."""
        lines: list[tuple[int, int]] = []
        start = end = 0
        for piece in self._small_enough(width):
            if end > start and self._width(start, piece[1]) > width:
                lines.append((start, end))
                start = piece[0]
                if len(lines) == most:
                    return None
            end = piece[1]
        if end > start:
            lines.append((start, end))
        return [self._line(*line) for line in lines] if len(lines) <= most else None

    def _small_enough(self, width: float) -> Iterator[tuple[int, int]]:
        """The pieces, those that are wider than a line taken apart."""
        for start, end in self._pieces():
            if self._width(start, end) <= width:
                yield start, end
                continue
            inner = [place for place in self._ends if start < place < end]
            yield from zip([start, *inner], [*inner, end], strict=True)

    @cached_property
    def _levels(self) -> list[int]:
        """How deep each sign stands in text of the other direction; odd ones run to the left."""
        base = int(self.right_to_left)
        storage = bidi.get_empty_storage()
        storage.update(base_level=base, base_dir=("L", "R")[base])
        bidi.get_embedding_levels(self.text, storage)
        bidi.explicit_embed_and_overrides(storage)
        bidi.resolve_weak_types(storage)
        bidi.resolve_neutral_types(storage, debug=False)
        bidi.resolve_implicit_levels(storage, debug=False)
        levels = iter([sign["level"] for sign in storage["chars"]])
        # The algorithm drops joiners; each stands where the sign before it does.
        found: list[int] = []
        for sign in self.text:
            dropped = unicodedata.bidirectional(sign) in bidi.X9_REMOVED
            found.append((found[-1] if found else base) if dropped else next(levels))
        return found

    def _runs(self, start: int, end: int) -> list[_Run]:
        def of(place: int) -> tuple[int, Face]:
            return self._levels[place], self._faces[place]

        runs = []
        for (level, face), places in groupby(range(start, end), key=of):
            found = list(places)
            runs.append(_Run(found[0], found[-1] + 1, level, face))
        return runs

    def _width(self, start: int, end: int) -> float:
        end = start + len(self.text[start:end].rstrip(" "))
        return sum(self._run_width(run) for run in self._runs(start, end))

    def _run_width(self, run: _Run) -> float:
        return measured(self.text[run.start : run.end], run.face, self.hand.size, self.hand.weight, run.level % 2)

    def _line(self, start: int, end: int) -> SetLine:
        end = start + len(self.text[start:end].rstrip(" "))
        runs = _in_sight(self._runs(start, end))
        drawn = tuple((self.text[run.start : run.end], run.face, _direction(run.level)) for run in runs)
        return SetLine(self.text[start:end], drawn, sum(map(self._run_width, runs)), self.hand, self.right_to_left)


@lru_cache(maxsize=20_000)
def measured(text: str, face: Face, size: int, weight: int, right_to_left: int) -> float:
    """How wide a text of one face in one direction is, in pixels."""
    return face.at(size, weight).getlength(text, direction=_direction(right_to_left))


def _direction(level: int) -> str:
    return "rtl" if level % 2 else "ltr"


def _in_sight(runs: list[_Run]) -> list[_Run]:
    """Runs in the order of reading, as they stand from left to right (rule L2 of the bidirectional algorithm)."""
    for level in range(max((run.level for run in runs), default=0), 0, -1):
        ordered: list[_Run] = []
        turned: list[_Run] = []
        for run in runs:
            if run.level >= level:
                turned.insert(0, run)
            else:
                ordered += [*turned, run]
                turned = []
        ordered += turned
        runs = ordered
    return runs


def _breaks_between(before: str, after: str) -> bool:
    if after in NOT_AT_A_START or before in NOT_AT_AN_END or after == " ":
        return False
    return before in " -–—\u200b" or _east_asian(before) or _east_asian(after)


def _east_asian(sign: str) -> bool:
    """Whether a line may end beside it: Han, kana and their stops. Korean parts its words by spaces."""
    number = ord(sign)
    return 0x2E80 <= number <= 0x30FF or 0x3400 <= number <= 0x9FFF or 0xF900 <= number <= 0xFAFF or number >= 0x20000


def _cleaned(text: str) -> str:
    """Composed, on one line, and without signs that only steer: what they would do is said by the language."""
    one_line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(sign for sign in one_line if sign in JOINERS or not _steers(sign))


def _steers(sign: str) -> bool:
    """Whether it is no sign itself: a control, a direction, a choice between the forms of the sign before it."""
    return unicodedata.category(sign) in ("Cf", "Cc", "Cs") or 0xFE00 <= ord(sign) <= 0xFE0F
