"""The truth about a document, as a person wrote it down beside the document.

Beside ``NAME.ext`` stand ``NAME.json`` and, where the text is to be judged, ``NAME.body.txt``: the review's paragraphs
alone, blank lines between them. In the JSON, a field that is absent is not judged, ``null`` says that nothing must be
read, and a list names several values of which each is right::

    {"kind": "album review", "headline": "...", "critic": "...", "publication": ["...", "..."],
     "published": "2019-04-05", "updated": null, "grade": "4/5", "score": 80,
     "album": {"title": "...", "artist": "..."}, "language": "en", "source_url": "https://...",
     "parts": [{"album": {...}, "grade": "7/10", "score": 70}],
     "address": "https://...", "content_type": "text/html", "headers": {"X-Robots-Tag": "noarchive"}}

A score is needed only where the grade does not say its own scale. ``parts`` are the reviews of a roundup, in order;
each may have any field, and a ``body``. ``address``, ``content_type`` and ``headers`` are what the document was fetched
with, ``house`` is what is known of its source beforehand (``{"publication": "...", "maximum": 10}``). ``encoding`` and
``note`` are for people.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviews.grading.grades import InvalidGrade, parse_grade, plain_number
from reviews.reading.findings import FIELDS
from reviews.reading.kinds import Kind

REVIEW = "album review"
ROUNDUP = str(Kind.ROUNDUP)
KINDS = (REVIEW, *(str(kind) for kind in Kind if not kind.is_review))

_GIVEN = {"address", "content_type", "headers", "house"}
_KEYS = {*FIELDS, *_GIVEN, "kind", "score", "parts", "body", "encoding", "note"} - {"artist"}
_BODY = ".body.txt"


class NotATruth(ValueError):
    """A truth that cannot be judged by; the message names the file and says in one line what is wrong."""


@dataclass(frozen=True)
class Truth:
    """What must be read of a document, or of one part of it.

    `values` holds the right values of each judged field as text: several where each is right, none where nothing must
    be read. A grade's value is its score from 0 to 100.
    """

    values: Mapping[str, tuple[str, ...]]
    kind: str | None = None
    body: str | None = None
    parts: tuple[Truth, ...] = ()


@dataclass(frozen=True)
class Sample:
    """A document with its truth, and what the reader is given with it."""

    path: Path
    truth: Truth
    address: str = ""
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    house: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The document's file name."""
        return self.path.name


def samples(folder: Path) -> Iterator[Sample]:
    """Every document under `folder` that has a truth beside it, by name. Raises NotATruth at the first bad one."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".json" and not path.name.endswith(_BODY):
            beside = path.with_suffix(".json")
            if beside.exists():
                yield _sample(path, beside)


def _sample(path: Path, beside: Path) -> Sample:
    body = path.with_suffix(_BODY)
    try:
        stated = json.loads(beside.read_text(encoding="utf-8"))
        if body.exists():
            stated["body"] = body.read_text(encoding="utf-8")
        given = {key: stated[key] for key in _GIVEN & stated.keys()}
        return Sample(path, truth_of(stated), **given)
    except (NotATruth, ValueError, TypeError, AttributeError) as error:
        raise NotATruth(f"{beside}: {error}") from error


def truth_of(stated: Mapping[str, Any]) -> Truth:
    """The truth that the JSON object `stated` holds. Raises NotATruth."""
    if unknown := stated.keys() - _KEYS:
        raise NotATruth(f"unknown: {', '.join(sorted(unknown))}")
    kind = stated.get("kind")
    if kind is not None and kind not in KINDS:
        raise NotATruth(f"kind is {kind!r}, but must be one of {', '.join(KINDS)}")
    return Truth(
        values=_values(stated),
        kind=kind,
        body=stated.get("body"),
        parts=tuple(truth_of(part) for part in stated.get("parts") or ()),
    )


def _values(stated: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    values = {name: _several(stated[name]) for name in FIELDS if name in stated and name not in ("album", "grade")}
    if "grade" in stated:
        values["grade"] = () if stated["grade"] is None else (_score(stated),)
    if "album" in stated:
        album = stated["album"] or {"title": None, "artist": None}
        values |= {
            name: _several(album[key]) for name, key in (("album", "title"), ("artist", "artist")) if key in album
        }
    return values


def _several(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _score(stated: Mapping[str, Any]) -> str:
    if stated.get("score") is not None:
        return str(stated["score"])
    try:
        return plain_number(parse_grade(stated["grade"]).score)
    except InvalidGrade as error:
        raise NotATruth(f"it takes a score too: {error}") from error
