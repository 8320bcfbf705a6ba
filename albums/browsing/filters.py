"""What a query string asks for: filters that combine, an order, a place in it; and what of it makes no sense.

Nothing that a stranger types is an error. What is not understood is left out, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

from django.db.models import Q, QuerySet, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.http import QueryDict

from albums.browsing.orders import DEFAULT, ORDERS, Order
from albums.models import Album, Genre, Label
from albums.models.album import RELEASED, SCORED
from albums.search.finding import holding_words
from albums.search.typed_words import LONGEST_QUERY, read_query
from common.query import whole

LONGEST_SLUG = 120
LONGEST_SAID = 40
MOST_HINTS = 4
FEWEST_REVIEWS = (1, 3, 5, 10, 20, 50)
KEYS = ("q", "score_from", "score_to", "reviews", "kind", "year", "order", "after", "before", "page")


@dataclass(frozen=True)
class Tag:
    """Something with a name and an address that albums carry the keys of, in `column`."""

    key: str
    name: str
    column: str
    named: Callable[[], QuerySet]
    few: bool = False
    """Whether all there are can be offered."""
    many_to_an_album: bool = False
    """Whether an album may have hundreds of them."""


TAGS = (
    Tag("genre", "Genre", "genre_ids", Genre.objects.all, few=True),
    Tag("label", "Label", "label_ids", Label.objects.all),
)


@dataclass(frozen=True)
class Filter:
    """One thing that narrows the list: how it is asked for, what it is called, and which albums pass."""

    key: str
    name: str
    said: str
    parameters: Mapping[str, str]
    passes: Q
    along: Mapping[str, Q] = field(default_factory=dict)
    """The same said of an order's key, by the order: what PostgreSQL needs to read no more of its index than passes."""


@dataclass(frozen=True)
class AskedListing:
    """What was asked for, as far as it was understood."""

    filters: tuple[Filter, ...] = ()
    order_value: str = DEFAULT
    after: int | None = None
    before: int | None = None
    last: bool = False
    hints: tuple[str, ...] = field(default=(), compare=False)

    @property
    def order(self) -> Order:
        """The order asked for."""
        return ORDERS[self.order_value]

    @property
    def keys(self) -> set[str]:
        """Keys of the filters."""
        return {each.key for each in self.filters}

    def passing(self, without: str = "") -> Q:
        """The condition of passing every filter, or every other one."""
        return reduce(Q.__and__, (each.passes for each in self.filters if each.key != without), Q())

    def passing_along(self) -> Q:
        """The same as `passing`, and again of the order's own key where a filter speaks of it."""
        return reduce(Q.__and__, (each.along.get(self.order_value, Q()) for each in self.filters), self.passing())

    def value(self, parameter: str) -> str:
        """What a parameter of the query string was understood as; empty where it was not given."""
        found = (each.parameters[parameter] for each in self.filters if parameter in each.parameters)
        return next(found, "")

    def query(self, *, without: str = "", **page: object) -> str:
        """The one query string of these filters, or of all but one, in this order, at a place; "." for none at all."""
        query = QueryDict(mutable=True)
        for each in self.filters:
            if each.key != without:
                query.update(each.parameters)
        if self.order_value != DEFAULT:
            query["order"] = self.order_value
        query.update({key: str(value) for key, value in page.items()})
        return f"?{query.urlencode()}" if query else "."


def read(query: QueryDict, tags: Sequence[Tag]) -> AskedListing:
    """Read a query string; `tags` are the things with names that can be asked for. One query if any is, else none."""
    reading = _Reading(query, tags)
    filters = tuple(reading.filters())
    order = query.get("order", "")
    if order and order not in ORDERS:
        reading.ignore(f"there is no order called {said(order)}")
    after, before = reading.album("after"), reading.album("before")
    page = query.get("page", "")
    if page not in ("", "last"):
        reading.ignore("pages have no numbers here")
    for key in query:
        if key not in KEYS and key not in {tag.key for tag in tags}:
            reading.ignore(f"there is no filter called {said(key)}")
    return AskedListing(
        filters=filters,
        order_value=order if order in ORDERS else DEFAULT,
        after=after,
        before=None if after is not None else before,
        last=page == "last" and after is None and before is None,
        hints=tuple(reading.hints[:MOST_HINTS]),
    )


def said(value: str) -> str:
    """A stranger's words as they can be repeated to them: short, in quotation marks, without what cannot be seen."""
    seen = "".join(letter if letter.isprintable() else " " for letter in value[: LONGEST_SAID + 1]).strip()
    return f"“{seen[:LONGEST_SAID]}{'…' if len(value) > LONGEST_SAID else ''}”"


class _Reading:
    def __init__(self, query: QueryDict, tags: Sequence[Tag]) -> None:
        self._query = query
        self._tags = tags
        self.hints: list[str] = []

    def ignore(self, reason: str) -> None:
        """Remember that something was left out, and why."""
        self.hints.append(reason)

    def album(self, parameter: str) -> int | None:
        """The primary key that a parameter names; -1, that of no album, for what is none."""
        given = self._query.get(parameter, "")
        if not given:
            return None
        number = whole(given)
        return -1 if number is None else number

    def filters(self) -> Iterator[Filter]:
        """The filters that were understood, in the order in which they stand in addresses."""
        yield from self._words()
        yield from self._tagged()
        yield from self._kind()
        yield from self._year()
        yield from self._score()
        yield from self._reviews()

    def _words(self) -> Iterator[Filter]:
        given = " ".join(self._query.get("q", "").replace("\x00", " ").split())
        words = given[:LONGEST_QUERY]
        if words != given:
            self.ignore(f"only the first {LONGEST_QUERY} characters of what you typed are looked for")
        if read_query(words):
            holding = holding_words(Album.objects.all(), words)
            yield Filter("q", "Words", words, {"q": words}, Q(pk__in=holding.values("pk")))
        elif words:
            self.ignore(f"{said(words)} holds no word to look for")

    def _tagged(self) -> Iterator[Filter]:
        given = {tag.key: self._query.get(tag.key, "").strip() for tag in self._tags}
        slugs = {key: slug for key, slug in given.items() if slug and len(slug) <= LONGEST_SLUG and "\x00" not in slug}
        queries = [
            tag.named().filter(slug=slugs[tag.key]).order_by().values_list(Value(tag.key), "pk", "slug", "name")
            for tag in self._tags
            if tag.key in slugs
        ]
        found = {row[0]: row[1:] for row in (queries[0].union(*queries[1:], all=True) if queries else ())}
        for tag in self._tags:
            if tag.key in found:
                key, slug, name = found[tag.key]
                yield Filter(tag.key, tag.name, name, {tag.key: slug}, Q(**{f"{tag.column}__contains": [key]}))
            elif given[tag.key]:
                self.ignore(f"there is no {tag.name.lower()} {said(given[tag.key])}")

    def _kind(self) -> Iterator[Filter]:
        given = self._query.get("kind", "")
        if given in Album.Kind.values:
            yield Filter("kind", "Kind", Album.Kind(given).label, {"kind": given}, Q(kind=given))
        elif given:
            self.ignore(f"there is no kind of album called {said(given)}")

    def _year(self) -> Iterator[Filter]:
        given = self._query.get("year", "")
        decade = given.endswith("0s")
        year = whole(given.removesuffix("s") if decade else given, 9980) if len(given) in (4, 5) else None
        if year:
            first, last = date(year, 1, 1), date(year + (10 if decade else 1), 1, 1)
            out = Q(release_date__gte=first, release_date__lt=last)
            along = {"new": Q(GreaterThanOrEqual(RELEASED, first)) & Q(LessThan(RELEASED, last))}
            yield Filter("year", "Released", f"{year}s" if decade else str(year), {"year": given}, out, along)
        elif given:
            self.ignore(f"{said(given)} is no year or decade; write 1994 or 1990s")

    def _score(self) -> Iterator[Filter]:
        bounds = {}
        for parameter in ("score_from", "score_to"):
            given = self._query.get(parameter, "").strip()
            bounds[parameter] = whole(given, 100)
            if given and bounds[parameter] is None:
                self.ignore(f"{said(given)} is no score from 0 to 100")
        lowest, highest = bounds.values()
        if lowest is not None and highest is not None and lowest > highest:
            lowest, highest = highest, lowest
        above = lowest - 0.5 if lowest else 0.0
        below = 100.5 if highest is None else highest + 0.5
        if lowest is None and highest is None:
            return
        ends = {"score_from": lowest, "score_to": highest}
        yield Filter(
            "score",
            "Consensus",
            _range(lowest, highest),
            {parameter: str(bound) for parameter, bound in ends.items() if bound is not None},
            Q(consensus_score__gte=above, consensus_score__lt=below),
            {"best": Q(GreaterThanOrEqual(SCORED, Value(above))) & Q(LessThan(SCORED, Value(below)))},
        )

    def _reviews(self) -> Iterator[Filter]:
        given = self._query.get("reviews", "").strip()
        fewest = whole(given, 1_000_000)
        if fewest:
            yield Filter(
                "reviews", "Reviews", f"{fewest} or more", {"reviews": str(fewest)}, Q(counted_reviews__gte=fewest)
            )
        elif given and fewest is None:
            self.ignore(f"{said(given)} is no number of reviews")


def _range(lowest: int | None, highest: int | None) -> str:
    if highest is None:
        return f"{lowest} or more"
    return f"up to {highest}" if lowest is None else f"{lowest} to {highest}"
