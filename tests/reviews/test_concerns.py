"""What stands against publishing a review, and what is odd about one."""

from __future__ import annotations

import pytest

from reviews.concerns import doubts, obstacles, with_concerns
from reviews.models import Publication, Review
from tests.curation.queueing import submitted
from tests.factories import CriticFactory, PublicationFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def concerns(review: Review) -> list[str]:
    """All that is said of it."""
    found = with_concerns(Review.objects.filter(pk=review.pk)).get()
    return [*obstacles(found), *doubts(found, Publication.objects.filter(is_aggregator=True))]


def test_a_review_may_have_none():
    assert concerns(submitted()) == []


def test_no_verdict():
    assert concerns(submitted(verdict="")) == ["Without a grade it needs a verdict before it can be published."]


def test_an_album_that_is_only_proposed():
    assert concerns(submitted(album__proposed=True)) == ["Its album is only proposed: accept the album first."]


def test_an_aggregator_as_the_publication():
    review = submitted(publication=PublicationFactory(name="The Tally", is_aggregator=True))
    assert concerns(review) == ["The Tally gathers others' reviews and is never the source of one."]


def test_a_published_review_of_the_album_by_the_same_critic():
    first = ReviewFactory(published=True)
    (found,) = concerns(submitted(album=first.album, critic=first.critic))
    assert "already has a published review of this album" in found


def test_no_excerpt():
    review = submitted()
    review.excerpts.all().delete()
    assert concerns(review) == ["It has no excerpt."]


def test_no_excerpt_that_leads():
    review = submitted()
    review.excerpts.update(lead=False)
    assert concerns(review) == ["No excerpt leads."]


def test_excerpts_about_the_film_alone():
    review = submitted()
    review.excerpts.update(lead=False, about="film")
    assert concerns(review) == ["None of its excerpts is about the record."]


def test_a_source_on_the_site_of_an_aggregator():
    PublicationFactory(name="The Tally", site="https://www.tally.example", is_aggregator=True)
    review = submitted(source_url="https://music.tally.example/review/1")
    assert concerns(review) == ["Its source link leads to The Tally, which gathers others’ reviews."]


def test_the_same_text_as_another_review():
    ReviewFactory(body="Word for word.")
    assert concerns(submitted(body="Word for word.")) == ["Another review has the same text, word for word."]


def test_a_hidden_critic():
    review = submitted(critic=CriticFactory(hidden=True))
    assert concerns(review) == ["Its critic is hidden: it would neither be shown nor count."]
