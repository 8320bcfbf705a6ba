"""A critic contests a verdict and asks for corrections; curators answer on the same page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.life.correction_requests import answer_request, ask_for_correction
from reviews.life.publishing import publish, submit
from reviews.life.steps import NotAllowed
from reviews.models import CorrectionRequest, Review
from tests.curators import new_curator, page_of, signed_in
from tests.factories import CriticFactory, ReviewFactory, UserFactory
from tests.markup import read
from tests.test_concurrency import assert_consensus_is_fresh, run_together

pytestmark = pytest.mark.django_db
ASKED = {"kind": "grade", "words": "It was four stars in print."}


@pytest.fixture
def review(critic) -> Review:
    """A published review whose verdict a curator has set."""
    review = ReviewFactory(
        critic=critic,
        verdict="mixed",
        verdict_set_by="curator",
        verdict_user=UserFactory(),
        verdict_set_at=timezone.now(),
    )
    submit(review, None)
    return publish(review, None)


def test_the_critics_word_stands_against_a_curators_at_once(desk, review, critic):
    assert "A curator called it mixed" in read(desk.get(review.get_desk_url())).text
    response = desk.post(reverse("desk-contest", args=[review.pk]), {"verdict": "rave"}, follow=True)
    assert "Your word stands: the verdict is rave." in response.text
    review.refresh_from_db()
    assert (review.verdict, review.verdict_set_by, review.verdict_user) == ("rave", "critic", critic.user)
    assert review.revision == 2
    assert review.album.consensus.raves == 1
    assert_consensus_is_fresh(review.album)


def test_contested_twice_the_second_is_told(desk, review):
    url = reverse("desk-contest", args=[review.pk])
    desk.post(url, {"verdict": "rave"})
    response = desk.post(url, {"verdict": "pan"})
    assert response.status_code == 409
    assert "No curator has set its verdict." in response.text
    review.refresh_from_db()
    assert review.verdict == "rave"


@pytest.mark.parametrize("verdict", ["", "sublime", "a\0b"])
def test_a_verdict_that_is_none_is_refused(desk, review, verdict):
    assert desk.post(reverse("desk-contest", args=[review.pk]), {"verdict": verdict}).status_code == 422


def test_a_request_and_its_answer_stand_on_the_reviews_page(desk, review):
    desk.post(reverse("desk-correction", args=[review.pk]), ASKED)
    page = desk.get(review.get_desk_url()).text
    assert ASKED["words"] in page
    assert "Waiting for a curator." in page
    answer_request(CorrectionRequest.objects.get(), "corrected", "It is four stars now.", UserFactory())
    page = desk.get(review.get_desk_url()).text
    assert "It is four stars now." in page
    assert "Corrected" in page


def test_asked_twice_in_the_same_words_it_is_one_request(desk, review):
    for _ in range(2):
        assert desk.post(reverse("desk-correction", args=[review.pk]), ASKED).status_code == 302
    assert CorrectionRequest.objects.count() == 1


def test_another_request_about_the_same_thing_waits_its_turn_and_keeps_its_words(desk, review):
    desk.post(reverse("desk-correction", args=[review.pk]), ASKED)
    response = desk.post(reverse("desk-correction", args=[review.pk]), ASKED | {"words": "No, four and a half."})
    assert response.status_code == 409
    assert "waits already" in response.text
    assert "No, four and a half." in response.text


@pytest.mark.parametrize(
    "wrong", [{"kind": ""}, {"kind": "price"}, {"words": " "}, {"words": "x" * 2001}, {"words": "a\0b"}]
)
def test_a_request_that_says_nothing_is_refused_and_kept(desk, review, wrong):
    response = desk.post(reverse("desk-correction", args=[review.pk]), ASKED | wrong)
    assert response.status_code == 422
    assert response.context["correction"].errors
    assert not CorrectionRequest.objects.exists()


def test_what_is_not_published_has_nothing_to_correct(desk, critic):
    review = ReviewFactory(critic=critic, submitted=True)
    assert desk.post(reverse("desk-correction", args=[review.pk]), ASKED).status_code == 409


def test_a_stranger_contests_and_asks_for_nothing(client, review):
    client.force_login(CriticFactory(user=UserFactory()).user)
    assert client.post(reverse("desk-contest", args=[review.pk]), {"verdict": "rave"}).status_code == 404
    assert client.post(reverse("desk-correction", args=[review.pk]), ASKED).status_code == 404
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize("name", ["desk-contest", "desk-correction"])
def test_contesting_and_asking_are_posted(desk, review, name):
    assert desk.get(reverse(name, args=[review.pk])).status_code == 405


@pytest.mark.parametrize("name", ["desk-contest", "desk-correction"])
def test_too_many_requests_are_refused_and_kept(desk, review, name, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-write": "0/h"}
    response = desk.post(reverse(name, args=[review.pk]), ASKED | {"verdict": "rave"})
    assert response.status_code == 429
    review.refresh_from_db()
    assert review.verdict == "mixed"


def test_a_form_with_words_posted_after_the_sign_in_ran_out_is_handed_back(client, review):
    response = client.post(reverse("desk-correction", args=[review.pk]), ASKED)
    assert response.status_code == 403
    assert ASKED["words"] in response.text


@pytest.mark.django_db(transaction=True)
def test_of_two_curators_who_answer_at_once_one_is_told(critic):
    review = ReviewFactory(critic=critic, published=True)
    request = ask_for_correction(review, "grade", "It was four stars.", critic.user)
    answers = [lambda state=state: answer_request(request, state, "Seen.", None) for state in ("corrected", "declined")]
    assert {type(outcome) for outcome in run_together(*answers)} == {CorrectionRequest, NotAllowed}


def test_an_answer_has_words():
    request = ask_for_correction(ReviewFactory(published=True), "grade", "Four stars.", None)
    with pytest.raises(NotAllowed, match="Answer in a few words"):
        answer_request(request, "declined", "  ", None)


def test_a_curator_answers_once_in_the_admin(client, review, critic):
    request = ask_for_correction(review, "grade", "It was four stars.", critic.user)
    curator = signed_in(new_curator())
    page = page_of(request)
    assert "It was four stars." in curator.get(page).text
    assert curator.post(page, {"state": "corrected", "answer": ""}).status_code == 200
    assert curator.post(page, {"state": "corrected", "answer": "Four stars it is."}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.answer) == ("corrected", "Four stars it is.")
    curator.post(page, {"state": "declined", "answer": "On second thoughts."})
    request.refresh_from_db()
    assert (request.state, request.answer) == ("corrected", "Four stars it is.")


def test_a_curator_adds_no_request_by_sending_the_form_of_a_new_one():
    answer = signed_in(new_curator()).post(reverse("admin:reviews_correctionrequest_add"), ASKED)
    assert answer.status_code == 403
