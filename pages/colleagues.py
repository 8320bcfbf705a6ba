"""Who agrees with a critic, and who does not: over the albums both have graded, each after their own leniency.

For each album that two critics graded, take off each grade the leniency of its critic and house and look at the
difference. With n shared albums and absolute differences d_1 ... d_n, the two lie apart by

    (k e + d_1 + ... + d_n) / (k + n)        k = 5, e = 2 noise / sqrt(pi)

`e` is what two reviews of one album differ by on average when their critics share nothing but the record: the mean
absolute value of a normal difference with twice the variance of a review's noise. It counts like k shared albums, so a
pair that met five times stands half on what it did and half on what anybody does; few meetings cannot win. This is the
shrinkage of Efron and Morris, "Stein's Paradox in Statistics" (1977), in the place of the "significance weighting" of
Herlocker, Konstan, Borchers and Riedl, "An Algorithmic Framework for Performing Collaborative Filtering" (1999).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.db import connection

from reviews.models import Calibration, Critic

LEAST_SHARED = 5
WEIGHT = 5
NEWEST = 500
SHOWN = 5

_APART = """
WITH lenient AS MATERIALIZED (
    SELECT critic_id, leniency FROM reviews_criticoffset WHERE calibration_id = %(calibration)s
), houses AS MATERIALIZED (
    SELECT publication_id, leniency FROM reviews_publicationoffset WHERE calibration_id = %(calibration)s
), own AS MATERIALIZED (
    SELECT kept.album_id, kept.score - coalesce(houses.leniency, 0) - coalesce(lenient.leniency, 0) AS score
    FROM (
        SELECT album_id, publication_id, critic_id, score FROM reviews_countedreview
        WHERE critic_id = %(critic)s ORDER BY published_at DESC, review_id DESC LIMIT %(newest)s
    ) kept
    LEFT JOIN houses USING (publication_id) LEFT JOIN lenient USING (critic_id)
    WHERE kept.score IS NOT NULL
)
SELECT other.critic_id, count(*),
    sum(abs(own.score - other.score + coalesce(houses.leniency, 0) + coalesce(lenient.leniency, 0)))
FROM own JOIN reviews_countedreview other USING (album_id)
LEFT JOIN houses USING (publication_id) LEFT JOIN lenient ON lenient.critic_id = other.critic_id
WHERE other.critic_id <> %(critic)s AND other.score IS NOT NULL
GROUP BY other.critic_id HAVING count(*) >= %(least)s
"""


@dataclass(frozen=True)
class Colleague:
    """Another critic, how many albums both graded, and how far apart their grades lie, in points."""

    critic: Critic
    shared: int
    apart: float


@dataclass(frozen=True)
class Colleagues:
    """Those closest to a critic, closest first, and those furthest away, furthest first; nobody is both."""

    closest: list[Colleague]
    furthest: list[Colleague]


def apart(total: float, shared: int, noise: float) -> float:
    """How far two critics lie apart, in points, from the sum of their absolute differences on `shared` albums."""
    return (WEIGHT * expected_difference(noise) + total) / (WEIGHT + shared)


def expected_difference(noise: float) -> float:
    """What two grades of one album differ by on average, in points, when each has this noise around it."""
    return 2 * noise / math.sqrt(math.pi)


def colleagues_of(critic: Critic, calibration: Calibration) -> Colleagues:
    """The critic's closest and furthest colleagues, over the newest NEWEST albums they reviewed. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            _APART, {"critic": critic.pk, "calibration": calibration.pk, "newest": NEWEST, "least": LEAST_SHARED}
        )
        rows = cursor.fetchall()
    ranked = sorted((apart(total, shared, calibration.noise), key, shared) for key, shared, total in rows)
    half = min(SHOWN, (len(ranked) + 1) // 2)
    closest, furthest = ranked[:half], ranked[::-1][: min(SHOWN, len(ranked) - half)]
    critics = Critic.objects.select_related("publication").in_bulk([key for _, key, _ in (*closest, *furthest)])
    return Colleagues(
        *([Colleague(critics[key], shared, distance) for distance, key, shared in part] for part in (closest, furthest))
    )
