"""Publishing many reviews at once: those that pass all checks, and no other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.contrib.auth.models import User

from curation.models import Holdable
from curation.queue.holding import deciding, refusal_of
from reviews.life.concerns import doubts, obstacles, with_concerns
from reviews.life.duplicates import alike_on_their_albums
from reviews.life.publishing import publish
from reviews.life.steps import NotAllowed
from reviews.models import BlockedSource, Publication, Review


@dataclass
class BatchOutcome:
    """What became of them. `left` has a reason for each review that still waits; `decided` counts what waited no more.

    Done twice, the second time everything is among the decided.
    """

    published: list[Review] = field(default_factory=list)
    left: list[tuple[Review, str]] = field(default_factory=list)
    decided: int = 0


def publish_passing(keys: Collection[int], by: User) -> BatchOutcome:
    """Publish those of the reviews that pass all checks and that no other curator holds, longest waiting first.

    One transaction for each: what fails for one leaves the others published.
    """
    outcome = BatchOutcome()
    aggregators, blocked = list(Publication.objects.filter(is_aggregator=True)), list(BlockedSource.objects.all())
    found = Review.objects.waiting().filter(pk__in=keys).values_list("pk", flat=True)
    waiting = list(found)
    outcome.decided = len(set(keys)) - len(waiting)
    for key in waiting:
        with deciding(Holdable.REVIEW, [key], by) as free:
            review = with_concerns(Review.objects.waiting().filter(pk=key)).first()
            if review is None:
                outcome.decided += 1
            elif not free:
                outcome.left.append((review, str(refusal_of(Holdable.REVIEW, key))))
            elif reasons := [
                *obstacles(review, blocked),
                *doubts(review, aggregators, is_alike=key in alike_on_their_albums([key])),
            ]:
                outcome.left.append((review, " ".join(reasons)))
            else:
                _publish(review, by, outcome)
    return outcome


def _publish(review: Review, by: User, outcome: BatchOutcome) -> None:
    try:
        outcome.published.append(publish(review, by))
    except NotAllowed as refusal:
        outcome.left.append((review, str(refusal)))
