"""Every address that search engines are to know, in files of 50,000, with the moment of its last change where known.

https://www.sitemaps.org/protocol.html: at most 50,000 addresses and 50 MB a file, and an index above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.html import escape

from albums.models import Album, Artist, Genre, Label
from common.page_addresses import absolute, address
from reviews.models import Critic, Publication, Review

ADDRESSES_A_FILE = 50_000
ROWS_AT_ONCE = 2_000
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LISTS = (
    "home",
    "album-list",
    "artist-list",
    "critic-list",
    "publication-list",
    "genre-list",
    "label-list",
    "method",
    "open-data",
    "chart-coming",
    "chart-lists",
)

Place = tuple[str, datetime | None]
"""A path, and when what it shows changed last, if that is known."""


@dataclass(frozen=True)
class PageKind:
    """One kind of page: its rows in a steady order, and the place of each."""

    rows: Callable[[], QuerySet[Any, Any]]
    place: Callable[..., Place]

    @property
    def files(self) -> int:
        """How many files it fills."""
        return -(-self.rows().count() // ADDRESSES_A_FILE)

    def places(self, number: int) -> Iterator[Place]:
        """The places of its file of that number, from 1."""
        start = (number - 1) * ADDRESSES_A_FILE
        rows = self.rows()[start : start + ADDRESSES_A_FILE]
        return (self.place(*row) for row in rows.iterator(chunk_size=ROWS_AT_ONCE))


def _slugs(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.order_by("pk").values_list("slug")


PAGE_KINDS = {
    "albums": PageKind(
        lambda: Album.objects.listed().order_by("pk").values_list("lead_artist__slug", "slug", "changed_at"),
        lambda artist, slug, changed: (address("album", artist, slug), changed),
    ),
    "reviews": PageKind(
        lambda: (
            Review.objects.published()
            .on_listed_albums()
            .filter(hosted=True)
            .order_by("pk")
            .values_list("album__lead_artist__slug", "album__slug", "pk", "updated_at")
        ),
        lambda artist, slug, pk, changed: (address("review", artist, slug, pk), changed),
    ),
    "artists": PageKind(lambda: _slugs(Artist.objects.listed()), lambda slug: (address("artist", slug), None)),
    "critics": PageKind(lambda: _slugs(Critic.objects.listed()), lambda slug: (address("critic", slug), None)),
    "publications": PageKind(
        lambda: _slugs(Publication.objects.sources()), lambda slug: (address("publication", slug), None)
    ),
    "genres": PageKind(lambda: _slugs(Genre.objects.in_use()), lambda slug: (address("genre", slug), None)),
    "labels": PageKind(lambda: _slugs(Label.objects.in_use()), lambda slug: (address("label", slug), None)),
}


def index() -> str:
    """The index: where each file is."""
    places = [address("sitemap-lists")]
    places += [
        address("sitemap-part", name, n + 1) for name, section in PAGE_KINDS.items() for n in range(section.files)
    ]
    entries = "".join(f"<sitemap><loc>{escape(absolute(path))}</loc></sitemap>\n" for path in places)
    return f'{HEAD}<sitemapindex xmlns="{XMLNS}">\n{entries}</sitemapindex>\n'


def written(places: Iterable[Place]) -> Iterator[str]:
    """One file, piece by piece, so that none is ever held whole."""
    yield f'{HEAD}<urlset xmlns="{XMLNS}">\n'
    entries = (_entry(*place) for place in places)
    while piece := "".join(islice(entries, ROWS_AT_ONCE)):
        yield piece
    yield "</urlset>\n"


def _entry(path: str, changed: datetime | None) -> str:
    moment = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<url><loc>{escape(absolute(path))}</loc>{moment}</url>\n"
