"""What a chart ranks: albums of a period and a genre, by one of three measures, with ties as ties.

Places are counted from the top, so page 3 needs the intervals of pages 1 and 2. They are read from an index in rank
order, and a chart ends at its thousandth place: no page costs more than that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from albums.models import Album, Genre
from albums.models.album import AlbumQuerySet
from albums.periods import Period
from reviews.consensus.album import SHOWN_FROM, SPREAD_FROM, round_half_up
from reviews.consensus.ranking import Rank, ranks_of

PLACES_A_PAGE = 50
LAST_PAGE = 20

Interval = tuple[float, float]


@dataclass(frozen=True)
class Measure:
    """What albums are ranked by: `tie` names the columns whose values make two albums share a place."""

    name: str
    heading: str
    needs: int
    tie: tuple[str, str]


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "best": Measure("Best", "Best albums", SHOWN_FROM, ("consensus_low", "consensus_high")),
        "divisive": Measure("Most divisive", "Most divisive albums", SPREAD_FROM, ("consensus_spread",) * 2),
        "reviewed": Measure("Most reviewed", "Most reviewed albums", 1, ("counted_reviews",) * 2),
    }
)


@dataclass(frozen=True)
class ChartPlace:
    """One album's place in a chart: its rank, and where it stands by whoever was asked.

    `plain_mean` is that of their grades; None without one, or where it was not asked for.
    """

    rank: Rank
    album: Album
    score: float | None
    low: float | None
    high: float | None
    count: int
    plain_mean: float | None = None

    @classmethod
    def of(cls, rank: Rank, album: Album) -> ChartPlace:
        """The place of an album by the site's own consensus."""
        interval = album.consensus_low, album.consensus_high
        return cls(rank, album, album.consensus_score, *interval, album.counted_reviews, album.plain_mean)


@dataclass(frozen=True)
class Places:
    """A page of a chart. `more`: whether another page follows; `cut`: whether the chart ends here and albums do not."""

    number: int
    rows: tuple[ChartPlace, ...]
    more: bool
    cut: bool


@dataclass(frozen=True)
class Chart:
    """A measure with the albums it ranks."""

    kind: str
    period: Period | None = None
    genre: Genre | None = None

    @property
    def measure(self) -> Measure:
        """What it ranks by."""
        return MEASURES[self.kind]

    @cached_property
    def scope(self) -> AlbumQuerySet:
        """The listed albums of its period and genre, ranked or not."""
        albums = Album.objects.listed()
        if self.period:
            albums = self.period.within(albums)
        return albums.filter(genre_ids__contains=[self.genre.pk]) if self.genre else albums

    def ranked(self) -> AlbumQuerySet:
        """The albums that rank, first to last."""
        if self.kind == "best":
            return self.scope.scored().best_first()
        if self.kind == "divisive":
            return self.scope.divisive()
        return self.scope.most_reviewed()

    def top(self, count: int) -> tuple[ChartPlace, ...]:
        """The first places."""
        return self._places(0, count)[0]

    def page(self, number: int) -> Places:
        """The places of one page, counted from 1; none beyond the last. Three queries."""
        if not 1 <= number <= LAST_PAGE:
            return Places(number, (), more=False, cut=False)
        rows, more = self._places((number - 1) * PLACES_A_PAGE, PLACES_A_PAGE)
        return Places(number, rows, more=more and number < LAST_PAGE, cut=more and number == LAST_PAGE)

    def _places(self, start: int, count: int) -> tuple[tuple[ChartPlace, ...], bool]:
        stop = start + count
        # One more than is shown tells whether the last one shown shares its place.
        keys = list(self.ranked().values_list("pk", *self.measure.tie)[: stop + 1])
        ranks = ranks_by(self.kind, [(low, high) for _, low, high in keys])
        albums = Album.objects.with_cards().in_bulk([pk for pk, _, _ in keys[start:stop]])
        rows = tuple(
            ChartPlace.of(rank, albums[pk])
            for (pk, _, _), rank in zip(keys[start:stop], ranks[start:stop], strict=True)
            if pk in albums
        )
        return rows, len(keys) > stop

    def address(self, **changes: Any) -> str:
        """The chart's own address, or that of the one with another `kind`, `period` or `genre`."""
        meant = replace(self, **changes)
        path = reverse(f"chart-{meant.kind}", args=[meant.period] if meant.period else [])
        return f"{path}?{urlencode({'genre': meant.genre.slug})}" if meant.genre else path


def ranks_by(kind: str, ties: Sequence[Interval]) -> list[Rank]:
    """Ranks of albums in chart order, by the values of their measure's `tie`. Spreads tie when they print alike."""
    if kind == "divisive":
        printed = [float(round_half_up(low, 1)) for low, _ in ties]
        ties = list(zip(printed, printed, strict=True))
    return ranks_of(ties)
