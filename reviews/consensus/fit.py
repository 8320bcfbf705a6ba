"""The fit of the consensus model to a catalogue: every constant of ``model.Parameters``, from the reviews alone.

Empirical Bayes by expectation and maximisation. Unknown at once are each album's standing ``a``, each publication's
leniency, slope and noise, each critic's leniency, and the spreads of all of them, with for a review of voice (p, c)

    u(y) = mu + slope_p (u(a) - mu) + leniency_p + leniency_c + noise_p

    u(a) - mu ~ Student-t(4) of scale S        leniency_p ~ N(0, publication_sd^2)
    leniency_c ~ N(0, critic_sd^2)             log slope_p ~ N(0, slope_sd^2)     log noise_p ~ N(log noise, .^2)

The power of the stretch ``u`` is the one under which the grades are likeliest, each power with the constants that
suit it (``likelihood``). Verdicts have no say in it: where nothing but an edge is known, the edges' places and the
stretch are one and the same. It is drawn to the stated default a little, so that a few grades do not bend the scale.

Everything else is fitted with the power held fixed, on grades stretched around their own mean. One sweep goes through
the unknowns in the order above, each time with the others as they stand:

* What a review says. A grade counts with Huber's weight min(1, 2 / |z|). A verdict's grade is unknown: it enters by its
  expected value and variance, those of a normal distribution cut off at the band's ends; the part of its information
  that the band leaves is one minus that variance (Tobin 1958; Louis 1982).
* Albums. A Student-t distribution is a mixture of normal ones, their precision drawn from a Gamma distribution (Lange,
  Little and Taylor 1989). Gauss-Laguerre nodes stand for it; given a node everything is normal and in closed form.
* Publications, each with the uncertainty of its albums and the leniencies of its critics integrated out (a Schur
  complement), else a house and its critics would hand one offset back and forth; then critics given publications.
* Spreads: mean squares of what they are the spread of, uncertainty included. Each starts with the stated default, and
  that start goes on counting as four more albums, publications or critics would, so none vanishes on a small site.
* Where common level and common slope belong: leniencies are centred on nought and log slopes too. Whatever is taken
  out goes to ``mu`` and ``S``, which changes no prediction (parameter expansion: Liu, Rubin and Wu 1998).

Who is not stated is somebody nobody knows: no leniency is taken off, and its spread adds to the noise.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize_scalar

from .album import SHOWN_FROM
from .catalogue import NOT_STATED, Reviews, sample
from .expectation import Expectation, Habits, Sums, summing
from .likelihood import log_likelihood_of
from .model import (
    BANDS,
    DEFAULTS,
    Array,
    Band,
    Effect,
    Integers,
    Parameters,
    PublicationEffect,
    lengths,
    stretched,
    stretched_back,
)

VERSION = 2
ALBUMS_NEEDED = 30
DEFAULT_SLOPE_SD = 0.25
DEFAULT_LOG_NOISE_SD = 0.22
POWERS = (0.7, 3.0)
POWER_SD = 0.7
PRIOR_WEIGHT = 4
LEAST_NOISE = 1.0
MOST_SPREAD = 50.0

MOST_SWEEPS = 200
TOLERANCE = 0.001
POWER_REVIEWS = 20_000
_POWER_TOLERANCE = 0.05
_ROUGHLY = 0.05
_LONGEST_STEP = 0.5


@dataclass(frozen=True)
class Fit:
    """What a fit found. ``slope_sd`` and ``log_noise_sd`` are spreads of log slope and log noise among publications.

    ``sweeps`` is 0 where there was too little to fit on and the stated defaults stay. ``converged``: no constant or
    offset moved by more than 0.001 points in the last sweep.
    """

    calibration: Parameters
    slope_sd: float
    log_noise_sd: float
    sweeps: int
    converged: bool


def enough(reviews: Reviews) -> bool:
    """Whether there are albums enough with a score of their own to learn anything from: thirty with three reviews."""
    return int((reviews.counts >= SHOWN_FROM).sum()) >= ALBUMS_NEEDED


def fit(reviews: Reviews, bands: tuple[Band, ...] = DEFAULTS.bands) -> Fit:
    """Fit the model. The same rows in the same order give the same numbers. Time and memory grow with the reviews.

    The offsets' keys are those of ``reviews``; ``bands`` are those that verdicts are heard as. With too few albums it
    is the stated defaults.
    """
    if not enough(reviews):
        return Fit(replace(DEFAULTS, bands=bands), DEFAULT_SLOPE_SD, DEFAULT_LOG_NOISE_SD, sweeps=0, converged=True)
    estimate = _Estimate(reviews, find_power(reviews), bands)
    sweeps, converged = estimate.settle(TOLERANCE)
    return Fit(estimate.calibration(), estimate.slope_sd, estimate.log_noise_sd, sweeps, converged)


def find_power(reviews: Reviews) -> float:
    """The likeliest power of the stretch by the grades, or on a large site by those of some whole albums."""
    grades = sample(reviews[reviews.graded], POWER_REVIEWS)
    if not enough(grades):
        return DEFAULTS.power

    def loss(power: float) -> float:
        estimate = _Estimate(grades, power, BANDS)
        estimate.settle(_ROUGHLY)
        drawn = (power - DEFAULTS.power) / POWER_SD
        return drawn**2 / 2 - log_likelihood_of(grades, estimate.calibration())

    found = minimize_scalar(loss, bounds=POWERS, method="bounded", options={"xatol": _POWER_TOLERANCE})
    return round(float(found.x), 2)


class _Estimate:
    """The unknowns as they stand. Arrays of publications and of critics end in one more, for who is not stated."""

    def __init__(self, reviews: Reviews, power: float, bands: tuple[Band, ...]) -> None:
        grades = reviews.score[reviews.graded]
        self.power, self.bands = power, bands
        self.centre = float(grades.mean()) if grades.size else DEFAULTS.mu
        self.lowest, self.highest = stretched(np.array([0.0, 100.0]), self.centre, power)
        publications, critics, which = reviews.voices
        self.publications, self.publication = _places(publications)
        self.critics, self.critic = _places(critics)
        self.written = np.bincount(which).astype(float)
        self.unsigned = publications == NOT_STATED, critics == NOT_STATED

        self.mu, self.scale, self.noise = self.centre, DEFAULTS.scale, DEFAULTS.noise
        self.publication_sd, self.critic_sd = DEFAULTS.publication_sd, DEFAULTS.critic_sd
        self.slope_sd, self.log_noise_sd = DEFAULT_SLOPE_SD, DEFAULT_LOG_NOISE_SD

        low, high = (stretched(ends, self.centre, power) for ends in reviews.ends(bands))
        self.expectation = Expectation(reviews, (low, high), self.scale)
        size = self.publications.size + 1
        self.house_leniency, self.house_variance, self.log_slope, self.slope_variance = np.zeros((4, size))
        self.log_noise, self.log_noise_variance = np.full(size, np.log(self.noise)), np.zeros(size)
        self.critic_leniency, self.critic_variance = np.zeros((2, self.critics.size + 1))

    def parameters(self) -> Array:
        """Everything that a calibration keeps, in points or parts of ten points, to see whether it still moves."""
        return np.concatenate(
            [
                [self.mu, self.scale, self.noise, self.publication_sd, self.critic_sd],
                [10 * self.slope_sd, 10 * self.log_noise_sd],
                self.house_leniency,
                self.critic_leniency,
                10 * self.log_slope,
                10 * self.log_noise,
            ]
        )

    def sweep(self) -> None:
        """Go through all unknowns once."""
        self.house_noise = np.exp(2 * self.log_noise)[self.publication]
        no_house, no_critic = self.unsigned
        self.unsigned_variance = no_house * self.publication_sd**2 + no_critic * self.critic_sd**2
        sums = self.expectation.update(self.mu, self.scale, self._habits())
        self._fit_albums(sums)
        self._fit_noise(sums)
        self._fit_voices(sums)
        self._centre(sums)

    def settle(self, tolerance: float) -> tuple[int, bool]:
        """Sweep until nothing moves by more than ``tolerance``. How many sweeps that took; whether it came so far."""
        sweeps, change = 0, np.inf
        while change > tolerance and sweeps < MOST_SWEEPS:
            before = self.parameters()
            self.sweep()
            change = float(np.abs(self.parameters() - before).max())
            sweeps += 1
        return sweeps, change <= tolerance

    def calibration(self) -> Parameters:
        """The constants and offsets as they stand, in points as they are at ``mu`` and not at the grades' mean.

        A house's noise is the root of what its square is expected to be: not knowing it widens what can be expected.
        """
        mu = float(stretched_back(np.array(self.mu), self.centre, self.power))
        point = 1 / float(lengths(np.array(mu), self.centre, self.power))
        slope, noise = np.exp(self.log_slope), np.exp(self.log_noise + self.log_noise_variance)
        houses = np.stack(
            [
                self.house_leniency * point,
                self.house_variance * point**2,
                slope,
                np.clip(noise * point, LEAST_NOISE, MOST_SPREAD),
                slope**2 * self.slope_variance,
            ]
        )
        writers = np.stack([self.critic_leniency * point, self.critic_variance * point**2])
        return Parameters(
            mu=mu,
            scale=min(self.scale * point, MOST_SPREAD),
            noise=min(self.noise * point, MOST_SPREAD),
            publication_sd=self.publication_sd * point,
            critic_sd=self.critic_sd * point,
            power=self.power,
            bands=self.bands,
            publications={
                key: PublicationEffect(*offset)
                for key, offset in zip(self.publications.tolist(), houses.T[:-1].tolist(), strict=True)
            },
            critics={
                key: Effect(*offset) for key, offset in zip(self.critics.tolist(), writers.T[:-1].tolist(), strict=True)
            },
        )

    def _habits(self) -> Habits:
        house, critic = self.publication, self.critic
        return Habits(
            leniency=self.house_leniency[house] + self.critic_leniency[critic],
            uncertainty=self.house_variance[house] + self.critic_variance[critic],
            slope=np.exp(self.log_slope)[house],
            variance=self.house_noise + self.unsigned_variance,
        )

    def _fit_albums(self, sums: Sums) -> None:
        """The scale of the albums' standings."""
        squares = sums.album_square + PRIOR_WEIGHT * DEFAULTS.scale**2
        self.scale = float(np.sqrt(squares / (sums.albums + PRIOR_WEIGHT)))

    def _fit_noise(self, sums: Sums) -> None:
        """Newton steps for each publication's log noise and for the common one, at which the unstated stand."""
        variance = self.house_noise + self.unsigned_variance
        own = self.house_noise / variance
        square = own**2 * variance * sums.square + self.written * self.unsigned_variance * own
        size = self.publications.size + 1
        count = np.bincount(self.publication, self.written, minlength=size)
        square = np.bincount(self.publication, square, minlength=size)
        precision = self.log_noise_sd**-2
        for _ in range(3):
            deviation = self.log_noise[:-1] - self.log_noise[-1]
            gain = square * np.exp(-2 * self.log_noise)
            slope, curvature = gain - count, 2 * gain
            slope += precision * np.append(-deviation, deviation.sum())
            curvature += precision * np.append(np.ones(deviation.size), deviation.size)
            self.log_noise += np.clip(slope / curvature, -_LONGEST_STEP, _LONGEST_STEP)
            np.clip(self.log_noise, np.log(LEAST_NOISE), np.log(MOST_SPREAD), out=self.log_noise)
        self.noise = float(np.exp(self.log_noise[-1]))
        deviation = self.log_noise - self.log_noise[-1]
        self.log_noise_variance = 1 / curvature
        self.log_noise_sd = _sd(deviation**2, self.log_noise_variance, self.log_noise_sd, DEFAULT_LOG_NOISE_SD)

    def _fit_voices(self, sums: Sums) -> None:
        """A Newton step for leniency and slope of every publication, critics integrated out; then one for critics."""
        of_house = summing(self.publication, self.publications.size + 1)
        of_critic = summing(self.critic, self.critics.size + 1)
        critic_information = of_critic(sums.leniency) + self.critic_sd**-2
        critic_information[-1] = np.inf
        critic_pull = of_critic(sums.leniency_pull) - self.critic_leniency / self.critic_sd**2
        share, slope_share = (
            sums.leniency / critic_information[self.critic],
            sums.both / critic_information[self.critic],
        )

        slope, taken = np.exp(self.log_slope), critic_pull[self.critic]
        pull = of_house(sums.leniency_pull - share * taken) - self.house_leniency / self.publication_sd**2
        slope_pull = slope * of_house(sums.slope_pull - slope_share * taken) - self.log_slope / self.slope_sd**2
        leniency_information = of_house(sums.leniency - share * sums.leniency) + self.publication_sd**-2
        slope_information = slope**2 * of_house(sums.slope - slope_share * sums.both) + self.slope_sd**-2
        mixed = slope * of_house(sums.both - share * sums.both)
        determinant = leniency_information * slope_information - mixed**2
        step = (slope_information * pull - mixed * slope_pull) / determinant
        slope_step = (leniency_information * slope_pull - mixed * pull) / determinant
        self.house_variance = slope_information / determinant
        self.slope_variance = leniency_information / determinant
        for column in (step, slope_step, self.house_variance):
            column[-1] = 0
        self.house_leniency += step
        self.log_slope += np.clip(slope_step, -_LONGEST_STEP, _LONGEST_STEP)
        self.publication_sd = _sd(
            self.house_leniency**2, self.house_variance, self.publication_sd, DEFAULTS.publication_sd
        )
        self.slope_sd = _sd(self.log_slope**2, self.slope_variance, self.slope_sd, DEFAULT_SLOPE_SD)

        slope_change = np.exp(self.log_slope) - slope
        moved = sums.leniency * step[self.publication] + sums.both * slope_change[self.publication]
        self.critic_leniency += (critic_pull - of_critic(moved)) / critic_information
        self.critic_variance = 1 / critic_information
        of_houses = of_critic(share**2 * self.house_variance[self.publication])
        squares = self.critic_leniency**2 + of_houses
        self.critic_sd = _sd(squares, self.critic_variance, self.critic_sd, DEFAULTS.critic_sd)

    def _centre(self, sums: Sums) -> None:
        """Put the centre of leniencies and standings into ``mu``, and the common slope into the scale.

        Each review whose house or critic is not stated has one of its own, seen once: its share of the residual. The
        slope of such houses is one, so their reviews say how far the common slope may go.
        """
        no_house, no_critic = self.unsigned
        for leniency, sd, unsigned in (
            (self.critic_leniency, self.critic_sd, no_critic),
            (self.house_leniency, self.publication_sd, no_house),
        ):
            total = leniency[:-1].sum() + sd**2 * sums.leniency_pull[unsigned].sum()
            centre = total / max(1, leniency.size - 1 + self.written[unsigned].sum())
            leniency[:-1] -= centre
            self.mu += centre
        centre = sums.album_total / sums.albums
        self.mu += centre
        self.expectation.standing -= centre
        self.house_leniency[:-1] += (np.exp(self.log_slope[:-1]) - 1) * centre

        common = self.log_slope.sum() / self.slope_sd**2 + sums.slope_pull[no_house].sum()
        common /= max(1, self.publications.size) / self.slope_sd**2 + sums.slope[no_house].sum()
        common = np.clip(common, -_LONGEST_STEP, _LONGEST_STEP)
        self.log_slope[:-1] -= common
        self.expectation.scale_by(float(np.exp(common)))
        # No grades on 0-100 vary more; verdicts of which none is between pan and rave would ask for any amount.
        self.scale = min(float(self.scale * np.exp(common)), MOST_SPREAD)
        self.mu = float(np.clip(self.mu, self.lowest, self.highest))


def _places(keys: Integers) -> tuple[Integers, Integers]:
    """The distinct keys, and each one's place among them; who is not stated comes last."""
    distinct, place = np.unique(keys, return_inverse=True)
    unstated = int((distinct == NOT_STATED).any())
    return distinct[unstated:], np.where(keys == NOT_STATED, distinct.size - unstated, place - unstated)


def _sd(squares: Array, variances: Array, sd: float, default: float) -> float:
    """What the spread of some unknowns is, ``sd`` until now, by their squared estimates and those's variances.

    What is known of an unknown is one minus its variance over the spread's; the sum of that counts for the squares
    (MacKay 1992). Four more at the default count with them, and the last of the columns, which is nobody's, does not.
    """
    known = np.maximum(1 - variances[:-1] / sd**2, 0).sum()
    return float(np.sqrt((squares[:-1].sum() + PRIOR_WEIGHT * default**2) / (known + PRIOR_WEIGHT)))
