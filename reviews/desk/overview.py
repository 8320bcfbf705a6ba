"""A critic's reviews by what becomes of them, next things to do first."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from reviews.models import ConsensusChange, CorrectionRequest, Draft, Review
from reviews.models.review_sets import ReviewQuerySet

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
    "withdrawn": ("Withdrawn", "Taken down again: readers do not see these, and they no longer count."),
}


def shelves_of(user: User) -> list[Shelf]:
    """Every state in which that user has reviews, with the newest few of each. Their number of queries is constant."""
    reviews = _in_states(user)
    counts = dict(reviews.order_by().values_list("state").annotate(count=Count("pk")))
    place = Window(RowNumber(), partition_by=F("state"), order_by=[F("updated_at").desc(), F("pk").desc()])
    by_state: dict[str, list[Review]] = {}
    for review in _for_list(reviews.annotate(place=place).filter(place__lte=SHOWN_OF_EACH)):
        by_state.setdefault(review.state, []).append(review)
    with_moves([review for reviews in by_state.values() for review in reviews])
    return [
        Shelf(state, title, words, counts[state], by_state[state])
        for state, (title, words) in SHELVES.items()
        if state in counts
    ]


def shelf_page(user: User, state: str, number: str | None) -> Page:
    """One page of all the reviews of one state."""
    page = Paginator(_for_list(_in_states(user).filter(state=state)), A_PAGE).get_page(number)
    page.object_list = with_moves(list(page.object_list))
    return page


def drafts_of(user: User) -> list[Draft]:
    """What was typed and is no review yet, newest first. Bounded: nobody may keep more than a hundred."""
    return list(Draft.objects.filter(user=user, review__isnull=True))


@dataclass(frozen=True)
class Move:
    """Where publishing a review took its album's consensus; None where the album had, or has, too few reviews."""

    before: float | None
    after: float | None
    counted: int

    @property
    def points(self) -> float | None:
        """The difference; None without a number before and after."""
        return None if self.before is None or self.after is None else self.after - self.before


def with_moves(reviews: list[Review]) -> list[Review]:
    """The reviews, each with `moved`: what its publication did to its album's consensus. One query.

    None for what is not published, and where the history does not say.
    """
    before = ConsensusChange.objects.filter(
        Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk")), album=OuterRef("album")
    ).order_by("-at", "-pk")
    changes = ConsensusChange.objects.filter(
        review__in=[review for review in reviews if review.status == Review.Status.PUBLISHED],
        cause=ConsensusChange.Cause.PUBLISHED,
    ).annotate(score_before=Subquery(before.values("score")[:1]))
    moves = {change.review_id: Move(change.score_before, change.score, change.counted) for change in changes}
    for review in reviews:
        vars(review)["moved"] = moves.get(review.pk)
    return reviews


def _pending_revisions() -> Prefetch:
    pending = Review.objects.pending().defer("body", "headings")
    return Prefetch("pending_revisions", pending, to_attr="revisions_begun")


def _corrections_waiting() -> QuerySet[CorrectionRequest]:
    return CorrectionRequest.objects.waiting().filter(review=OuterRef("pk")).order_by()


def _in_states(user: User) -> ReviewQuerySet:
    returned = When(status=Review.Status.DRAFT, reason__gt="", then=Value("returned"))
    state = Case(returned, default=F("status"), output_field=CharField())
    return Review.objects.editable_by(user).annotate(state=state)


def _for_list(reviews: ReviewQuerySet) -> ReviewQuerySet:
    return (
        reviews.defer("body", "headings")
        .select_related("album__lead_artist", "critic", "publication", "revises")
        .prefetch_related("album__credits__artist", _pending_revisions(), "drafts")
        .annotate(corrections_waiting=Exists(_corrections_waiting()))
        .order_by("-updated_at", "-pk")
    )
