"""Regular expressions for one line: whatever is longer holds nothing of what they look for. Pure text.

Python's expressions go back and try again, so one that is read at a glance may take the square of a text's length. Over
whole texts only those run that need not (a test searches all of them for texts that make them slow); the others are
these, and a line has no more than some hundred characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LONGEST_LINE = 300
LONGEST_GAP = 8

_GAP = re.compile(rf"([^\S\n]{{{LONGEST_GAP}}})[^\S\n]++")


@dataclass(frozen=True, slots=True)
class LineExpression:
    """An expression that finds nothing in a text of more than `longest` characters."""

    compiled: re.Pattern[str]
    longest: int = LONGEST_LINE

    @property
    def pattern(self) -> str:
        """The expression as it is written."""
        return self.compiled.pattern

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.compiled.match(text) if len(text) <= self.longest else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.compiled.fullmatch(text) if len(text) <= self.longest else None

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.compiled.search(text) if len(text) <= self.longest else None

    def findall(self, text: str) -> list[str]:
        """As `re.Pattern.findall`."""
        return self.compiled.findall(text) if len(text) <= self.longest else []

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.compiled.finditer(text) if len(text) <= self.longest else iter(())

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`."""
        return self.compiled.sub(put, text) if len(text) <= self.longest else text

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """As `re.Pattern.split`."""
        return self.compiled.split(text, maxsplit) if len(text) <= self.longest else [text]


def on_a_line(written: str, flags: int = 0, *, longest: int = LONGEST_LINE) -> LineExpression:
    """The expression `written`, for lines of at most `longest` characters."""
    return LineExpression(re.compile(written, flags), longest)


def with_short_gaps(text: str) -> str:
    """The text with every wide run of blanks within a line cut to eight: a column is told by three."""
    return _GAP.sub(r"\1", text)
