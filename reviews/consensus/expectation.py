"""The fit's expectation step: what reviews say of their albums, and then of the voices that wrote them.

Everything known of the voices is held fixed here. The albums' standings are this module's own: each pass starts from
where the last one left them. Rows are taken some thousands at a time, whole albums, since arrays that stay in the
processor's cache are worked through twice as fast.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from scipy.special import roots_genlaguerre

from .catalogue import Reviews
from .model import DEGREES_OF_FREEDOM, HUBER_THRESHOLD, Array, Integers, truncated_normal_moments

ROWS_AT_ONCE = 16_384

_NODES, _NODE_WEIGHTS = roots_genlaguerre(8, DEGREES_OF_FREEDOM / 2 - 1)
_PRECISIONS = (_NODES / (DEGREES_OF_FREEDOM / 2))[:, None]
_LOG_WEIGHTS = np.log(_NODE_WEIGHTS / _NODE_WEIGHTS.sum())[:, None]
_MOST_BLURRED = 0.9


class Habits(NamedTuple):
    """What is held to be true of each voice: columns by place among the reviews' voices.

    ``leniency`` with the variance of not knowing it, ``uncertainty``; ``slope``; and ``variance``, that of a review.
    """

    leniency: Array
    uncertainty: Array
    slope: Array
    variance: Array


class Sums(NamedTuple):
    """What the reviews say, summed: six columns by voice, then three numbers over all albums.

    The information on leniency, on slope and on both at once, and the pull on either, with the uncertainty of the
    albums integrated out; ``square``, the weighted squares of the residuals. ``albums``, ``album_total`` and
    ``album_square`` are the expected zeroth, first and second moment of the standings, weighted by the precisions of
    the mixture that stands for the Student-t distribution.
    """

    leniency: Array
    both: Array
    slope: Array
    leniency_pull: Array
    slope_pull: Array
    square: Array
    albums: float
    album_total: float
    album_square: float


def summing(place: Integers, size: int) -> Callable[[Array], Array]:
    """What sums a column's rows by their places, of which there are so many."""
    return lambda column: np.bincount(place, column, minlength=size).astype(float, copy=False)


class _Block(NamedTuple):
    rows: slice
    albums: slice
    album: Integers
    firsts: Integers
    grades: Integers
    verdicts: Integers


class _Heard(NamedTuple):
    """Of each review: how far it lies from what was expected, the expected square of that, and what it is worth.

    Where only a band is known, ``residual`` is the expected one. ``told`` is the part of an exact grade's information
    that the review gives, ``weight`` the precision at which it counts.
    """

    residual: Array
    square: Array
    told: Array
    weight: Array


class Expectation:
    """The albums' standings, taken from ``mu``, with their variances, as the last pass left them."""

    def __init__(self, reviews: Reviews, ends: tuple[Array, Array], scale: float) -> None:
        self.standing = np.zeros(reviews.albums.size)
        self.variance = np.full(reviews.albums.size, scale**2)
        self._low, self._high = ends
        self._which = reviews.voices[2]
        self._blocks = list(_blocks(reviews))
        self._columns = np.empty((6, len(reviews)))

    def update(self, mu: float, scale: float, habits: Habits) -> Sums:
        """Find the standings, and what the reviews say of voices given these."""
        moments = np.zeros(3)
        for block in self._blocks:
            which = self._which[block.rows]
            leniency, uncertainty, slope, variance = (column[which] for column in habits)
            heard = self._hear(block, mu + leniency, uncertainty, slope, variance)
            residual, of_albums = self._place(block, heard, slope, scale)
            moments += of_albums
            self._say(block, heard, residual, slope)
        voices = habits.slope.size
        of_voices = map(summing(self._which, voices), self._columns)
        return Sums._make((*of_voices, *moments))

    def scale_by(self, factor: float) -> None:
        """Stretch all standings."""
        self.standing *= factor
        self.variance *= factor**2

    def _hear(self, block: _Block, level: Array, uncertainty: Array, slope: Array, variance: Array) -> _Heard:
        """A grade counts with Huber's weight; a verdict's grade by its expected value and variance within the band."""
        expected = level + slope * self.standing[block.albums][block.album]
        residual = self._low[block.rows] - expected
        told = np.ones(residual.size)
        if block.verdicts.size:
            rows = block.verdicts
            sd = np.sqrt(variance[rows])
            upper = (self._high[block.rows][rows] - expected[rows]) / sd
            mean, square = truncated_normal_moments(residual[rows] / sd, upper)
            residual[rows] = sd * mean
            told[rows] = 1 - (square - mean**2)
        doubt = uncertainty + slope**2 * self.variance[block.albums][block.album]
        square = residual**2 + variance * (1 - told) + told**2 * doubt
        weight = 1 / variance
        z = np.sqrt(square[block.grades] * weight[block.grades])
        weight[block.grades] *= np.minimum(1, HUBER_THRESHOLD / z)
        return _Heard(residual, square, told, weight)

    def _place(self, block: _Block, heard: _Heard, slope: Array, scale: float) -> tuple[Array, Array]:
        """Posterior mean and variance of the standings. Returns the residuals from these, and the albums' moments."""
        reach = heard.told * slope
        weighted = heard.weight * slope
        information = np.add.reduceat(weighted * reach, block.firsts)
        before = self.standing[block.albums]
        pull = np.add.reduceat(weighted * heard.residual, block.firsts) + information * before
        prior = _PRECISIONS / scale**2
        variance = 1 / (prior + information)
        mean = pull * variance
        weight = _LOG_WEIGHTS + (np.log(prior * variance) + pull * mean) / 2
        weight = np.exp(weight - weight.max(axis=0))
        weight /= weight.sum(axis=0)
        square = mean**2 + variance
        standing = (weight * mean).sum(axis=0)
        residual = heard.residual - reach * (standing - before)[block.album]
        self.standing[block.albums] = standing
        self.variance[block.albums] = (weight * square).sum(axis=0) - standing**2
        weight *= _PRECISIONS
        return residual, np.array([weight.sum(), (weight * mean).sum(), (weight * square).sum()])

    def _say(self, block: _Block, heard: _Heard, residual: Array, slope: Array) -> None:
        """Write the block's part of the columns that ``Sums`` sums.

        An album torn between two readings varies by more than one review could settle: never is all taken off.
        """
        variance, standing = self.variance[block.albums][block.album], self.standing[block.albums][block.album]
        information = heard.told * heard.weight
        doubt = information * variance
        sure = information * (1 - np.minimum(slope**2 * doubt, _MOST_BLURRED))
        both = sure * standing
        pull = heard.weight * residual
        said = sure, both, both * standing + doubt, pull, pull * standing - slope * doubt, heard.weight * heard.square
        for column, values in zip(self._columns, said, strict=True):
            column[block.rows] = values


def _blocks(reviews: Reviews) -> Iterator[_Block]:
    for albums, rows in reviews.parts(ROWS_AT_ONCE):
        counts, graded = reviews.counts[albums], reviews.graded[rows]
        yield _Block(
            rows,
            albums,
            album=np.repeat(np.arange(counts.size), counts),
            firsts=reviews.firsts[albums] - rows.start,
            grades=np.flatnonzero(graded),
            verdicts=np.flatnonzero(~graded),
        )
