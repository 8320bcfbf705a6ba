"""A whole catalogue at once: its reviews as columns, and where every album stands.

The formulas are those of ``model`` and ``album``; only the loop over albums is replaced by sums over sorted rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .album import evidence_levels, shrunken_share, spread, squared_residuals
from .model import (
    BANDS,
    VERDICTS,
    Array,
    Band,
    Integers,
    Parameters,
    expected_grades,
    lengths,
    log_likelihood,
    log_prior,
    posterior,
    score_and_interval,
)

Voices = tuple[Array, Array, Array]

NOT_STATED = -1
ROWS_AT_ONCE = 1024
SAMPLE_SEED = 2018


@dataclass(frozen=True)
class Reviews:
    """Counted reviews as columns of one length, sorted by album.

    ``album``, ``publication`` and ``critic`` hold keys, NOT_STATED for a publication or critic that is; ``score`` the
    grade on 0-100, NaN where there is none; ``verdict`` a place among VERDICTS.
    Raises ValueError when the rows are not sorted by album, or a score or verdict is none.
    """

    album: Integers
    publication: Integers
    critic: Integers
    score: Array
    verdict: Integers

    def __post_init__(self) -> None:
        if (np.diff(self.album) < 0).any():
            raise ValueError("reviews must be sorted by album")
        if (self.score < 0).any() or (self.score > 100).any():
            raise ValueError("a grade lies within 0-100")
        if self.verdict.size and not 0 <= self.verdict.min() <= self.verdict.max() < len(VERDICTS):
            raise ValueError("a verdict is a place among VERDICTS")

    def __len__(self) -> int:
        return self.album.size

    def __getitem__(self, rows: NDArray | slice) -> "Reviews":
        """Some of the rows, in their order."""
        return Reviews(*(getattr(self, column.name)[rows] for column in fields(self)))

    def parts(self, size: int) -> Iterator[tuple[slice, slice]]:
        """Whole albums, one after another, with about so many reviews at a time: places of albums, and their rows."""
        ends = np.append(self.firsts, len(self))
        start = 0
        while start < self.albums.size:
            stop = max(start + 1, int(np.searchsorted(ends, ends[start] + size, side="right")) - 1)
            yield slice(start, stop), slice(int(ends[start]), int(ends[stop]))
            start = stop

    def replace_scores(self, score: Array) -> "Reviews":
        """The same reviews with other grades."""
        return Reviews(self.album, self.publication, self.critic, score, self.verdict)

    def as_verdicts(self, bands: tuple[Band, ...] = BANDS) -> "Reviews":
        """The same reviews, of each grade only the verdict it stands for."""
        starts = [band.low for band in bands[1:]]
        verdict = np.where(self.graded, np.searchsorted(starts, self.score, side="right"), self.verdict)
        return Reviews(self.album, self.publication, self.critic, np.full(len(self), np.nan), verdict)

    @cached_property
    def graded(self) -> NDArray[np.bool_]:
        """Which reviews have a grade."""
        return ~np.isnan(self.score)

    def ends(self, bands: tuple[Band, ...]) -> tuple[Array, Array]:
        """The ends that each grade is known to lie between; equal where it is exact."""
        low, high = np.array([band.censoring for band in bands]).T
        return (
            np.where(self.graded, self.score, low[self.verdict]),
            np.where(self.graded, self.score, high[self.verdict]),
        )

    @cached_property
    def firsts(self) -> Integers:
        """The place of each album's first review."""
        return np.flatnonzero(np.diff(self.album, prepend=self.album[:1] - 1))

    @cached_property
    def counts(self) -> Integers:
        """How many reviews each album has."""
        return np.diff(self.firsts, append=len(self))

    @cached_property
    def albums(self) -> Integers:
        """The albums' keys, ascending."""
        return self.album[self.firsts]

    @cached_property
    def voices(self) -> tuple[Integers, Integers, Integers]:
        """Publication and critic of each voice there is, and which of them wrote each review."""
        critics = int(self.critic.max(initial=0)) + 2
        pairs, which = np.unique((self.publication + 1) * critics + self.critic + 1, return_inverse=True)
        return pairs // critics - 1, pairs % critics - 1, which


@dataclass(frozen=True)
class Standings:
    """Where albums stand: columns of one length, by ascending album. NaN for what an album does not have.

    As in ``album.Standing``; ``verdicts`` counts them in the order of VERDICTS, shape (n, 4). Score, interval, share
    and spread are given however few the reviews; from how many on they are shown is the caller's to know.
    """

    album: Integers
    score: Array
    low: Array
    high: Array
    counted: Integers
    graded: Integers
    plain_mean: Array
    verdicts: Integers
    share_positive: Array
    spread: Array
    evidence: NDArray[np.str_]


def voices_of(reviews: Reviews, calibration: Parameters) -> Voices:
    """Leniency, slope and standard deviation of each review's voice; ``reviews`` holds the calibration's own keys."""
    publications, critics, which = reviews.voices
    keys = ((None if key == NOT_STATED else key for key in column.tolist()) for column in (publications, critics))
    voices = [calibration.voice(publication, critic) for publication, critic in zip(*keys, strict=True)]
    leniency, slope, sd = np.array(voices, dtype=float).reshape(-1, 3)[which].T
    return leniency, slope, sd


def posteriors(reviews: Reviews, calibration: Parameters, voices: Voices) -> Iterator[tuple[slice, Array]]:
    """The albums' posteriors on the grid, about a thousand reviews at a time: which albums, and shape (n, 201)."""
    low, high = map(calibration.stretch, reviews.ends(calibration.bands))
    leniency, slope, sd = voices
    prior = log_prior(calibration)
    for albums, rows in reviews.parts(ROWS_AT_ONCE):
        expected = expected_grades(calibration, leniency[rows], slope[rows])
        curves = log_likelihood(low[rows], high[rows], expected, sd[rows])
        firsts = reviews.firsts[albums] - rows.start
        yield albums, posterior(prior + np.add.reduceat(curves, firsts, axis=0))


def standings_of(reviews: Reviews, calibration: Parameters) -> Standings:
    """The standing of every album: what ``album.standing_of`` says of each, but for moves and leave-one-out."""
    voices = leniency, slope, sd = voices_of(reviews, calibration)
    score, low, high = np.empty((3, reviews.albums.size))
    for albums, probabilities in posteriors(reviews, calibration, voices):
        score[albums], low[albums], high[albums] = score_and_interval(probabilities)

    def total(column: NDArray[Any]) -> NDArray[Any]:
        return np.add.reduceat(column, reviews.firsts) if len(reviews) else np.empty(0)

    graded = total(reviews.graded.astype(int))
    verdicts = np.stack([total((reviews.verdict == place).astype(int)) for place in range(len(VERDICTS))], axis=1)
    positive = verdicts[:, VERDICTS.index("positive")] + verdicts[:, VERDICTS.index("rave")]
    stands = np.repeat(calibration.stretch(score), reviews.counts)
    expected = calibration.mu + leniency + slope * (stands - calibration.mu)
    ends_low, ends_high = map(calibration.stretch, reviews.ends(calibration.bands))
    squares = total(squared_residuals(ends_low, ends_high, expected, sd))
    return Standings(
        album=reviews.albums,
        score=score,
        low=low,
        high=high,
        counted=reviews.counts,
        graded=graded,
        plain_mean=total(np.where(reviews.graded, reviews.score, 0)) / np.where(graded, graded, np.nan),
        verdicts=verdicts,
        share_positive=shrunken_share(positive, reviews.counts),
        spread=spread(squares, total(sd**2) / reviews.counts, reviews.counts)
        / lengths(score, calibration.mu, calibration.power),
        evidence=evidence_levels(reviews.counts, high - low),
    )


def sample(reviews: Reviews, most: int, seed: int = SAMPLE_SEED) -> Reviews:
    """Whole albums drawn at random, until they have ``most`` reviews; all of them where there are no more."""
    order = np.random.default_rng(seed).permutation(reviews.albums.size)
    taken = order[np.cumsum(reviews.counts[order]) <= most]
    chosen = np.zeros(reviews.albums.size, dtype=bool)
    chosen[taken] = True
    return reviews[np.repeat(chosen, reviews.counts)]
