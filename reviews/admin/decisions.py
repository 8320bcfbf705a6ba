"""What a curator can decide about a review, and who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from reviews.life import publishing
from reviews.models import Review


@dataclass(frozen=True)
class Decision:
    """A step in a review's life. `name` is that of its button; `take` does it and raises `steps.NotAllowed`."""

    name: str
    label: str
    done: str
    status: str
    permission: str
    take: Callable[[Review, User, str], Review]
    needs_reason: bool = True


def _publish_at_once(review: Review, by: User, reason: str) -> Review:
    """A curator's own entry needs nobody else's look: it is handed in and published in one go, or not at all."""
    with transaction.atomic():
        return publishing.publish(publishing.submit(review, by), by)


DECISIONS = (
    Decision(
        "_publish_at_once",
        "Save and publish",
        "is published",
        Review.Status.DRAFT,
        "reviews.publish_review",
        _publish_at_once,
        needs_reason=False,
    ),
    Decision(
        "_submit",
        "Save and put in the queue",
        "is in the queue",
        Review.Status.DRAFT,
        "reviews.change_review",
        lambda review, by, reason: publishing.submit(review, by),
        needs_reason=False,
    ),
    Decision(
        "_publish",
        "Save and publish",
        "is published",
        Review.Status.SUBMITTED,
        "reviews.publish_review",
        lambda review, by, reason: publishing.publish(review, by),
        needs_reason=False,
    ),
    Decision(
        "_return",
        "Return to the critic",
        "is returned to its critic’s drafts",
        Review.Status.SUBMITTED,
        "reviews.return_review",
        publishing.return_to_critic,
    ),
    Decision(
        "_reject",
        "Reject",
        "is rejected",
        Review.Status.SUBMITTED,
        "reviews.reject_review",
        publishing.reject,
    ),
    Decision(
        "_withdraw",
        "Withdraw",
        "is withdrawn",
        Review.Status.PUBLISHED,
        "reviews.withdraw_review",
        publishing.withdraw,
    ),
)


def decision_in(posted: Mapping[str, object]) -> Decision | None:
    """The decision whose button was pressed, if any was."""
    return next((decision for decision in DECISIONS if decision.name in posted), None)


def open_to(user: User, review: Review) -> list[Decision]:
    """What that user can decide about the review as it stands."""
    return [
        decision for decision in DECISIONS if decision.status == review.status and user.has_perm(decision.permission)
    ]
