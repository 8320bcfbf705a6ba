"""Reviews: those that count, newest first, and one of them."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.models.version import version_of_catalogue
from api.cursors import keyset_page
from api.kept import kept
from api.shown.base import OneAsked, PageAsked, answer, answer_list, one_named
from api.shown.quoted_reviews import ReviewList, ReviewShown
from common.keyset import Keyset
from common.query import LARGEST_KEY
from reviews.models import CountedReview, Critic, Publication, Review

router = Router()

NEWEST = Keyset(F("published_at"), descending=True)


class ReviewsAsked(PageAsked):
    """What the list of reviews is narrowed by."""

    critic: str = Field("", description="A critic, by the name in addresses.")
    publication: str = Field("", description="A publication, likewise.")
    verdict: Literal["", "rave", "positive", "mixed", "pan"] = ""


@router.get("/reviews", response=ReviewList)
@decorate_view(kept(version_of_catalogue))
def review_list(request: HttpRequest, asked: Query[ReviewsAsked]) -> HttpResponse:
    """Counted reviews, newest here first."""
    rows = CountedReview.objects.all()
    for name, voices in (("critic", Critic.objects.listed()), ("publication", Publication.objects.sources())):
        if slug := getattr(asked, name):
            rows = rows.filter(**{name: one_named(voices, name, slug)})
    if asked.verdict:
        rows = rows.filter(verdict=asked.verdict)
    counted, ends = keyset_page(request, rows, NEWEST, "reviews", asked.cursor, asked.limit)
    found = _reviews().in_bulk([row.pk for row in counted])
    reviews = [ReviewShown.of(found[row.pk]) for row in counted if row.pk in found]
    return answer_list(ReviewList(items=reviews, next=ends), ReviewShown, asked.fields)


@router.get("/reviews/{int:review}", response=ReviewShown)
@decorate_view(kept(version_of_catalogue))
def review(request: HttpRequest, review: int, asked: Query[OneAsked]) -> HttpResponse:
    """One counted review: grade, verdict, who set it, and what is quoted. The text itself is never given out."""
    found = get_object_or_404(_reviews(), pk=min(review, LARGEST_KEY))
    return answer(ReviewShown.of(found), asked.fields)


def _reviews() -> QuerySet[Any]:
    counted = Review.objects.counted().on_listed_albums()
    return counted.with_cards().prefetch_related("album__credits__artist")
