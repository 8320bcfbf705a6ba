"""One review’s page in the admin: correcting it, its grade and its excerpts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.life import publishing, revising
from reviews.models import Excerpt, Review
from tests.curators import errors_in, filled_in, page_of, send, signed_in, stored
from tests.factories import (
    BODY,
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    TrackFactory,
)
from tests.reviews.admin.admin_review import OPENING, VOICE, new_excerpt

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(curator):
    return signed_in(curator)


class TestGrade:
    @pytest.mark.parametrize(
        ("scale", "printed", "score", "verdict"),
        [
            ({}, "4/5", 80, "positive"),
            ({}, "4,5/5", 90, "rave"),
            ({"tenths": True}, "8.4", 84, "positive"),
            ({"percent": True}, "49%", 49, "pan"),
            ({"lettered": True}, "B", 75, "positive"),
        ],
    )
    def test_it_is_converted_by_the_scale_of_the_publication(self, desk, scale, printed, score, verdict):
        house = PublicationFactory(scale=ScaleFactory(**scale))
        review = ReviewFactory(submitted=True, publication=house, verdict="")
        send(desk, page_of(review), grade=printed)
        after = stored(review)
        assert (after.grade, after.score, after.verdict, after.verdict_set_by) == (printed, score, verdict, "grade")

    def test_the_critics_own_scale_goes_before_the_publications(self, desk):
        critic = CriticFactory(scale=ScaleFactory(percent=True))
        review = ReviewFactory(submitted=True, critic=critic, publication=PublicationFactory(scale=ScaleFactory()))
        send(desk, page_of(review), grade="80%")
        assert stored(review).score == 80

    @pytest.mark.parametrize(
        ("printed", "refusal"),
        [
            ("11/10", "“11/10” is out of 10, but this scale goes up to 5."),
            ("6/5", "“6/5” is more than the highest grade, 5."),
            ("-1", "“-1” is less than nothing: grades start at 0."),
            ("4.3", "“4.3” lies between two grades: this scale goes by steps of 0.5."),
        ],
    )
    def test_what_lies_on_no_scale_is_refused_with_the_reason(self, desk, printed, refusal):
        review = ReviewFactory(submitted=True, publication=PublicationFactory(scale=ScaleFactory()))
        answer = send(desk, page_of(review), grade=printed, headline="Typed meanwhile")
        assert errors_in(answer) == [refusal]
        assert filled_in(answer)["grade"] == printed
        assert filled_in(answer)["headline"] == "Typed meanwhile"
        assert (stored(review).grade, stored(review).score) == ("", None)

    @pytest.mark.parametrize("printed", ["NaN", "eleven"])
    def test_what_is_no_grade_is_refused(self, desk, printed):
        review = ReviewFactory(submitted=True)
        (refusal,) = errors_in(send(desk, page_of(review), grade=printed))
        assert "not a grade that can be read" in refusal

    def test_a_house_without_grades_gives_none(self, desk):
        review = ReviewFactory(submitted=True, publication=PublicationFactory(scale=ScaleFactory(no_grades=True)))
        (refusal,) = errors_in(send(desk, page_of(review), grade="4/5"))
        assert refusal == "“4/5” is a grade, but this scale has no grades."

    def test_a_grade_taken_away_leaves_the_verdict_to_the_curator(self, desk, curator):
        review = ReviewFactory(published=True, grade="4/5", score=80)
        send(desk, page_of(review), grade="")
        after = stored(review)
        assert (after.grade, after.score) == ("", None)
        assert (after.verdict, after.verdict_set_by, after.verdict_user) == ("positive", "curator", curator)

    def test_a_grade_and_another_verdict_at_once_are_refused(self, desk):
        review = ReviewFactory(submitted=True, verdict="")
        answer = send(desk, page_of(review), grade="1/5", verdict="rave")
        assert errors_in(answer) == ["It is graded 1/5: its verdict is not a curator’s to set."]


class TestCorrecting:
    def test_an_untouched_form_makes_no_revision(self, desk):
        review = publishing.submit(ReviewFactory(verdict="mixed"), None)
        ExcerptFactory(review=review)
        before = stored(review)
        send(desk, page_of(review))
        after = stored(review)
        assert (after.body, after.revision, after.updated_at) == (before.body, 1, before.updated_at)

    def test_a_changed_text_is_a_revision_and_the_excerpts_follow(self, desk, curator):
        review = publishing.submit(ReviewFactory(verdict="mixed"), None)
        excerpt = ExcerptFactory(review=review)
        send(desk, page_of(review), body=f"A word before.\n\n{BODY}")
        after = stored(review)
        assert after.revision == 2
        assert after.revisions.get(number=2).made_by == curator
        assert Excerpt.objects.get(pk=excerpt.pk).start == len("A word before.\n\n")

    def test_a_text_without_the_words_of_an_excerpt_is_refused_at_its_row(self, desk):
        review = publishing.submit(ReviewFactory(verdict="mixed"), None)
        ExcerptFactory(review=review)
        answer = send(desk, page_of(review), body="Another text.")
        assert errors_in(answer) == [
            "These words do not stand in the text. Copy them exactly, without leaving anything out."
        ]
        assert filled_in(answer)["body"] == "Another text."
        assert filled_in(answer)["excerpts-0-text"] == OPENING
        assert stored(review).body == BODY

    def test_text_and_excerpt_may_change_together(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        excerpt = ExcerptFactory(review=review)
        send(desk, page_of(review), body="Another text. And more.", **{"excerpts-0-text": "And more."})
        after = Excerpt.objects.get(pk=excerpt.pk)
        assert (after.text, after.start) == ("And more.", 14)

    def test_dates_and_source_make_no_revision(self, desk):
        review = publishing.submit(ReviewFactory(verdict="mixed"), None)
        send(desk, page_of(review), published_on="2025-09-23", source_url="https://pages.example/1", language="pt-BR")
        after = stored(review)
        assert (str(after.published_on), after.source_url, after.language) == (
            "2025-09-23",
            "https://pages.example/1",
            "pt-BR",
        )
        assert after.revision == 1

    def test_headings_stand_one_a_line(self, desk):
        review = ReviewFactory(submitted=True, headings=["First, the sound", "Then the songs"])
        answers = filled_in(desk.get(page_of(review)))
        assert answers["headings"] == "First, the sound\r\nThen the songs"
        send(desk, page_of(review), headings="One\r\n\r\nTwo")
        assert stored(review).headings == ["One", "Two"]

    def test_updated_before_published_is_refused(self, desk):
        review = ReviewFactory(submitted=True)
        answer = send(desk, page_of(review), published_on="2025-09-23", updated_on="2025-09-22")
        assert errors_in(answer) == ["This is before it was first published."]

    def test_a_day_that_is_still_to_come_is_refused(self, desk):
        review = ReviewFactory(submitted=True)
        later = timezone.localdate() + timedelta(days=2)
        answer = send(desk, page_of(review), published_on=later.isoformat())
        assert errors_in(answer) == ["This day is still to come. Give the day it appeared, or leave it empty."]

    def test_a_source_that_is_no_web_address_is_refused(self, desk):
        review = ReviewFactory(submitted=True)
        assert errors_in(send(desk, page_of(review), source_url="javascript:alert(1)"))

    def test_an_aggregator_is_refused_as_publication_and_as_source(self, desk):
        house = PublicationFactory(name="The Tally", site="https://tally.example", is_aggregator=True)
        review = ReviewFactory(submitted=True)
        answer = send(desk, page_of(review), publication=house.pk, source_url="https://tally.example/1")
        assert sorted(errors_in(answer)) == [
            "The Tally gathers others’ reviews and is never the source of one.",
            "The Tally gathers others’ reviews. Link to the page where this one appeared.",
        ]

    def test_only_a_draft_can_be_without_a_text(self, desk):
        assert errors_in(send(desk, page_of(ReviewFactory(submitted=True)), body="")) == [
            "Only a draft can be without a text."
        ]
        draft = ReviewFactory()
        send(desk, page_of(draft), body="")
        assert stored(draft).body == ""

    def test_a_text_that_is_too_long_is_refused_and_kept_in_the_form(self, desk):
        review = ReviewFactory(submitted=True)
        body = "One two three four five six. " * 10_000
        answer = send(desk, page_of(review), body=body.strip())
        assert "289,999 characters; at most 200,000 are taken" in errors_in(answer)[0]
        assert filled_in(answer)["body"] == body.strip()

    def test_a_published_review_stays_with_its_album(self, desk):
        review = ReviewFactory(published=True)
        send(desk, page_of(review), album=AlbumFactory().pk, headline="Another")
        assert (stored(review).album, stored(review).headline) == (review.album, "Another")

    def test_a_draft_that_quotes_a_track_does_not_change_albums(self, desk):
        review = ReviewFactory()
        ExcerptFactory(review=review, about="track", track=TrackFactory(album=review.album))
        answer = send(desk, page_of(review), album=AlbumFactory().pk)
        assert "Its excerpts name tracks of the other album: clear those first." in errors_in(answer)

    def test_a_published_review_is_not_given_to_a_critic_who_has_one(self, desk):
        first = ReviewFactory(published=True)
        second = ReviewFactory(published=True, album=first.album)
        answer = send(desk, page_of(second), critic=first.critic_id)
        assert errors_in(answer) == [f"{first.critic} already has a published review of this album."]

    def test_a_form_opened_before_somebody_elses_revision_writes_over_nothing(self, desk):
        review = publishing.submit(ReviewFactory(verdict="mixed"), None)
        answers = filled_in(desk.get(page_of(review)))
        review.headline = "Theirs"
        revising.revise(review, ["headline"], None)
        answer = desk.post(page_of(review), {**answers, "headline": "Mine", "_save": "Save"})
        assert "This review was changed after you opened this page." in errors_in(answer)[0]
        assert filled_in(answer)["headline"] == "Mine"
        assert stored(review).headline == "Theirs"

    def test_a_form_opened_before_a_change_that_is_no_revision_writes_over_nothing(self, desk):
        review = ReviewFactory(submitted=True)
        answers = filled_in(desk.get(page_of(review)))
        send(desk, page_of(review), source_url="https://lantern.example/theirs")
        answer = desk.post(page_of(review), {**answers, "headline": "Mine", "_save": "Save"})
        assert "This review was changed after you opened this page." in errors_in(answer)[0]
        assert filled_in(answer)["headline"] == "Mine"
        assert stored(review).source_url == "https://lantern.example/theirs"

    def test_a_review_entered_by_a_curator_starts_as_a_draft_with_its_first_revision(self, desk, curator):
        album, critic = AlbumFactory(), CriticFactory(scale=ScaleFactory())
        send(
            desk,
            "/admin/reviews/review/add/",
            album=album.pk,
            critic=critic.pk,
            body=BODY,
            grade="4/5",
            hosted="on",
            **new_excerpt(text=OPENING, lead="on"),
        )
        review = Review.objects.get()
        assert (review.status, review.score, review.verdict, review.verdict_set_by) == (
            "draft",
            80,
            "positive",
            "grade",
        )
        assert review.revisions.get().made_by == curator
        assert review.excerpts.get().end == len(OPENING)


class TestExcerpts:
    def add(self, desk, review: Review, **columns: object):
        return send(desk, page_of(review), **new_excerpt(review.excerpts.count(), **columns))

    def test_pasted_words_are_found_in_the_text(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        track = TrackFactory(album=review.album)
        self.add(desk, review, text=f"  {VOICE}\r\n", about="track", track=track.pk, topic="vocals", stance="praise")
        excerpt = review.excerpts.get()
        assert (excerpt.start, excerpt.end) == (BODY.index(VOICE), BODY.index(VOICE) + len(VOICE))
        assert (excerpt.text, excerpt.track, excerpt.topic, excerpt.stance) == (VOICE, track, "vocals", "praise")

    def test_words_across_a_paragraph_are_kept_as_they_stand(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        self.add(desk, review, text="the room does the counting. The second side is another matter")
        assert "counting.\n\nThe second" in review.excerpts.get().text

    def test_of_words_that_stand_twice_the_selected_ones_are_taken(self, desk):
        review = ReviewFactory(submitted=True, hosted=True, body="It hums. It hums. It stops.")
        self.add(desk, review, text="It hums.", near="9")
        assert review.excerpts.get().start == 9

    def test_what_is_not_verbatim_is_refused_at_its_row_and_nothing_is_lost(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        ExcerptFactory(review=review)
        answer = send(
            desk,
            page_of(review),
            headline="Typed",
            **new_excerpt(1, text="What stays is a voice, close.", stance="praise"),
        )
        assert errors_in(answer) == [
            "These words do not stand in the text. Copy them exactly, without leaving anything out."
        ]
        answers = filled_in(answer)
        assert answers["excerpts-1-text"] == "What stays is a voice, close."
        assert (answers["excerpts-1-stance"], answers["headline"]) == ("praise", "Typed")
        assert review.excerpts.count() == 1

    def test_what_differs_in_quotation_marks_alone_is_shown_as_the_text_has_it(self, desk):
        review = ReviewFactory(submitted=True, body="She calls it “a door”.")
        (refusal,) = errors_in(self.add(desk, review, text='calls it "a door"'))
        assert "“calls it “a door”" in refusal

    def test_more_than_may_be_quoted_is_refused(self, desk):
        review = ReviewFactory(submitted=True)
        (refusal,) = errors_in(self.add(desk, review, text=BODY[:120]))
        assert "This excerpt has" in refusal
        assert not review.excerpts.exists()

    def test_words_about_the_film_do_not_lead(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        answer = self.add(desk, review, text=OPENING, about="film", lead="on")
        assert errors_in(answer) == ["Only words about the album or one of its tracks may stand on the card."]

    def test_words_that_name_a_track_are_about_it(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        track = TrackFactory(album=review.album)
        self.add(desk, review, text=OPENING, about="album", track=track.pk)
        assert review.excerpts.values_list("about", "track").get() == ("track", track.pk)

    def test_no_more_lead_than_at_the_critics_desk(self, desk, settings):
        settings.EXCERPT_LIMITS = settings.EXCERPT_LIMITS | {"leads": 1}
        review = ReviewFactory(submitted=True, hosted=True)
        ExcerptFactory(review=review, lead=True)
        answer = self.add(desk, review, text=VOICE, lead="on")
        assert errors_in(answer) == ["At most 1 excerpts may stand on the card."]

    @pytest.mark.parametrize("number", ["of another album", "999999", "x"])
    def test_a_track_of_another_album_is_refused(self, desk, number):
        review = ReviewFactory(submitted=True, hosted=True)
        TrackFactory(album=review.album)
        track = TrackFactory().pk if number == "of another album" else number
        answer = self.add(desk, review, text=OPENING, about="track", track=track)
        assert errors_in(answer) == ["This track is not on the chosen album. Choose one that is, or none."]

    def test_the_same_words_twice_are_refused(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        ExcerptFactory(review=review)
        answer = self.add(desk, review, text=OPENING)
        assert errors_in(answer) == ["These words are an excerpt already. Remove one of the two."]

    def test_words_that_somebody_else_has_taken_since_are_refused_at_their_row(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        answers = {**filled_in(desk.get(page_of(review))), **new_excerpt(text=OPENING), "_save": "Save"}
        assert desk.post(page_of(review), answers).status_code == 302
        answer = desk.post(page_of(review), answers)
        assert errors_in(answer) == ["These words are an excerpt already. Remove one of the two."]
        assert review.excerpts.count() == 1

    def test_two_excerpts_may_change_places(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        first, second = ExcerptFactory(review=review), ExcerptFactory(review=review, text=VOICE)
        send(desk, page_of(review), **{"excerpts-0-text": VOICE, "excerpts-1-text": OPENING})
        texts = {excerpt.pk: excerpt.text for excerpt in review.excerpts.all()}
        assert texts == {first.pk: VOICE, second.pk: OPENING}

    def test_an_excerpt_may_take_the_words_of_one_that_is_removed(self, desk):
        review = ReviewFactory(submitted=True, hosted=True)
        first, _second = ExcerptFactory(review=review), ExcerptFactory(review=review, text=VOICE)
        send(desk, page_of(review), **{"excerpts-0-text": VOICE, "excerpts-1-DELETE": "on"})
        assert [(excerpt.pk, excerpt.text) for excerpt in review.excerpts.all()] == [(first.pk, VOICE)]
