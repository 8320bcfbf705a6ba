"""Where an album stands among all: above how many of them, and how likely among the first."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from .model import INTERVAL, VERDICTS, Array, Integers, verdict_of

QUANTILES = 201
FIRST = 10
DRAWS = 4000
CANDIDATES = 400
SEED = 10
LEAST_TOLD = 0.01
MOST_TOLD = 0.99


class PlaceAmongAll(NamedTuple):
    """Above which shares of a site's records a score lies, and the ends of its interval; each of 0-1."""

    share: float
    low: float
    high: float


def quantiles_of(scores: Array) -> list[float]:
    """The scores of all records, boiled down to so many of them at equal distances, ascending; none where none are."""
    return np.quantile(scores, np.linspace(0, 1, QUANTILES)).tolist() if scores.size else []


def place_of(score: float, low: float, high: float, quantiles: Sequence[float]) -> PlaceAmongAll:
    """Where a score and the ends of its interval lie among the ``quantiles``; equals count half as being below.

    None is said to be above more than 99 %: it is one of them itself, and others come.
    """
    shares = np.linspace(0, 1, len(quantiles))

    def below(point: float) -> float:
        first, last = np.searchsorted(quantiles, point, side="left"), np.searchsorted(quantiles, point, side="right")
        if last > first:
            return float((shares[first] + shares[last - 1]) / 2)
        return float(np.interp(point, quantiles, shares))

    return PlaceAmongAll(*(min(below(point), MOST_TOLD) for point in (score, low, high)))


def chances_of_the_first(keys: Integers, score: Array, low: Array, high: Array, first: int = FIRST) -> dict[int, float]:
    """How often each album is among the first so many when all standings are drawn at random; 1 % and more.

    A standing is drawn normally about its score, either side as wide as its end of the interval says. The same
    albums give the same chances. Who comes after the four hundred highest ends has none to speak of.
    """
    tried = np.argsort(-high, kind="stable")[:CANDIDATES]
    reach = float(ndtri(INTERVAL[1]))
    z = np.random.default_rng(SEED).standard_normal((DRAWS, tried.size))
    width = np.where(z < 0, score[tried] - low[tried], high[tried] - score[tried]) / reach
    drawn = score[tried] + z * width
    ahead = min(first, tried.size)
    among = np.argpartition(-drawn, ahead - 1, axis=1)[:, :ahead] if ahead else np.empty((0, 0), dtype=np.int64)
    chances = np.bincount(among.ravel(), minlength=tried.size) / DRAWS
    return {
        int(key): round(float(chance), 3)
        for key, chance in zip(keys[tried], chances, strict=True)
        if chance >= LEAST_TOLD
    }


def bands_between(low: float, high: float) -> tuple[str, str]:
    """The verdicts in whose bands the printed ends of an interval lie, the worse first; equal where it is one."""
    worse, better = (verdict_of(float(end)) for end in (low, high))
    return min(worse, better, key=VERDICTS.index), max(worse, better, key=VERDICTS.index)
