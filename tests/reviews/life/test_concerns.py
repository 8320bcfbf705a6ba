"""What stands against publishing a review, and what is odd about one."""

from __future__ import annotations

import pytest

from reviews.life.concerns import doubts, obstacles, with_concerns
from reviews.life.duplicates import alike_on_their_albums
from reviews.life.publishing import submit
from reviews.life.revising import begin_revision, record_revision
from reviews.models import Publication, Review
from reviews.quoting.resemblance import fingerprint
from tests.curation.queueing import submitted
from tests.curators import new_curator, page_of, signed_in
from tests.factories import (
    BODY,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    UserFactory,
    published_review,
)
from tests.markup import read

pytestmark = pytest.mark.django_db


def concerns(review: Review) -> list[str]:
    """All that is said of it."""
    found = with_concerns(Review.objects.filter(pk=review.pk)).get()
    aggregators = Publication.objects.filter(is_aggregator=True)
    return [*obstacles(found), *doubts(found, aggregators, is_alike=found.pk in alike_on_their_albums([found.pk]))]


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


def test_another_review_by_the_same_critic_that_waits():
    first = submitted()
    second = submitted(album=first.album, critic=first.critic)
    assert concerns(second) == [f"Another review of this album by {first.critic} waits."]


def test_two_unsigned_reviews_of_one_album_are_no_doubles():
    first = submitted(critic=None)
    assert concerns(submitted(album=first.album, critic=None)) == []


@pytest.mark.parametrize("state", ["submitted", "published", "withdrawn"])
def test_almost_the_same_text_as_another_review(state):
    other = ReviewFactory(**{state: True}, body=BODY)
    record_revision(other, None)
    review = submitted(album=other.album, body=BODY.replace("ninety", "eighty"))
    record_revision(review, None)
    expected = [] if state == "withdrawn" else ["Another review of the album has almost the same text."]
    assert concerns(review) == expected


def test_a_revision_is_no_double_of_what_it_revises():
    critic = CriticFactory(user=UserFactory())
    review = ReviewFactory(published=True, critic=critic, source_url="https://lantern.example/1")
    ExcerptFactory(review=review, lead=True)
    record_revision(review, None)
    pending = submit(begin_revision(review, critic.user), critic.user)
    assert concerns(pending) == []


def test_the_same_link_as_another_review():
    ReviewFactory(published=True, source_url="https://www.lantern.example/1/?utm_source=x")
    review = submitted(source_url="http://lantern.example/1")
    assert concerns(review) == ["Another review has the same source link."]


def test_a_link_that_leads_to_another_site_than_the_publications():
    house = PublicationFactory(name="The Lantern", site="https://www.lantern.example/")
    review = submitted(publication=house, source_url="https://tide.example/1")
    assert concerns(review) == [
        "Its source link leads to tide.example, not to The Lantern (https://www.lantern.example/)."
    ]
    assert concerns(submitted(publication=house, source_url="https://music.lantern.example/1")) == []
    assert concerns(submitted(publication=PublicationFactory(site=""), source_url="https://tide.example/2")) == []


def test_an_excerpt_of_a_soundtracks_review_that_leads_and_speaks_of_the_film():
    words = "The plot limps, and no scene is worth its candles."
    review = submitted(body=words, album__kind="soundtrack")
    assert concerns(review) == [f"An excerpt that leads speaks of the film: “{words}”"]
    assert concerns(submitted(body=f"{words} Truly.", album__kind="album")) == []


def test_a_grade_outside_the_scale():
    house = PublicationFactory(scale=ScaleFactory(name="Stars"))
    review = submitted(publication=house, grade="7/10", score=70, verdict="positive")
    (found,) = concerns(review)
    assert found.startswith("Its grade is not on the scale it is printed on.")
    assert concerns(submitted(publication=house, grade="3.5/5", score=70, verdict="positive")) == []


def test_a_letter_outside_the_scale():
    critic = CriticFactory(scale=ScaleFactory(lettered=True))
    (found,) = concerns(submitted(critic=critic, grade="D", score=25, verdict="pan"))
    assert "“D” is not on this scale" in found


def test_a_document_whose_text_was_changed_here():
    body = "As it was printed."
    kept = submitted(body=body, document_sha256=fingerprint("A door", body, ""), headline="A door")
    assert concerns(kept) == []
    Review.objects.filter(pk=kept.pk).update(headline="Another door")
    assert concerns(kept) == ["Its headline, text or grade was changed here after it was imported."]


class TestOnTheReviewsPage:
    def test_what_may_be_here_already_is_named_and_linked(self):
        other = published_review(ReviewFactory().album, "rave", source_url="https://lantern.example/1")
        review = submitted(source_url="https://lantern.example/1/")
        part = read(signed_in(new_curator()).get(page_of(review))).one(of_class="doubles")
        assert page_of(other) in part.links().values()
        assert "published, the same link" in part.text

    def test_a_revision_shows_what_it_changes_of_what_readers_see(self):
        critic = CriticFactory(user=UserFactory())
        review = ReviewFactory(published=True, critic=critic, body="Nothing on it hurries.", verdict="mixed")
        pending = begin_revision(review, critic.user)
        Review.objects.filter(pk=pending.pk).update(body="Nothing on it sleeps.", verdict="rave")
        pending.refresh_from_db()
        pending = submit(pending, critic.user)
        part = read(signed_in(new_curator()).get(page_of(pending))).one(of_class="compared")
        assert [words.text for words in part.one(of_class="word-diff").all("del")] == ["[gone: hurries.]"]
        assert [words.text for words in part.one(of_class="word-diff").all("ins")] == ["[new: sleeps.]"]
        assert "Verdict: [gone: Mixed] [new: Rave]" in part.text
        assert page_of(review) in part.links().values()
