"""The revisions of a review: begun beside what readers see, put in its place, or stored at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import pgtrigger
from django.contrib.auth.models import User

from reviews.life.acts import Act, tell
from reviews.life.revised_fields import NUMBERED, REVISED, bring_plain_facts, facts_of, revised_by
from reviews.life.steps import a_step, locked, require
from reviews.models import BodySketch, ConsensusChange, Excerpt, Review, Revision, VerdictCoding
from reviews.quoting.resemblance import sketch
from reviews.scoring.one_album import refresh_consensus

_VERBATIM = ("reviews.Excerpt:excerpt_is_verbatim", "reviews.Review:review_holds_its_excerpts")


@a_step
def begin_revision(review: Review, by: User) -> Review:
    """The draft in which a published review is changed while readers still see it as it is; begun once."""
    review = locked(review)
    pending = review.pending_revisions.pending().first()
    if pending is not None:
        return pending
    require(review, "revise", Review.Status.PUBLISHED)
    kept = {name: getattr(review, name) for name in REVISED}
    draft = Review.objects.create(
        album=review.album,
        critic_id=review.critic_id,
        revises=review,
        revises_number=review.revision,
        revises_facts=facts_of(review),
        submitted_by=by,
        **kept,
    )
    _copy_excerpts(list(review.excerpts.all()), draft)
    return draft


@a_step
def correct(review: Review, changed: Collection[str], by: User | None) -> list[Excerpt]:
    """Store what somebody else than its critic has set right; `changed` names the fields that are set on `review`.

    The one way in which curators, imports and reverts change a review that is stored. What is numbered makes the next
    revision, see `revise`, which says what is returned; plain facts do not, and a pending revision leaves them be.
    """
    if set(changed) & set(NUMBERED):
        return revise(review, changed, by)
    locked(review)
    review.save(update_fields=[*changed, "updated_at"])
    return []


@a_step
def revise(review: Review, changed: Collection[str], by: User | None) -> list[Excerpt]:
    """Store `review` as its next revision; `changed` names the fields that the caller has set on it.

    Excerpts follow their words to the new body; those whose words are gone, or stand once where they stood twice, are
    removed and returned.
    A published review is counted as it now stands.
    """
    stored = locked(review)
    if stored.status == Review.Status.PUBLISHED and not stored.revisions.exists():
        # A score that came in with a table has none yet: its first is kept before it is written over.
        record_revision(stored, None, at=stored.published_at)
    review.revision = stored.revision + 1
    pgtrigger.constraints(pgtrigger.Deferred, *_VERBATIM)
    lost = _move_excerpts(review) if "body" in changed else []
    review.save(update_fields=[*changed, "revision", "updated_at"])
    pgtrigger.constraints(pgtrigger.Immediate, *_VERBATIM)
    record_revision(review, by)
    if stored.status == Review.Status.PUBLISHED:
        refresh_consensus(stored.album, ConsensusChange.Cause.REVISED, review)
        tell(Act.CORRECTED, review, by)
    return lost


def put_in_place(pending: Review, by: User | None, at: datetime) -> Review:
    """Make the pending revision what readers see, with its excerpts. The caller has locked the album.

    Of the plain facts it changes those that its critic has changed: what was set right meanwhile stays so.
    """
    review = Review.objects.select_for_update().get(pk=revised_by(pending).pk)
    review.album = pending.album
    if not review.revisions.exists():
        record_revision(review, None, at=review.published_at)
    excerpts = list(pending.excerpts.all())
    pending.revises = review
    bring_plain_facts(pending)
    for name in REVISED:
        setattr(review, name, getattr(pending, name))
    review.revision += 1
    review.reason = ""
    author = pending.submitted_by
    pending.notes.update(review=review)
    pending.delete()
    review.excerpts.all().delete()
    review.save(update_fields=[*REVISED, "revision", "reason", "updated_at"])
    _copy_excerpts(excerpts, review)
    record_revision(review, author, at=at)
    refresh_consensus(review.album, ConsensusChange.Cause.REVISED, review, at=at)
    tell(Act.PUBLISHED, review, by)
    return review


def _copy_excerpts(excerpts: list[Excerpt], review: Review) -> None:
    for excerpt in excerpts:
        excerpt.pk = None
        excerpt.review = review
    Excerpt.objects.bulk_create(excerpts)


def record_revision(review: Review, by: User | None, at: datetime | None = None) -> None:
    """Keep the review's text and grade as they stand, under its revision number; `at` says since when, if not now.

    A verdict that a curator has set is kept as a coding, too.
    """
    kept = {
        field: getattr(review, field) for field in ("headline", "body", "grade", "score", "verdict", "verdict_set_by")
    }
    if at is not None:
        kept["made_at"] = at
    Revision.objects.update_or_create(review=review, number=review.revision, defaults={**kept, "made_by": by})
    BodySketch.objects.update_or_create(review=review, defaults={"hashes": sketch(review.body)})
    VerdictCoding.objects.follow(review)


def _move_excerpts(review: Review) -> list[Excerpt]:
    lost, moved = [], []
    taken: set[tuple[int, int]] = set()
    for excerpt in review.excerpts.all():
        start = _nearest(review.body, excerpt.text, excerpt.start)
        if start is None or (start, start + len(excerpt.text)) in taken:
            lost.append(excerpt)
            continue
        taken.add((start, start + len(excerpt.text)))
        if start != excerpt.start:
            excerpt.start, excerpt.end = start, start + len(excerpt.text)
            moved.append(excerpt)
    # Written anew, not updated: one may move to where another has not yet left, and no two stand at one place.
    review.excerpts.filter(pk__in=[excerpt.pk for excerpt in [*lost, *moved]]).delete()
    Excerpt.objects.bulk_create(moved)
    return lost


def _nearest(body: str, text: str, start: int) -> int | None:
    """Where `text` stands in `body`, the occurrence nearest to `start`; None when it does not."""
    before, after = body.rfind(text, 0, start + len(text)), body.find(text, start)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - start), default=None)
