"""The words for where a review is in its life: each means one thing, whoever asks."""

from __future__ import annotations

import pytest

from reviews.life.concerns import with_concerns
from reviews.life.duplicates import alike_on_their_albums, duplicates_of
from reviews.life.revising import record_revision
from reviews.models import Review
from reviews.models.statuses import CLOSED, PENDING, SEEN, Status
from tests.factories import BODY, AlbumFactory, CriticFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db
STATES = ("draft", "submitted", "published", "rejected", "withdrawn")
LINK = "https://lantern.example/low-water"


def review_in(state: str, **columns: object) -> Review:
    return ReviewFactory(**({state: True} if state != "draft" else {}), **columns)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("word", ["pending", "standing", "seen", "published"])
def test_a_word_chooses_the_rows_of_which_it_is_true(state, word):
    review = review_in(state)
    chosen = getattr(Review.objects, word)()
    assert (review in chosen) is getattr(review, f"is_{word}")()


@pytest.mark.parametrize("state", STATES)
def test_readers_have_seen_what_has_the_moment_in_which_it_appeared(state):
    review = review_in(state)
    assert review.is_seen() is (review.published_at is not None)
    assert (review in Review.objects.unseen()) is not review.is_seen()


def test_each_status_is_pending_or_seen_or_was_never_accepted():
    assert {*PENDING, *SEEN, Status.REJECTED} == set(Status)
    assert set(PENDING).isdisjoint(CLOSED)


@pytest.mark.parametrize("state", STATES)
def test_what_is_over_stands_in_the_way_of_nothing(state):
    """Queue, desk and import agree on which reviews another may be the same as."""
    critic, album = CriticFactory(user=UserFactory()), AlbumFactory()
    other = review_in(state, critic=critic, album=album, source_url=LINK)
    record_revision(other, None)
    review = ReviewFactory(submitted=True, critic=critic, album=album, source_url=LINK, body=BODY + "\n\nSo it ends.")
    record_revision(review, None)
    told = with_concerns(Review.objects.filter(pk=review.pk)).get()
    found = duplicates_of(review, None, critic.user, critic, album, LINK, review.body)
    assert told.has_same_link is other.is_standing()
    assert bool(found) is other.is_standing()
    assert bool(alike_on_their_albums([review.pk])) is other.is_standing()


@pytest.mark.parametrize("state", STATES)
def test_the_same_words_as_what_is_over_are_no_twin(state):
    other = review_in(state)
    review = ReviewFactory(submitted=True)
    assert other.body == review.body
    assert with_concerns(Review.objects.filter(pk=review.pk)).get().has_twin is other.is_standing()
