"""The consensus model: what a review says about where an album stands, as curves over 0-100.

Let ``a`` be an album's standing and ``y`` a review's grade of it, both on 0-100. Critics agree about good records and
part over bad ones, so points low on the scale are worth less than points high on it. Both are therefore stretched,

    u(y) = mu + (mu + 25) / p (((y + 25) / (mu + 25))^p - 1)

which leaves ``mu`` where it is and its points as long as they are; with a power ``p`` above 1, points under ``mu`` grow
shorter and those above it longer, and with 1 nothing changes. For a critic writing in a publication

    u(y) = mu + slope (u(a) - mu) + leniency + noise          u(a) ~ Student-t(4) around mu, scale S

Deviations and leniencies are thus points as they are at ``mu``. All that is shown is carried back to 0-100.

An exact grade is a point: the noise is Huber's, normal up to two standard deviations and exponential beyond, so one
absurd grade pulls no harder than one that is two standard deviations off, and raising a grade never lowers a score.

A verdict without a grade says only that ``y`` lies in the verdict's band (interval censoring). Its likelihood is the
probability that the noise puts ``y`` there. Two points of that reading decide the numbers:

* The outer bands are open: a pan is anything under its edge, a rave anything from its own. The noise of an exact grade
  is not cut off at 0 and 100 either, and a rave closed at 100 would count *against* a masterpiece (three raves, with
  the first constants and nothing stretched: 83.9, not 86.4).
* The probability is the normal distribution's, not Huber's: within a band the exact place is unknown, so there is no
  single grade to cap, and the fit's expected values are those of a truncated normal. The price: a verdict far from the
  rest is not capped the way a grade is. Under Huber's distribution three pans would give 41.6, not 41.4.

Everything is evaluated on ``GRID``. Integrals are trapezoidal, so that the half cells at 0 and 100 count half; a plain
sum over the grid overstates the ends (100, 100, 100 would give 90.9 with an interval up to 97.9, not 97.7).

Sources: Huber, "Robust Estimation of a Location Parameter" (1964); Lange, Little and Taylor, "Robust Statistical
Modeling Using the t Distribution" (1989); Tobin, "Estimation of Relationships for Limited Dependent Variables" (1958).
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import huber, log_ndtr

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

DEGREES_OF_FREEDOM = 4
HUBER_THRESHOLD = 2.0
SHIFT = 25.0
INTERVAL = (0.1, 0.9)

GRID: Array = np.linspace(0, 100, 201)
CELLS: Array = np.full(GRID.size, 0.5)
CELLS[[0, -1]] = 0.25
GRID.flags.writeable = CELLS.flags.writeable = False


class Band(NamedTuple):
    """A verdict and the grades it stands for: from ``low`` up to, not including, ``high``."""

    verdict: str
    low: float
    high: float

    @property
    def censoring(self) -> tuple[float, float]:
        """The ends between which the grade is known to lie; infinite where the band reaches the end of the scale."""
        return (-math.inf if self.low <= 0 else self.low, math.inf if self.high >= 100 else self.high)


VERDICTS = ("pan", "mixed", "positive", "rave")


def bands_at(edges: Sequence[float]) -> tuple[Band, ...]:
    """The four bands that three edges, ascending, part 0-100 into."""
    return tuple(Band(verdict, *ends) for verdict, ends in zip(VERDICTS, pairwise((0, *edges, 100)), strict=True))


BANDS = bands_at((50, 70, 85))
EDGES = (49.0, 68.0, 85.0)
"""Where a verdict's grade is taken to lie, until there is evidence. Grades heap on round numbers: whoever would give 69
prints 70, which is "positive" by the site's own table. Of real grades these edges place verdicts without bias."""


def verdict_of(score: float, bands: tuple[Band, ...] = BANDS) -> str:
    """The verdict whose band holds ``score``: pan under 50, mixed from 50, positive from 70, rave from 85.

    To label a number that is printed rounded, pass the rounded number, so that label and number agree.
    Raises ValueError for a score outside 0-100.
    """
    if not 0 <= score <= 100:
        raise ValueError(f"a score lies within 0-100, not {score}")
    return next(band.verdict for band in reversed(bands) if score >= band.low)


@dataclass(frozen=True)
class Effect:
    """What a fit knows of a critic: leniency in points above the common level, and that estimate's variance."""

    leniency: float
    variance: float


@dataclass(frozen=True)
class PublicationEffect(Effect):
    """What a fit knows of a publication: leniency, how much of the scale it uses (slope), its noise in points.

    ``slope_variance`` is that of the slope's estimate. An album's score takes no notice of it (a noise that grew with
    the distance from ``mu`` would let a better grade lower a score); what a grade is expected to be does.
    """

    slope: float
    noise: float
    slope_variance: float = 0.0

    def __post_init__(self) -> None:
        if not (self.slope > 0 and self.noise > 0):
            raise ValueError("a publication's slope and noise are positive")


class Voice(NamedTuple):
    """How one critic grades in one publication: leniency and ``sd`` (all that is unknown) in points, and the slope."""

    leniency: float
    slope: float
    sd: float


@dataclass(frozen=True)
class Parameters:
    """The constants of the model and the offsets of those who write. Immutable; the defaults come from real grades.

    ``mu`` and ``scale`` place the site's albums; ``noise`` is a review's own standard deviation, ``publication_sd`` and
    ``critic_sd`` those of leniency among publications and critics; all in points. ``publications`` and ``critics`` map
    the keys used in the evidence to their offsets. A key that is absent is unknown: no leniency is taken off, and the
    whole spread of leniencies adds to the noise. ``power`` is that of the stretch. ``bands`` are those that verdicts
    without a grade are heard as; the site's own table, by which grades are given verdicts, is ``BANDS``.
    """

    mu: float = 75.4
    scale: float = 4.4
    noise: float = 8.4
    publication_sd: float = 3.3
    critic_sd: float = 3.0
    power: float = 2.75
    bands: tuple[Band, ...] = bands_at(EDGES)
    publications: Mapping[Any, PublicationEffect] = field(default_factory=dict, hash=False)
    critics: Mapping[Any, Effect] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not (self.scale > 0 and self.noise > 0):
            raise ValueError("scale and noise are positive")
        if not self.power > 0:
            raise ValueError("the power of the stretch is positive")
        object.__setattr__(self, "publications", MappingProxyType(dict(self.publications)))
        object.__setattr__(self, "critics", MappingProxyType(dict(self.critics)))

    def voice(self, publication: Hashable = None, critic: Hashable = None) -> Voice:
        """The joint offset of a publication and a critic. What is unknown of either adds to the standard deviation."""
        house = self.publications.get(publication) or PublicationEffect(0.0, self.publication_sd**2, 1.0, self.noise)
        writer = self.critics.get(critic) or Effect(0.0, self.critic_sd**2)
        return Voice(
            leniency=house.leniency + writer.leniency,
            slope=house.slope,
            sd=math.sqrt(house.noise**2 + house.variance + writer.variance),
        )

    def stretch(self, points: Array) -> Array:
        """Points of 0-100 as the model works on them; infinite ends stay so."""
        return stretched(points, self.mu, self.power)

    def band(self, verdict: str) -> Band:
        """The band of a verdict; ValueError if there is none."""
        for band in self.bands:
            if band.verdict == verdict:
                return band
        raise ValueError(f"no such verdict: {verdict!r}")


DEFAULTS = Parameters()


def stretched(points: Array, centre: float, power: float) -> Array:
    """Points of 0-100 stretched around ``centre``, where they stay and their length stays; see above."""
    points = np.asarray(points, dtype=float)
    if power == 1:
        return points
    reach = centre + SHIFT
    inside = np.isfinite(points)
    ratio = (np.where(inside, points, centre) + SHIFT) / reach
    return np.where(inside, centre + reach / power * (ratio**power - 1), points)


def stretched_back(stretched_points: Array, centre: float, power: float) -> Array:
    """What ``stretched`` made of points, as these points; what no point is stretched to is the nearest of 0-100."""
    points = np.asarray(stretched_points, dtype=float)
    if power != 1:
        reach = centre + SHIFT
        points = reach * np.maximum(1 + power / reach * (points - centre), 0) ** (1 / power) - SHIFT
    return np.clip(points, 0, 100)


def lengths(points: Array | float, centre: float, power: float) -> Array:
    """How long a point is, stretched, at each of ``points``: the derivative of ``stretched``."""
    return ((np.asarray(points, dtype=float) + SHIFT) / (centre + SHIFT)) ** (power - 1)


def log_prior(calibration: Parameters) -> Array:
    """Log density, up to a constant, of an album's standing before anyone has written. Shape (201,)."""
    z = (calibration.stretch(GRID) - calibration.mu) / calibration.scale
    density = -(DEGREES_OF_FREEDOM + 1) / 2 * np.log1p(z**2 / DEGREES_OF_FREEDOM)
    if calibration.power == 1:
        return density
    return density + np.log(lengths(GRID, calibration.mu, calibration.power))


def expected_grades(calibration: Parameters, leniency: Array, slope: Array) -> Array:
    """The stretched grade each of n voices is expected to give at every standing of the grid. Shape (n, 201)."""
    mu = calibration.mu
    return mu + leniency[:, None] + slope[:, None] * (calibration.stretch(GRID) - mu)


def grade_log_likelihood(grades: Array, expected: Array, sd: Array) -> Array:
    """Log likelihood, up to a constant, of n exact grades under Huber's noise, all stretched. Shape (n, 201)."""
    return -huber(HUBER_THRESHOLD, (grades[:, None] - expected) / sd[:, None])


def verdict_log_likelihood(low: Array, high: Array, expected: Array, sd: Array) -> Array:
    """Log probability that n stretched grades lie between ``low`` and ``high``, normal noise. Shape (n, 201)."""
    return log_normal_mass((low[:, None] - expected) / sd[:, None], (high[:, None] - expected) / sd[:, None])


def log_likelihood(low: Array, high: Array, expected: Array, sd: Array) -> Array:
    """Log likelihood of n reviews, each known to lie from ``low`` to ``high``: equal for a grade. Shape (n, 201)."""
    graded = low == high
    curves = np.empty_like(expected)
    curves[graded] = grade_log_likelihood(low[graded], expected[graded], sd[graded])
    curves[~graded] = verdict_log_likelihood(low[~graded], high[~graded], expected[~graded], sd[~graded])
    return curves


def log_normal_mass(lower: Array, upper: Array) -> Array:
    """log(Phi(upper) - Phi(lower)) for lower < upper, either may be infinite; finite however far out the two lie."""
    # Above zero both Phi are close to 1 and their difference drowns; the mirror image has them close to 0.
    mirrored = lower > 0
    lower, upper = np.where(mirrored, -upper, lower), np.where(mirrored, -lower, upper)
    log_upper = log_ndtr(upper)
    return log_upper + np.log1p(-np.exp(log_ndtr(lower) - log_upper))


def truncated_normal_moments(lower: Array, upper: Array) -> tuple[Array, Array]:
    """E[z] and E[z^2] of a standard normal known to lie between ``lower`` and ``upper``, either may be infinite."""
    log_mass = log_normal_mass(lower, upper)

    def density(z: Array) -> Array:
        return np.exp(-(z**2) / 2 - log_mass) / math.sqrt(2 * math.pi)

    at_lower, at_upper = density(lower), density(upper)
    lower, upper = np.where(np.isinf(lower), 0.0, lower), np.where(np.isinf(upper), 0.0, upper)
    return at_lower - at_upper, 1 + lower * at_lower - upper * at_upper


def posterior(log_density: Array) -> Array:
    """Probabilities of the grid points from log densities of any offset; the last axis is the grid."""
    mass = np.exp(log_density - log_density.max(axis=-1, keepdims=True)) * CELLS
    return mass / mass.sum(axis=-1, keepdims=True)


def score_and_interval(probabilities: Array) -> tuple[Array, Array, Array]:
    """Mean, 10 % and 90 % point of posteriors; the last axis is the grid.

    The points come by linear interpolation of the cumulative curve. Under hundreds of raves all mass lies in the grid's
    last half step, where they would fall short of the mean; the interval always holds it.
    """
    score = probabilities @ GRID
    shares = cumulative_shares(probabilities)
    low, high = (_crossing(shares[..., 1:], share) for share in INTERVAL)
    return score, np.minimum(low, score), np.maximum(high, score)


def cumulative_shares(probabilities: Array) -> Array:
    """How much of posteriors lies under each grid point; the last axis is the grid."""
    density = probabilities / CELLS
    cumulative = np.zeros_like(density)
    np.cumsum((density[..., :-1] + density[..., 1:]) / 2, axis=-1, out=cumulative[..., 1:])
    return cumulative / cumulative[..., -1:]


def _crossing(cumulative: Array, share: float) -> Array:
    """Where cumulative curves, given from the second grid point on, reach ``share``."""
    step = (cumulative < share).sum(axis=-1, keepdims=True)
    after = np.take_along_axis(cumulative, step, axis=-1)
    before = np.where(step > 0, np.take_along_axis(cumulative, np.maximum(step - 1, 0), axis=-1), 0.0)
    return ((step + (share - before) / (after - before)) * (GRID[1] - GRID[0]))[..., 0]
