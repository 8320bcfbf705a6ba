"""The overview, the shelves, and the page of a review that is no draft any more."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.life.correction_requests import ask_for_correction
from reviews.life.publishing import publish, submit, withdraw
from reviews.life.revising import begin_revision
from reviews.models import Draft, Review
from tests.desk_form import reposted, row
from tests.factories import (
    AlbumFactory,
    CriticFactory,
    ExcerptFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    TrackFactory,
    UserFactory,
    count_anew,
)
from tests.markup import read

pytestmark = pytest.mark.django_db
DESK = "/desk/"


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_every_page_of_the_desk_is_well_nested(desk, critic):
    draft = ReviewFactory(critic=critic, returned=True)
    ExcerptFactory(review=draft)
    others = [ReviewFactory(critic=critic, **{state: True}) for state in ("submitted", "published", "withdrawn")]
    pages = [desk.get(url) for url in (DESK, reverse("desk-new"), *(one.get_desk_url() for one in [draft, *others]))]
    pages.append(desk.post(draft.get_desk_url(), reposted(draft, row("Never written"), album="", grade="9/5")))
    pages.append(desk.post(draft.get_desk_url(), reposted(draft, headline="Late", seen_at="")))
    pages.append(desk.post(reverse("desk-new"), reposted(others[0], step="submit")))
    assert [page.status_code for page in pages] == [200] * 6 + [422, 409, 409]
    for page in pages:
        ids = [element["id"] for element in read(page).descendants() if element.get("id")]
        assert len(ids) == len(set(ids))


def test_an_empty_desk_says_what_to_do(desk):
    page = desk.get(DESK)
    assert page.status_code == 200
    assert "Nothing lies here yet." in page.text
    assert reverse("desk-new") in page.text


def test_reviews_lie_on_the_shelf_of_their_state(desk, critic):
    states = ("returned", "submitted", "published", "rejected", "withdrawn")
    wanted = {"draft": ReviewFactory(critic=critic)} | {
        state: ReviewFactory(critic=critic, **{state: True}) for state in states
    }
    shelves = {shelf.state: shelf.reviews for shelf in desk.get(DESK).context["shelves"]}
    assert shelves == {state: [review] for state, review in wanted.items()}
    assert list(shelves)[:2] == ["returned", "draft"]


def test_the_curators_words_stand_beside_what_they_returned(desk, critic):
    ReviewFactory(critic=critic, returned=True)
    ReviewFactory(critic=critic, rejected=True)
    page = desk.get(DESK).text
    assert "Please name the pressing you heard." in page
    assert "This is about another record." in page


def test_nobody_elses_reviews_lie_on_a_desk(desk):
    other = ReviewFactory(critic=CriticFactory(user=UserFactory()), headline="Somebody else’s")
    unsigned = ReviewFactory(critic=None, headline="Nobody’s")
    page = desk.get(DESK).text
    assert other.headline not in page
    assert unsigned.headline not in page


def test_every_byline_of_a_user_is_on_the_desk(desk, critic):
    second = CriticFactory(user=critic.user, name="A Second Name")
    ReviewFactory(critic=second, headline="Under another name")
    page = desk.get(DESK).text
    assert "A Second Name" in page
    assert "Under another name" in page


def test_a_shelf_with_many_reviews_leads_to_all_of_them(desk, critic):
    reviews = ReviewFactory.create_batch(9, critic=critic)
    overview = desk.get(DESK)
    assert overview.context["shelves"][0].count == 9
    assert len(overview.context["shelves"][0].reviews) == 8
    assert "/desk/?state=draft" in overview.text
    shelf = desk.get(DESK, {"state": "draft"})
    assert set(shelf.context["page"].object_list) == set(reviews)


@pytest.mark.parametrize("query", ["?state=nonsense", "?state=draft&page=999", "?state=published&page=x"])
def test_a_made_up_shelf_or_page_is_no_error(desk, critic, query):
    ReviewFactory(critic=critic)
    assert desk.get(DESK + query).status_code == 200


def test_who_has_no_byline_is_told_how_to_get_one(client):
    client.force_login(UserFactory(username="newcomer"))
    for url in (DESK, reverse("desk-new")):
        page = client.get(url)
        assert page.status_code == 200
        assert "no byline is yours yet" in page.text


def test_who_has_no_byline_is_told_so_also_where_a_review_was(client):
    client.force_login(UserFactory())
    answer = client.post("/desk/reviews/0/", {"step": "save", "body": "Salt, then tide."})
    assert "no byline is yours yet" in answer.text


def test_every_page_of_the_desk_sends_strangers_to_sign_in(client):
    review = ReviewFactory()
    for url in (DESK, review.get_desk_url(), reverse("desk-albums")):
        assert client.get(url).url == f"{reverse('login')}?next={url.replace('?', '%3F')}"
    for name in ("desk-take-back", "desk-discard", "desk-revise", "desk-contest"):
        assert client.post(reverse(name, args=[review.pk])).status_code == 302
    review.refresh_from_db()
    assert review.status == "draft"


def test_the_overview_is_only_read(desk):
    assert desk.post(DESK).status_code == 405


def test_a_submitted_review_is_shown_and_can_be_taken_back(desk, critic):
    review = ReviewFactory(critic=critic, submitted=True)
    assert "Take it back" in desk.get(review.get_desk_url()).text
    response = desk.post(reverse("desk-take-back", args=[review.pk]), follow=True)
    assert "It is a draft again." in response.text
    review.refresh_from_db()
    assert (review.status, review.is_returned) == ("draft", False)


@pytest.mark.parametrize("state", ["published", "rejected", "withdrawn", "returned"])
def test_only_a_submitted_review_can_be_taken_back(desk, critic, state):
    review = ReviewFactory(critic=critic, **{state: True})
    before = review.status
    response = desk.post(reverse("desk-take-back", args=[review.pk]))
    assert response.status_code == 409
    assert "cannot be taken back" in response.text
    review.refresh_from_db()
    assert review.status == before


def test_a_published_review_is_withdrawn_with_a_reason(desk, critic):
    review = ReviewFactory(critic=critic, verdict="mixed")
    submit(review, critic.user)
    publish(review, None)
    assert "See it beside the others" in desk.get(review.get_desk_url()).text
    data = {"reason": "I heard the master since."}
    response = desk.post(reverse("desk-withdraw", args=[review.pk]), data, follow=True)
    assert "The review is withdrawn." in response.text
    assert "I heard the master since." in response.text
    review.refresh_from_db()
    assert review.status == "withdrawn"
    review.album.refresh_from_db()
    assert review.album.counted_reviews == 0


@pytest.mark.parametrize("reason", ["", "   ", "a\0b", "x" * 2001])
def test_withdrawing_needs_a_reason_that_can_be_kept(desk, critic, reason):
    review = ReviewFactory(critic=critic, published=True)
    response = desk.post(reverse("desk-withdraw", args=[review.pk]), {"reason": reason})
    assert response.status_code == 422
    assert response.context["withdrawal"].errors
    review.refresh_from_db()
    assert review.status == "published"


def test_what_is_not_published_cannot_be_withdrawn(desk, critic):
    review = ReviewFactory(critic=critic, submitted=True)
    response = desk.post(reverse("desk-withdraw", args=[review.pk]), {"reason": "Never mind."})
    assert response.status_code == 409
    assert "A review that is submitted cannot be withdrawn." in response.text


def test_withdrawing_twice_says_that_it_is_done_and_keeps_the_words(desk, critic):
    review = ReviewFactory(critic=critic, published=True)
    withdraw(review, critic.user, "The first reason.")
    response = desk.post(reverse("desk-withdraw", args=[review.pk]), {"reason": "The second reason."})
    assert response.status_code == 409
    review.refresh_from_db()
    assert review.reason == "The first reason."


def test_a_stranger_takes_nothing_back_and_withdraws_nothing(client, critic):
    client.force_login(CriticFactory(user=UserFactory()).user)
    submitted = ReviewFactory(critic=critic, submitted=True)
    published = ReviewFactory(critic=critic, published=True)
    assert client.post(reverse("desk-take-back", args=[submitted.pk])).status_code == 404
    assert client.post(reverse("desk-withdraw", args=[published.pk]), {"reason": "Ha."}).status_code == 404
    assert Review.objects.filter(status__in=["submitted", "published"]).count() == 2


def test_taking_back_and_withdrawing_are_posted(desk, critic):
    review = ReviewFactory(critic=critic, submitted=True)
    assert desk.get(reverse("desk-take-back", args=[review.pk])).status_code == 405
    assert desk.get(reverse("desk-withdraw", args=[review.pk])).status_code == 405


def test_too_many_steps_are_refused_and_the_reason_is_kept(desk, critic, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "desk-write": "1/h"}
    first, second = (ReviewFactory(critic=critic, published=True) for _ in range(2))
    assert desk.post(reverse("desk-withdraw", args=[first.pk]), {"reason": "One."}).status_code == 302
    response = desk.post(reverse("desk-withdraw", args=[second.pk]), {"reason": "Two, typed at length."})
    assert response.status_code == 429
    assert "Two, typed at length." in response.text


def test_a_submitted_text_is_shown_as_readers_will_see_it(desk, critic):
    body = "It is *slack* water.\n\n<script>alert(1)</script>\n\n[A link](javascript:alert(2))"
    review = ReviewFactory(critic=critic, submitted=True, body=body)
    page = desk.get(review.get_desk_url()).text
    assert "<em>slack</em>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_overview_asks_as_many_queries_for_many_reviews_as_for_few(desk, critic):
    def add(count: int) -> None:
        for state in ("returned", "submitted", "published", "rejected"):
            house = PublicationFactory()
            reviews = ReviewFactory.create_batch(count, critic=critic, publication=house, **{state: True})
            if state == "published":
                count_anew(reviews[0].album)
                for review in reviews:
                    begin_revision(review, critic.user)
                    ask_for_correction(review, "grade", "It was four stars.", critic.user)
        Draft.objects.create(user=critic.user, form_token=uuid4(), fields={"headline": "Begun"})

    add(2)
    few = queries(desk, DESK)
    add(10)
    assert queries(desk, DESK) == few


def test_the_writing_page_asks_as_many_queries_for_many_excerpts_as_for_few(desk, critic):
    critic.scale = ScaleFactory(lettered=True)
    critic.save()
    review = ReviewFactory(critic=critic, album=AlbumFactory())

    def add(*words: str) -> None:
        for text in words:
            track = TrackFactory(album=review.album)
            ExcerptFactory(review=review, text=text, about="track", track=track)
            PublicationFactory()

    add("The first side", "Nothing on it")
    few = queries(desk, review.get_desk_url())
    add("The second side", "three songs", "one chorus", "the strings", "What stays", "the voice")
    assert queries(desk, review.get_desk_url()) == few


def test_a_submitted_reviews_page_asks_as_many_queries_for_many_excerpts_as_for_few(desk, critic):
    review = ReviewFactory(critic=critic, submitted=True)
    ExcerptFactory(review=review, about="track", track=TrackFactory(album=review.album))
    few = queries(desk, review.get_desk_url())
    for text in ("The second side", "three songs", "one chorus"):
        ExcerptFactory(review=review, text=text, about="track", track=TrackFactory(album=review.album), lead=True)
    assert queries(desk, review.get_desk_url()) == few
