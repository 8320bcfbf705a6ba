"""How far people agree who judged the same texts apart from each other: Krippendorff's alpha for ordered categories.

A unit is one text with the judgements it got, in any number and from anybody; categories are the numbers from 0 up, in
their order. A judgement that is missing is left out, and a unit with fewer than two says nothing about agreement.

    alpha = 1 - D_o / D_e

From the coincidence matrix o_ck, into which every unit of m judgements puts each of its m (m - 1) ordered pairs with
weight 1 / (m - 1), with the margins n_c = sum_k o_ck and their sum n:

    D_o = 1 / n            sum_c sum_k o_ck     delta_ck^2
    D_e = 1 / (n (n - 1))  sum_c sum_k n_c n_k  delta_ck^2

and for ordered categories, where a step counts for as many judgements as it passes over,

    delta_ck = sum_{g=c..k} n_g - (n_c + n_k) / 2

1 is full agreement, 0 what the same judgements dealt at random would give. Where only one category was ever used,
D_e is 0 and alpha is not defined.

Sources: Krippendorff, "Content Analysis" (2nd edition, 2004), chapter 11; "Computing Krippendorff's Alpha-Reliability"
(2011), sections C and D.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .model import INTERVAL, Array

RESAMPLES = 2000
SEED = 2004

Unit = Sequence[int | None]


@dataclass(frozen=True)
class Agreement:
    """What the judgements of `units` texts come to: alpha and its 80 % interval. None where it is not defined."""

    units: int
    alpha: float | None
    low: float | None
    high: float | None


def agreement_of(units: Iterable[Unit], categories: int, seed: int = SEED) -> Agreement:
    """Alpha with an 80 % interval: percentiles of alpha over resamples of the units, the same for the same seed.

    Resamples in which alpha is not defined are left out; without any variation among the others the interval is empty
    of width, which says that the texts were few and not that they were enough.
    """
    patterns = sorted(Counter(pattern for unit in units if len(pattern := _told(unit)) > 1).items())
    if not patterns:
        return Agreement(0, None, None, None)
    kinds = np.stack([_pairs(pattern, categories) for pattern, _ in patterns])
    counts = np.array([count for _, count in patterns], float)
    number = int(counts.sum())
    alpha = _alphas(np.tensordot(counts, kinds, 1))
    if np.isnan(alpha):
        return Agreement(number, None, None, None)
    drawn = np.random.default_rng(seed).multinomial(number, counts / number, size=RESAMPLES)
    low, high = np.nanquantile(_alphas(np.tensordot(drawn, kinds, 1)), INTERVAL)
    return Agreement(number, float(alpha), float(low), float(high))


def ordinal_alpha(units: Iterable[Unit], categories: int) -> float | None:
    """Krippendorff's alpha of the units, at most 1; None when fewer than two categories were used or nothing paired."""
    return agreement_of(units, categories).alpha


def coincidences(units: Iterable[Unit], categories: int) -> Array:
    """The coincidence matrix: categories by categories, symmetric, its sum the number of judgements that are paired."""
    found = np.zeros((categories, categories))
    for unit in units:
        if len(told := _told(unit)) > 1:
            found += _pairs(told, categories)
    return found


def _told(unit: Unit) -> tuple[int, ...]:
    return tuple(sorted(judgement for judgement in unit if judgement is not None))


def _pairs(judgements: tuple[int, ...], categories: int) -> Array:
    counts = np.bincount(judgements, minlength=categories).astype(float)
    return (np.outer(counts, counts) - np.diag(counts)) / (len(judgements) - 1)


def _alphas(matrices: Array) -> Array:
    """Alpha of each coincidence matrix (the last two axes); NaN where it is not defined."""
    margins = matrices.sum(-1)
    number = margins.sum(-1)
    # The sum from c to k less half of both ends is the distance between the middles of the two categories' ranks.
    middles = margins.cumsum(-1) - margins / 2
    squares = (middles[..., :, None] - middles[..., None, :]) ** 2
    observed = (matrices * squares).sum((-2, -1))
    expected = (margins[..., :, None] * margins[..., None, :] * squares).sum((-2, -1))
    return 1 - (number - 1) * np.divide(observed, expected, out=np.full_like(number, np.nan), where=expected > 0)
