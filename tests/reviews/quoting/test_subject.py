"""What an excerpt may be about, and how long it may be: critics, curators, suggestions and the database agree."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from reviews.admin.excerpts import ExcerptInlineForm
from reviews.forms.excerpt_rows import ExcerptForm
from reviews.life.concerns import doubts, with_concerns
from reviews.models import Excerpt, Review
from reviews.quoting.suggest import suggest_excerpts
from tests.factories import AlbumFactory, ExcerptFactory, ReviewFactory

pytestmark = pytest.mark.django_db
QUOTED = "Nothing on it hurries"


def row(**answers: object) -> dict[str, object]:
    return {"x-0-text": QUOTED, "x-0-topic": "overall", "x-0-stance": "neutral", "x-0-order": "0"} | {
        f"x-0-{name}": value for name, value in answers.items()
    }


def refused(**answers: object) -> tuple[bool, bool]:
    """Whether the critic's row is refused, and the curator's."""
    review = ReviewFactory()
    critics = ExcerptForm(row(**answers), prefix="x-0", tracks=[])
    critics.is_valid()
    critics.locate(review.body, hosted=False)
    curators = ExcerptInlineForm(
        row(**answers), prefix="x-0", instance=Excerpt(review=review), review=review, tracks=[]
    )
    return not critics.is_valid(), not curators.is_valid()


@pytest.mark.parametrize("about", Excerpt.About.values)
def test_whoever_lets_an_excerpt_lead_goes_by_one_rule(about):
    may_lead = about in Excerpt.ABOUT_THE_RECORD
    assert refused(about=about, lead="on") == (not may_lead, not may_lead)
    excerpt = ExcerptFactory(about=about)
    assert excerpt.is_about_the_record is may_lead
    assert (excerpt in Excerpt.objects.about_the_record()) is may_lead
    try:
        with transaction.atomic():
            Excerpt.objects.filter(pk=excerpt.pk).update(lead=True)
    except IntegrityError:
        assert not may_lead
    else:
        assert may_lead


@pytest.mark.parametrize("about", Excerpt.About.values)
def test_a_review_none_of_whose_excerpts_could_lead_is_doubted(about):
    review = ReviewFactory(submitted=True, album=AlbumFactory())
    ExcerptFactory(review=review, about=about)
    said = doubts(with_concerns(Review.objects.filter(pk=review.pk)).get(), [])
    assert ("None of its excerpts is about the record." in said) is (about not in Excerpt.ABOUT_THE_RECORD)


@pytest.mark.parametrize("characters", [len(QUOTED) - 1, len(QUOTED)])
def test_whoever_measures_an_excerpt_goes_by_one_limit(settings, characters):
    settings.EXCERPT_LIMITS = settings.EXCERPT_LIMITS | {"characters": characters, "share_of_body": 1}
    too_long = characters < len(QUOTED)
    assert refused(about="album") == (too_long, too_long)


def test_no_sentence_is_suggested_that_would_be_refused_for_its_length(settings):
    sentence = "The drums on this record are the best that anyone has put to tape in years."
    assert suggest_excerpts(sentence)
    settings.EXCERPT_LIMITS = settings.EXCERPT_LIMITS | {"characters": len(sentence) - 1}
    assert not suggest_excerpts(sentence)
