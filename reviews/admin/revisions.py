"""A review's revisions, each with what it changed."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.models import Review, Revision

COMPARED = {"headline": "headline", "body": "text", "grade": "grade", "verdict": "verdict"}


@dataclass(frozen=True)
class RevisionStep:
    """A revision and the names of what differs from the one before."""

    revision: Revision
    changed: tuple[str, ...]


def revisions_of(review: Review) -> list[RevisionStep]:
    """The review's revisions, newest first. One query."""
    revisions = list(review.revisions.select_related("made_by").order_by("number"))
    steps = [
        RevisionStep(
            after, tuple(word for field, word in COMPARED.items() if getattr(before, field) != getattr(after, field))
        )
        for before, after in zip([None, *revisions], revisions, strict=False)
        if before is not None
    ]
    first = [RevisionStep(revision, ()) for revision in revisions[:1]]
    return [*reversed(steps), *first]
