"""What changed between two texts, word by word. Pure text; imports nothing of Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_WORDS_COMPARED = 3000
"""A changed passage of more words than this, before and after together, is shown as left out and put in whole."""

_WORD_WITH_SPACE = re.compile(r"(?<!\s)\s*+\S++")


class Piece(NamedTuple):
    """A run of words that both texts have ("same"), that only the first has ("gone") or only the second ("new")."""

    kind: str
    text: str


Comparison = Callable[[list[str], list[str]], Iterable[Piece]]


def compare_words(before: str, after: str) -> list[Piece]:
    """The two texts as one sequence of pieces: all but the new ones make the first, all but the gone the second.

    White space at the very end is left out. Paragraphs are compared first and words only within those that differ, so
    that the time is bounded by the paragraphs and not by the square of the words.
    """
    return _joined(_changes(_paragraphs(before), _paragraphs(after), _compare_passages))


def differ(before: str, after: str) -> bool:
    """Whether any word differs."""
    return before.split() != after.split()


def _compare_passages(before: list[str], after: list[str]) -> Iterator[Piece]:
    old, new = (_WORD_WITH_SPACE.findall("".join(passages)) for passages in (before, after))
    if len(old) + len(new) > MOST_WORDS_COMPARED:
        yield from (Piece("gone", "".join(old)), Piece("new", "".join(new)))
    else:
        yield from _changes(old, new, lambda gone, new: [Piece("gone", "".join(gone)), Piece("new", "".join(new))])


def _changes(before: list[str], after: list[str], compare: Comparison) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > MOST_WORDS_COMPARED)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[start:end]))
        else:
            yield from compare(before[start:end], after[new_start:new_end])


def _paragraphs(text: str) -> list[str]:
    found: list[str] = []
    blank = ""
    for line in re.split(r"(?=\n)", text.rstrip()):
        if line.strip():
            found.append(blank + line)
            blank = ""
        else:
            blank += line
    return found


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
