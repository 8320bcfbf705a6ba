"""The life of a review: submitted, published, returned, rejected, revised, withdrawn.

Every function runs in one transaction, locks the album's row before it reads the review, and leaves the album's
stored consensus equal to what its counted reviews say. Two publications at once on one album queue for that lock.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from albums.models import Album
from common.tracking import because
from reviews.life.acts import Act, tell
from reviews.life.concerns import obstacles, with_concerns
from reviews.life.sources import blocked_at, refusal_of
from reviews.models import BodySketch, ConsensusChange, Excerpt, Review, Revision, VerdictCoding
from reviews.quoting.resemblance import sketch
from reviews.scoring.one_album import refresh_consensus

T = TypeVar("T")

JUDGED = ("verdict", "verdict_set_by", "verdict_user", "verdict_set_at")
REVISED = (
    *("headline", "body", "headings", "source_url", "language", "published_on", "updated_on", "publication", "hosted"),
    *("disclosures", "grade", "score", *JUDGED),
)
"""What the next revision of a published review may change: all but its album and its byline."""


class NotAllowed(Exception):
    """The step is not possible for this review as it stands; the message says why, for a person to read."""


def _act(step: Callable[..., T]) -> Callable[..., T]:
    """One transaction, which the history keeps with who did it, as critic or as curator, and with the reason given."""
    signature = inspect.signature(step)

    @wraps(step)
    def take(*args: object, **options: object) -> T:
        said = signature.bind(*args, **options).arguments
        review, by = said["review"], said["by"]
        hand = {"hand": hand_of(review, by)} if by else {}
        with transaction.atomic(), because(str(said.get("reason", "")).strip(), by, **hand):
            return step(*args, **options)

    return take


def hand_of(review: Review, by: AbstractBaseUser) -> str:
    """Whose hand it is that `by` lends to the review: that of its critic, else a curator's."""
    return "critic" if review.critic_id and review.critic.user_id == by.pk else "curator"


@_act
def submit(review: Review, by: AbstractBaseUser | None, at: datetime | None = None) -> Review:
    """Hand a draft to the curators."""
    review = locked(review)
    _require(review, "submit", Review.Status.DRAFT)
    if review.revises_id and review.revises.status != Review.Status.PUBLISHED:
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


@_act
def take_back(review: Review, by: AbstractBaseUser) -> Review:
    """Take a submitted review out of the curators' queue, back to its critic's drafts."""
    review = locked(review)
    _require(review, "take back", Review.Status.SUBMITTED)
    review.status = Review.Status.DRAFT
    review.save(update_fields=["status", "updated_at"])
    return review


@_act
def publish(review: Review, by: AbstractBaseUser | None, at: datetime | None = None) -> Review:
    """Show a submitted review to readers and let it count. `by` is the curator.

    A submitted revision takes the place of the one that readers see, with its excerpts; that review is returned.
    """
    review = locked(review)
    _require(review, "publish", Review.Status.SUBMITTED)
    for obstacle in obstacles(with_concerns(Review.objects.filter(pk=review.pk)).get()):
        raise NotAllowed(obstacle)
    if review.revises_id:
        return _put_in_place(review, by, at or timezone.now())
    review.status = Review.Status.PUBLISHED
    review.published_at = at or timezone.now()
    review.reason = ""
    review.save(update_fields=["status", "published_at", "reason", "updated_at"])
    record_revision(review, by)
    refresh_consensus(review.album, ConsensusChange.Cause.PUBLISHED, review, at=review.published_at)
    tell(Act.PUBLISHED, review, by)
    return review


@_act
def return_to_critic(review: Review, by: AbstractBaseUser, reason: str) -> Review:
    """Send a submitted review back to its critic's drafts with the curator's words."""
    review = _decline(review, Review.Status.DRAFT, "return", reason)
    tell(Act.RETURNED, review, by, review.reason)
    return review


@_act
def reject(review: Review, by: AbstractBaseUser, reason: str) -> Review:
    """Refuse a submitted review for good, with the curator's words."""
    review = _decline(review, Review.Status.REJECTED, "reject", reason)
    tell(Act.REJECTED, review, by, review.reason)
    return review


@_act
def withdraw(review: Review, by: AbstractBaseUser, reason: str) -> Review:
    """Take a published review off the page and out of the consensus. Its row and its revisions stay.

    A revision that was pending becomes a draft of its own.
    """
    review = locked(review)
    _require(review, "withdraw", Review.Status.PUBLISHED)
    review.status = Review.Status.WITHDRAWN
    review.reason = _reason(reason)
    review.save(update_fields=["status", "reason", "updated_at"])
    pending = review.pending_revisions.filter(status__in=[Review.Status.DRAFT, Review.Status.SUBMITTED])
    pending.update(status=Review.Status.DRAFT, revises=None, revises_number=None)
    refresh_consensus(review.album, ConsensusChange.Cause.WITHDRAWN, review)
    tell(Act.WITHDRAWN, review, by, review.reason)
    return review


@_act
def begin_revision(review: Review, by: AbstractBaseUser) -> Review:
    """The draft in which a published review is changed while readers still see it as it is; begun once."""
    review = locked(review)
    pending = review.pending_revisions.filter(status__in=[Review.Status.DRAFT, Review.Status.SUBMITTED]).first()
    if pending is not None:
        return pending
    _require(review, "revise", Review.Status.PUBLISHED)
    kept = {name: getattr(review, name) for name in REVISED}
    draft = Review.objects.create(
        album=review.album,
        critic_id=review.critic_id,
        revises=review,
        revises_number=review.revision,
        submitted_by=by,
        **kept,
    )
    _copy_excerpts(list(review.excerpts.all()), draft)
    return draft


@_act
def drop(review: Review, by: AbstractBaseUser) -> None:
    """Throw a draft away for good: one that readers have never seen, or a revision that was begun."""
    review = locked(review)
    _require(review, "drop", Review.Status.DRAFT)
    review.delete()


@_act
def contest_verdict(review: Review, verdict: str, by: AbstractBaseUser) -> Review:
    """Put the critic's verdict in the place of a curator's: the critic's word stands, and counts at once."""
    review = locked(review)
    _require(review, "contest", Review.Status.PUBLISHED)
    if review.verdict_set_by != Review.VerdictSetBy.CURATOR:
        raise NotAllowed("No curator has set its verdict.")
    review.judge(verdict, Review.VerdictSetBy.CRITIC, by)
    revise(review, list(JUDGED), by)
    return review


@_act
def revise(review: Review, changed: list[str], by: AbstractBaseUser | None) -> list[Excerpt]:
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
    connection.cursor().execute("SET CONSTRAINTS excerpt_is_verbatim, review_holds_its_excerpts DEFERRED")
    lost = _move_excerpts(review) if "body" in changed else []
    review.save(update_fields=[*changed, "revision", "updated_at"])
    connection.cursor().execute("SET CONSTRAINTS excerpt_is_verbatim, review_holds_its_excerpts IMMEDIATE")
    record_revision(review, by)
    if stored.status == Review.Status.PUBLISHED:
        refresh_consensus(stored.album, ConsensusChange.Cause.REVISED, review)
        tell(Act.CORRECTED, review, by)
    return lost


def record_revision(review: Review, by: AbstractBaseUser | None, at: datetime | None = None) -> None:
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


def _put_in_place(pending: Review, by: AbstractBaseUser | None, at: datetime) -> Review:
    review = Review.objects.select_for_update().get(pk=pending.revises_id)
    review.album = pending.album
    if not review.revisions.exists():
        record_revision(review, None, at=review.published_at)
    excerpts = list(pending.excerpts.all())
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


def locked(review: Review) -> Review:
    """The review as it stands, its album locked. A merge may have taken it to another album meanwhile."""
    album_id = review.album_id
    while True:
        album = Album.objects.select_for_update().filter(pk=album_id).first()
        fresh = Review.objects.select_for_update().filter(pk=review.pk, album=album).first() if album else None
        if fresh is not None:
            fresh.album = album
            return fresh
        album_id = Review.objects.values_list("album", flat=True).filter(pk=review.pk).first()
        if album_id is None:
            raise NotAllowed("That review is not there any more.")


def _require(review: Review, step: str, *statuses: str) -> None:
    if review.status not in statuses:
        raise NotAllowed(f"A review that is {review.get_status_display().lower()} cannot be {_PARTICIPLES[step]}.")


_PARTICIPLES = {
    "submit": "submitted",
    "take back": "taken back",
    "publish": "published",
    "return": "returned",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "revise": "revised",
    "drop": "thrown away",
    "contest": "contested",
}


def _reason(words: str) -> str:
    if not words.strip():
        raise NotAllowed("Give a reason: the critic will read it.")
    return words.strip()


def _decline(review: Review, status: str, step: str, reason: str) -> Review:
    review = locked(review)
    _require(review, step, Review.Status.SUBMITTED)
    review.status = status
    review.reason = _reason(reason)
    review.save(update_fields=["status", "reason", "updated_at"])
    return review


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
