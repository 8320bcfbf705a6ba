"""How a voice's grades lie beside the consensus, plainly: no model, its grades and the albums' stored scores.

The stored consensus includes the voice's own review, so the distance to what all others think is a little larger.
"""

from __future__ import annotations

from dataclasses import dataclass

from reviews.models import CountedReview, Critic, Publication, Review

NEWEST = 1000
SHOWN = 5
SAME = 2.0


@dataclass(frozen=True)
class Departure:
    """A review and how many points its grade lies above the album's consensus (negative: below)."""

    review: Review
    points: float


@dataclass(frozen=True)
class Beside:
    """How many grades were compared, what share lies above, near or below the consensus, and by how much on average."""

    compared: int
    above: float
    near: float
    below: float
    mean: float
    furthest: list[Departure]


def beside_the_consensus(voice: Critic | Publication) -> Beside | None:
    """The grades among a voice's newest reviews beside their albums' consensus. None without any: two queries."""
    kept = CountedReview.objects.by(voice).newest_first()[:NEWEST]
    rows = [
        (score - consensus, key)
        for key, score, consensus in kept.values_list("pk", "score", "album__consensus_score")
        if score is not None and consensus is not None
    ]
    if not rows:
        return None
    count = len(rows)
    above, below = (sum(sign * points > SAME for points, _ in rows) for sign in (1, -1))
    furthest = sorted(rows, key=lambda row: (-abs(row[0]), -row[1]))[:SHOWN]
    reviews = (
        Review.objects.select_related("critic", "publication", "album__lead_artist")
        .prefetch_related("album__credits__artist")
        .defer("body", "headings")
        .in_bulk([key for _, key in furthest])
    )
    return Beside(
        compared=count,
        above=above / count,
        near=(count - above - below) / count,
        below=below / count,
        mean=sum(points for points, _ in rows) / count,
        furthest=[Departure(reviews[key], points) for points, key in furthest],
    )
