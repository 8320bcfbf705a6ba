"""Where an album stands among all: above how many of them, how likely among the first, and between which ends."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil, floor
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
FEWEST_TO_STAND_AMONG = 30
"""From so many records with a score on, a record is given its place among them."""
CUT_OFF = 0.01
ROOM = 5
STEP = 5


class Ends(NamedTuple):
    """Where a scale begins and ends, on 0-100."""

    low: float
    high: float


UNTOLD_ENDS = Ends(40, 100)
"""The ends of the scale of lists until a site's own records tell: below 40 lies hardly a record anywhere."""


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
    return PlaceAmongAll(*(share_below(point, quantiles) for point in (score, low, high)))


def share_below(point: float, quantiles: Sequence[float]) -> float:
    """The first of what `place_of` says, for a list that has room for no more."""
    first, after = bisect_left(quantiles, point), bisect_right(quantiles, point)
    if after > first:
        place = (first + after - 1) / 2
    elif first in (0, len(quantiles)):
        place = min(first, len(quantiles) - 1)
    else:
        before = quantiles[first - 1]
        place = first - 1 + (point - before) / (quantiles[first] - before)
    return min(place / max(1, len(quantiles) - 1), MOST_TOLD)


def ends_of(quantiles: Sequence[float]) -> Ends:
    """Between which ends a small scale is drawn, so that the intervals of nearly all records lie on it.

    From the scores without the lowest and the highest hundredth, with some room for their intervals, to round numbers.
    """
    last = len(quantiles) - 1
    low, high = (quantiles[round(share * last)] for share in (CUT_OFF, 1 - CUT_OFF))
    return Ends(max(0, STEP * floor((low - ROOM) / STEP)), min(100, STEP * ceil((high + ROOM) / STEP)))


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
