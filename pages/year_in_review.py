"""A year on one page: how its records stand, which of them stand out, and what each house liked best."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, DecimalField
from django.db.models.functions import Cast, Floor

from albums.models import Album, Genre
from albums.periods import Period
from pages.charting import Chart, ChartPlace
from pages.favourites import HouseFavourite, house_favourites
from pages.histograms import Histogram, histogram
from reviews.consensus.model import VERDICTS, verdict_of

SHOWN = 10
HOUSES = 8
GENRES = 12
PLACED = 200
STEP = 5
STEPS = 100 // STEP


@dataclass(frozen=True)
class GenreOfTheYear:
    """A genre among the year's highest placed albums: how many of them have it, and the best placed one."""

    genre: Genre
    count: int
    best: Album


@dataclass(frozen=True)
class YearInReview:
    """`scores`: how many albums have each consensus score, by steps of five; `verdicts` what those amount to."""

    year: int
    scored: int
    scores: Histogram | None
    verdicts: list[tuple[str, int]]
    best: tuple[ChartPlace, ...]
    divisive: tuple[ChartPlace, ...]
    reviewed: tuple[ChartPlace, ...]
    favourites: list[HouseFavourite]
    genres: list[GenreOfTheYear]


def year_in_review(year: int) -> YearInReview:
    """The year as it stands now."""
    period = Period(year)
    counts = _scores(period)
    verdicts: Counter[str] = Counter()
    for step, count in enumerate(counts):
        verdicts[verdict_of(step * STEP)] += count
    return YearInReview(
        year=year,
        scored=sum(counts),
        scores=histogram([(step * STEP, f"{step * STEP} to {_last(step)}", count) for step, count in enumerate(counts)])
        if any(counts)
        else None,
        verdicts=[(verdict, verdicts[verdict]) for verdict in reversed(VERDICTS)],
        best=Chart("best", period).top(SHOWN),
        divisive=Chart("divisive", period).top(SHOWN),
        reviewed=Chart("reviewed", period).top(SHOWN),
        favourites=house_favourites(year, HOUSES),
        genres=_genres(period),
    )


def _last(step: int) -> int:
    return 100 if step == STEPS - 1 else step * STEP + STEP - 1


def _scores(period: Period) -> list[int]:
    """Scored albums by their printed score: 0 to 4, 5 to 9 ... 95 to 100."""
    printed = Cast("consensus_score", DecimalField(max_digits=4, decimal_places=0))
    step = Floor(printed / STEP)
    rows = period.within(Album.objects.listed().scored()).order_by().values_list(step).annotate(count=Count("pk"))
    counts = [0] * STEPS
    for place, count in rows:
        counts[min(int(place), STEPS - 1)] += count
    return counts


def _genres(period: Period) -> list[GenreOfTheYear]:
    """The commonest genres of the year's first PLACED albums, each with its best."""
    placed = list(Chart("best", period).ranked().values_list("pk", flat=True)[:PLACED])
    tagged = Album.genres.through.objects.filter(album__in=placed).values_list("genre", "album")
    places = {album: place for place, album in enumerate(placed)}
    of_genre: dict[int, list[int]] = {}
    for genre, album in tagged:
        of_genre.setdefault(genre, []).append(album)
    commonest = sorted(of_genre.items(), key=lambda item: (-len(item[1]), item[0]))[:GENRES]
    best = {genre: min(albums, key=places.__getitem__) for genre, albums in commonest}
    genres = Genre.objects.in_bulk(list(best))
    albums = Album.objects.with_cards().in_bulk(list(best.values()))
    return [GenreOfTheYear(genres[genre], len(of_genre[genre]), albums[best[genre]]) for genre in best]
