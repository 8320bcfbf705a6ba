"""The same reviews under other formulas, so that a reader can see what each choice does to the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .album import Evidence, score_of
from .model import Parameters, verdict_of

FORMULAS = {
    "chorus": "Chorus",
    "without-offsets": "Without leniency taken off",
    "verdicts-only": "Verdicts only",
    "plain-mean": "Plain mean of the grades",
}


@dataclass(frozen=True)
class Reckoning:
    """One formula's score for one album, on 0-100; `low` and `high` where the formula says how sure it is."""

    formula: str
    score: float | None
    low: float | None = None
    high: float | None = None

    @property
    def name(self) -> str:
        """What the formula is called on a page."""
        return FORMULAS[self.formula]


def reckon(formula: str, reviews: Sequence[Evidence], calibration: Parameters) -> Reckoning:
    """Score an album's reviews by one of FORMULAS. The plain mean knows grades only: None when there are none.

    "without-offsets" treats everyone as equally lenient; "verdicts-only" looks away from the grades and keeps the
    verdicts they stand for.
    """
    if formula == "plain-mean":
        grades = [review.score for review in reviews if review.score is not None]
        return Reckoning(formula, sum(grades) / len(grades) if grades else None)
    if formula == "without-offsets":
        reviews = [replace(review, publication=None, critic=None) for review in reviews]
    elif formula == "verdicts-only":
        reviews = [
            review if review.score is None else replace(review, score=None, verdict=verdict_of(review.score))
            for review in reviews
        ]
    return Reckoning(formula, *score_of(reviews, calibration))
