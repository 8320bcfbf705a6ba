"""A review's revisions, each with the words that it changed."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from itertools import pairwise

from common.word_diff import Piece, compare_words
from reviews.life.revised_fields import PLAIN, bring_plain_facts, in_words, label_of
from reviews.models import Review, Revision

FACTS = {"headline": "Headline", "grade": "Grade", "verdict": "Verdict"}
REVISED_FACTS = ("publication", *PLAIN)


@dataclass(frozen=True)
class Change:
    """A fact that differs from the revision before, in words; empty: none was given."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    """One revision. `pieces` compare its text with the one before; None where the text is the same, or the first.

    `pending` is the review that waits to become the next revision; then there is no `revision` yet.
    """

    revision: Revision | None
    changes: tuple[Change, ...]
    pieces: list[Piece] | None
    pending: Review | None = None


def history_of(review: Review) -> list[HistoryEntry]:
    """The review's revisions, newest first, before them the one that is pending. Two queries."""
    revisions = list(review.revisions.select_related("made_by").order_by("number"))
    entries = [_entry(None, revisions[0])] if revisions else []
    entries += [_entry(before, after) for before, after in pairwise(revisions)]
    pending = review.pending_revisions.pending().first()
    if pending:
        entries.append(compared(review, pending))
    return entries[::-1]


def public_history_of(review: Review) -> list[HistoryEntry]:
    """The revisions that readers have been able to see, newest first. One query.

    What was changed before it was first published is nobody's business. Of a review that may only be quoted the text
    is left out: its entries have no `pieces`.
    """
    if (shown_since := review.published_at) is None:
        return []
    revisions = list(review.revisions.order_by("number"))
    before = [revision for revision in revisions if revision.made_at <= shown_since]
    seen = before[-1:] + [revision for revision in revisions if revision.made_at > shown_since]
    entries = [_entry(None, seen[0])] if seen else []
    entries += [_entry(before, after) for before, after in pairwise(seen)]
    if not review.hosted:
        entries = [replace(entry, pieces=None) for entry in entries]
    return entries[::-1]


def compared(review: Review, pending: Review) -> HistoryEntry:
    """What the pending revision would change of the review."""
    would_be = copy(pending)
    would_be.revises = review
    bring_plain_facts(would_be)
    said = [(label_of(name).capitalize(), in_words(review, name), in_words(would_be, name)) for name in REVISED_FACTS]
    plain = tuple(Change(label, old, new) for label, old, new in said if old != new)
    return HistoryEntry(None, (*_changes(review, pending), *plain), _pieces(review, pending), pending)


def _entry(before: Revision | None, after: Revision) -> HistoryEntry:
    if before is None:
        return HistoryEntry(after, (), None)
    return HistoryEntry(after, _changes(before, after), _pieces(before, after))


def _changes(before: Revision | Review, after: Revision | Review) -> tuple[Change, ...]:
    said = [(label, _said(before, field), _said(after, field)) for field, label in FACTS.items()]
    return tuple(Change(label, old, new) for label, old, new in said if old != new)


def _said(version: Revision | Review, field: str) -> str:
    return str(version.get_verdict_display()) if field == "verdict" else getattr(version, field)


def _pieces(before: Revision | Review, after: Revision | Review) -> list[Piece] | None:
    return compare_words(before.body, after.body) if before.body != after.body else None
