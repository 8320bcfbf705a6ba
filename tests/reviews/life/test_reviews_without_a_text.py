"""Reviews known by their grade alone, wherever a text could be taken for granted."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.template import Context, Template
from django.utils import timezone

from albums.models import Album
from reviews.life import revising
from reviews.models import Review
from tests.curators import filled_in, new_curator, page_of, signed_in
from tests.factories import PublicationFactory, ReviewFactory, ScaleFactory
from tests.markup import read
from tests.score_tables import bring_in, table

pytestmark = pytest.mark.django_db


def test_the_database_asks_for_a_text_a_grade_or_a_source():
    review = ReviewFactory(submitted=True, body="")
    with pytest.raises(IntegrityError, match="review_published_has_a_text_a_grade_or_a_source"):
        Review.objects.filter(pk=review.pk).update(status="published", published_at=timezone.now())


def test_the_albums_page_lists_it_with_its_grade_and_source(client):
    bring_in(table({"url": "https://lantern.example/1"}))
    review = Review.objects.get()
    line = read(client.get(review.album.get_absolute_url())).one("li", id=review.anchor)
    assert line.text.startswith("The Lantern 80/100 (converted) Positive")
    assert "https://lantern.example/1" in line.links().values()


@pytest.mark.parametrize(
    ("row", "known"),
    [({}, "grade"), ({"score": "", "verdict": "rave", "url": "https://lantern.example/1"}, "verdict")],
)
def test_its_card_says_what_is_known_and_no_reading_time(row, known):
    bring_in(table(row))
    review = Review.objects.with_cards().get()
    card = read(Template("{% load scores %}{% review_card review %}").render(Context({"review": review})))
    assert f"Only the {known} is known here." in card.text
    assert "min read" not in card.text


def test_it_can_be_compared(client):
    bring_in(table({"publication": "A"}, {"publication": "B", "score": "20"}))
    album = Album.objects.get()
    chosen = [review.pk for review in Review.objects.all()]
    response = client.get(f"{album.get_absolute_url()}compare/", {"r": chosen})
    assert response.status_code == 200
    assert "20/100 (converted)" in read(response).text


def test_its_first_revision_is_kept_when_it_is_revised():
    bring_in(table({"grade": "4/5"}))
    review = Review.objects.get()
    review.headline = "Low Water, heard again"
    revising.revise(review, ["headline"], None)
    assert list(review.revisions.values_list("number", "headline", "grade", "verdict", "verdict_set_by")) == [
        (1, "", "4/5", "positive", "grade"),
        (2, "Low Water, heard again", "4/5", "positive", "grade"),
    ]
    assert review.revisions.get(number=1).made_at == review.published_at


def test_a_curator_can_put_the_critics_own_print_in_place_of_the_conversion():
    PublicationFactory(name="The Lantern", scale=ScaleFactory())
    bring_in(table({}))
    review = Review.objects.get()
    desk = signed_in(new_curator())
    answers = filled_in(desk.get(page_of(review)))
    desk.post(page_of(review), {**answers, "headline": "Found at last"})
    review.refresh_from_db()
    assert (review.headline, review.grade, review.revision) == ("Found at last", "80/100 (converted)", 2)
    answers = filled_in(desk.get(page_of(review)))
    desk.post(page_of(review), {**answers, "grade": "4/5"})
    review.refresh_from_db()
    assert (review.grade, review.score, review.revision) == ("4/5", 80, 3)
