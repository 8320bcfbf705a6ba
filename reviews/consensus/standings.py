"""Two questions of the model alone: do its intervals of albums hold, and how much better could any formula be?

* Standings from three reviews. Of every album with eight reviews or more three are drawn at random, under a calibration
  fitted on other albums, and the interval that they give is held against where all of the album's reviews place it: the
  share of that posterior inside is 0.80 on average where the model is right.
* The floor. Standings, habits and grades are drawn from the fitted model for the very reviews that there are, and every
  grade is predicted without its fold by somebody who knows all constants and habits. Nobody can do better there than
  that; divided by the plain mean's error it is the least that a formula of grades and houses could come to.
"""

from dataclasses import replace

import numpy as np

from . import huber
from .catalogue import NOT_STATED, Reviews, posteriors, voices_of
from .fit import Fit, fit
from .groups import Group, grouped, tenths_of
from .model import (
    DEGREES_OF_FREEDOM,
    GRID,
    Array,
    Band,
    Effect,
    Integers,
    Parameters,
    PublicationEffect,
    cumulative_shares,
    score_and_interval,
    stretched_back,
)
from .predicting import ConsensusFormula, Location

DRAWN = 3
REVIEWS_NEEDED = 8
DRAWS = 5
ALBUM_FOLDS = 5
FLOOR_DRAWS = 5
FLOOR_FOLDS = 10
TOO_FEW = 10


def from_three_reviews(reviews: Reviews, bands: tuple[Band, ...], rng: np.random.Generator) -> tuple[Group, ...]:
    """How the intervals of three reviews hold, by tenths of the score. Nothing where fewer than ten albums serve."""
    if (reviews.counts >= REVIEWS_NEEDED).sum() < TOO_FEW:
        return ()
    fold = rng.permutation(reviews.albums.size) % ALBUM_FOLDS
    parts = []
    for number in range(ALBUM_FOLDS):
        others = reviews[np.repeat(fold != number, reviews.counts)]
        tested = reviews[np.repeat((fold == number) & (reviews.counts >= REVIEWS_NEEDED), reviews.counts)]
        if len(tested):
            parts += _hold_three_against_all(tested, fit(others, bands).calibration, rng)
    score, whole, held = map(np.concatenate, zip(*parts, strict=True))
    return grouped([score], whole, [held], tenths_of([score]))


def _hold_three_against_all(
    reviews: Reviews, calibration: Parameters, rng: np.random.Generator
) -> list[tuple[Array, Array, Array]]:
    """Score from three reviews, score from all, and the share of the latter's posterior in the former's interval."""
    every = _posteriors(reviews, calibration)
    whole, shares = every @ GRID, cumulative_shares(every)
    found = []
    for _ in range(DRAWS):
        three = reviews[np.sort(_some_of_each(reviews, rng))]
        score, low, high = score_and_interval(_posteriors(three, calibration))
        below = [
            np.array([np.interp(end, GRID, share) for end, share in zip(ends, shares, strict=True)])
            for ends in (low, high)
        ]
        found.append((score, whole, below[1] - below[0]))
    return found


def _posteriors(reviews: Reviews, calibration: Parameters) -> Array:
    return np.concatenate([found for _, found in posteriors(reviews, calibration, voices_of(reviews, calibration))])


def _some_of_each(reviews: Reviews, rng: np.random.Generator) -> Integers:
    """The places of three reviews of each album, drawn at random."""
    order = np.lexsort((rng.random(len(reviews)), reviews.album))
    within = np.arange(len(reviews)) - np.repeat(reviews.firsts, reviews.counts)
    return order[within < DRAWN]


def floor_of(reviews: Reviews, fitted: Fit, rng: np.random.Generator) -> float:
    """The error of who knows the truth about everything but albums, divided by the plain mean's."""
    known, plain = np.zeros(2)
    for _ in range(FLOOR_DRAWS):
        drawn, truth = redraw(reviews, fitted, rng)
        fold = rng.permutation(len(drawn)) % FLOOR_FOLDS
        for number in range(FLOOR_FOLDS):
            learned, asked = drawn[(fold != number) | ~drawn.graded], drawn[(fold == number) & drawn.graded]
            steps = np.ones(len(asked))
            for_asked = ConsensusFormula(learned, truth).predict(asked, steps), Location(learned).predict(asked, steps)
            squares = [((found.mean - asked.score) ** 2).sum() for found in for_asked]
            known, plain = known + squares[0], plain + squares[1]
    return float(np.sqrt(known / plain))


def redraw(reviews: Reviews, fitted: Fit, rng: np.random.Generator) -> tuple[Reviews, Parameters]:
    """The same people's reviews of the same albums as the model would have them, and what they were drawn from."""
    constants = fitted.calibration
    mu = constants.mu
    houses, house = np.unique(reviews.publication, return_inverse=True)
    critics, critic = np.unique(reviews.critic, return_inverse=True)
    leniency = rng.normal(0, constants.publication_sd, houses.size)
    slope = np.exp(rng.normal(0, fitted.slope_sd, houses.size))
    noise = constants.noise * np.exp(rng.normal(0, fitted.log_noise_sd, houses.size))
    own = rng.normal(0, constants.critic_sd, critics.size)
    stands = np.repeat(constants.scale * rng.standard_t(DEGREES_OF_FREEDOM, reviews.albums.size), reviews.counts)
    stated, signed = reviews.publication != NOT_STATED, reviews.critic != NOT_STATED
    grade = mu + noise[house] * huber.draw(rng, len(reviews)) + np.where(stated, slope[house], 1.0) * stands
    grade += np.where(stated, leniency[house], rng.normal(0, constants.publication_sd, len(reviews)))
    grade += np.where(signed, own[critic], rng.normal(0, constants.critic_sd, len(reviews)))
    score = stretched_back(grade, mu, constants.power)
    drawn = reviews.replace_scores(score)
    truth = replace(
        constants,
        publications={
            key: PublicationEffect(float(leniency[place]), 0.0, float(slope[place]), float(noise[place]))
            for place, key in enumerate(houses.tolist())
            if key != NOT_STATED
        },
        critics={
            key: Effect(float(own[place]), 0.0) for place, key in enumerate(critics.tolist()) if key != NOT_STATED
        },
    )
    verdicts = drawn.as_verdicts(constants.bands).verdict
    ungraded = np.where(reviews.graded, score, np.nan)
    return Reviews(reviews.album, reviews.publication, reviews.critic, ungraded, verdicts), truth
