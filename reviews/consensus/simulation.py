"""Catalogues drawn from the consensus model, to hold the fit against what was planted and to measure it."""

from typing import NamedTuple

import numpy as np

from . import huber
from .catalogue import NOT_STATED, Reviews
from .fit import DEFAULT_LOG_NOISE_SD, DEFAULT_SLOPE_SD
from .model import (
    DEFAULTS,
    DEGREES_OF_FREEDOM,
    Array,
    Effect,
    Integers,
    Parameters,
    PublicationEffect,
    stretched_back,
)

WITHOUT_CRITIC = 0.1
WITHOUT_PUBLICATION = 0.05
AWAY_FROM_HOME = 0.1


class Simulation(NamedTuple):
    """Reviews, the calibration that they were drawn from, and each album's true standing, by the albums' keys."""

    reviews: Reviews
    calibration: Parameters
    standing: Array


def simulate(
    albums: int,
    reviews: int,
    publications: int,
    critics: int,
    *,
    ungraded: float = 1 / 3,
    constants: Parameters = DEFAULTS,
    seed: int = 0,
) -> Simulation:
    """Draw so many reviews of so many albums, a share of them with a verdict only.

    Fewer where there are not critics enough for that many. A few albums, publications and critics have most of the
    reviews, as everywhere. A critic reviews an album once, and mostly for one publication; some reviews do not state
    the critic or the publication. Grades are whole numbers.
    """
    rng = np.random.default_rng(seed)
    album, critic = _pairs(rng, albums, reviews, critics)
    publication = rng.choice(publications, critics, p=_popularity(publications))[critic]
    elsewhere = rng.random(album.size) < AWAY_FROM_HOME
    publication[elsewhere] = rng.choice(publications, int(elsewhere.sum()))

    standing = constants.mu + constants.scale * rng.standard_t(DEGREES_OF_FREEDOM, albums)
    leniency = rng.normal(0, constants.publication_sd, publications)
    slope = np.exp(rng.normal(0, DEFAULT_SLOPE_SD, publications))
    noise = constants.noise * np.exp(rng.normal(0, DEFAULT_LOG_NOISE_SD, publications))
    critic_leniency = rng.normal(0, constants.critic_sd, critics)

    grade = constants.mu + slope[publication] * (standing[album] - constants.mu) + leniency[publication]
    grade += critic_leniency[critic] + noise[publication] * huber.draw(rng, album.size)
    nameless = rng.random(album.size) < WITHOUT_PUBLICATION
    single = constants.mu + rng.normal(0, constants.publication_sd, album.size) + critic_leniency[critic]
    single += standing[album] - constants.mu + constants.noise * huber.draw(rng, album.size)
    exact = stretched_back(np.where(nameless, single, grade), constants.mu, constants.power)
    grade = np.rint(exact)
    publication[nameless] = NOT_STATED
    critic[rng.random(album.size) < WITHOUT_CRITIC] = NOT_STATED

    verdict = np.searchsorted([band.low for band in constants.bands[1:]], exact, side="right")
    score = np.where(rng.random(album.size) < ungraded, np.nan, grade)
    planted = Parameters(
        constants.mu,
        constants.scale,
        constants.noise,
        constants.publication_sd,
        constants.critic_sd,
        constants.power,
        constants.bands,
        publications={
            key: PublicationEffect(leniency[key], 0.0, slope[key], noise[key]) for key in range(publications)
        },
        critics={key: Effect(critic_leniency[key], 0.0) for key in range(critics)},
    )
    stands = stretched_back(standing, constants.mu, constants.power)
    return Simulation(Reviews(album, publication, critic, score, verdict), planted, stands)


def _popularity(count: int) -> Array:
    share = np.arange(1, count + 1) ** -0.7
    return share / share.sum()


def _pairs(rng: np.random.Generator, albums: int, reviews: int, critics: int) -> tuple[Integers, Integers]:
    """Albums and who reviewed them, sorted by album, no pair twice; every album once before any is twice."""
    popularity = _popularity(critics)
    first = rng.permutation(albums)[:reviews] * critics + rng.choice(critics, min(albums, reviews), p=popularity)
    drawn = int(reviews * 1.2) + 100
    share = rng.gamma(1.0, size=albums)
    more = rng.choice(albums, drawn, p=share / share.sum()) * critics + rng.choice(critics, drawn, p=popularity)
    more = rng.permutation(np.setdiff1d(more, first))[: reviews - first.size]
    pair = np.sort(np.concatenate([first, more]))
    return pair // critics, pair % critics
