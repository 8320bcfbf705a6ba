"""Whether a document is a review of an album, and if not, what: by its data, address, rubrics and headline."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviews.reading.kinds import Kind, kind_of_address, kind_of_label
from reviews.reading.titles import without_review_words


@dataclass
class Clues:
    """What speaks for one kind or another."""

    kinds: list[Kind] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    address: str = ""
    headline: str = ""
    title: str = ""
    reviewed: bool = False
    graded: bool = False
    subject: bool = False
    text_kind: Kind | None = None
    body: str = ""
    parts: int = 0


def kind_of(clues: Clues) -> Kind:
    """What the page is. Data about the thing reviewed decide; then what calls it a review; then rubric and headline."""
    if clues.kinds:
        return clues.kinds[0]
    if clues.parts:
        return Kind.ROUNDUP
    rubrics = [kind for label in clues.sections if (kind := kind_of_label(label))]
    place = kind_of_address(clues.address)
    marked = without_review_words(clues.headline)[1] or without_review_words(clues.title.partition(" | ")[0])[1]
    called = [*rubrics, *([place] if place else [])]
    others = [kind for kind in called if not kind.is_review]
    if clues.reviewed or Kind.REVIEW in called or marked:
        firm = [
            kind for kind in others if kind in (Kind.LIVE, Kind.FILM, Kind.BOOK, Kind.GAME, Kind.PRODUCT, Kind.TRACK)
        ]
        return firm[0] if firm and not clues.subject else Kind.REVIEW
    if clues.text_kind and not clues.text_kind.is_review:
        return clues.text_kind
    if others and not (clues.graded and clues.subject):
        return others[0]
    return Kind.REVIEW
