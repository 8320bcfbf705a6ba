"""What each formula makes of some reviews: a score for every album, and a prediction of any grade it has not seen."""

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from . import huber
from .catalogue import Reviews, posteriors, voices_of
from .fit import fit
from .formulas import FORMULAS
from .model import GRID, INTERVAL, Array, Integers, Parameters, expected_grades, log_prior, posterior

NAMES = {
    "plain-mean": FORMULAS["plain-mean"],
    "median": "Median of the grades",
    "shrunken-mean": "Shrunken mean of the grades",
    "without-offsets": FORMULAS["without-offsets"],
    "verdicts-only": FORMULAS["verdicts-only"],
    "chorus": FORMULAS["chorus"],
}

LEAST_VARIANCE = 1 / 12


class Prediction(NamedTuple):
    """What was expected of each review's grade, and how it turned out.

    ``mean`` is the grade expected, ``log_density`` the logarithm of the probability density of the grade there is, and
    ``covered`` says whether that lies between the 10 % and 90 % points of what was expected.
    """

    mean: Array
    log_density: Array
    covered: NDArray[np.bool_]


class Formula(Protocol):
    """Something that has learned from some reviews."""

    def scores(self, albums: Integers) -> Array:
        """Each album's score; NaN for one that it knows no review of."""

    def predict(self, reviews: Reviews) -> Prediction:
        """What the formula expects of the grades of reviews it has not seen."""


class Location:
    """An album's middle grade, of the grades alone, and normal deviations from it.

    The variance within albums is pooled over them, that between them a moment estimate (one-way analysis of variance).
    An album without a grade gets the mean of all grades, and their variance. Grades that are all alike still vary as
    rounding to a point makes them.
    """

    def __init__(self, reviews: Reviews) -> None:
        self.reviews = reviews[reviews.graded]
        grades, albums, counts = self.reviews.score, self.reviews.albums, self.reviews.counts
        self.count, self.overall = counts.astype(float), float(grades.mean())
        self.total = max(LEAST_VARIANCE, float(grades.var()))
        self.means = np.add.reduceat(grades, self.reviews.firsts) / counts
        within = ((grades - np.repeat(self.means, counts)) ** 2).sum()
        self.within = max(LEAST_VARIANCE, float(within / max(1, grades.size - albums.size)))
        typical_count = (grades.size - (counts**2).sum() / grades.size) / max(1, albums.size - 1)
        mean_square = (counts * (self.means - self.overall) ** 2).sum() / max(1, albums.size - 1)
        self.between = max(0.0, float(mean_square - self.within) / max(1.0, typical_count))

    def middle(self) -> tuple[Array, Array]:
        """Each album's middle and the variance of its error."""
        return self.means, self.within / self.count

    def scores(self, albums: Integers) -> Array:
        """See `Formula`."""
        place, known = _find(self.reviews.albums, albums)
        return np.where(known, self.middle()[0][place], np.nan)

    def predict(self, reviews: Reviews) -> Prediction:
        """See `Formula`."""
        place, known = _find(self.reviews.albums, reviews.album)
        middle, error = self.middle()
        mean = np.where(known, middle[place], self.overall)
        variance = np.where(known, self.within + error[place], self.total)
        z = (reviews.score - mean) / np.sqrt(variance)
        low, high = ndtri(INTERVAL)
        return Prediction(mean, -(z**2) / 2 - np.log(2 * np.pi * variance) / 2, (low <= z) & (z <= high))


class Median(Location):
    """The middle one of an album's grades; its error has pi / 2 times the variance of the mean's."""

    def middle(self) -> tuple[Array, Array]:
        """See `Location`."""
        ordered = self.reviews.score[np.lexsort((self.reviews.score, self.reviews.album))]
        lower = self.reviews.firsts + (self.reviews.counts - 1) // 2
        upper = self.reviews.firsts + self.reviews.counts // 2
        return (ordered[lower] + ordered[upper]) / 2, np.pi / 2 * self.within / self.count


class ShrunkenMean(Location):
    """The mean drawn toward that of all grades: the best guess where albums and grades vary normally."""

    def middle(self) -> tuple[Array, Array]:
        """See `Location`."""
        weight = self.between / (self.between + self.within / self.count)
        return self.overall + weight * (self.means - self.overall), (1 - weight) * self.between


class ConsensusFormula:
    """The consensus model with a calibration held fixed."""

    def __init__(self, reviews: Reviews, calibration: Parameters) -> None:
        self.reviews, self.calibration = reviews, calibration

    @cached_property
    def _posteriors(self) -> Array:
        """Of every album known, and last that of an unknown one."""
        voices = voices_of(self.reviews, self.calibration)
        known = [probabilities for _, probabilities in posteriors(self.reviews, self.calibration, voices)]
        return np.concatenate([*known, posterior(log_prior(self.calibration))[None]])

    def scores(self, albums: Integers) -> Array:
        """See `Formula`."""
        place, known = _find(self.reviews.albums, albums)
        return np.where(known, self._posteriors[place] @ GRID, np.nan)

    def predict(self, reviews: Reviews) -> Prediction:
        """See `Formula`. A grade's distribution is Huber's around what its voice would give at each standing."""
        leniency, slope, sd = voices_of(reviews, self.calibration)
        expected = expected_grades(self.calibration.mu, leniency, slope)
        place, known = _find(self.reviews.albums, reviews.album)
        probabilities = self._posteriors[np.where(known, place, -1)]
        z = (reviews.score[:, None] - expected) / sd[:, None]
        below = (probabilities * huber.cumulative(z)).sum(axis=1)
        return Prediction(
            mean=(probabilities * expected).sum(axis=1),
            log_density=np.log((probabilities * huber.density(z)).sum(axis=1) / sd),
            covered=(INTERVAL[0] <= below) & (below <= INTERVAL[1]),
        )


def learn(reviews: Reviews) -> dict[str, Formula]:
    """Each formula of NAMES, having learned from the reviews. The model is fitted to them, and to their verdicts.

    Raises ValueError when there is no grade among them.
    """
    if not reviews.graded.any():
        raise ValueError("there is no grade to learn from")
    calibration = fit(reviews).calibration
    verdicts = reviews.as_verdicts()
    return {
        "plain-mean": Location(reviews),
        "median": Median(reviews),
        "shrunken-mean": ShrunkenMean(reviews),
        "without-offsets": ConsensusFormula(reviews, replace(calibration, publications={}, critics={})),
        "verdicts-only": ConsensusFormula(verdicts, fit(verdicts).calibration),
        "chorus": ConsensusFormula(reviews, calibration),
    }


def _find(known: Integers, albums: Integers) -> tuple[Integers, NDArray[np.bool_]]:
    """Each album's place among the known ones, ascending, and whether it is one of them."""
    place = np.minimum(np.searchsorted(known, albums), known.size - 1)
    return place, known[place] == albums
