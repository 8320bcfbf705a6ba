"""Which albums a query string asks for: the list page's filters and orders, tolerant of what makes no sense."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from albums.models import Album, Genre, Label
from albums.names import fold

ORDERS = {
    "new": "Newest",
    "best": "Highest consensus",
    "reviews": "Most reviews",
    "divisive": "Most divisive",
    "title": "Title",
}
LONGEST_QUERY = 200
MOST_WORDS = 8


@dataclass(frozen=True)
class Choice:
    """One value of a filter, as a form offers it."""

    value: str
    name: str
    chosen: bool


class AlbumFilter:
    """The filters of `/albums/`: genre, label, kind, year, artist or title words, order. Unknown values are dropped."""

    def __init__(self, query: QueryDict) -> None:
        self._query = query
        self.words = query.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
        order = query.get("order", "new")
        self.order = order if order in ORDERS else "new"
        self.kind = query.get("kind", "") if query.get("kind") in Album.Kind.values else ""
        year = query.get("year", "")
        self.year = int(year) if year.isascii() and year.isdigit() and len(year) == 4 and int(year) else None

    @cached_property
    def genre(self) -> Genre | None:
        """The genre asked for, if there is one of that slug."""
        return self._tag(Genre, "genre")

    @cached_property
    def label(self) -> Label | None:
        """The label asked for, if there is one of that slug."""
        return self._tag(Label, "label")

    def _tag(self, model: type[Genre] | type[Label], key: str) -> Genre | Label | None:
        slug = self._query.get(key, "").replace("\x00", "")[:120]
        return model.objects.filter(slug=slug).first() if slug else None

    def albums(self) -> QuerySet[Album]:
        """The albums asked for, in the order asked for, with all that their cards show."""
        albums = Album.objects.listed()
        if self.genre:
            albums = albums.filter(genres=self.genre)
        if self.label:
            albums = albums.filter(labels=self.label)
        if self.kind:
            albums = albums.filter(kind=self.kind)
        if self.year:
            albums = albums.filter(release_date__year=self.year)
        for word in fold(self.words).split()[:MOST_WORDS]:
            albums = albums.filter(
                Q(folded__contains=word)
                | Q(pk__in=Album.objects.filter(artists__folded__contains=word))
                | Q(pk__in=Album.objects.filter(artists__aliases__folded__contains=word))
            )
        return self._ordered(albums).with_cards()

    def _ordered(self, albums: QuerySet[Album]) -> QuerySet[Album]:
        if self.order == "best":
            return albums.best_first()
        if self.order == "reviews":
            return albums.order_by("-counted_reviews", "folded", "pk")
        if self.order == "divisive":
            return albums.order_by(F("consensus_spread").desc(nulls_last=True), "-counted_reviews", "pk")
        if self.order == "title":
            return albums.order_by("folded", "pk")
        return albums.newest_first()

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.genre or self.label or self.kind or self.year or self.words)

    def query(self, **changes: object) -> str:
        """The query string of this state with some values changed; None or "" removes one."""
        state = {
            "q": self.words,
            "genre": self.genre.slug if self.genre else "",
            "label": self.label.slug if self.label else "",
            "kind": self.kind,
            "year": self.year or "",
            "order": self.order if self.order != "new" else "",
        } | changes
        query = QueryDict(mutable=True)
        query.update({key: str(value) for key, value in state.items() if value not in ("", None)})
        return query.urlencode()

    @property
    def page_query(self) -> str:
        """What precedes a page number in this state's links."""
        query = self.query()
        return f"?{query}&" if query else "?"

    @property
    def orders(self) -> list[Choice]:
        """Orders, the current one marked."""
        return [Choice(value, name, value == self.order) for value, name in ORDERS.items()]

    @property
    def kinds(self) -> list[Choice]:
        """Kinds of album, the chosen one marked."""
        return [Choice(value, name, value == self.kind) for value, name in Album.Kind.choices]

    @cached_property
    def genres(self) -> list[Choice]:
        """Genres that a listed album has, the chosen one marked."""
        used = Genre.objects.filter(albums__in=Album.objects.listed()).distinct().order_by("folded")
        return [Choice(genre.slug, genre.name, genre == self.genre) for genre in used]

    @cached_property
    def years(self) -> list[Choice]:
        """Years in which a listed album came out, newest first, the chosen one marked."""
        released = Album.objects.listed().exclude(release_date=None).dates("release_date", "year", order="DESC")
        return [Choice(str(day.year), str(day.year), day.year == self.year) for day in released]
