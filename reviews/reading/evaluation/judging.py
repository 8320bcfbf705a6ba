"""What was read of one document, held against its truth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz.distance import LCSseq

from common.names import fold
from reviews.reading.evaluation.truth import REVIEW, ROUNDUP, Truth

POINTS_APART = 0.5
EDGE = 5
NO_REVIEW = "no review"

_NAMES = {"headline", "critic", "publication", "album", "artist"}
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_ADDRESS_START = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


class Outcome(StrEnum):
    """How a field came out. Nothing read where nothing is to be read is right; anything read there is wrong."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"


@dataclass(frozen=True)
class ReadValues:
    """What was read of a document, as far as it is judged: values as text, a grade as its score from 0 to 100."""

    values: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    kind: str = REVIEW
    parts: tuple[ReadValues, ...] = ()


@dataclass(frozen=True)
class Judged:
    """One field of one document (of the part of it that is named, if any)."""

    name: str
    expected: tuple[str, ...]
    read: str | None
    outcome: Outcome
    part: str = ""


@dataclass(frozen=True)
class Body:
    """How much of the text was read, and of the text alone; whether its first and last words are right."""

    f1: float
    first: bool
    last: bool


@dataclass(frozen=True)
class Judgement:
    """Everything judged of one document."""

    fields: tuple[Judged, ...]
    body: Body | None
    kind: str | None
    kind_read: str
    parts: tuple[Judged, ...]
    part_bodies: tuple[Body, ...] = ()

    @property
    def told(self) -> bool:
        """Whether album review, roundup and everything else were told apart."""
        return self.kind is None or family(self.kind) == family(self.kind_read)


def family(kind: str) -> str:
    """Album review, roundup, or no review: what decides on the way that a document takes."""
    return kind if kind in (REVIEW, ROUNDUP) else NO_REVIEW


def judge(truth: Truth, answer: ReadValues) -> Judgement:
    """Hold `answer` against `truth`."""
    pairs = _pair_parts(truth, answer)
    return Judgement(
        fields=tuple(_judge_fields(truth, answer)),
        body=None if truth.body is None else judge_body(truth.body, answer.body),
        kind=truth.kind,
        kind_read=answer.kind,
        parts=tuple(judged for pair in pairs for judged in _judge_part(*pair)),
        part_bodies=tuple(
            judge_body(expected.body, found.body if found else "")
            for expected, found in pairs
            if expected is not None and expected.body is not None
        ),
    )


def _judge_fields(truth: Truth, answer: ReadValues, part: str = "") -> Iterator[Judged]:
    for name, expected in truth.values.items():
        read = answer.values.get(name)
        yield Judged(name, expected, read, _outcome(name, expected, read), part)


def _outcome(name: str, expected: tuple[str, ...], read: str | None) -> Outcome:
    if read is None:
        return Outcome.NONE if expected else Outcome.RIGHT
    return Outcome.RIGHT if any(_same(name, one, read) for one in expected) else Outcome.WRONG


def _same(name: str, expected: str, read: str) -> bool:
    if name in _NAMES:
        return fold(expected) == fold(read)
    if name == "grade":
        return abs(float(expected) - float(read)) <= POINTS_APART
    if name == "language":
        return expected.partition("-")[0].lower() == read.partition("-")[0].lower()
    if name == "source_url":
        return _address(expected) == _address(read)
    return expected == read


def _address(address: str) -> str:
    return _ADDRESS_START.sub("", address.partition("#")[0]).rstrip("/")


def _pair_parts(truth: Truth, answer: ReadValues) -> list[tuple[Truth | None, ReadValues | None]]:
    """Each expected part with the part that was read of the same album; then, alone, the parts too many."""
    left = list(answer.parts) if truth.parts else []
    pairs: list[tuple[Truth | None, ReadValues | None]] = []
    for expected in truth.parts:
        found = next((part for part in left if _same_album(expected, part)), None)
        pairs.append((expected, found))
        if found is not None:
            left.remove(found)
    return pairs + [(None, part) for part in left]


def _judge_part(expected: Truth | None, found: ReadValues | None) -> Iterator[Judged]:
    if expected is None:
        yield Judged("part", (), found.values.get("album", "?") if found else None, Outcome.WRONG)
        return
    title = " / ".join(expected.values.get("album", ()))
    if found is None:
        yield Judged("part", (title,), None, Outcome.NONE, title)
    else:
        yield Judged("part", (title,), title, Outcome.RIGHT, title)
        yield from _judge_fields(expected, found, title)


def _same_album(expected: Truth, part: ReadValues) -> bool:
    read = part.values.get("album")
    return read is not None and any(_same("album", one, read) for one in expected.values.get("album", ()))


def judge_body(expected: str, read: str) -> Body:
    """Held together as sequences of words (of characters in scripts without spaces), so that order counts.

    F1 is twice the longest common subsequence, divided by the words of both.

    >>> judge_body("one two three four", "one two three four five").f1
    0.8888888888888888
    """
    right, found = words(expected), words(read)
    common = LCSseq.similarity(right, found)
    return Body(
        f1=2 * common / (len(right) + len(found)) if right or found else 1.0,
        first=right[:EDGE] == found[:EDGE],
        last=right[-EDGE:] == found[-EDGE:],
    )


def words(text: str) -> list[str]:
    """The words of `text` without case and punctuation; each character of Chinese, Japanese, Korean is one."""
    return _WORD.findall(text.casefold())
