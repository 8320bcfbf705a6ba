"""Two at once on the records that are merged: one wins, the other is told, and nothing is lost."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from albums.models import Album
from curation.merging import AlreadyMerged, NotPossible, merge
from curation.models import Rearrangeable, Rearrangement
from curation.undoing import CannotUndo, undo
from reviews.life.publishing import publish
from reviews.models import Consensus, Review
from tests.curation.merges import REASON, merged
from tests.factories import CriticFactory, ReviewFactory, reviewed_album
from tests.fresh_consensus import assert_consensus_is_fresh
from tests.test_concurrency import run_together

pytestmark = pytest.mark.django_db(transaction=True)


def merging(survivor, other):
    kind = Rearrangeable(survivor._meta.model_name)
    return lambda: merge(kind, survivor.pk, other.pk, REASON, None)


def test_of_two_who_merge_the_same_one_is_told():
    survivor, other = reviewed_album("rave", "pan"), reviewed_album("mixed")
    outcomes = run_together(merging(survivor, other), merging(survivor, other))
    assert {type(outcome) for outcome in outcomes} == {Rearrangement, AlreadyMerged}
    assert_consensus_is_fresh(survivor)


def test_of_two_who_merge_in_opposite_directions_one_is_told():
    one, two = reviewed_album("rave"), reviewed_album("pan")
    outcomes = run_together(merging(one, two), merging(two, one))
    assert {type(outcome) for outcome in outcomes} == {Rearrangement, AlreadyMerged}
    assert Album.objects.count() == 1
    assert Review.objects.filter(album=Album.objects.get()).count() == 2


@pytest.mark.parametrize("on_the_one_that_goes", [True, False])
def test_what_is_published_meanwhile_counts_on_the_survivor(on_the_one_that_goes):
    survivor, other = reviewed_album("rave", "pan"), reviewed_album("mixed", 40)
    review = ReviewFactory(submitted=True, album=other if on_the_one_that_goes else survivor)
    outcomes = run_together(merging(survivor, other), lambda: publish(review, None))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Review.objects.counted().filter(album=survivor).count() == 5
    assert_consensus_is_fresh(survivor)


def test_whoever_publishes_on_an_album_that_goes_waits_and_publishes_on_the_survivor():
    survivor, other = reviewed_album("rave", "pan"), reviewed_album("mixed")
    review = ReviewFactory(submitted=True, album=other)

    def publish_without_patience() -> Review:
        with transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '20ms'")
            return publish(review, None)

    with transaction.atomic():
        merged(survivor, other)
        (outcome,) = run_together(publish_without_patience)
        assert "lock timeout" in str(outcome)
    assert publish(review, None).album == survivor
    assert_consensus_is_fresh(survivor)


def test_merges_of_artists_critics_and_albums_that_cross_leave_it_fresh():
    album, other = reviewed_album("rave", "pan", 40), reviewed_album("mixed", 70)
    critics = [review.critic for review in (*album.reviews.all(), *other.reviews.all())]
    outcomes = run_together(
        merging(album, other),
        merging(critics[0], critics[3]),
        merging(other.lead_artist, album.lead_artist),
        merging(critics[1], CriticFactory()),
    )
    assert all(isinstance(outcome, Rearrangement | NotPossible) for outcome in outcomes)
    for stored in Consensus.objects.select_related("album"):
        assert_consensus_is_fresh(stored.album)


def test_of_two_who_undo_the_same_one_is_told():
    survivor, other = reviewed_album("rave", "pan"), reviewed_album("mixed")
    done = merged(survivor, other)
    outcomes = run_together(*[lambda: undo(done, None)] * 2)
    assert {type(outcome) for outcome in outcomes} == {Rearrangement, CannotUndo}
    assert_consensus_is_fresh(survivor)
