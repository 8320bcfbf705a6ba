"""Where words stand in a text: what makes an excerpt verbatim. Pure text; imports nothing of Django.

Offsets count characters, as Python and PostgreSQL do (a browser counts UTF-16 units).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_WORD = re.compile(r"\S+")
_PLAIN = str.maketrans(dict.fromkeys("’‘‛`´ʼ", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—―", "-"))
_AROUND_A_QUOTATION = " \t\n\"'“”‘’„«»…"


class Span(NamedTuple):
    """`text[start:end]`."""

    start: int
    end: int


class _Flat(NamedTuple):
    """A text on one line, every run of white space one space, with where each of its words stands there and here."""

    line: str
    line_starts: list[int]
    text_starts: list[int]

    def place_in_text(self, place: int) -> int:
        word = bisect_right(self.line_starts, place) - 1
        return self.text_starts[word] + place - self.line_starts[word]

    def place_in_line(self, place: int) -> int:
        word = max(0, bisect_right(self.text_starts, place) - 1)
        return self.line_starts[word] + max(0, place - self.text_starts[word])


def find_span(text: str, words: str, near: int = 0) -> Span | None:
    """The span of `text` that reads `words`, the one that starts nearest to `near`; None when there is none.

    How the white space between two words is made up does not matter; every other character does.
    """
    return _nearest(_flattened(text), " ".join(words.split()), near)


def count_places(text: str, words: str) -> int:
    """In how many places of `text` one reads `words`, white space aside."""
    return sum(1 for _ in _places(_flattened(text).line, " ".join(words.split()))) if words.strip() else 0


def find_lookalike(text: str, words: str, near: int = 0) -> Span | None:
    """A span of `text` that differs from `words` only in capitals and in the shape of quotation marks and dashes."""
    return _nearest(_levelled(text), _plain(" ".join(words.strip(_AROUND_A_QUOTATION).split())), near)


def cut(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it lies within one of the spans, which may overlap."""
    pieces: list[tuple[str, bool]] = []
    place = 0
    for start, end in sorted(spans):
        pieces += [(text[place:start], False), (text[max(start, place) : end], True)]
        place = max(place, end)
    return [piece for piece in [*pieces, (text[place:], False)] if piece[0]]


@lru_cache(maxsize=1)  # the excerpts of one review are looked up one after the other
def _flattened(text: str) -> _Flat:
    matches = list(_WORD.finditer(text))
    words = [match[0] for match in matches]
    line_starts = list(accumulate((len(word) + 1 for word in words), initial=0))[: len(words)]
    return _Flat(" ".join(words), line_starts, [match.start() for match in matches])


@lru_cache(maxsize=1)
def _levelled(text: str) -> _Flat:
    flat = _flattened(text)
    return flat._replace(line=_plain(flat.line))


def _nearest(flat: _Flat, words: str, near: int) -> Span | None:
    if not words or not flat.line:
        return None
    hint = flat.place_in_line(near)
    places = [hint] if flat.line.startswith(words, hint) else _places(flat.line, words)
    best = min(places, key=lambda place: abs(place - hint), default=None)
    if best is None:
        return None
    return Span(flat.place_in_text(best), flat.place_in_text(best + len(words) - 1) + 1)


def _places(line: str, words: str) -> Iterator[int]:
    """Where `words` begin in `line`. By `str.find`, whose cost does not multiply the two lengths as a pattern's may."""
    place = line.find(words)
    while place >= 0:
        yield place
        place = line.find(words, place + len(words))


def _plain(line: str) -> str:
    """Capitals and typographic marks levelled, character by character, so that places stay what they are."""
    small = "".join(lower if len(lower := character.lower()) == 1 else character for character in line)
    return small.translate(_PLAIN)
