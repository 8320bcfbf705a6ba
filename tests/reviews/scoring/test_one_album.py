"""The stored consensus: what the counted reviews say, no more and no less, wherever it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reviews.consensus.album import Evidence, standing_of
from reviews.consensus.model import BANDS
from reviews.life.publishing import publish, submit, withdraw
from reviews.life.revising import revise
from reviews.models import Calibration, Consensus, ConsensusChange, CriticOffset, PublicationOffset, Review
from reviews.scoring.one_album import calibration_for, evidence_of, refresh_consensus, working_of
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    UserFactory,
    count_anew,
    published_review,
    reviewed_album,
)
from tests.reviews.consensus.first_constants import FIRST

pytestmark = pytest.mark.django_db
OPINIONS = st.lists(st.one_of(st.sampled_from(["rave", "positive", "mixed", "pan"]), st.integers(0, 100)), max_size=9)


def fresh_standing(album):
    """The standing computed from the rows, without any of the code that stores it."""
    rows = Review.objects.filter(album=album, status="published").exclude(critic__hidden=True).order_by("pk")
    return standing_of(
        [
            Evidence(None if row.score is None else float(row.score), row.verdict, row.publication_id, row.critic_id)
            for row in rows
        ]
    )


class StoredConsensus(TestCase):
    """Whatever is published: the three places that hold the consensus say the same, and the model agrees."""

    @given(OPINIONS)
    def test_what_is_stored_equals_what_is_computed_afresh(self, opinions):
        album = reviewed_album(*opinions)
        if not opinions:
            assert not Consensus.objects.filter(album=album).exists()
            return
        stored, standing = album.consensus, fresh_standing(album)
        shown = len(opinions) >= 3
        expected = (standing.score, standing.low, standing.high) if shown else (None, None, None)
        assert (stored.score, stored.low, stored.high) == pytest.approx(expected)
        assert stored.spread == pytest.approx(standing.spread)
        assert stored.plain_mean == pytest.approx(standing.plain_mean)
        assert stored.counted == len(opinions)
        assert stored.graded == sum(isinstance(opinion, int) for opinion in opinions)
        assert (album.consensus_score, album.consensus_low, album.consensus_high, album.consensus_spread) == (
            stored.score,
            stored.low,
            stored.high,
            stored.spread,
        )
        assert (album.counted_reviews, album.graded_reviews) == (stored.counted, stored.graded)


@pytest.mark.parametrize("opinions", [["rave"], ["rave", 90], [0], [100, 100]])
def test_under_three_reviews_nothing_is_claimed(opinions):
    consensus = reviewed_album(*opinions).consensus
    assert (consensus.score, consensus.low, consensus.high, consensus.share_positive) == (None,) * 4
    assert consensus.evidence == "early"
    assert consensus.counted == len(opinions)


def test_three_verdicts_are_enough():
    album = reviewed_album("rave", "positive", "mixed")
    assert (round(album.consensus_score), round(album.consensus_low), round(album.consensus_high)) == (76, 71, 81)
    assert album.consensus.plain_mean is None
    assert (album.counted_reviews, album.graded_reviews) == (3, 0)


def test_a_review_without_a_grade_gives_the_model_its_verdict_alone():
    review = ReviewFactory(published=True, verdict="rave", publication=PublicationFactory())
    assert evidence_of(review) == Evidence(None, "rave", review.publication_id, review.critic_id)
    review.refresh_from_db()
    assert (review.grade, review.score) == ("", None)


def test_a_printed_grade_is_given_to_the_model_as_it_is_whatever_the_verdict():
    review = ReviewFactory(grade="2/5", score=Decimal(40), verdict="rave", verdict_set_by="critic", published=True)
    assert evidence_of(review).score == 40.0


def test_grades_are_never_invented_by_counting():
    album = reviewed_album("rave", "pan", 70)
    count_anew(album)
    assert sorted(album.reviews.values_list("grade", "score")) == [("", None), ("", None), ("70%", Decimal("70.00"))]


def test_reviews_that_do_not_count_change_nothing():
    album = reviewed_album(80, 80, 80)
    before = (album.consensus_score, album.counted_reviews)
    for state in ("submitted", "rejected", "withdrawn", "returned"):
        ReviewFactory(album=album, verdict="pan", **{state: True})
    published_review(album, "pan", critic=CriticFactory(hidden=True))
    count_anew(album)
    assert (album.consensus_score, album.counted_reviews) == before


def test_every_step_in_a_reviews_life_is_counted_at_once():
    album, user = AlbumFactory(), UserFactory()
    reviews = [ReviewFactory(album=album, verdict="positive") for _ in range(3)]
    for number, review in enumerate(reviews, 1):
        publish(submit(review, user), user)
        album.refresh_from_db()
        assert album.counted_reviews == number
    before = album.consensus_score
    review = Review.objects.get(pk=reviews[0].pk)
    review.judge("pan", "critic", user)
    revise(review, ["verdict", "verdict_set_by", "verdict_user", "verdict_set_at"], user)
    album.refresh_from_db()
    assert album.consensus_score < before
    assert album.consensus_score == pytest.approx(fresh_standing(album).score)
    withdraw(reviews[1], user, "Heard it again.")
    album.refresh_from_db()
    assert (album.consensus_score, album.counted_reviews) == (None, 2)
    assert Consensus.objects.get(album=album).counted == 2


def test_the_last_withdrawal_leaves_no_consensus():
    album, user = reviewed_album("rave"), UserFactory()
    withdraw(album.reviews.get(), user, "Not mine after all.")
    album.refresh_from_db()
    assert not Consensus.objects.filter(album=album).exists()
    assert (album.consensus_score, album.counted_reviews, album.graded_reviews) == (None, 0, 0)


def test_the_history_keeps_each_value_with_its_cause():
    album, user = AlbumFactory(), UserFactory()
    published = [publish(submit(ReviewFactory(album=album, verdict="rave"), user), user) for _ in range(3)]
    withdraw(published[0], user, "Heard it again.")
    changes = list(ConsensusChange.objects.filter(album=album))
    assert [(change.cause, change.counted, change.review) for change in changes] == [
        ("published", 1, published[0]),
        ("published", 2, published[1]),
        ("published", 3, published[2]),
        ("withdrawn", 2, published[0]),
    ]
    assert [change.score is None for change in changes] == [True, True, False, True]
    assert [change.at for change in changes[:3]] == [review.published_at for review in published]


def test_counting_again_adds_nothing_to_the_history():
    album = reviewed_album(80, 70, 60)
    steps = ConsensusChange.objects.filter(album=album).count()
    count_anew(album)
    assert ConsensusChange.objects.filter(album=album).count() == steps


@pytest.mark.django_db(transaction=True)
def test_counting_needs_a_transaction():
    album = AlbumFactory()
    with pytest.raises(TransactionManagementError):
        refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)


def fitted(**columns) -> Calibration:
    """A calibration as a fit would store it."""
    first = Calibration.objects.current()
    defaults = {name: getattr(first, name) for name in ("mean", "album_scale", "noise", "publication_sd", "critic_sd")}
    return Calibration.objects.create(**defaults | {"fitted_reviews": 500, "fitted_albums": 60} | columns)


def test_the_first_calibration_is_the_stated_defaults():
    stored = Calibration.objects.current()
    assert (stored.mean, stored.album_scale, stored.noise, stored.fitted_reviews) == (75.4, 4.4, 8.4, 0)
    assert (stored.power, stored.mixed_from, stored.positive_from, stored.rave_from) == (2.75, 49, 68, 85)
    assert stored.follows_the_method


def test_an_earlier_calibration_is_read_as_one_without_a_stretch():
    album = AlbumFactory()
    reviews = [published_review(album, grade) for grade in (60, 75, 90)]
    earlier = fitted(mean=74, album_scale=5.4, noise=9.7, publication_sd=3.4, critic_sd=3.0)
    assert not earlier.follows_the_method
    parameters = calibration_for(earlier, reviews)
    assert (parameters.power, parameters.bands) == (1, BANDS)
    refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)
    album.refresh_from_db()
    assert album.consensus_score == pytest.approx(standing_of([evidence_of(review) for review in reviews], FIRST).score)


def test_the_defaults_ask_the_database_for_no_offsets(django_assert_num_queries):
    reviews = [published_review(AlbumFactory(), 80, publication=PublicationFactory())]
    stored = Calibration.objects.current()
    with django_assert_num_queries(0):
        assert calibration_for(stored, reviews).publications == {}


def test_a_fitted_calibration_brings_the_offsets_of_those_who_wrote(django_assert_num_queries):
    stored = fitted()
    lenient, absent = PublicationFactory(), PublicationFactory()
    severe = CriticFactory()
    for publication, leniency in ((lenient, 6), (absent, -6)):
        PublicationOffset.objects.create(
            calibration=stored, publication=publication, leniency=leniency, variance=1, slope=0.9, noise=8, reviews=40
        )
    CriticOffset.objects.create(calibration=stored, critic=severe, leniency=-4, variance=2, reviews=12)
    reviews = [published_review(AlbumFactory(), 80, publication=lenient, critic=severe)]
    with django_assert_num_queries(1):
        calibration = calibration_for(stored, reviews)
    assert set(calibration.publications) == {lenient.pk}
    assert working_of(reviews, calibration).leniency == (2.0,)


def test_a_lenient_house_is_believed_less():
    stored, house = fitted(), PublicationFactory()
    PublicationOffset.objects.create(
        calibration=stored, publication=house, leniency=8, variance=1, slope=1, noise=9, reviews=40
    )
    plain = reviewed_album(90, 90, 90)
    flattered = AlbumFactory()
    for _ in range(3):
        published_review(flattered, 90, publication=house)
    count_anew(flattered)
    assert flattered.consensus_score < plain.consensus_score
    assert flattered.consensus.calibration == stored


def test_a_change_of_one_album_leaves_the_others_alone():
    first, second = reviewed_album(80, 80, 80), reviewed_album(60, 60, 60)
    before = Consensus.objects.get(album=second).computed_at
    with transaction.atomic():
        published_review(first, 20)
        count_anew(first)
    assert Consensus.objects.get(album=second).computed_at == before
