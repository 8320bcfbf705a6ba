"""What each formula makes of some reviews: a score for every album, and a prediction of any grade it has not seen."""

from dataclasses import replace
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from . import huber
from .catalogue import ROWS_AT_ONCE, Reviews, posteriors, voices_of
from .fit import fit
from .formulas import FORMULAS
from .model import (
    DEFAULTS,
    GRID,
    INTERVAL,
    Array,
    Band,
    Integers,
    Parameters,
    expected_grades,
    lengths,
    log_prior,
    posterior,
    stretched_back,
)

NAMES = {
    "plain-mean": FORMULAS["plain-mean"],
    "median": "Median of the grades",
    "shrunken-mean": "Shrunken mean of the grades",
    "without-offsets": FORMULAS["without-offsets"],
    "verdicts-only": FORMULAS["verdicts-only"],
    "chorus": FORMULAS["chorus"],
}

LEAST_VARIANCE = 1 / 12
STEPS = (20.0, 10.0, 5.0, 1.0)
MOSTLY = 0.9


class Prediction(NamedTuple):
    """What was expected of each review's grade, and how it turned out.

    ``mean`` is the grade expected, ``log_density`` the logarithm of the probability density of the grade there is.
    ``inside`` says whether that lies between the 10 % and 90 % points of what was expected. Half of all grades are
    round numbers, though, of which an interval holds one more or one less by a hair's breadth: ``covered`` is the share
    that lies between these points of all that is printed as this grade, from half a step of its house below it to half
    a step above. What rounding adds to grades is then taken off what was expected (Sheppard 1898), else it would count
    twice; where nothing was learned from grades it is not there.
    """

    mean: Array
    log_density: Array
    covered: Array
    inside: NDArray[np.bool_]


class Formula(Protocol):
    """Something that has learned from some reviews."""

    def scores(self, albums: Integers) -> Array:
        """Each album's score; NaN for one that it knows no review of."""

    def predict(self, reviews: Reviews, steps: Array) -> Prediction:
        """What the formula expects of the grades of reviews it has not seen, printed in ``steps``."""


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

    def predict(self, reviews: Reviews, steps: Array) -> Prediction:
        """See `Formula`."""
        place, known = _find(self.reviews.albums, reviews.album)
        middle, error = self.middle()
        mean = np.where(known, middle[place], self.overall)
        variance = np.where(known, self.within + error[place], self.total)
        z = (reviews.score - mean) / np.sqrt(variance)
        low, high = ndtri(INTERVAL)
        unrounded = np.sqrt(_without_rounding(variance, steps))
        return Prediction(
            mean,
            log_density=-(z**2) / 2 - np.log(2 * np.pi * variance) / 2,
            covered=_share_inside(*(ndtr((end - mean) / unrounded) for end in _ends(reviews.score, steps))),
            inside=(low <= z) & (z <= high),
        )


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

    def predict(self, reviews: Reviews, steps: Array) -> Prediction:
        """See `Formula`. A grade's distribution is Huber's around what its voice would give at each standing."""
        parts = [
            self._predict(reviews[start : start + ROWS_AT_ONCE], steps[start : start + ROWS_AT_ONCE])
            for start in range(0, len(reviews), ROWS_AT_ONCE)
        ]
        return Prediction(*map(np.concatenate, zip(*parts, strict=True)))

    def _predict(self, reviews: Reviews, steps: Array) -> Prediction:
        calibration = self.calibration
        leniency, slope, sd = voices_of(reviews, calibration)
        expected = expected_grades(calibration, leniency, slope)
        doubt = _slope_variances(reviews, calibration)[:, None] * (calibration.stretch(GRID) - calibration.mu) ** 2
        place, known = _find(self.reviews.albums, reviews.album)
        weight = self._posteriors[np.where(known, place, -1)]
        wide = np.sqrt(sd[:, None] ** 2 + doubt)

        def below(grades: Array, wide: Array) -> Array:
            return (weight * huber.cumulative((calibration.stretch(grades)[:, None] - expected) / wide)).sum(axis=1)

        z = (calibration.stretch(reviews.score)[:, None] - expected) / wide
        mean = sum(
            (weight * stretched_back(expected + wide * node, calibration.mu, calibration.power)).sum(axis=1)
            for node in huber.NODES
        )
        mean = mean / huber.NODES.size
        point = lengths(reviews.score, calibration.mu, calibration.power)
        unrounded = wide
        if self.reviews.graded.any():
            rounding = steps * lengths(mean, calibration.mu, calibration.power)
            unrounded = np.sqrt(_without_rounding(sd**2, rounding)[:, None] + doubt)
        share = below(reviews.score, wide)
        return Prediction(
            mean,
            log_density=np.log((weight * huber.density(z) / wide).sum(axis=1) * point),
            covered=_share_inside(*(below(end, unrounded) for end in _ends(reviews.score, steps))),
            inside=(INTERVAL[0] <= share) & (share <= INTERVAL[1]),
        )


def learn(reviews: Reviews, bands: tuple[Band, ...] = DEFAULTS.bands) -> dict[str, Formula]:
    """Each formula of NAMES, having learned from the reviews. The model is fitted to them, and to their verdicts.

    ``bands`` are those that verdicts are heard as.
    Raises ValueError when there is no grade among them.
    """
    if not reviews.graded.any():
        raise ValueError("there is no grade to learn from")
    calibration = fit(reviews, bands).calibration
    verdicts = reviews.as_verdicts()
    return {
        "plain-mean": Location(reviews),
        "median": Median(reviews),
        "shrunken-mean": ShrunkenMean(reviews),
        "without-offsets": ConsensusFormula(reviews, replace(calibration, publications={}, critics={})),
        "verdicts-only": ConsensusFormula(verdicts, fit(verdicts, bands).calibration),
        "chorus": ConsensusFormula(reviews, calibration),
    }


def _find(known: Integers, albums: Integers) -> tuple[Integers, NDArray[np.bool_]]:
    """Each album's place among the known ones, ascending, and whether it is one of them."""
    place = np.minimum(np.searchsorted(known, albums), known.size - 1)
    return place, known[place] == albums


def steps_of(reviews: Reviews) -> Array:
    """The step in which each review's house prints its grades, on 0-100: that of nine tenths of its grades."""
    steps = np.full(len(reviews), STEPS[-1])
    for house in np.unique(reviews.publication[reviews.graded]):
        of_house = reviews.publication == house
        grades = reviews.score[of_house & reviews.graded]
        steps[of_house] = next((step for step in STEPS if np.mean(grades % step == 0) >= MOSTLY), STEPS[-1])
    return steps


def _ends(grades: Array, steps: Array) -> tuple[Array, Array]:
    """From where to where a grade is printed as this one."""
    return grades - steps / 2, grades + steps / 2


def _without_rounding(variance: Array, steps: Array) -> Array:
    """The variance that grades had before they were rounded to steps: at least a quarter of what it is now."""
    return np.maximum(variance - steps**2 / 12, variance / 4)


def _share_inside(lower: Array, upper: Array) -> Array:
    """How much of what lies between two shares of a distribution is within its interval."""
    held = np.clip(upper, *INTERVAL) - np.clip(lower, *INTERVAL)
    return np.divide(held, upper - lower, out=np.zeros_like(held), where=upper > lower)


def _slope_variances(reviews: Reviews, calibration: Parameters) -> Array:
    houses, place = np.unique(reviews.publication, return_inverse=True)
    known = (calibration.publications.get(house) for house in houses.tolist())
    return np.array([house.slope_variance if house else 0.0 for house in known])[place]
