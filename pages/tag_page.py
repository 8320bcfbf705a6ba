"""What the page of a genre or a label shows of its albums. Every part is the beginning of a list read in its order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet

from albums.models import Album, Artist, Credit, Genre
from albums.models.album import AlbumQuerySet
from albums.models.album_parts import AlbumGenre
from albums.periods import Period, years_of
from pages.charting import MEASURES, ChartPlace, ranks_by

BEST, NEWEST, DIVISIVE = 10, 12, 5
CONSIDERED = 100
ARTISTS, GENRES = 16, 8

Named = TypeVar("Named", Artist, Genre)


@dataclass(frozen=True)
class TagPage:
    """`artists` and `genres` are the commonest among the best placed albums, or the newest where none is placed."""

    best: list[ChartPlace]
    newest: list[Album]
    divisive: list[ChartPlace]
    decades: list[Period]
    artists: list[Artist]
    genres: list[Genre]


def tag_page(albums: AlbumQuerySet) -> TagPage:
    """What stands out among these albums."""
    placed = list(albums.scored().best_first().values_list("pk", *MEASURES["best"].tie)[:CONSIDERED])
    newest = list(albums.newest_first().values_list("pk", flat=True)[:NEWEST])
    apart = list(albums.divisive().values_list("pk", *MEASURES["divisive"].tie)[: DIVISIVE + 1])
    shown = {pk for pk, _, _ in (*placed[:BEST], *apart)}
    cards = Album.objects.with_cards().in_bulk({*shown, *newest})
    considered = [pk for pk, _, _ in placed] or newest
    decades = dict.fromkeys(Period(year).decade for year in years_of(albums))
    return TagPage(
        best=_places("best", placed, cards, BEST),
        newest=[cards[pk] for pk in newest],
        divisive=_places("divisive", apart, cards, DIVISIVE),
        decades=list(decades),
        artists=_commonest(Artist, Credit.objects.values_list("artist", "album"), considered, ARTISTS),
        genres=_commonest(Genre, AlbumGenre.objects.values_list("genre", "album"), considered, GENRES),
    )


def _places(kind: str, rows: list[tuple], cards: dict[int, Album], count: int) -> list[ChartPlace]:
    ranks = ranks_by(kind, [(low, high) for _, low, high in rows])
    return [ChartPlace.of(rank, cards[pk]) for rank, (pk, _, _) in zip(ranks[:count], rows[:count], strict=True)]


def _commonest(model: type[Named], pairs: QuerySet[Any, Any], albums: list[int], count: int) -> list[Named]:
    """The things most of these albums have; among equals, those of the album that stands first."""
    places = {album: place for place, album in enumerate(albums)}
    rows = sorted(pairs.filter(album__in=albums), key=lambda row: (places[row[1]], row[0]))
    keys = [key for key, _ in Counter(key for key, _ in rows).most_common(count)]
    found = model._default_manager.in_bulk(keys)
    return [found[key] for key in keys]
