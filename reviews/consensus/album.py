"""One album's working: from its reviews to the score, the interval, and each review's share in them.

An album starts where the site's records stand before anyone has written; each review moves it; the moves add up to the
score. The calibration is held fixed, so the posterior is one curve on the grid of ``model`` and the result depends on
this album's reviews and the calibration only.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from .model import (
    DEFAULTS,
    GRID,
    INTERVAL,
    VERDICTS,
    Array,
    Integers,
    Parameters,
    expected_grades,
    lengths,
    log_likelihood,
    log_prior,
    posterior,
    score_and_interval,
    truncated_normal_moments,
)

SHOWN_FROM = 3
SPREAD_FROM = 5
SPREAD_PRIOR_WEIGHT = 4

EVIDENCE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "none": "no reviews yet",
        "early": "too few reviews for a score",
        "limited": "few reviews, or far apart: the score may still move",
        "moderate": "enough reviews to place the album roughly",
        "strong": "many reviews: one more would hardly move the score",
    }
)

_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(64)
_ROOT_T = (_NODES + 1) / 2
_T, _T_WEIGHTS = _ROOT_T**2, _NODE_WEIGHTS * _ROOT_T


@dataclass(frozen=True)
class Evidence:
    """What one counted review says: a grade on 0-100, or else a verdict. The grade wins where there are both.

    ``publication`` and ``critic`` are the keys of the calibration's offsets; None where not stated.
    Raises ValueError when there is neither, when the grade is outside 0-100, or when the verdict is none of the four.
    """

    score: float | None
    verdict: str | None = None
    publication: Hashable = None
    critic: Hashable = None

    def __post_init__(self) -> None:
        if self.score is None and self.verdict is None:
            raise ValueError("a review needs a grade or a verdict to count")
        if self.score is not None and not 0 <= self.score <= 100:
            raise ValueError(f"a grade lies within 0-100, not {self.score}")
        if self.verdict is not None and self.verdict not in VERDICTS:
            raise ValueError(f"no such verdict: {self.verdict!r}")


@dataclass(frozen=True)
class Standing:
    """Where an album stands, in points of 0-100, and why. The tuples run parallel to the reviews.

    ``start``       the mean before anyone has written
    ``score``       the posterior mean; ``low`` and ``high`` its 10 % and 90 % points
    ``moves``       what each review adds to ``start``; they sum to ``score - start``
    ``without``     the score if this review were not there; None where no other is left
    ``leniency``    taken off each review: how far above the common level its publication and critic grade
    ``plain_mean``  of the grades; None if there are none
    ``spread``      how far reviews lie from what this score led to expect; None under five reviews
    """

    start: float
    score: float
    low: float
    high: float
    moves: tuple[float, ...]
    without: tuple[float | None, ...]
    leniency: tuple[float, ...]
    plain_mean: float | None
    spread: float | None


def standing_of(reviews: Sequence[Evidence], calibration: Parameters = DEFAULTS) -> Standing:
    """The standing of one album. Without reviews it is the prior's. Time and memory grow with the reviews alone."""
    count = len(reviews)
    leniency, slope, sd, low, high = _heard(reviews, calibration)
    prior = log_prior(calibration)
    curves = log_likelihood(low, high, expected_grades(calibration, leniency, slope), sd)
    together = prior + curves.sum(axis=0)

    start = float(posterior(prior) @ GRID)
    probabilities = posterior(together)
    score, interval_low, interval_high = map(float, score_and_interval(probabilities))
    without = (posterior(together - curves) @ GRID).tolist() if count > 1 else [None] * count
    grades = [review.score for review in reviews if review.score is not None]
    expected = calibration.mu + leniency + slope * (calibration.stretch(np.array(score)) - calibration.mu)
    off = spread(squared_residuals(low, high, expected, sd).sum(), float(np.mean(sd**2)), count) if count else np.nan
    return Standing(
        start=start,
        score=score,
        low=interval_low,
        high=interval_high,
        moves=tuple(_moves(prior, curves, score - start).tolist()),
        without=tuple(without),
        leniency=tuple(leniency.tolist()),
        plain_mean=float(np.mean(grades)) if grades else None,
        spread=float(off / lengths(score, calibration.mu, calibration.power)) if count >= SPREAD_FROM else None,
    )


def score_of(reviews: Sequence[Evidence], calibration: Parameters = DEFAULTS) -> tuple[float, float, float]:
    """Score and ends of the interval alone, the same as those of `standing_of`, at a tenth of its cost."""
    leniency, slope, sd, low, high = _heard(reviews, calibration)
    curves = log_likelihood(low, high, expected_grades(calibration, leniency, slope), sd)
    score, interval_low, interval_high = score_and_interval(posterior(log_prior(calibration) + curves.sum(axis=0)))
    return float(score), float(interval_low), float(interval_high)


def _heard(reviews: Sequence[Evidence], calibration: Parameters) -> tuple[Array, Array, Array, Array, Array]:
    """Each review's leniency, slope and noise, and the ends between which its score is known to lie, stretched."""
    leniency, slope, sd = _columns([calibration.voice(r.publication, r.critic) for r in reviews], 3)
    low, high = calibration.stretch(_columns([_known_between(review, calibration) for review in reviews], 2))
    return leniency, slope, sd, low, high


def _columns(rows: Sequence[Sequence[float]], width: int) -> Array:
    return np.array(rows, dtype=float).reshape(-1, width).T


def _known_between(review: Evidence, calibration: Parameters) -> tuple[float, float]:
    if review.score is not None:
        return float(review.score), float(review.score)
    return calibration.band(review.verdict or "").censoring


def _moves(prior: Array, curves: Array, total: float) -> Array:
    """Aumann-Shapley shares of ``total``, the way from the prior's mean to the score. Shape (n,).

    Every review's log likelihood is switched on together, from t = 0 to 1. The mean then rises by the sum over reviews
    of Cov_t(a, l_i) dt, so review i's share is the integral of its own covariance. No order enters, and equal reviews
    get equal shares (Aumann and Shapley, "Values of Non-Atomic Games", 1974; here the "integrated gradients" form).

    The integral is a Gauss-Legendre sum over 64 nodes in the square root of t, since with many reviews nearly all
    happens at small t: no move is off by more than 0.001 points up to 500 reviews. Sixteen nodes in t itself do as
    well for an ordinary album, but are out by up to 1.8 where thirty reviews contradict the prior, and the posterior
    jumps from one to the other. What is left is spread over the moves in proportion to their size.
    """
    tempered = posterior(prior + _T[:, None] * curves.sum(axis=0))
    deviation = GRID - (tempered @ GRID)[:, None]
    moves = curves @ (_T_WEIGHTS @ (tempered * deviation))
    size = np.abs(moves)
    if size.any():
        moves += (total - moves.sum()) * size / size.sum()
    return moves


def squared_residuals(low: Array, high: Array, expected: Array, sd: Array) -> Array:
    """How far each review lies from its expected grade, squared, all stretched. Shape (n,), in points squared.

    ``low`` and ``high`` are the ends it is known to lie between. A grade's square is exact; a verdict's is the one to
    be expected within its band.
    """
    lower, upper = (low - expected) / sd, (high - expected) / sd
    graded = low == high
    squares = lower**2
    squares[~graded] = truncated_normal_moments(lower[~graded], upper[~graded])[1]
    return squares * sd**2


def spread(total: Array | float, expected_variance: Array | float, count: Integers | int) -> Array:
    """Residual standard deviation in points, from the sum of squares, shrunk toward what these voices let expect.

    The expected variance counts as four further reviews, so that at five reviews each side has half the say.
    """
    weight = SPREAD_PRIOR_WEIGHT
    return np.sqrt((total + weight * expected_variance) / (count - 1 + weight))


class Share(NamedTuple):
    """A share of reviews within 0-1, with its 80 % interval."""

    share: float
    low: float
    high: float


def share_positive(positive: int, count: int) -> Share | None:
    """The share of reviews that are positive or raves: (R + P + 1/2) / (n + 1), the mean of its Beta distribution.

    Jeffreys' prior adds half a review to each side, so neither 0 nor 1 is ever claimed. None without reviews.
    Raises ValueError when ``positive`` is not within 0 to ``count``.
    """
    if not 0 <= positive <= count:
        raise ValueError(f"{positive} of {count} reviews cannot be positive")
    if not count:
        return None
    low, high = betaincinv(positive + 0.5, count - positive + 0.5, INTERVAL)
    return Share(shrunken_share(positive, count), float(low), float(high))


@overload
def shrunken_share(positive: int, count: int) -> float: ...
@overload
def shrunken_share(positive: Integers, count: Integers) -> Array: ...
def shrunken_share(positive: Integers | int, count: Integers | int) -> Array | float:
    """(R + P + 1/2) / (n + 1): what ``share_positive`` states, for one album or for columns of them."""
    return (positive + 0.5) / (count + 1)


def evidence_level(count: int, low: float, high: float) -> str:
    """How much stands behind a score: a key of ``EVIDENCE_WORDS``, from the number of reviews and the interval.

    Under three reviews no score is shown. "Moderate" asks for five reviews and an interval of at most 12 points,
    "strong" for ten and at most 8: three 80s reach 11 points, ten 80s 7.7.
    """
    return str(evidence_levels(np.array(count), np.array(high - low)))


def evidence_levels(count: Integers, width: Array) -> NDArray[np.str_]:
    """``evidence_level`` for columns of albums, from the width of the interval."""
    rules = [count < 1, count < SHOWN_FROM, (count >= 10) & (width <= 8), (count >= 5) & (width <= 12)]
    return np.select(rules, ["none", "early", "strong", "moderate"], default="limited")


def overlaps_by_half(a_low: float, a_high: float, b_low: float, b_high: float) -> bool:
    """Whether two intervals share more than half of the narrower one, so that their albums share a rank.

    The narrower decides: an album known only roughly cannot be told apart from one known well that lies inside.
    """
    narrower = min(a_high - a_low, b_high - b_low)
    shared = min(a_high, b_high) - max(a_low, b_low)
    return shared > narrower / 2 if narrower > 0 else shared >= 0


def round_half_up(value: float, decimals: int = 0) -> Decimal:
    """``value`` as printed: half up (away from zero), once, without a negative zero."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def rounded_moves(start: float, moves: Sequence[float], score: float, decimals: int = 1) -> tuple[Decimal, ...]:
    """The moves as printed, so that printed start + printed moves = printed score.

    Largest remainder: each move is rounded down, and the units still missing go to those that lost most, the earlier
    first among equals. Each printed move is therefore within one unit of its value.
    """
    if not moves:
        return ()
    unit = Decimal(1).scaleb(-decimals)
    # Equal moves differ in the last bits of their floats; nine digits keep them equal.
    exact = [round(Decimal(str(move)) / unit, 9) for move in moves]
    units = [move.to_integral_value(ROUND_FLOOR) for move in exact]
    missing = int((round_half_up(score, decimals) - round_half_up(start, decimals)) / unit - sum(units))
    for_all, rest = divmod(missing, len(moves))
    by_loss = sorted(range(len(moves)), key=lambda i: units[i] - exact[i])
    favoured = set(by_loss[:rest])
    return tuple((each + for_all + (i in favoured)) * unit + 0 for i, each in enumerate(units))
