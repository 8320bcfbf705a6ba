"""One page of the queue: what waits longest, of whatever kind, with what a curator should know of each.

The order comes from one query: the first rows of each table by its own index, merged. All else is looked up by the keys
of the page alone, in a number of queries that does not depend on how much waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, Min, Model, OuterRef, Prefetch, Q, QuerySet, Value

from accounts.models import BylineClaim
from albums.models import Album
from common.keyset import MergedPlace
from curation.models import Hold, Holdable
from curation.queue.filters import Checks, Filters, Holder
from curation.queue.waiting_kinds import SOURCES, Source, WaitingKind, seen_by
from reviews.life.concerns import doubts, obstacles, with_concerns
from reviews.life.duplicates import alike_on_their_albums
from reviews.models import BlockedSource, CorrectionRequest, IncomingDocument, Mention, Publication, Review

if TYPE_CHECKING:
    from django.db.models.expressions import NegatedExpression

    from reviews.life.concerns import ReviewWithConcerns

PAGE_SIZE = 50
LOOKED_THROUGH = 100
"""Reviews whose checks are made for one page when only those are asked for that pass, or that do not."""


@dataclass
class Waiting:
    """One thing that waits: `record`, of whichever table. `hold` is None when nobody holds it."""

    kind: WaitingKind
    place: MergedPlace[Holdable]
    record: Any
    hold: Hold | None = None
    obstacles: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    may_decide: bool = False

    @property
    def holdable(self) -> Holdable:
        """What a hold on it is called."""
        return self.place.table

    @property
    def key(self) -> int:
        """Its primary key."""
        return self.place.key

    @property
    def since(self) -> datetime:
        """Since when it waits."""
        return self.place.at

    @property
    def name(self) -> str:
        """What forms call it."""
        return f"{self.holdable}-{self.key}"

    @property
    def page(self) -> str:
        """Where it is decided."""
        return SOURCES[self.holdable].page_of(self.key)

    @property
    def passes(self) -> bool:
        """Whether it is a review against which nothing stands and about which nothing is odd."""
        return self.holdable == Holdable.REVIEW and not self.obstacles and not self.doubts


@dataclass(frozen=True)
class WaitingCount:
    """How many of a kind wait, and since when the oldest does."""

    kind: WaitingKind
    count: int
    oldest: datetime


@dataclass(frozen=True)
class QueuePage:
    """A page: its rows, and the place behind which the next one begins, None at the end.

    `looked_through` is how many reviews were checked for it, when only some of them were wanted.
    """

    rows: list[Waiting]
    next: MergedPlace[Holdable] | None
    looked_through: int | None = None


def page_of_queue(user: User, filters: Filters) -> QueuePage:
    """What that person asks for, of what they may see."""
    size = LOOKED_THROUGH if filters.checks else PAGE_SIZE
    places = _places(user, filters, size + 1)
    more = len(places) > size
    rows = _looked_up(places[:size], user)
    last = places[size - 1][1] if more else None
    if not filters.checks:
        return QueuePage(rows, last)
    wanted = [row for row in rows if row.passes == (filters.checks == Checks.PASSES)]
    if len(wanted) > PAGE_SIZE:
        last = wanted[PAGE_SIZE - 1].place
    return QueuePage(wanted[:PAGE_SIZE], last, min(size, len(places)))


def tallies(user: User) -> list[WaitingCount]:
    """How much of each kind waits that the person may see; kinds of which nothing waits are left out."""
    return waiting_counts(seen_by(user))


def waiting_counts(sources: Iterable[Source] = tuple(SOURCES.values())) -> list[WaitingCount]:
    """How much of each kind of these sources waits, of everything by default. One query."""
    counted = [
        source.rows()
        .annotate(queue_kind=source.kind())
        .values_list("queue_kind")
        .annotate(queue_count=Count("pk"), queue_oldest=Min(source.since))
        for source in sources
    ]
    rows = counted[0].union(*counted[1:], all=True) if counted else ()
    order = list(WaitingKind)
    found = [WaitingCount(WaitingKind(kind), count, oldest) for kind, count, oldest in rows if count]
    return sorted(found, key=lambda tally: order.index(tally.kind))


def _places(user: User, filters: Filters, most: int) -> list[tuple[WaitingKind, MergedPlace[Holdable]]]:
    branches = [_branch(source, user, filters, most) for source in seen_by(user) if _has_any(source, filters)]
    if not branches:
        return []
    merged = branches[0]
    if len(branches) > 1:
        merged = merged.union(*branches[1:], all=True).order_by("queue_since", "queue_holdable", "queue_key")[:most]
    return [(WaitingKind(kind), MergedPlace(since, Holdable(holdable), key)) for kind, holdable, key, since in merged]


def _has_any(source: Source, filters: Filters) -> bool:
    if filters.checks and source.holdable != Holdable.REVIEW:
        return False
    return filters.kind is None or filters.kind in source.kinds


def _branch(source: Source, user: User, filters: Filters, most: int) -> QuerySet:
    rows = source.rows()
    if filters.kind:
        rows = rows.filter(source.of_kind(filters.kind))
    if filters.words:
        rows = rows.filter(source.named(filters.words))
    if filters.holder:
        rows = rows.filter(_held(source, filters.holder, user))
    if filters.after:
        rows = rows.filter(filters.after.behind(source.holdable, source.since, "pk", newest_first=False))
    rows = rows.annotate(
        queue_kind=source.kind(),
        queue_holdable=Value(source.holdable.value),
        queue_key=F("pk"),
        queue_since=F(source.since),
    )
    ordered = rows.order_by(source.since, "pk")
    return ordered.values_list("queue_kind", "queue_holdable", "queue_key", "queue_since")[:most]


def _held(source: Source, holder: Holder, user: User) -> Exists | NegatedExpression:
    holds = Hold.objects.in_force().filter(kind=source.holdable, key=OuterRef("pk"))
    if holder == Holder.NOBODY:
        return ~Exists(holds)
    return Exists(holds.filter(by=user) if holder == Holder.ME else holds.exclude(by=user))


def _looked_up(places: list[tuple[WaitingKind, MergedPlace[Holdable]]], user: User) -> list[Waiting]:
    keys: dict[Holdable, list[int]] = defaultdict(list)
    for _, place in places:
        keys[place.table].append(place.key)
    records = {holdable: _RECORDS[holdable](found) for holdable, found in keys.items()}
    holds = {(hold.kind, hold.key): hold for hold in _holds(keys)}
    may = {holdable: user.has_perm(SOURCES[holdable].may_decide) for holdable in keys}
    rows = [
        Waiting(
            kind,
            place,
            records[place.table][place.key],
            holds.get((place.table, place.key)),
            may_decide=may[place.table],
        )
        for kind, place in places
        if place.key in records[place.table]
    ]
    _look_at_reviews([row for row in rows if row.holdable == Holdable.REVIEW])
    return rows


def _holds(keys: dict[Holdable, list[int]]) -> QuerySet[Hold]:
    named = Q(pk__in=[])
    for holdable, found in keys.items():
        named |= Q(kind=holdable, key__in=found)
    return Hold.objects.in_force().filter(named).select_related("by")


def _look_at_reviews(rows: list[Waiting]) -> None:
    if not rows:
        return
    aggregators = list(Publication.objects.filter(is_aggregator=True))
    blocked = list(BlockedSource.objects.all())
    doubled = alike_on_their_albums([row.key for row in rows])
    for row in rows:
        row.obstacles = obstacles(row.record, blocked)
        row.doubts = doubts(row.record, aggregators, is_alike=row.key in doubled)


def _reviews(keys: list[int]) -> dict[int, ReviewWithConcerns]:
    return with_concerns(Review.objects.filter(pk__in=keys)).select_related("submitted_by").in_bulk()


def _claims(keys: list[int]) -> dict[int, BylineClaim]:
    return BylineClaim.objects.select_related("user", "critic").in_bulk(keys)


def _albums(keys: list[int]) -> Mapping[int, Album]:
    waiting = Review.objects.waiting().select_related("critic", "publication").defer("body", "headings")
    with_reviews = Prefetch("reviews", waiting, to_attr="reviews_that_wait")
    return Album.objects.select_related("lead_artist").prefetch_related(with_reviews).in_bulk(keys)


def _requests(keys: list[int]) -> dict[int, CorrectionRequest]:
    related = ("asked_by", "review__album__lead_artist", "review__critic", "review__publication")
    return CorrectionRequest.objects.select_related(*related).defer("review__body").in_bulk(keys)


def _documents(keys: list[int]) -> dict[int, IncomingDocument]:
    return IncomingDocument.objects.select_related("policy__publication", "feed").defer("packed").in_bulk(keys)


def _mentions(keys: list[int]) -> dict[int, Mention]:
    return Mention.objects.select_related("album__lead_artist").in_bulk(keys)


_RECORDS: dict[Holdable, Callable[[list[int]], Mapping[int, Model]]] = {
    Holdable.REVIEW: _reviews,
    Holdable.CLAIM: _claims,
    Holdable.ALBUM: _albums,
    Holdable.REQUEST: _requests,
    Holdable.DOCUMENT: _documents,
    Holdable.MENTION: _mentions,
}
