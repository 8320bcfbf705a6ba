"""The life of a review: submitted, published, returned, rejected, withdrawn.

Every function runs in one transaction, locks the album's row before it reads the review, and leaves the album's
stored consensus equal to what its counted reviews say. Two publications at once on one album queue for that lock.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from reviews.life.acts import Act, tell
from reviews.life.concerns import obstacles, with_concerns
from reviews.life.forgetting import asks_to_be_forgotten, forget_text
from reviews.life.revised_fields import LET_GO
from reviews.life.revising import put_in_place, record_revision, revise
from reviews.life.sources import blocked_at, refusal_of
from reviews.life.steps import NotAllowed, a_step, locked, require
from reviews.models import ConsensusChange, Review
from reviews.scoring.one_album import refresh_consensus


@a_step
def submit(review: Review, by: User | None, at: datetime | None = None) -> Review:
    """Hand a draft to the curators."""
    review = locked(review)
    require(review, "submit", Review.Status.DRAFT)
    if review.revises and review.revises.status != Review.Status.PUBLISHED:
        raise NotAllowed("The review that this revises is not published any more.")
    if not review.body.strip():
        raise NotAllowed("A review needs a text before it can be submitted.")
    if review.source_url and (blocked := blocked_at(review.source_url)):
        raise NotAllowed(refusal_of(blocked))
    review.status = Review.Status.SUBMITTED
    review.submitted_at = at or timezone.now()
    review.submitted_by = by
    review.reason = ""
    review.save(update_fields=["status", "submitted_at", "submitted_by", "reason", "updated_at"])
    record_revision(review, by)
    return review


@a_step
def take_back(review: Review, by: User) -> Review:
    """Take a submitted review out of the curators' queue, back to its critic's drafts."""
    review = locked(review)
    require(review, "take back", Review.Status.SUBMITTED)
    review.status = Review.Status.DRAFT
    review.save(update_fields=["status", "updated_at"])
    return review


@a_step
def publish(review: Review, by: User | None, at: datetime | None = None) -> Review:
    """Show a submitted review to readers and let it count. `by` is the curator.

    A submitted revision takes the place of the one that readers see, with its excerpts; that review is returned.
    """
    review = locked(review)
    require(review, "publish", Review.Status.SUBMITTED)
    for obstacle in obstacles(with_concerns(Review.objects.filter(pk=review.pk)).get()):
        raise NotAllowed(obstacle)
    if review.revises_id:
        return put_in_place(review, by, at or timezone.now())
    review.status = Review.Status.PUBLISHED
    review.published_at = at or timezone.now()
    review.reason = ""
    review.save(update_fields=["status", "published_at", "reason", "updated_at"])
    record_revision(review, by)
    refresh_consensus(review.album, ConsensusChange.Cause.PUBLISHED, review, at=review.published_at)
    if asks_to_be_forgotten(review):
        review = forget_text(review, by)
    tell(Act.PUBLISHED, review, by)
    return review


@a_step
def return_to_critic(review: Review, by: User, reason: str) -> Review:
    """Send a submitted review back to its critic's drafts with the curator's words."""
    review = _decline(review, Review.Status.DRAFT, "return", reason)
    tell(Act.RETURNED, review, by, review.reason)
    return review


@a_step
def reject(review: Review, by: User, reason: str) -> Review:
    """Refuse a submitted review for good, with the curator's words."""
    review = _decline(review, Review.Status.REJECTED, "reject", reason)
    tell(Act.REJECTED, review, by, review.reason)
    return review


@a_step
def withdraw(review: Review, by: User, reason: str) -> Review:
    """Take a published review off the page and out of the consensus. Its row and its revisions stay.

    A revision that was pending becomes a draft of its own.
    """
    review = locked(review)
    require(review, "withdraw", Review.Status.PUBLISHED)
    review.status = Review.Status.WITHDRAWN
    review.reason = _reason(reason)
    review.save(update_fields=["status", "reason", "updated_at"])
    review.pending_revisions.pending().update(**LET_GO)
    refresh_consensus(review.album, ConsensusChange.Cause.WITHDRAWN, review)
    tell(Act.WITHDRAWN, review, by, review.reason)
    return review


@a_step
def drop(review: Review, by: User) -> None:
    """Throw a draft away for good: one that readers have never seen, or a revision that was begun."""
    review = locked(review)
    require(review, "drop", Review.Status.DRAFT)
    review.delete()


@a_step
def contest_verdict(review: Review, verdict: str, by: User) -> Review:
    """Put the critic's verdict in the place of a curator's: the critic's word stands, and counts at once."""
    review = locked(review)
    require(review, "contest", Review.Status.PUBLISHED)
    if review.verdict_set_by != Review.VerdictSetBy.CURATOR:
        raise NotAllowed("No curator has set its verdict.")
    review.judge(verdict, Review.VerdictSetBy.CRITIC, by)
    revise(review, Review.JUDGED, by)
    return review


def _reason(words: str) -> str:
    if not words.strip():
        raise NotAllowed("Give a reason: the critic will read it.")
    return words.strip()


def _decline(review: Review, status: str, step: str, reason: str) -> Review:
    review = locked(review)
    require(review, step, Review.Status.SUBMITTED)
    review.status = status
    review.reason = _reason(reason)
    review.save(update_fields=["status", "reason", "updated_at"])
    return review
