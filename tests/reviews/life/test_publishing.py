"""The life of a review: what each step does, what it refuses, what it leaves behind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import data, integers, lists, text, tuples

from albums.models import Album
from reviews.grading.grades import parse_grade
from reviews.life import publishing, revising, steps
from reviews.life.hiding import set_hidden
from reviews.models import Consensus, ConsensusChange, Excerpt, Review, Revision
from reviews.scoring.one_album import refresh_consensus
from tests.factories import (
    BODY,
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)
STATUSES = ["draft", "submitted", "published", "rejected", "withdrawn"]
VOICE = "What stays is the voice, close and unvarnished, and the last ninety seconds."


@pytest.fixture
def curator():
    return UserFactory(username="curator")


@pytest.fixture
def writer():
    return UserFactory(username="writer")


def review_that_is(status: str, **columns: object) -> Review:
    return ReviewFactory(**({} if status == "draft" else {status: True}), **columns)


def publish_all(album: Album, *verdicts: str) -> list[Review]:
    return [publishing.publish(ReviewFactory(submitted=True, album=album, verdict=v), None) for v in verdicts]


def assert_consensus_is_fresh(album: Album) -> None:
    """What is stored is what the counted reviews say now; computing it once more changes nothing."""

    def stored() -> tuple:
        columns = ["consensus_score", "consensus_low", "consensus_high", "counted_reviews", "graded_reviews"]
        consensus = Consensus.objects.filter(album=album).values().first() or {}
        consensus.pop("computed_at", None)
        return consensus, Album.objects.filter(pk=album.pk).values(*columns, "consensus_spread").get()

    before = stored()
    changes = album.consensus_changes.count()
    refresh_consensus(album, ConsensusChange.Cause.REFITTED)
    assert stored() == before
    assert album.consensus_changes.count() == changes
    assert before[1]["counted_reviews"] == Review.objects.counted().filter(album=album).count()


class TestSubmit:
    def test_a_draft_goes_to_the_queue_with_who_and_when(self, writer):
        review = publishing.submit(ReviewFactory(), writer, at=NOON)
        stored = Review.objects.get(pk=review.pk)
        assert (stored.status, stored.submitted_by, stored.submitted_at) == ("submitted", writer, NOON)
        assert list(Review.objects.waiting()) == [stored]

    def test_the_text_as_submitted_is_kept_as_a_revision(self, writer):
        review = publishing.submit(ReviewFactory(verdict="mixed"), writer)
        revision = review.revisions.get()
        assert (revision.number, revision.body, revision.verdict, revision.made_by) == (1, BODY, "mixed", writer)

    def test_submitting_a_returned_draft_clears_the_reason(self, writer):
        assert publishing.submit(ReviewFactory(returned=True), writer).reason == ""

    def test_a_draft_without_a_text_is_refused(self, writer):
        with pytest.raises(steps.NotAllowed, match="needs a text"):
            publishing.submit(ReviewFactory(body=" \n"), writer)

    @pytest.mark.parametrize("status", [status for status in STATUSES if status != "draft"])
    def test_only_drafts_can_be_submitted(self, status, writer):
        review = review_that_is(status)
        with pytest.raises(steps.NotAllowed, match=f"that is {status} cannot be submitted"):
            publishing.submit(review, writer)
        assert Review.objects.get(pk=review.pk).status == status


class TestPublish:
    def test_a_submitted_review_appears_and_counts(self, curator):
        review = publishing.publish(ReviewFactory(submitted=True), curator, at=NOON)
        assert (review.status, review.published_at) == ("published", NOON)
        assert list(Review.objects.counted().filter(album=review.album)) == [review]
        assert Album.objects.get(pk=review.album_id).counted_reviews == 1

    def test_the_text_as_published_is_kept_as_a_revision(self, curator):
        review = publishing.publish(ReviewFactory(submitted=True), curator)
        assert review.revisions.get().made_by == curator

    def test_the_third_review_gives_the_album_a_score(self):
        album = AlbumFactory()
        publish_all(album, "rave", "mixed")
        album.refresh_from_db()
        assert (album.counted_reviews, album.consensus_score) == (2, None)
        publish_all(album, "positive")
        album.refresh_from_db()
        assert album.consensus_score == pytest.approx(76.05, abs=0.1)
        assert (album.consensus_low, album.consensus_high) == pytest.approx((71.3, 80.7), abs=0.1)

    def test_each_change_of_the_score_is_remembered_with_its_review(self):
        album = AlbumFactory()
        reviews = publish_all(album, "rave", "mixed", "positive")
        history = album.consensus_changes.order_by("pk")
        assert [change.review for change in history] == reviews
        assert [change.counted for change in history] == [1, 2, 3]
        assert {change.cause for change in history} == {"published"}

    def test_a_review_without_a_verdict_is_refused(self, curator):
        review = ReviewFactory(submitted=True, verdict="")
        with pytest.raises(steps.NotAllowed, match="needs a verdict"):
            publishing.publish(review, curator)

    def test_a_review_of_a_proposed_album_is_refused(self, curator):
        with pytest.raises(steps.NotAllowed, match="accept the album first"):
            publishing.publish(ReviewFactory(submitted=True, album__proposed=True), curator)

    def test_an_aggregator_is_refused_as_the_source(self, curator):
        house = PublicationFactory(name="The Tally", is_aggregator=True)
        with pytest.raises(steps.NotAllowed, match="The Tally gathers others' reviews"):
            publishing.publish(ReviewFactory(submitted=True, publication=house), curator)

    def test_a_second_review_of_the_album_by_the_same_critic_is_refused(self, curator):
        first = publishing.publish(ReviewFactory(submitted=True), curator)
        second = ReviewFactory(submitted=True, album=first.album, critic=first.critic)
        with pytest.raises(steps.NotAllowed, match="already has a published review"):
            publishing.publish(second, curator)
        assert_consensus_is_fresh(first.album)

    def test_two_reviews_without_a_byline_may_stand_side_by_side(self, curator):
        album = AlbumFactory()
        for _ in range(2):
            publishing.publish(ReviewFactory(submitted=True, album=album, critic=None), curator)
        assert Review.objects.counted().filter(album=album).count() == 2

    def test_after_a_withdrawal_the_critic_may_publish_another(self, curator):
        first = publishing.publish(ReviewFactory(submitted=True), curator)
        publishing.withdraw(first, curator, "I heard it again.")
        second = ReviewFactory(submitted=True, album=first.album, critic=first.critic)
        assert publishing.publish(second, curator).status == "published"

    @pytest.mark.parametrize("status", [status for status in STATUSES if status != "submitted"])
    def test_only_submitted_reviews_can_be_published(self, status, curator):
        review = review_that_is(status)
        with pytest.raises(steps.NotAllowed, match=f"that is {status} cannot be published"):
            publishing.publish(review, curator)
        assert Review.objects.get(pk=review.pk).status == status

    def test_a_review_that_somebody_published_meanwhile_is_refused(self, curator):
        review = ReviewFactory(submitted=True)
        stale = Review.objects.get(pk=review.pk)
        publishing.publish(review, curator)
        with pytest.raises(steps.NotAllowed, match="that is published cannot be published"):
            publishing.publish(stale, curator)


@pytest.mark.parametrize(
    ("step", "status", "participle"),
    [
        (publishing.return_to_critic, "draft", "returned"),
        (publishing.reject, "rejected", "rejected"),
    ],
)
class TestDecline:
    def test_it_leaves_the_queue_with_the_curators_words(self, step, status, participle, curator):
        review = step(ReviewFactory(submitted=True), curator, "  Name the pressing. ")
        stored = Review.objects.get(pk=review.pk)
        assert (stored.status, stored.reason) == (status, "Name the pressing.")
        assert not Review.objects.waiting().exists()

    def test_a_reason_is_asked_for(self, step, status, participle, curator):
        review = ReviewFactory(submitted=True)
        with pytest.raises(steps.NotAllowed, match="Give a reason"):
            step(review, curator, " ")
        assert Review.objects.get(pk=review.pk).status == "submitted"

    @pytest.mark.parametrize("other", [status for status in STATUSES if status != "submitted"])
    def test_only_submitted_reviews_can_be_declined(self, step, status, participle, other, curator):
        with pytest.raises(steps.NotAllowed, match=f"that is {other} cannot be {participle}"):
            step(review_that_is(other), curator, "No.")


class TestWithdraw:
    def test_a_withdrawn_review_no_longer_counts_but_stays(self, curator):
        album = AlbumFactory()
        first, *_ = publish_all(album, "rave", "mixed", "positive")
        publishing.withdraw(first, curator, "The critic asks for it.")
        stored = Review.objects.get(pk=first.pk)
        assert (stored.status, stored.reason) == ("withdrawn", "The critic asks for it.")
        assert stored.revisions.exists()
        album.refresh_from_db()
        assert (album.counted_reviews, album.consensus_score) == (2, None)
        assert album.consensus_changes.order_by("pk").last().cause == "withdrawn"
        assert_consensus_is_fresh(album)

    def test_the_last_review_takes_the_consensus_with_it(self, curator):
        (only,) = publish_all(AlbumFactory(), "pan")
        publishing.withdraw(only, curator, "It was a dream.")
        assert not Consensus.objects.filter(album=only.album).exists()
        assert only.album.consensus_changes.order_by("pk").last().counted == 0

    def test_a_reason_is_asked_for(self, curator):
        with pytest.raises(steps.NotAllowed, match="Give a reason"):
            publishing.withdraw(ReviewFactory(published=True), curator, "")

    @pytest.mark.parametrize("status", [status for status in STATUSES if status != "published"])
    def test_only_published_reviews_can_be_withdrawn(self, status, curator):
        with pytest.raises(steps.NotAllowed, match=f"that is {status} cannot be withdrawn"):
            publishing.withdraw(review_that_is(status), curator, "No.")


class TestRevise:
    def test_the_old_and_the_new_text_are_both_kept(self, writer, curator):
        review = publishing.submit(ReviewFactory(), writer)
        review.body = "A shorter text."
        revising.revise(review, ["body"], curator)
        first, second = Revision.objects.filter(review=review)
        assert (first.number, first.body, first.made_by) == (1, BODY, writer)
        assert (second.number, second.body, second.made_by) == (2, "A shorter text.", curator)
        assert Review.objects.get(pk=review.pk).revision == 2

    def test_excerpts_follow_their_words(self):
        review = ReviewFactory()
        excerpt = ExcerptFactory(review=review, text=VOICE)
        review.body = f"A word before.\n\n{BODY}"
        assert revising.revise(review, ["body"], None) == []
        excerpt.refresh_from_db()
        assert excerpt.start == review.body.index(VOICE)
        assert review.body[excerpt.start : excerpt.end] == excerpt.text == VOICE

    def test_an_excerpt_stays_at_its_own_place_where_its_words_stand_twice(self):
        review = ReviewFactory(body="It hums. It hums. It stops.")
        second = ExcerptFactory(review=review, text="It hums.", start=9)
        review.body = "So: It hums. It hums. It stops."
        revising.revise(review, ["body"], None)
        second.refresh_from_db()
        assert second.start == 13

    def test_excerpts_whose_words_are_gone_are_removed_and_named(self):
        review = ReviewFactory()
        gone, stays = ExcerptFactory(review=review), ExcerptFactory(review=review, text=VOICE)
        review.body = VOICE
        lost = revising.revise(review, ["body"], None)
        assert [excerpt.text for excerpt in lost] == [gone.text]
        assert list(review.excerpts.all()) == [stays]
        assert Excerpt.objects.get(pk=stays.pk).start == 0

    def test_an_excerpt_may_move_to_where_another_stood(self):
        review = ReviewFactory(body="It hums. It stop")
        excerpts = [ExcerptFactory(review=review, text=text) for text in ("It hums.", " It stop")]
        review.body = " It stopIt hums."
        assert revising.revise(review, ["body"], None) == []
        assert list(review.excerpts.order_by("start").values_list("text", flat=True)) == [" It stop", "It hums."]
        assert {excerpt.pk for excerpt in review.excerpts.all()} == {excerpt.pk for excerpt in excerpts}

    def test_of_two_excerpts_whose_words_now_stand_once_one_remains(self):
        review = ReviewFactory(body="It hums. It hums. It stops.")
        ExcerptFactory(review=review, text="It hums.")
        ExcerptFactory(review=review, text="It hums.", start=9)
        review.body = "It hums. It stops."
        assert len(revising.revise(review, ["body"], None)) == 1
        assert review.excerpts.get().start == 0

    @given(data())
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_the_new_text_the_excerpts_that_remain_stand_in_it(self, drawn):
        body = drawn.draw(text("ab \n", min_size=1, max_size=12))
        review = ReviewFactory(body=body)
        places = lists(tuples(integers(0, len(body) - 1), integers(1, len(body))), max_size=5, unique=True)
        for start, end in drawn.draw(places):
            if start < end:
                ExcerptFactory(review=review, text=body[start:end], start=start)
        words = set(review.excerpts.values_list("text", flat=True))
        review.body = drawn.draw(text("ab \n", min_size=1, max_size=12))
        lost = revising.revise(review, ["body"], None)
        remaining = list(review.excerpts.all())
        assert all(review.body[excerpt.start : excerpt.end] == excerpt.text for excerpt in remaining)
        assert {excerpt.text for excerpt in remaining} == {word for word in words if word in review.body}
        assert {excerpt.text for excerpt in [*lost, *remaining]} == words

    def test_a_published_review_counts_as_it_now_stands(self, writer):
        album = AlbumFactory()
        first, *_ = publish_all(album, "rave", "mixed", "positive")
        before = Album.objects.get(pk=album.pk).consensus_score
        first.judge("pan", Review.VerdictSetBy.CRITIC, writer)
        revising.revise(first, ["verdict", "verdict_set_by", "verdict_user", "verdict_set_at"], writer)
        assert Album.objects.get(pk=album.pk).consensus_score < before
        assert album.consensus_changes.order_by("pk").last().cause == "revised"
        assert_consensus_is_fresh(album)

    def test_a_new_grade_brings_its_verdict(self):
        (review,) = publish_all(AlbumFactory(), "rave")
        review.judge("", "")
        review.grade_as(parse_grade("1/5"))
        revising.revise(review, ["grade", "score", "verdict", "verdict_set_by", "verdict_user", "verdict_set_at"], None)
        revision = review.revisions.order_by("number").last()
        assert (revision.grade, revision.score, revision.verdict, revision.verdict_set_by) == (
            "1/5",
            20,
            "pan",
            "grade",
        )
        assert Album.objects.get(pk=review.album_id).graded_reviews == 1
        assert_consensus_is_fresh(review.album)

    def test_a_draft_changes_no_consensus(self):
        review = ReviewFactory()
        review.headline = "Another headline"
        revising.revise(review, ["headline"], None)
        assert not ConsensusChange.objects.exists()

    def test_a_revision_that_the_database_refuses_leaves_everything_as_it_was(self):
        review = publishing.publish(ReviewFactory(submitted=True), None)
        excerpt = ExcerptFactory(review=review)
        review.body = ""
        with pytest.raises(IntegrityError):
            revising.revise(review, ["body"], None)
        stored = Review.objects.get(pk=review.pk)
        assert (stored.body, stored.revision, stored.revisions.count()) == (BODY, 1, 1)
        assert list(stored.excerpts.all()) == [excerpt]


class TestHiding:
    def test_the_reviews_of_a_hidden_critic_neither_show_nor_count(self):
        critic = CriticFactory()
        album = AlbumFactory()
        publish_all(album, "rave", "mixed")
        publishing.publish(ReviewFactory(submitted=True, album=album, critic=critic), None)
        set_hidden(critic, True)
        album.refresh_from_db()
        assert (album.counted_reviews, album.consensus_score) == (2, None)
        assert album.consensus_changes.order_by("pk").last().cause == "hidden"
        assert_consensus_is_fresh(album)

    def test_shown_again_they_count_again(self):
        critic = CriticFactory()
        review = publishing.publish(ReviewFactory(submitted=True, critic=critic), None)
        set_hidden(critic, True)
        set_hidden(critic, False)
        assert Album.objects.get(pk=review.album_id).counted_reviews == 1
        assert_consensus_is_fresh(review.album)

    def test_an_album_of_which_the_critic_has_only_a_draft_keeps_its_history(self):
        review = ReviewFactory()
        set_hidden(review.critic, True)
        assert not review.album.consensus_changes.exists()


def test_after_a_whole_life_the_stored_consensus_is_what_the_reviews_say(curator):
    album = AlbumFactory()
    reviews = publish_all(album, "rave", "rave", "pan", "mixed", "positive")
    assert_consensus_is_fresh(album)
    publishing.withdraw(reviews[2], curator, "A mistake.")
    assert_consensus_is_fresh(album)
    set_hidden(reviews[0].critic, True)
    assert_consensus_is_fresh(album)
    review = reviews[3]
    review.grade_as(parse_grade("9/10"))
    revising.revise(review, ["grade", "score"], curator)
    assert_consensus_is_fresh(album)
    set_hidden(reviews[0].critic, False)
    assert_consensus_is_fresh(album)
    assert Album.objects.get(pk=album.pk).counted_reviews == 4
