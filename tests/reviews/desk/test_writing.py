"""Writing a review at the desk: what is stored, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.life.publishing import publish, submit
from reviews.models import Critic, Review, Thresholds
from tests.desk_form import QUOTED, posted, reposted, row
from tests.factories import (
    BODY,
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(user=UserFactory(), scale=ScaleFactory())


@pytest.fixture
def album():
    return AlbumFactory()


def test_a_saved_draft_holds_what_was_written(desk, critic, album):
    house = PublicationFactory()
    answers = {
        "publication": house.pk,
        "source_url": "https://lantern.example/low-water",
        "published_on": "2024-09-21",
        "updated_on": "2024-09-22",
        "hosted": "on",
    }
    response = desk.post(NEW, posted(critic, album, **answers))
    review = Review.objects.get()
    assert response.status_code == 302
    assert response.url == review.get_desk_url()
    assert (review.album, review.critic, review.publication, review.status) == (album, critic, house, "draft")
    assert (review.headline, review.body, review.language) == ("A door in winter", BODY, "en")
    assert (review.published_on, review.updated_on) == (date(2024, 9, 21), date(2024, 9, 22))
    assert review.hosted
    assert (review.grade, review.score) == ("", None)
    assert (review.verdict, review.verdict_set_by, review.verdict_user) == ("positive", "critic", critic.user)


def test_the_page_for_a_new_review_starts_from_the_byline(desk, critic):
    critic.publication = PublicationFactory(name="The Weir")
    critic.save()
    page = desk.get(NEW)
    assert page.status_code == 200
    assert f'<option value="{critic.publication_id}" selected>The Weir</option>' in page.text


def test_a_saved_draft_can_be_opened_and_changed(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed", verdict_set_by="critic")
    page = desk.get(review.get_desk_url())
    assert review.headline in page.text
    assert desk.post(review.get_desk_url(), reposted(review, headline="Slack water")).status_code == 302
    review.refresh_from_db()
    assert review.headline == "Slack water"
    assert Review.objects.count() == 1


def test_submitting_hands_the_review_to_the_curators(desk, critic, album):
    response = desk.post(NEW, posted(critic, album, row(QUOTED, lead="on"), step="submit"), follow=True)
    review = Review.objects.get()
    assert review in Review.objects.waiting()
    assert review.submitted_by == critic.user
    assert [excerpt.text for excerpt in review.excerpts.all()] == [QUOTED]
    assert "Submitted. The curators will read it" in response.text


def test_a_stranger_finds_nobody_elses_review(client, critic):
    review = ReviewFactory(critic=critic)
    stranger = CriticFactory(user=UserFactory())
    client.force_login(stranger.user)
    assert client.get(review.get_desk_url()).status_code == 404
    assert client.post(review.get_desk_url(), reposted(review, headline="Mine now")).status_code == 404
    review.refresh_from_db()
    assert review.headline != "Mine now"


def test_a_byline_of_somebody_else_cannot_be_signed_with(desk, critic, album):
    other = CriticFactory(user=UserFactory())
    response = desk.post(NEW, posted(critic, album, critic=other.pk))
    assert response.status_code == 422
    assert not Review.objects.exists()


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(client):
    response = client.get(NEW)
    assert response.status_code == 302
    assert response.url == f"{reverse('login')}?next={NEW}"


def test_a_review_is_neither_put_nor_deleted(desk, critic):
    review = ReviewFactory(critic=critic)
    assert desk.put(review.get_desk_url()).status_code == 405
    assert desk.delete(review.get_desk_url()).status_code == 405


def test_a_form_posted_twice_makes_one_review(desk, critic, album):
    data = posted(critic, album, row(QUOTED))
    first, second = desk.post(NEW, data), desk.post(NEW, data)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Review.objects.count() == 1


def test_a_submission_posted_twice_is_one_submission(desk, critic, album):
    data = posted(critic, album, step="submit")
    desk.post(NEW, data)
    submitted_at = Review.objects.get().submitted_at
    assert desk.post(NEW, data).status_code == 302
    assert Review.objects.get().submitted_at == submitted_at


def test_a_draft_submitted_twice_is_submitted_once(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    data = reposted(review, step="submit")
    assert desk.post(review.get_desk_url(), data).status_code == 302
    assert desk.post(review.get_desk_url(), data).status_code == 302
    review.refresh_from_db()
    assert review.status == "submitted"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_review(critic, album):
    data = posted(critic, album, row(QUOTED), step="submit")
    together = Barrier(2)

    def press(_: int) -> str:
        client = Client()
        client.force_login(critic.user)
        together.wait(timeout=10)
        try:
            return client.post(NEW, data).url
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as clicks:
        urls = set(clicks.map(press, range(2)))
    assert urls == {Review.objects.get().get_desk_url()}


def test_going_back_and_changing_a_new_form_never_overwrites_what_it_has_become(desk, critic, album):
    data = posted(critic, album)
    desk.post(NEW, data)
    response = desk.post(NEW, data | {"headline": "Second thoughts"})
    assert response.status_code == 409
    assert "Second thoughts" in response.text
    assert Review.objects.get().headline == "A door in winter"


def test_of_two_tabs_the_second_is_shown_both_versions_and_chooses(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    url, opened = review.get_desk_url(), reposted(review)
    desk.post(url, opened | {"headline": "From the first tab"})
    refused = desk.post(url, opened | {"headline": "From the second tab"})
    assert refused.status_code == 409
    assert "From the first tab" in refused.text
    assert "From the second tab" in refused.text
    review.refresh_from_db()
    assert review.headline == "From the first tab"

    now_seen = refused.context["manuscript"].seen_at
    kept = desk.post(url, opened | {"headline": "From the second tab", "seen_at": now_seen})
    assert kept.status_code == 302
    review.refresh_from_db()
    assert review.headline == "From the second tab"


def test_what_was_typed_while_another_tab_submitted_can_be_kept(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    url, opened = review.get_desk_url(), reposted(review)
    desk.post(url, opened | {"step": "submit"})
    refused = desk.post(url, opened | {"headline": "Too late?"})
    assert refused.status_code == 409
    assert "Take it back and keep mine" in refused.text
    seen = refused.context["manuscript"].seen_at
    desk.post(url, opened | {"headline": "Too late?", "seen_at": seen, "step": "take-back-and-save"})
    review.refresh_from_db()
    assert (review.status, review.headline) == ("draft", "Too late?")


def test_a_published_review_is_not_changed_by_a_form_left_open(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    opened = reposted(review)
    submit(review, critic.user)
    publish(review, None)
    for step in ("save", "submit", "take-back-and-save"):
        review.refresh_from_db()
        answers = {"step": step, "headline": "Smuggled", "seen_at": review.updated_at.isoformat()}
        response = desk.post(review.get_desk_url(), opened | answers)
        assert response.status_code == 409
        assert "Smuggled" in response.text
    review.refresh_from_db()
    assert review.headline != "Smuggled"


def test_a_draft_needs_an_album_and_keeps_what_was_typed_without_one(desk, critic):
    response = desk.post(NEW, posted(critic, None, row(QUOTED), headline="Only a headline"))
    assert response.status_code == 422
    assert "Choose the album that the review is about." in response.text
    assert 'value="Only a headline"' in response.text
    assert f"{QUOTED}</textarea>" in response.text
    assert "the drums are mixed so low" in response.text


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"source_url": "javascript:alert(1)"}, "This is no web address."),
        ({"source_url": "ftp://lantern.example/x"}, "This is no web address."),
        ({"source_url": "https://lantern.example/" + "x" * 1000}, "at most 1000 characters"),
        ({"published_on": "yesterday"}, "Enter a valid date."),
        ({"published_on": "2024-09-22", "updated_on": "2024-09-21"}, "This is before the review was first published."),
        ({"language": "klingon"}, "Select a valid choice."),
        ({"verdict": "sublime"}, "Choose one of the verdicts."),
        ({"publication": "0"}, "Select a valid choice."),
        ({"headline": "x" * 501}, "501 characters; at most 500 are taken"),
        ({"grade": "7/5"}, "“7/5” is more than the highest grade, 5."),
        ({"grade": "3.7/5"}, "lies between two grades"),
        ({"grade": "NaN"}, "is not a grade that can be read"),
        ({"grade": "-1"}, "is less than nothing"),
        ({"album": "999999999"}, "This album is not in the catalogue any more."),
        ({"album": "9" * 30}, "at most 20 characters"),
        ({"album": "1; DROP"}, "This album is not in the catalogue any more."),
        ({"body": "A\0B"}, "It holds NUL bytes"),
        ({"headline": "A\0B"}, "It holds NUL bytes"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_is_lost(desk, critic, album, answers, message):
    response = desk.post(NEW, posted(critic, album, row(QUOTED), **answers))
    assert response.status_code == 422
    assert message in response.text.replace("&#x27;", "'")
    assert f"{QUOTED}</textarea>" in response.text
    assert not Review.objects.exists()


def test_a_review_from_the_future_is_refused(desk, critic, album):
    day = timezone.localdate() + timedelta(days=2)
    response = desk.post(NEW, posted(critic, album, published_on=day.isoformat()))
    assert response.status_code == 422
    assert "This day is still to come." in response.text


def test_an_aggregators_link_is_refused(desk, critic, album):
    PublicationFactory(name="Everything Rated", site="https://www.everything-rated.example", is_aggregator=True)
    for url in ("https://everything-rated.example/low-water", "https://music.everything-rated.example/x"):
        response = desk.post(NEW, posted(critic, album, source_url=url))
        assert response.status_code == 422
        assert "Everything Rated gathers others’ reviews." in response.text
    response = desk.post(NEW, posted(critic, album, source_url="https://not-everything-rated.example/x"))
    assert response.status_code == 302


def test_an_aggregator_is_no_publication_to_choose(desk, critic, album):
    aggregator = PublicationFactory(is_aggregator=True)
    assert desk.post(NEW, posted(critic, album, publication=aggregator.pk)).status_code == 422


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("ß" * 600_000, "It has 600,000 characters; at most 200,000 are taken."),
        ("x\n" * 9_000 + "x", "It has 9,001 lines; at most 6,000 are taken."),
        ("ﷺ" * 100_000, "It has signs that stand for 1,800,000 letters; at most 600,000 are taken."),
    ],
    ids=["characters", "lines", "ligatures"],
)
def test_a_text_that_no_review_has_is_refused_and_kept(desk, critic, album, body, problem):
    response = desk.post(NEW, posted(critic, album, body=body))
    assert response.status_code == 422
    assert f"This text is too long. {problem}" in response.text
    assert body in response.text


def test_hidden_and_reordering_characters_are_left_out(desk, critic, album):
    desk.post(NEW, posted(critic, album, headline="Low\u202e wa\u200bter", body="One\u2066 two\u200b three.\r\nFour."))
    review = Review.objects.get()
    assert (review.headline, review.body) == ("Low water", "One two three.\nFour.")


def test_markup_is_shown_as_text(desk, critic, album):
    desk.post(NEW, posted(critic, album, headline="<script>alert(1)</script>", body="</textarea><script>alert(2)"))
    page = desk.get(Review.objects.get().get_desk_url()).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(2)" in page


def test_a_draft_may_be_saved_before_there_is_a_text_or_a_verdict(desk, critic, album):
    assert desk.post(NEW, posted(critic, album, body="", verdict="", grade="")).status_code == 302
    assert Review.objects.get().body == ""


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"body": ""}, "Write or paste the review before you submit it."),
        ({"body": " \r\n "}, "Write or paste the review before you submit it."),
        ({"verdict": ""}, "Without a grade, choose a verdict"),
    ],
)
def test_the_curators_need_a_text_and_a_grade_or_verdict(desk, critic, album, answers, message):
    response = desk.post(NEW, posted(critic, album, step="submit", **answers))
    assert response.status_code == 422
    assert message in response.text
    assert not Review.objects.exists()


def test_a_second_review_of_the_album_is_warned_about_before_it_is_submitted(desk, critic, album):
    ReviewFactory(critic=critic, album=album, headline="What I wrote in May", published=True)
    data = posted(critic, album, step="submit")
    warned = desk.post(NEW, data)
    assert warned.status_code == 409
    assert "What I wrote in May" in warned.text
    assert not Review.objects.waiting().exists()
    assert desk.post(NEW, data | {"step": "submit-anyway"}).status_code == 302
    assert Review.objects.waiting().count() == 1


def test_reviews_that_are_off_the_table_do_not_warn(desk, critic, album):
    ReviewFactory(critic=critic, album=album, withdrawn=True)
    ReviewFactory(critic=critic, album=album, rejected=True)
    ReviewFactory(album=album, published=True)
    assert desk.post(NEW, posted(critic, album, step="submit")).status_code == 302


def test_who_sends_too_much_is_told_to_wait_and_loses_nothing(desk, critic, album, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-write": "2/h"}
    for _ in range(2):
        assert desk.post(NEW, posted(critic, album)).status_code == 302
    response = desk.post(NEW, posted(critic, album, headline="One too many"))
    assert response.status_code == 429
    assert "wait a few minutes" in response.text
    assert 'value="One too many"' in response.text
    assert Review.objects.count() == 2


def test_one_critics_limit_is_not_anothers(desk, critic, album, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-write": "1/h"}
    desk.post(NEW, posted(critic, album))
    other = CriticFactory(user=UserFactory())
    desk.force_login(other.user)
    assert desk.post(NEW, posted(other, album)).status_code == 302


def test_a_returned_review_shows_the_curators_words_and_goes_back_with_one_press(desk, critic):
    review = ReviewFactory(critic=critic, returned=True, verdict="mixed")
    assert "Please name the pressing you heard." in desk.get(review.get_desk_url()).text
    desk.post(review.get_desk_url(), reposted(review, step="submit", headline="The second pressing"))
    review.refresh_from_db()
    assert (review.status, review.reason, review.headline) == ("submitted", "", "The second pressing")


def test_a_verdict_that_a_curator_set_stays_the_curators_until_the_critic_changes_it(desk, critic):
    curator = UserFactory()
    review = ReviewFactory(
        critic=critic,
        returned=True,
        verdict="mixed",
        verdict_set_by="curator",
        verdict_user=curator,
        verdict_set_at=timezone.now(),
    )
    desk.post(review.get_desk_url(), reposted(review, headline="As it was"))
    review.refresh_from_db()
    assert (review.verdict_set_by, review.verdict_user) == ("curator", curator)
    desk.post(review.get_desk_url(), reposted(review, verdict="positive"))
    review.refresh_from_db()
    assert (review.verdict, review.verdict_set_by, review.verdict_user) == ("positive", "critic", critic.user)


def test_a_grade_brings_its_verdict_unless_the_critic_sets_another(desk, critic, album):
    Thresholds.objects.create(critic=critic, mixed_from=50, positive_from=70, rave_from=90)
    desk.post(NEW, posted(critic, album, grade="4.5/5", verdict=""))
    derived = Review.objects.latest("pk")
    assert (derived.grade, derived.score) == ("4.5/5", Decimal("90.00"))
    assert (derived.verdict, derived.verdict_set_by) == ("rave", "grade")
    desk.post(NEW, posted(critic, album, grade="4.5/5", verdict="positive"))
    own = Review.objects.latest("pk")
    assert (own.score, own.verdict, own.verdict_set_by) == (Decimal("90.00"), "positive", "critic")


def test_taking_a_grade_away_takes_its_verdict_with_it(desk, critic):
    review = ReviewFactory(critic=critic, grade="4/5", score=80, verdict="positive")
    desk.post(review.get_desk_url(), reposted(review, grade="none", verdict=""))
    review.refresh_from_db()
    assert (review.grade, review.score, review.verdict, review.verdict_set_by) == ("", None, "", "")


def test_a_refused_body_is_not_lost_from_the_stored_draft(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    desk.post(review.get_desk_url(), reposted(review, body="x\0y"))
    review.refresh_from_db()
    assert review.body == BODY


def test_what_the_database_refuses_is_said_in_words_and_nothing_is_lost(desk, critic, album):
    somebody_elses = ReviewFactory(form_token=uuid4())
    forged = posted(critic, album, form_token=str(somebody_elses.form_token), headline="Kept all the same")
    response = desk.post(NEW, forged)
    assert response.status_code == 409
    assert "Nothing is lost: look it over and send it again." in response.text
    assert 'value="Kept all the same"' in response.text
    assert Review.objects.get() == somebody_elses


@pytest.mark.parametrize("token", ["", "not a token", "0" * 200])
def test_a_form_without_a_token_is_stored_under_a_new_one(desk, critic, album, token):
    assert desk.post(NEW, posted(critic, album, form_token=token)).status_code == 302
    assert Review.objects.get().form_token


def test_an_unknown_button_stores_nothing(desk, critic, album):
    response = desk.post(NEW, posted(critic, album, step="publish"))
    assert response.status_code == 200
    assert not Review.objects.exists()
