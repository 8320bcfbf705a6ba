"""What critics and houses graded highest, by their own printed grades: ties are ties, nothing is converted twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from reviews.consensus.ranking import Rank, ranks_of
from reviews.models import CountedReview, Critic, Publication, Review

TIES_SHOWN = 3
PLACES_A_PAGE = 50
LAST_PAGE = 20

_OF_HOUSES = """
SELECT house.publication_id, top.review_id, top.score FROM (
    SELECT tally.publication_id, tally.counted FROM reviews_publicationtally tally
    JOIN reviews_publication publication ON publication.id = tally.publication_id AND NOT publication.is_aggregator
    WHERE tally.graded > 0 AND EXISTS (
        SELECT FROM reviews_countedreview kept
        WHERE kept.publication_id = tally.publication_id AND kept.year = %(year)s AND kept.score IS NOT NULL)
    ORDER BY tally.counted DESC, tally.publication_id LIMIT %(houses)s
) house CROSS JOIN LATERAL (
    SELECT review_id, score FROM reviews_countedreview kept
    WHERE kept.publication_id = house.publication_id AND kept.year = %(year)s AND kept.score IS NOT NULL
    ORDER BY kept.score DESC, kept.review_id DESC LIMIT %(most)s
) top ORDER BY house.counted DESC, house.publication_id, top.score DESC, top.review_id DESC
"""

_OF_YEARS = """
WITH RECURSIVE step (year, number) AS (
    SELECT max(year) + 1, 0 FROM reviews_countedreview WHERE publication_id = %(house)s AND score IS NOT NULL
    UNION ALL
    SELECT (SELECT max(kept.year) FROM reviews_countedreview kept
            WHERE kept.publication_id = %(house)s AND kept.score IS NOT NULL AND kept.year < step.year), number + 1
    FROM step WHERE step.year IS NOT NULL AND number < %(years)s
)
SELECT step.year, top.review_id, top.score FROM step CROSS JOIN LATERAL (
    SELECT review_id, score FROM reviews_countedreview kept
    WHERE kept.publication_id = %(house)s AND kept.year = step.year AND kept.score IS NOT NULL
    ORDER BY kept.score DESC, kept.review_id DESC LIMIT %(most)s
) top WHERE step.number > 0 ORDER BY step.year DESC, top.score DESC, top.review_id DESC
"""


@dataclass(frozen=True)
class HouseFavourite:
    """A house's highest graded records of a year, all with one grade; `more` when others share it."""

    publication: Publication
    year: int
    reviews: tuple[Review, ...]
    more: bool


@dataclass(frozen=True)
class GradedPlace:
    """A place in a house's own ranking."""

    rank: Rank
    review: Review


def house_favourites(year: int, houses: int) -> list[HouseFavourite]:
    """The favourites of that year of the busiest `houses`, busiest first. Four queries."""
    rows = _ask(_OF_HOUSES, year=year, houses=houses)
    publications = Publication.objects.in_bulk({house for house, _, _ in rows})
    return [HouseFavourite(publications[house], year, *tied) for house, tied in _ties(rows).items()]


def best_of_each_year(publication: Publication, years: int) -> list[HouseFavourite]:
    """A house's favourites of its last `years` years with a grade, newest first. Three queries."""
    rows = _ask(_OF_YEARS, house=publication.pk, years=years)
    return [HouseFavourite(publication, year, *tied) for year, tied in _ties(rows).items()]


def highest_graded(critic: Critic, count: int) -> list[Review]:
    """The reviews in which a critic graded highest, newest first among equals."""
    keys = CountedReview.objects.graded().filter(critic=critic).order_by("-score", "-review_id")[:count]
    return _with_albums([row.pk for row in keys])


def house_ranking(publication: Publication, year: int, number: int) -> tuple[list[GradedPlace], bool]:
    """One page of a house's grades of a year, highest first, equal grades on one place; and whether more follow."""
    if not 1 <= number <= LAST_PAGE:
        return [], False
    start, stop = (number - 1) * PLACES_A_PAGE, number * PLACES_A_PAGE
    kept = CountedReview.objects.graded().filter(publication=publication, year=year).order_by("-score", "-review_id")
    rows = list(kept.values_list("pk", "score")[: stop + 1])
    ranks = ranks_of((score, score) for _, score in rows)
    reviews = _with_albums([pk for pk, _ in rows[start:stop]])
    return [GradedPlace(*place) for place in zip(ranks[start:stop], reviews, strict=True)], len(rows) > stop


def _ask(sql: str, **said: Any) -> list[tuple[int, int, float]]:
    with connection.cursor() as cursor:
        # One more than is shown tells whether there are more.
        cursor.execute(sql, {**said, "most": TIES_SHOWN + 1})
        return cursor.fetchall()


def _ties(rows: list[tuple[int, int, float]]) -> dict[int, tuple[tuple[Review, ...], bool]]:
    highest: dict[int, float] = {}
    tied: dict[int, list[int]] = {}
    for key, review, score in rows:
        if highest.setdefault(key, score) == score:
            tied.setdefault(key, []).append(review)
    found = {review.pk: review for review in _with_albums([pk for keys in tied.values() for pk in keys[:TIES_SHOWN]])}
    return {key: (tuple(found[pk] for pk in keys[:TIES_SHOWN]), len(keys) > TIES_SHOWN) for key, keys in tied.items()}


def _with_albums(keys: list[int]) -> list[Review]:
    """These reviews in this order, with the albums that lists name and without their texts."""
    reviews = (
        Review.objects.select_related("critic", "publication", "album__lead_artist")
        .prefetch_related("album__credits__artist")
        .defer("body", "headings")
        .in_bulk(keys)
    )
    return [reviews[key] for key in keys]
