"""Taking quotations down at once, and forgetting a text once it is quoted."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reviews.life.forgetting import only_excerpts
from reviews.life.publishing import publish
from reviews.life.steps import NotAllowed
from reviews.life.takedown import take_down
from reviews.models import BlockedSource, DocumentReview, Excerpt, IncomingDocument, Review, SourcePolicy
from tests.curators import new_curator
from tests.factories import ExcerptFactory, ReviewFactory, count_anew

pytestmark = pytest.mark.django_db
URL = "https://www.lantern.example/reviews/salt"
WORDS = "The first side opens like a door in winter."


@pytest.fixture
def curator():
    return new_curator()


def quoted(**fields: object) -> Review:
    review = ReviewFactory(**{"published": True, "source_url": URL, "grade": "4/5", "score": 80} | fields)
    ExcerptFactory(review=review, text=WORDS, start=0, lead=True)
    return review


def test_the_quotations_are_gone_the_link_and_the_grade_stay(curator):
    review = quoted()
    count_anew(review.album)
    done = take_down("lantern.example", curator, "Their editor asks.", keeps_grades=True)
    review.refresh_from_db()
    assert (done.reviews, done.quotations, Excerpt.objects.count()) == (1, 1, 0)
    assert (review.status, review.grade, review.source_url, review.body.strip()) == ("published", "4/5", URL, "")


def test_without_the_grades_the_reviews_are_withdrawn(curator):
    review = quoted()
    take_down("lantern.example", curator, "Their editor asks.", keeps_grades=False)
    review.refresh_from_db()
    assert (review.status, review.reason) == ("withdrawn", "Their editor asks.")


def test_nothing_from_there_is_taken_any_more(curator):
    SourcePolicy.objects.create(host="lantern.example", fetching="feed")
    document = IncomingDocument.objects.create(state="fetch", address=URL)
    take_down("lantern.example", curator, "Their editor asks.", keeps_grades=True)
    document.refresh_from_db()
    policy = SourcePolicy.objects.get()
    assert BlockedSource.objects.get().address == "lantern.example"
    assert (policy.fetching, policy.quotes_per_review, document.state) == ("no", 0, "aside")


def test_one_page_is_taken_down_and_the_others_stay(curator):
    review, other = quoted(), quoted(source_url="https://lantern.example/reviews/ferry")
    take_down("lantern.example/reviews/salt", curator, "Their editor asks.", keeps_grades=True)
    assert list(Excerpt.objects.values_list("review", flat=True)) == [other.pk]
    assert not BlockedSource.objects.get().covers(other.source_url)
    assert review.excerpts.count() == 0


def test_what_its_author_hosts_here_keeps_its_text(curator):
    review = quoted(hosted=True)
    take_down("lantern.example", curator, "Their editor asks.", keeps_grades=True)
    review.refresh_from_db()
    assert WORDS in review.body


def test_the_public_log_has_it_with_the_reason(curator, client):
    quoted()
    take_down("lantern.example", curator, "Their editor asks.", keeps_grades=True)
    page = client.get(reverse("corrections")).content.decode()
    assert "Their editor asks." in page
    assert WORDS not in Review.objects.get().body


@pytest.mark.parametrize(("address", "reason"), [("lantern", "Why not"), ("", "Why not"), ("lantern.example", "  ")])
def test_what_makes_no_sense_changes_nothing(curator, address, reason):
    quoted()
    with pytest.raises(NotAllowed):
        take_down(address, curator, reason, keeps_grades=True)
    assert Excerpt.objects.count() == 1


def test_a_curator_takes_a_site_down_from_its_page(client, curator):
    quoted()
    policy = SourcePolicy.objects.create(host="lantern.example")
    client.force_login(curator)
    address = reverse("admin:reviews_sourcepolicy_take_down", args=[policy.pk])
    assert client.post(address, {"address": "lantern.example", "keeps_grades": "on"}).status_code == 422
    client.post(address, {"address": "lantern.example", "keeps_grades": "on", "reason": "Their editor asks."})
    assert Excerpt.objects.count() == 0


def test_a_text_is_forgotten_as_it_is_published_where_the_policy_says_so(curator):
    SourcePolicy.objects.create(host="lantern.example", purges_text=True)
    review = quoted(published=False, submitted=True)
    whole = review.body
    review = publish(review, curator)
    assert review.text_forgotten_at is not None
    assert review.body.strip() == WORDS
    assert len(review.body) == len(whole.rstrip()) or len(review.body) <= len(whole)
    assert [(excerpt.text, excerpt.start) for excerpt in review.excerpts.all()] == [(WORDS, 0)]
    kept = {*review.revisions.values_list("body", flat=True), *review.events.values_list("body", flat=True)}
    assert kept <= {""}


def test_a_page_that_is_not_to_be_archived_is_forgotten_with_its_bytes(curator):
    review = quoted(published=False, submitted=True)
    reading = {"kind": "review", "body": review.body, "headings": [], "quoting": {"may_archive": False}}
    document = IncomingDocument.objects.create(state="taken", address=URL, reading=reading, packed=b"x")
    DocumentReview.objects.create(document=document, review=review)
    review = publish(review, curator)
    document.refresh_from_db()
    assert (review.body.strip(), document.packed, document.reading["body"]) == (WORDS, None, "")


def test_without_a_wish_the_text_is_kept_as_proof(curator):
    assert publish(quoted(published=False, submitted=True), curator).text_forgotten_at is None


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_what_is_left_of_a_text_is_its_excerpts_where_they_stood(body, pairs):
    spans = [(start, end) for start, end in pairs if start < end <= len(body)]
    left = only_excerpts(body, spans)
    assert len(left) <= len(body)
    for start, end in spans:
        assert left[start:end] == body[start:end]
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(letter == " " for place, letter in enumerate(left) if place not in covered)
