"""What the site knows of where one verdict ends and the next begins: grades beside verdicts given apart from them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from django.db.models import F
from django.db.models.functions import MD5

from reviews.consensus.model import VERDICTS, Band, bands_at
from reviews.consensus.verdict_edges import edges_from
from reviews.models import Review, VerdictCoding


class Edges(NamedTuple):
    """The bands as which verdicts are heard, and how many pairs of grade and verdict they come from."""

    bands: tuple[Band, ...]
    pairs: int


def site_edges() -> Edges:
    """By critics who chose a verdict beside their grade, and by curators who coded a graded text without seeing it."""
    counted = Review.objects.counted().filter(score__isnull=False)
    chosen = counted.filter(verdict_set_by=Review.VerdictSetBy.CRITIC).values_list("score", "verdict")
    blind = (
        VerdictCoding.objects.telling()
        .filter(review__in=counted, body_digest=MD5(F("review__body")))
        .values_list("review__score", "verdict")
    )
    pairs = [*chosen.order_by("pk"), *blind.order_by("pk")]
    grades = np.array([float(grade) for grade, _ in pairs])
    verdicts = np.array([VERDICTS.index(verdict) for _, verdict in pairs], dtype=np.int64)
    return Edges(bands_at(edges_from(grades, verdicts)), len(pairs))
