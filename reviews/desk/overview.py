"""A critic's reviews by what becomes of them, next things to do first."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, F, Value, When, Window
from django.db.models.functions import RowNumber

from reviews.models import Review
from reviews.models.review import ReviewQuerySet

SHOWN_OF_EACH = 8
A_PAGE = 40


@dataclass(frozen=True)
class Shelf:
    """The reviews of one state, newest change first; `count` is how many there are, `reviews` the first of them."""

    state: str
    title: str
    words: str
    count: int
    reviews: list[Review]


SHELVES = {
    "returned": ("Returned to you", "A curator asks for something. Change it and submit it again."),
    "draft": ("Drafts", "Only you can see these."),
    "submitted": ("With the curators", "Waiting to be read. You can take one back to change it."),
    "published": ("Published", "Readers see these, and each counts in its album’s consensus."),
    "rejected": ("Not accepted", "The curators will not publish these, and say why."),
    "withdrawn": ("Withdrawn", "You took these down. They no longer count."),
}


def shelves_of(user: AbstractBaseUser) -> list[Shelf]:
    """Every state in which that user has reviews, with the newest few of each. Four queries, however many there are."""
    reviews = _in_states(user)
    counts = dict(reviews.order_by().values_list("state").annotate(count=Count("pk")))
    place = Window(RowNumber(), partition_by=F("state"), order_by=[F("updated_at").desc(), F("pk").desc()])
    by_state: dict[str, list[Review]] = {}
    for review in _for_list(reviews.annotate(place=place).filter(place__lte=SHOWN_OF_EACH)):
        by_state.setdefault(review.state, []).append(review)
    return [
        Shelf(state, title, words, counts[state], by_state[state])
        for state, (title, words) in SHELVES.items()
        if state in counts
    ]


def shelf_page(user: AbstractBaseUser, state: str, number: str | None) -> Page:
    """One page of all the reviews of one state."""
    return Paginator(_for_list(_in_states(user).filter(state=state)), A_PAGE).get_page(number)


def _in_states(user: AbstractBaseUser) -> ReviewQuerySet:
    returned = When(status=Review.Status.DRAFT, reason__gt="", then=Value("returned"))
    state = Case(returned, default=F("status"), output_field=CharField())
    return Review.objects.editable_by(user).annotate(state=state)


def _for_list(reviews: ReviewQuerySet) -> ReviewQuerySet:
    return (
        reviews.defer("body")
        .select_related("album__lead_artist", "critic", "publication")
        .prefetch_related("album__credits__artist")
        .order_by("-updated_at", "-pk")
    )
