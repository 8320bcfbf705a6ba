"""One review's page in the admin: reading, correcting, excerpting, deciding."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from albums.models import Album
from common.clock import in_words
from reviews.life import publishing, revising
from reviews.models import Review
from reviews.scoring.one_album import refresh_consensus
from tests.curators import errors_in, filled_in, list_of, page_of, send, signed_in, staff_who_may, stored, told
from tests.desk_form import reposted
from tests.factories import (
    BODY,
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    TrackFactory,
    UserFactory,
)
from tests.markup import read
from tests.reviews.admin.admin_review import OPENING, QUEUE, VOICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(curator):
    return signed_in(curator)


class TestReading:
    def test_the_text_stands_beside_its_excerpts_which_are_marked_in_it(self, desk):
        review = ReviewFactory(submitted=True, language="de")
        ExcerptFactory(review=review)
        ExcerptFactory(review=review, text=VOICE)
        page = read(desk.get(page_of(review)))
        body = page.one("div", of_class="review-body")
        assert "".join(body._texts()) == BODY
        assert body.texts("mark") == [OPENING, VOICE]
        assert body["lang"] == "de"
        words = [area.text for area in page.all("textarea", of_class="excerpt-words")]
        assert words[:2] == [OPENING, VOICE]

    def test_hostile_text_is_shown_as_text(self, desk):
        body = "</textarea></div><script>alert(1)</script>\u202e backwards"
        review = ReviewFactory(submitted=True, body=body, headline="<b>bold</b>", critic__name="<i>x</i>")
        page = desk.get(page_of(review))
        assert b"<script>alert(1)" not in page.content
        assert "".join(read(page).one("div", of_class="review-body")._texts()) == body

    def test_an_unsigned_review_says_that_its_byline_is_not_stated(self, desk):
        review = ReviewFactory(submitted=True, critic=None)
        assert "Byline not stated" in read(desk.get(page_of(review))).one(of_class="standing").text

    def test_what_stands_against_it_is_said(self, desk):
        review = ReviewFactory(submitted=True, verdict="")
        concerns = read(desk.get(page_of(review))).one(of_class="standing")
        assert concerns.texts("li", of_class="obstacle") == [
            "Without a grade it needs a verdict before it can be published."
        ]
        assert concerns.texts("li", of_class="doubt") == ["It has no excerpt."]

    def test_revisions_are_listed_with_who_when_and_what(self, desk, curator):
        writer = UserFactory(username="writer")
        review = publishing.submit(ReviewFactory(verdict="mixed"), writer)
        send(desk, page_of(review), body="Another text.")
        table = read(desk.get(page_of(review))).one(of_class="revisions").one("tbody")
        newest, first = [[cell.text for cell in row.all("td")] for row in table.all("tr")]
        assert newest[1:3] == ["curator", "text"]
        assert first[1:] == ["writer", "–", "No grade", "Mixed, the critic"]

    def test_a_curator_who_may_only_look_sees_the_text_and_no_button(self):
        review = ReviewFactory(submitted=True)
        page = signed_in(staff_who_may("reviews.view_review", "reviews.view_excerpt")).get(page_of(review))
        assert read(page).one("div", of_class="review-body").text.startswith("The first side")
        assert not read(page).all("button", name="_publish")
        assert not read(page).all("input", name="_save")

    def test_twice_the_excerpts_and_revisions_cost_the_same_queries(self, desk):
        review = ReviewFactory(submitted=True, body=" ".join(f"Sentence {number}." for number in range(40)))
        TrackFactory.create_batch(3, album=review.album)

        def grow(numbers: range) -> int:
            for number in numbers:
                ExcerptFactory(review=review, text=f"Sentence {number}.")
                review.revisions.create(number=number + 1, body=review.body, made_by=UserFactory())
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(page_of(review)).status_code == 200
            return len(captured)

        assert grow(range(4)) == grow(range(4, 8))


class TestVerdict:
    def test_it_is_recorded_as_set_by_a_curator_with_who_and_when(self, desk, curator):
        review = ReviewFactory(submitted=True, verdict="")
        send(desk, page_of(review), verdict="mixed")
        after = stored(review)
        assert (after.verdict, after.verdict_set_by, after.verdict_user) == ("mixed", "curator", curator)
        assert after.verdict_set_at is not None
        assert after.revisions.last().verdict == "mixed"
        source = read(desk.get(page_of(review))).all("div", of_class="field-verdict_source")[-1]
        assert f"a curator, curator, {in_words(after.verdict_set_at)}" in source.text

    def test_a_graded_review_keeps_the_verdict_of_its_grade(self, desk):
        review = ReviewFactory(submitted=True, grade="4/5", score=80, verdict="positive")
        answer = send(desk, page_of(review), verdict="pan")
        assert errors_in(answer) == ["It is graded 4/5: its verdict is not a curator’s to set."]
        assert stored(review).verdict == "positive"

    def test_the_critics_own_verdict_is_not_replaced_in_passing(self, desk):
        review = ReviewFactory(submitted=True, verdict="rave")
        answer = send(desk, page_of(review), verdict="pan")
        assert errors_in(answer) == ["The critic called it rave: tick “Overrule the critic” to replace that."]
        assert (stored(review).verdict, stored(review).verdict_set_by) == ("rave", "critic")

    def test_overruled_on_purpose_it_is_the_curators_and_the_revisions_keep_both(self, desk):
        review = publishing.submit(ReviewFactory(verdict="rave"), None)
        send(desk, page_of(review), verdict="pan", overrule="on")
        assert (stored(review).verdict, stored(review).verdict_set_by) == ("pan", "curator")
        assert list(review.revisions.values_list("verdict", "verdict_set_by")) == [
            ("rave", "critic"),
            ("pan", "curator"),
        ]

    def test_a_published_review_does_not_lose_its_verdict(self, desk):
        review = ReviewFactory(published=True)
        answer = send(desk, page_of(review), verdict="", overrule="on")
        assert errors_in(answer) == ["A published review has a verdict."]

    def test_a_new_verdict_of_a_published_review_is_counted_at_once(self, desk):
        album = AlbumFactory()
        for verdict in ("rave", "mixed", "positive"):
            review = publishing.publish(ReviewFactory(submitted=True, album=album, verdict=verdict), None)
        before = Album.objects.get(pk=album.pk).consensus_score
        send(desk, page_of(review), verdict="pan", overrule="on")
        assert Album.objects.get(pk=album.pk).consensus_score < before


class TestDeciding:
    def test_publish(self, desk):
        review = ReviewFactory(submitted=True)
        answer = send(desk, page_of(review), _publish="1")
        assert answer.url == QUEUE
        assert told(desk.get(QUEUE)) == [f"{review} is published."]
        assert stored(review).status == "published"
        assert Album.objects.get(pk=review.album_id).counted_reviews == 1

    def test_a_verdict_and_the_publication_in_one_go(self, desk):
        review = ReviewFactory(submitted=True, verdict="")
        send(desk, page_of(review), verdict="pan", _publish="1")
        after = stored(review)
        assert (after.status, after.verdict, after.verdict_set_by) == ("published", "pan", "curator")

    def test_a_form_with_a_mistake_decides_nothing(self, desk):
        review = ReviewFactory(submitted=True)
        answer = send(desk, page_of(review), grade="11/10", _publish="1")
        assert errors_in(answer)
        assert stored(review).status == "submitted"

    def test_a_refusal_is_said_and_what_was_typed_is_saved(self, desk):
        review = ReviewFactory(submitted=True, verdict="")
        answer = send(desk, page_of(review), headline="Corrected", _publish="1")
        assert answer.url == page_of(review)
        assert told(desk.get(answer.url)) == ["Without a grade it needs a verdict before it can be published."]
        assert (stored(review).status, stored(review).headline) == ("submitted", "Corrected")

    @pytest.mark.parametrize(
        ("state", "button", "status"),
        [
            ("submitted", "_return", "draft"),
            ("submitted", "_reject", "rejected"),
            ("published", "_withdraw", "withdrawn"),
        ],
    )
    def test_with_a_reason(self, desk, state, button, status):
        review = ReviewFactory(**{state: True})
        refresh_consensus(review.album, "published")
        send(desk, page_of(review), words="Name the pressing.", **{button: "1"})
        after = stored(review)
        assert (after.status, after.reason) == (status, "Name the pressing.")
        assert Album.objects.get(pk=review.album_id).counted_reviews == 0
        history = desk.get(f"/admin/reviews/review/{review.pk}/history/")
        assert "Name the pressing." in read(history).text

    @pytest.mark.parametrize("button", ["_return", "_reject"])
    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            ({}, "Give a reason: the critic will read it."),
            ({"words": "  "}, "Give a reason: the critic will read it."),
            ({"ground": "other"}, "Say what it is: the critic will read it."),
        ],
    )
    def test_without_a_reason_it_is_refused_and_what_else_was_typed_stands_there(self, desk, button, given, refusal):
        review = ReviewFactory(submitted=True)
        answer = send(desk, page_of(review), headline="Another door", **given, **{button: "1"})
        assert errors_in(answer) == [refusal]
        assert filled_in(answer)["headline"] == "Another door"
        assert stored(review).status == "submitted"

    @pytest.mark.parametrize("button", ["_return", "_reject"])
    @pytest.mark.parametrize(
        ("given", "reason"),
        [
            ({"ground": "album"}, "It is not a review of this album."),
            (
                {"ground": "film", "words": "The second one."},
                "An excerpt is about the film, not about the record.\n\nThe second one.",
            ),
            ({"ground": "other", "words": "Name the pressing."}, "Name the pressing."),
        ],
    )
    def test_the_critic_reads_what_was_chosen_and_what_was_written(self, desk, button, given, reason):
        critic = CriticFactory(user=UserFactory())
        review = ReviewFactory(submitted=True, critic=critic)
        send(desk, page_of(review), **given, **{button: "1"})
        assert stored(review).reason == reason
        page = signed_in(critic.user).get(review.get_desk_url()).text
        assert all(part in page for part in reason.split("\n\n"))

    @pytest.mark.parametrize("button", ["_return", "_reject"])
    def test_a_ground_that_is_not_on_the_list_is_refused(self, desk, button):
        review = ReviewFactory(submitted=True)
        assert errors_in(send(desk, page_of(review), ground="x", words="Because.", **{button: "1"}))
        assert stored(review).status == "submitted"

    def test_a_reason_that_comes_too_late_is_not_lost(self, desk):
        review = ReviewFactory(submitted=True)
        answers = filled_in(desk.get(page_of(review)))
        publishing.publish(review, None)
        answer = desk.post(page_of(review), {**answers, "words": "Name the pressing.", "_reject": "1"})
        (refusal,) = errors_in(answer)
        assert refusal == (
            "This review is published by now: “Reject” is not possible. You had written: “Name the pressing.”"
        )
        assert filled_in(answer)["words"] == "Name the pressing."

    def test_what_its_critic_took_back_changed_and_handed_in_again_is_not_decided_unseen(self, desk):
        review = ReviewFactory(submitted=True, critic=CriticFactory(user=UserFactory()))
        answers = filled_in(desk.get(page_of(review)))
        publishing.take_back(review, review.critic.user)
        desk_of_the_critic = signed_in(review.critic.user)
        changed = reposted(stored(review), body="Another text altogether.", step="submit")
        assert desk_of_the_critic.post(review.get_desk_url(), changed).status_code == 302
        answer = desk.post(page_of(review), {**answers, "_publish": "1"})
        assert "This review was changed after you opened this page." in errors_in(answer)[0]
        assert (stored(review).status, stored(review).body) == ("submitted", "Another text altogether.")

    def test_a_decision_about_a_revision_that_is_no_more_loses_no_words(self, desk):
        pending = publishing.submit(revising.begin_revision(ReviewFactory(published=True), None), None)
        answers = filled_in(desk.get(page_of(pending)))
        publishing.publish(pending, None)
        answer = desk.post(page_of(pending), {**answers, "words": "Name the pressing.", "_return": "1"})
        (message,) = told(desk.get(answer.url))
        assert message.startswith("That review is not there any more")
        assert "You had written: “Name the pressing.”" in message

    def test_a_draft_can_be_put_in_the_queue(self, desk, curator):
        review = ReviewFactory()
        send(desk, page_of(review), _submit="1")
        assert (stored(review).status, stored(review).submitted_by) == ("submitted", curator)

    @pytest.mark.parametrize(
        ("state", "buttons"),
        [
            ({}, ["_publish_at_once", "_submit"]),
            ({"submitted": True}, ["_publish", "_return", "_reject"]),
            ({"published": True}, ["_withdraw"]),
            ({"rejected": True}, []),
            ({"withdrawn": True}, []),
        ],
    )
    def test_only_what_is_possible_is_offered(self, desk, state, buttons):
        page = read(desk.get(page_of(ReviewFactory(**state))))
        offered = [button["name"] for button in page.all("button") if button.get("name").startswith("_")]
        assert offered == buttons

    @pytest.mark.parametrize(
        ("state", "button"),
        [("submitted", "_publish"), ("submitted", "_return"), ("submitted", "_reject"), ("published", "_withdraw")],
    )
    def test_each_decision_needs_its_own_permission(self, state, button):
        review = ReviewFactory(**{state: True})
        client = signed_in(staff_who_may("reviews.view_review", "reviews.change_review"))
        assert not read(client.get(page_of(review))).all("button", name=button)
        answer = send(client, page_of(review), headline="Sneaked in", words="Because.", **{button: "1"})
        assert answer.status_code == 403
        assert (stored(review).status, stored(review).headline) == (state, review.headline)

    def test_the_form_needs_its_token(self, curator):
        review = ReviewFactory(submitted=True)
        client = signed_in(curator)
        answers = filled_in(client.get(page_of(review)))
        client.handler.enforce_csrf_checks = True
        del answers["csrfmiddlewaretoken"]
        assert client.post(page_of(review), {**answers, "_publish": "1"}).status_code == 403
        assert stored(review).status == "submitted"

    def test_looking_at_the_address_decides_nothing(self, desk):
        review = ReviewFactory(submitted=True)
        desk.get(page_of(review), {"_publish": "1"})
        assert stored(review).status == "submitted"


class TestDeleting:
    def test_what_has_been_published_is_never_deleted_not_even_by_a_superuser(self):
        root = signed_in(UserFactory(is_staff=True, is_superuser=True))
        for state in ("published", "withdrawn"):
            review = ReviewFactory(**{state: True})
            assert root.post(f"/admin/reviews/review/{review.pk}/delete/", {"post": "yes"}).status_code == 403
            assert Review.objects.filter(pk=review.pk).exists()

    def test_nothing_is_deleted_by_the_dozen(self):
        root = signed_in(UserFactory(is_staff=True, is_superuser=True))
        review = ReviewFactory(published=True)
        assert "delete_selected" not in root.get(list_of(Review)).content.decode()
        root.post(list_of(Review), {"action": "delete_selected", "_selected_action": [review.pk], "post": "yes"})
        assert Review.objects.filter(pk=review.pk).exists()

    def test_a_curator_deletes_no_review_at_all(self, desk):
        review = ReviewFactory()
        assert desk.post(f"/admin/reviews/review/{review.pk}/delete/", {"post": "yes"}).status_code == 403


class TestAllReviews:
    def test_it_lists_every_state(self, desk):
        for state in ("submitted", "published", "rejected", "withdrawn"):
            ReviewFactory(**{state: True})
        ReviewFactory()
        assert len(read(desk.get(list_of(Review))).one("table", id="result_list").one("tbody").all("tr")) == 5

    @pytest.mark.parametrize(
        ("query", "state"),
        [({"status__exact": "withdrawn"}, "withdrawn"), ({"verdict__exact": "pan"}, "published")],
    )
    def test_filters_narrow_it(self, desk, query, state):
        wanted = ReviewFactory(**{state: True}, verdict="pan")
        ReviewFactory(submitted=True)
        assert [review.pk for review in desk.get(list_of(Review), query).context["cl"].result_list] == [wanted.pk]

    def test_it_is_narrowed_to_one_publication(self, desk):
        house = PublicationFactory()
        wanted = ReviewFactory(published=True, publication=house)
        ReviewFactory(published=True, publication=PublicationFactory())
        found = desk.get(list_of(Review), {"publication__id__exact": house.pk}).context["cl"].result_list
        assert [review.pk for review in found] == [wanted.pk]


class TestANewReview:
    """A curator enters a review: saved as a draft, put in the queue, or published in one go."""

    def entered(self, client, curator, button: str, **fields: object):
        client.force_login(curator)
        values = {
            "album": AlbumFactory().pk,
            "body": BODY,
            "verdict": "rave",
            "excerpts-TOTAL_FORMS": 0,
            "excerpts-INITIAL_FORMS": 0,
            button: "1",
        }
        return client.post(reverse("admin:reviews_review_add"), values | fields)

    def test_it_is_published_in_one_go(self, client, curator):
        self.entered(client, curator, "_publish_at_once")
        review = Review.objects.get()
        assert (review.status, review.submitted_by, review.album.counted_reviews) == ("published", curator, 1)

    def test_it_is_put_in_the_queue(self, client, curator):
        self.entered(client, curator, "_submit")
        assert Review.objects.get().status == "submitted"

    def test_what_cannot_be_published_stays_a_draft_and_says_why(self, client, curator):
        answer = self.entered(client, curator, "_publish_at_once", verdict="")
        assert Review.objects.get().status == "draft"
        assert "needs a verdict" in client.get(answer.url).content.decode()

    def test_the_buttons_stand_on_the_empty_form(self, client, curator):
        client.force_login(curator)
        page = client.get(reverse("admin:reviews_review_add")).content.decode()
        assert "Save and publish" in page
        assert "Save and put in the queue" in page
