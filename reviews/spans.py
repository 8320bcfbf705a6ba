"""Where words stand in a text: what makes an excerpt verbatim. Pure text; imports nothing of Django.

Offsets count characters, as Python and PostgreSQL do (a browser counts UTF-16 units).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """`text[start:end]`."""

    start: int
    end: int


_LOOKALIKES = ("'’‘‛`´ʼ", '"“”„‟«»', "-‐‑‒–—―")
_ALTERNATIVES = {mark: f"[{re.escape(marks)}]" for marks in _LOOKALIKES for mark in marks}
_ELLIPSIS = r"(?:…|\.\s?\.\s?\.)"


def find_span(text: str, words: str, near: int = 0) -> Span | None:
    """The span of `text` that reads `words`, the one that starts nearest to `near`; None when there is none.

    How the white space between two words is made up does not matter; every other character does.
    """
    return _nearest(text, words.split(), re.escape, near)


def find_lookalike(text: str, words: str, near: int = 0) -> Span | None:
    """A span of `text` that differs from `words` only in capitals and in the shape of quotation marks and dashes."""
    return _nearest(text, words.strip(" \t\n\"'“”‘’„«»…").split(), _with_lookalikes, near, re.IGNORECASE)


def cut(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it lies within one of the spans, which may overlap."""
    pieces: list[tuple[str, bool]] = []
    place = 0
    for start, end in sorted(spans):
        pieces += [(text[place:start], False), (text[max(start, place) : end], True)]
        place = max(place, end)
    return [piece for piece in [*pieces, (text[place:], False)] if piece[0]]


def _nearest(text: str, words: list[str], as_pattern: Callable[[str], str], near: int, flags: int = 0) -> Span | None:
    if not words:
        return None
    pattern = re.compile(r"\s+".join(as_pattern(word) for word in words), flags)
    found = (Span(*match.span()) for match in pattern.finditer(text))
    return min(found, key=lambda span: abs(span.start - near), default=None)


def _with_lookalikes(word: str) -> str:
    parts = re.split(r"…|\.\.\.", word)
    return _ELLIPSIS.join("".join(_ALTERNATIVES.get(mark, re.escape(mark)) for mark in part) for part in parts)
