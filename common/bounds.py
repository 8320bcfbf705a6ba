"""How much text may come in. Said here, and asked wherever text does before anything reads it. Pure text.

The longest reviews that are known have some hundred thousand characters; what is longer is several, or none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST_UNFOLDED = 3
"""How many times as long a text may be once its ligatures and compatible forms stand in full; one sign has up to 18."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a text may have at most; blank lines are not counted."""

    characters: int
    lines: int

    def refusal(self, text: str) -> str:
        """What the text has too much of, how much it has and how much there may be; empty where it may come in."""
        return next((f"It has {said}." for said in self._too_much(text)), "")

    def _too_much(self, text: str) -> Iterator[str]:
        if len(text) > self.characters:
            yield f"{len(text):,} characters; at most {self.characters:,} are taken"
        elif (
            text.count("\n") >= self.lines and (lines := sum(map(bool, map(str.strip, text.split("\n"))))) > self.lines
        ):
            yield f"{lines:,} lines; at most {self.lines:,} are taken"
        elif not text.isascii() and (letters := len(unicodedata.normalize("NFKC", text))) > self._unfolded:
            yield f"signs that stand for {letters:,} letters; at most {self._unfolded:,} are taken"

    @property
    def _unfolded(self) -> int:
        return MOST_UNFOLDED * self.characters


REVIEW = Bounds(characters=200_000, lines=6_000)
"""The text of a review, and a document without markup that holds one."""


def of_field(longest: int | None) -> Bounds:
    """The bounds of a form's field that takes at most `longest` characters (None: as many as a review)."""
    return REVIEW if longest is None else Bounds(longest, REVIEW.lines)
