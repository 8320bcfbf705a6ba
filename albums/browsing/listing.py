"""One page of the list: its albums, the ways on from it, and what could be chosen instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Value
from django.http import QueryDict

from albums.browsing.counting import Count, Counts, count
from albums.browsing.filters import FEWEST_REVIEWS, TAGS, AskedListing, Filter, Tag, read
from albums.browsing.orders import DEFAULT, ORDERS
from albums.models import Album
from common.keyset import Place

ALBUMS_A_PAGE = 36
MOST_YEARS = 150


@dataclass(frozen=True)
class Choice:
    """One value of a filter, as a form offers it."""

    value: str
    name: str
    chosen: bool
    count: Count | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.count})" if self.count else self.name


@dataclass(frozen=True)
class Way:
    """A filter that is set, and what taking it away would give."""

    filter: Filter
    query: str
    count: Count | None


@dataclass(frozen=True)
class Stretch:
    """Albums of the list behind a place, without what could be chosen instead; where more follow, `ends` says where."""

    albums: list[Album]
    total: Count
    ends: Place | None


def stretch(asked: AskedListing, place: Place | None, size: int) -> Stretch:
    """At most `size` albums of what was asked for, behind a place or from the start. Five queries at most."""
    counts = count(asked, (), place, backwards=False, size=size + 1, beside=False)
    found = _walked(asked, counts, place, backwards=False, size=size + 1)
    albums = found[:size]
    ends = asked.order.place_of(Album.objects.listed(), albums[-1].pk) if len(found) > size else None
    return Stretch(albums, counts.totals[""], ends)


def _walked(asked: AskedListing, counts: Counts, place: Place | None, *, backwards: bool, size: int) -> list[Album]:
    cards = Album.objects.listed().with_cards()
    if counts.page is not None:
        found = {album.pk: album for album in cards.filter(pk__in=counts.page)} if counts.page else {}
        return [found[key] for key in counts.page if key in found]
    albums = asked.order.sorted(cards.filter(asked.passing_along()), backwards=backwards)
    if place:
        albums = albums.filter(asked.order.beyond(place, backwards=backwards))
    return list(albums[:size])


class Listing:
    """The list of albums that a query string asks for."""

    def __init__(self, query: QueryDict, tags: Sequence[Tag] = ()) -> None:
        """`tags` are things with names that albums can be narrowed by, beside genres and labels."""
        self._tags = (*TAGS, *tags)
        self.asked = read(query, self._tags)
        self.hints = list(self.asked.hints)
        self._place = self._find_place()
        self._backwards = self.asked.last or (self._place is not None and self.asked.before is not None)
        self._counts = self._count()
        self._albums = self._page()
        if self._place and not self._albums and self._counts.totals[""].number:
            self.hints.append("nothing comes beyond the place you asked for, so this is the first page")
            self._place, self._backwards = None, False
            self._counts = self._count()
            self._albums = self._page()

    def _find_place(self) -> Place | None:
        album = self.asked.before if self.asked.after is None else self.asked.after
        place = self.asked.order.place_of(Album.objects.listed(), album) if album is not None and album > 0 else None
        if album is not None and place is None:
            self.hints.append("the place you asked for is not in the list, so this is the first page")
        return place

    def _count(self) -> Counts:
        return count(self.asked, self._tags, self._place, backwards=self._backwards, size=ALBUMS_A_PAGE + 1)

    def _page(self) -> list[Album]:
        """The page's albums in the order of the walk, and one more where there is one."""
        return _walked(self.asked, self._counts, self._place, backwards=self._backwards, size=ALBUMS_A_PAGE + 1)

    @cached_property
    def albums(self) -> list[Album]:
        """The albums of this page."""
        page = self._albums[:ALBUMS_A_PAGE]
        return page[::-1] if self._backwards else page

    @property
    def total(self) -> Count:
        """How many albums there are on all pages."""
        return self._counts.totals[""]

    @property
    def said(self) -> str:
        """The number of albums in words: "About 12,000 albums"."""
        number = str(self.total)
        return f"{number[:1].upper()}{number[1:]} album{'' if self.total == Count(1) else 's'}"

    @property
    def words(self) -> str:
        """The words looked for."""
        return self.asked.value("q")

    @property
    def score_from(self) -> str:
        """The lowest consensus asked for."""
        return self.asked.value("score_from")

    @property
    def score_to(self) -> str:
        """The highest consensus asked for."""
        return self.asked.value("score_to")

    @property
    def narrowed(self) -> bool:
        """Whether a filter is set."""
        return bool(self.asked.filters)

    @property
    def is_first(self) -> bool:
        """Whether this is the start of the list, at its own address."""
        return self._place is None and not self._backwards

    @property
    def has_previous(self) -> bool:
        """Whether something comes before this page."""
        if self._backwards:
            return len(self._albums) > ALBUMS_A_PAGE
        return self._place is not None

    @property
    def has_next(self) -> bool:
        """Whether something comes after this page."""
        if self._backwards:
            return self._place is not None
        return len(self._albums) > ALBUMS_A_PAGE

    @property
    def first(self) -> str:
        """The query string of the first page."""
        return self.asked.query()

    @property
    def previous(self) -> str:
        """The query string of the page before this one."""
        return self.asked.query(before=self.albums[0].pk)

    @property
    def next(self) -> str:
        """The query string of the page after this one."""
        return self.asked.query(after=self.albums[-1].pk)

    @property
    def last(self) -> str:
        """The query string of the last page."""
        return self.asked.query(page="last")

    @cached_property
    def chips(self) -> list[Way]:
        """Every filter that is set, to be taken away."""
        return [
            Way(each, self.asked.query(without=each.key), self._counts.totals.get(each.key))
            for each in self.asked.filters
        ]

    @property
    def ways_out(self) -> list[Way]:
        """The filters that taking away would give something, most first."""
        found = [(-way.count.number, way) for way in self.chips if way.count and way.count.number]
        return [way for _, way in sorted(found, key=lambda each: each[0])]

    @property
    def orders(self) -> list[Choice]:
        """Orders, the current one marked; the one that needs no saying has no value, and so leaves no address."""
        return [
            Choice("" if value == DEFAULT else value, order.name, value == self.asked.order_value)
            for value, order in ORDERS.items()
        ]

    @property
    def kinds(self) -> list[Choice]:
        """Kinds of album."""
        return self._choices("kind", [(value, value, name) for value, name in Album.Kind.choices])

    @cached_property
    def years(self) -> list[Choice]:
        """Years and decades of release, latest first: each decade before its years."""
        hits = self._counts.values["year"]
        chosen = self.asked.value("year")
        years = {int(value) for value in hits.of}
        if hits.weight > 1:
            years |= set(self._counts.years[-MOST_YEARS:])
        if chosen:
            years.add(int(chosen.removesuffix("s")))
        offered, decade = [], None
        for year in sorted(years, reverse=True):
            if year // 10 != decade:
                decade = year // 10
                of_decade = hits.count(*(str(decade * 10 + each) for each in range(10)))
                value = f"{decade * 10}s"
                offered.append(Choice(value, value, value == chosen, of_decade))
            offered.append(Choice(str(year), str(year), str(year) == chosen, hits.count(str(year))))
        return offered

    @property
    def fewest_reviews(self) -> list[Choice]:
        """Smallest numbers of reviews to ask for."""
        chosen = int(self.asked.value("reviews") or 0)
        offered = sorted({*FEWEST_REVIEWS, chosen} - {0})
        return [Choice(str(number), f"{number} or more", number == chosen) for number in offered]

    @cached_property
    def tagged(self) -> dict[str, list[Choice]]:
        """What has a name and can be chosen, by the key of its filter: the most frequent, by name."""
        queries = []
        for tag in self._tags:
            named = tag.named().order_by()
            hits, chosen = self._counts.values[tag.key], self.asked.value(tag.key)
            if not (tag.few and hits.weight > 1):
                keys = [int(key) for key in hits.of]
                named = named.filter(pk__in=keys) | named.filter(slug=chosen) if chosen else named.filter(pk__in=keys)
            queries.append(named.values_list(Value(tag.key), "folded", "pk", "slug", "name"))
        found: dict[str, list[tuple[str, str, str]]] = {tag.key: [] for tag in self._tags}
        for key, _, pk, slug, name in sorted(queries[0].union(*queries[1:], all=True)):
            found[key].append((str(pk), slug, name))
        return {key: self._choices(key, values) for key, values in found.items()}

    def _choices(self, key: str, values: Sequence[tuple[str, str, str]]) -> list[Choice]:
        """Those of the values, in keys, addresses and names, that would give something, or may."""
        hits, chosen = self._counts.values[key], self.asked.value(key)
        return [
            Choice(value, name, value == chosen, hits.count(found) if found in hits.of or hits.weight == 1 else None)
            for found, value, name in values
            if found in hits.of or value == chosen or hits.weight > 1
        ]
