"""How likely grades are under a calibration, so that fits with different powers of the stretch can be compared."""

import numpy as np

from . import huber
from .catalogue import ROWS_AT_ONCE, Reviews, voices_of
from .model import (
    CELLS,
    Array,
    Parameters,
    expected_grades,
    grade_log_likelihood,
    lengths,
    log_prior,
)

COARSER = 2
"""Every second point of the grid is enough here: noise is many times as wide."""


def log_likelihood_of(grades: Reviews, calibration: Parameters) -> float:
    """The logarithm of the probability density of all grades, in points of 0-100, with the standings integrated out.

    Every one of ``grades`` has a grade. Leniencies, slopes and noises are the calibration's.
    """
    score = calibration.stretch(grades.score)
    leniency, slope, sd = voices_of(grades, calibration)
    prior = log_prior(calibration)[::COARSER]
    prior -= _log_integral(prior)
    total = float((np.log(lengths(grades.score, calibration.mu, calibration.power) / sd) - _LOG_NORMALISER).sum())
    for albums, rows in grades.parts(ROWS_AT_ONCE):
        expected = expected_grades(calibration, leniency[rows], slope[rows])[:, ::COARSER]
        curves = grade_log_likelihood(score[rows], expected, sd[rows])
        together = prior + np.add.reduceat(curves, grades.firsts[albums] - rows.start, axis=0)
        total += float(_log_integral(together).sum())
    return total


_LOG_NORMALISER = np.log(huber.NORMALISER)


def _log_integral(log_density: Array) -> Array:
    """The logarithms of integrals over 0-100, up to a factor, of densities given by theirs. The grid comes last."""
    most = log_density.max(axis=-1, keepdims=True)
    return most[..., 0] + np.log((np.exp(log_density - most) * CELLS[::COARSER]).sum(axis=-1))
