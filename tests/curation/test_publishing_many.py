"""Publishing many from the queue: what passes all checks, nothing else, and once."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from curation.models import Hold
from reviews.models import Consensus, Review
from tests.curation.queueing import QUEUE, ago, document, held, revision, rows, submitted
from tests.curators import new_curator, signed_in, staff_who_may, told
from tests.factories import ReviewFactory
from tests.markup import read

pytestmark = pytest.mark.django_db
PUBLISH = reverse("queue-publish")


@pytest.fixture
def curator():
    return new_curator(username="curator")


@pytest.fixture
def desk(curator):
    return signed_in(curator)


def publish(client, *reviews: Review, **extra: object):
    return client.post(PUBLISH, {"review": [review.pk for review in reviews], **extra}, follow=True)


def status(review: Review) -> str:
    return Review.objects.get(pk=review.pk).status


def test_what_passes_is_published_and_the_rest_is_left_and_named_with_its_reason(desk):
    good, imported = submitted(submitted_at=ago(days=3)), document(submitted_at=ago(days=2))
    barred, odd = submitted(verdict="", submitted_at=ago(days=1)), submitted()
    odd.excerpts.update(lead=False)
    page = publish(desk, odd, barred, imported, good, next=f"{QUEUE}?kind=submission")
    assert page.redirect_chain == [(f"{QUEUE}?kind=submission", 302)]
    assert [status(review) for review in (good, imported, barred, odd)] == [
        "published",
        "published",
        "submitted",
        "submitted",
    ]
    assert told(page) == [
        f"{barred} was left. Without a grade it needs a verdict before it can be published.",
        f"{odd} was left. No excerpt leads.",
        "2 reviews are published.",
    ]
    assert Consensus.objects.filter(album__in=[good.album, imported.album]).count() == 2
    assert not Hold.objects.exists()


def test_a_second_click_publishes_nothing_and_says_so(desk):
    reviews = [submitted(), revision()]
    publish(desk, *reviews)
    before = Review.objects.filter(status="published").count()
    assert told(publish(desk, *reviews)) == ["2 were decided before."]
    assert Review.objects.filter(status="published").count() == before == 2


def test_what_somebody_else_holds_is_left_and_what_one_holds_oneself_is_not(desk, curator):
    taken, own = submitted(), submitted()
    held(taken, "submission", new_curator(username="other"))
    held(own, "submission", curator)
    messages = told(publish(desk, taken, own))
    assert (status(taken), status(own)) == ("submitted", "published")
    assert messages[0].startswith(f"{taken} was left. other has held it since")
    assert Hold.objects.get().key == taken.pk


def test_two_by_one_critic_of_one_album_are_both_left_to_a_curator(desk):
    first = submitted(submitted_at=ago(hours=1))
    second = submitted(album=first.album, critic=first.critic)
    assert told(publish(desk, second, first)) == [
        f"{review} was left. Another review of this album by {first.critic} waits." for review in (first, second)
    ]
    assert (status(first), status(second)) == ("submitted", "submitted")


def test_the_publication_is_on_record_with_who_did_it(desk, curator):
    review = submitted()
    publish(desk, review)
    entry = LogEntry.objects.get(object_id=str(review.pk))
    assert (entry.user, entry.change_message) == (curator, "Published from the queue.")


def test_what_passes_on_the_page_is_selected_by_a_link(desk):
    good, bad = submitted(), submitted(verdict="")
    link = read(desk.get(QUEUE)).links()["Select the 1 on this page that passes all checks"]
    ticked = {row["id"]: "checked" in row.one("input", name="review").attributes for row in rows(desk, link)}
    assert ticked == {f"review-{good.pk}": True, f"review-{bad.pk}": False}


def test_nothing_selected_is_said(desk):
    assert told(publish(desk)) == ["Nothing was selected."]


@pytest.mark.parametrize("key", ["x", "-1", "1" * 40, "²", "0"])
def test_nonsense_publishes_nothing(desk, key):
    review = submitted()
    assert desk.post(PUBLISH, {"review": [key]}).status_code == 302
    assert status(review) == "submitted"


def test_a_draft_is_not_published_by_its_number(desk):
    draft = ReviewFactory(verdict="rave")
    publish(desk, draft)
    assert status(draft) == "draft"


def test_staff_who_may_not_publish_are_not_offered_it_and_cannot():
    review = submitted()
    client = signed_in(staff_who_may("reviews.view_review", "reviews.change_review"))
    assert "Publish" not in read(client.get(QUEUE)).one(id="content-main").text
    assert publish(client, review).status_code == 403
    assert status(review) == "submitted"


def test_strangers_and_looking_publish_nothing(desk, client):
    review = submitted()
    assert desk.get(PUBLISH).status_code == 405
    assert "login" in client.post(PUBLISH, {"review": [review.pk]}).url
    desk.handler.enforce_csrf_checks = True
    assert desk.post(PUBLISH, {"review": [review.pk]}).status_code == 403
    assert status(review) == "submitted"
