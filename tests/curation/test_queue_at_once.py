"""Two curators at one thing that waits, each on a connection of their own: one wins, the other is told."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from accounts.models import BylineClaim
from curation.models import Hold
from curation.queue.bulk_publishing import BatchOutcome, publish_passing
from curation.queue.holding import HeldBySomebodyElse, deciding, release, take
from reviews.life.publishing import publish, take_back
from reviews.life.steps import NotAllowed
from reviews.models import Review
from tests.curation.queueing import claim, submitted
from tests.curators import filled_in, new_curator, page_of, signed_in, told
from tests.factories import CriticFactory, UserFactory
from tests.test_concurrency import run_together

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_take_the_same_one_holds_it_and_the_other_is_told():
    review, ada, ben = submitted(), new_curator(username="ada"), new_curator(username="ben")
    outcomes = run_together(*[lambda by=by: take("review", review.pk, by) for by in (ada, ben)])
    (refusal,) = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(refusal, HeldBySomebodyElse)
    winner = (ada, ben)[outcomes.index(None)]
    assert Hold.objects.get().by == winner
    assert str(refusal).startswith(f"{winner.username} has held it since")


def test_whoever_takes_what_is_being_decided_waits_and_is_told_that_it_is_decided():
    review, ada, ben = submitted(), new_curator(), new_curator()

    def take_without_patience() -> None:
        with transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '20ms'")
            take("review", review.pk, ben)

    with deciding("review", [review.pk], ada):
        publish(review, ada)
        (outcome,) = run_together(take_without_patience)
        assert "lock timeout" in str(outcome)
    with pytest.raises(NotAllowed, match="does not wait any more"):
        take("review", review.pk, ben)
    assert not Hold.objects.exists()


def test_of_two_who_publish_the_same_selection_each_review_is_published_once():
    reviews = [submitted() for _ in range(4)]
    keys = [review.pk for review in reviews]
    ada, ben = new_curator(), new_curator()
    outcomes = run_together(lambda: publish_passing(keys, ada), lambda: publish_passing(keys[::-1], ben))
    assert all(isinstance(outcome, BatchOutcome) for outcome in outcomes), outcomes
    published = [review.pk for outcome in outcomes for review in outcome.published]
    assert sorted(published) == sorted(keys)
    assert [outcome.left for outcome in outcomes] == [[], []]
    assert sum(outcome.decided for outcome in outcomes) == 4
    assert not Hold.objects.exists()


def test_of_one_who_publishes_and_one_who_rejects_one_wins():
    review = submitted()
    curators = [signed_in(new_curator()) for _ in range(2)]
    answers = [filled_in(curator.get(page_of(review))) for curator in curators]
    buttons = ({"_publish": "1"}, {"_reject": "1", "words": "Name the pressing."})
    outcomes = run_together(
        *[
            lambda curator=curator, sent=answer | button: curator.post(page_of(review), sent)
            for curator, answer, button in zip(curators, answers, buttons, strict=True)
        ]
    )
    assert all(outcome.status_code in (200, 302) for outcome in outcomes), outcomes
    status = Review.objects.get(pk=review.pk).status
    assert status in ("published", "rejected")
    assert not Hold.objects.exists()
    if status == "published":
        answer = outcomes[1]
        page = answer.content.decode() if answer.status_code == 200 else " ".join(told(curators[1].get(answer.url)))
        assert "Name the pressing." in page


def test_of_two_who_grant_one_claim_one_wins():
    asked = claim()
    curators = [signed_in(new_curator()) for _ in range(2)]
    answers = [filled_in(curator.get(page_of(asked))) for curator in curators]
    outcomes = run_together(
        *[
            lambda curator=curator, sent=answer: curator.post(page_of(asked), {**sent, "_grant": "Grant"})
            for curator, answer in zip(curators, answers, strict=True)
        ]
    )
    assert all(outcome.status_code in (200, 302, 403) for outcome in outcomes), outcomes
    assert BylineClaim.objects.get().state == "granted"
    assert not Hold.objects.exists()


def test_taking_while_its_critic_takes_it_back_ends_well():
    critic = CriticFactory(user=UserFactory())
    review, curator = submitted(critic=critic), new_curator()
    taken, back = run_together(lambda: take("review", review.pk, curator), lambda: take_back(review, critic.user))
    assert isinstance(back, Review)
    assert taken is None or isinstance(taken, NotAllowed)
    release("review", review.pk, curator)
    assert not Hold.objects.exists()
