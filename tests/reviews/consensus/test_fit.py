"""The fit against what was planted, and against sites that no model expects."""

import math

import numpy as np
import pytest

from reviews.consensus.catalogue import NOT_STATED, Reviews
from reviews.consensus.fit import ALBUMS_NEEDED, Fit, fit
from reviews.consensus.model import DEFAULTS, Parameters
from reviews.consensus.simulation import Simulation, simulate


@pytest.fixture(scope="module")
def planted() -> Simulation:
    return simulate(albums=4000, reviews=20_000, publications=60, critics=400, seed=7)


@pytest.fixture(scope="module")
def fitted(planted) -> Fit:
    return fit(planted.reviews)


def columns(album, publication, critic, score) -> Reviews:
    score = np.asarray(score, dtype=float)
    return Reviews(album, publication, critic, score, np.searchsorted([50, 70, 85], score, side="right"))


def spread_of(values) -> float:
    return float(np.std(list(values)))


def test_the_planted_constants_come_back(planted, fitted):
    found, truth = fitted.calibration, planted.calibration
    houses, critics = truth.publications.values(), truth.critics.values()
    assert found.mu == pytest.approx(truth.mu, abs=1.5)
    assert found.scale == pytest.approx(truth.scale, rel=0.08)
    assert found.noise == pytest.approx(math.exp(np.mean([math.log(house.noise) for house in houses])), rel=0.05)
    assert found.publication_sd == pytest.approx(spread_of(house.leniency for house in houses), rel=0.15)
    assert found.critic_sd == pytest.approx(spread_of(critic.leniency for critic in critics), rel=0.12)
    assert fitted.slope_sd == pytest.approx(spread_of(math.log(house.slope) for house in houses), rel=0.2)
    assert fitted.log_noise_sd == pytest.approx(spread_of(math.log(house.noise) for house in houses), rel=0.25)


@pytest.mark.parametrize(("habit", "likeness"), [("leniency", 0.9), ("slope", 0.75), ("noise", 0.75)])
def test_each_publications_habits_are_found(planted, fitted, habit, likeness):
    truth, found = planted.calibration.publications, fitted.calibration.publications
    pairs = [(getattr(truth[key], habit), getattr(found[key], habit)) for key in found]
    assert np.corrcoef(np.array(pairs).T)[0, 1] > likeness


def test_the_stated_variances_of_leniencies_are_about_those_of_the_errors(planted, fitted):
    for truth, found in (
        (planted.calibration.publications, fitted.calibration.publications),
        (planted.calibration.critics, fitted.calibration.critics),
    ):
        errors = [(found[key].leniency - truth[key].leniency) / math.sqrt(found[key].variance) for key in found]
        assert 0.8 < spread_of(errors) < 1.3


def test_who_has_written_little_is_drawn_to_the_common_value():
    drawn = simulate(albums=2000, reviews=10_000, publications=30, critics=2500, seed=2)
    written = dict(zip(*np.unique(drawn.reviews.critic, return_counts=True), strict=True))
    critics = fit(drawn.reviews).calibration.critics
    rare = [critic for key, critic in critics.items() if written[key] <= 2]
    often = [critic for key, critic in critics.items() if written[key] >= 30]
    assert spread_of(critic.leniency for critic in rare) < 0.6 * spread_of(critic.leniency for critic in often)
    assert min(critic.variance for critic in rare) > max(critic.variance for critic in often)


def test_fitting_twice_gives_the_same_numbers(planted, fitted):
    assert fit(planted.reviews) == fitted


def test_the_fit_converges_within_sixty_sweeps(fitted):
    assert fitted.converged
    assert fitted.sweeps <= 60


def test_the_order_of_an_albums_reviews_hardly_matters(planted, fitted):
    shuffled = np.random.default_rng(1).permutation(len(planted.reviews))
    order = shuffled[np.argsort(planted.reviews.album[shuffled], kind="stable")]
    other = fit(planted.reviews[order]).calibration
    assert other.mu == pytest.approx(fitted.calibration.mu, abs=1e-6)
    assert other.noise == pytest.approx(fitted.calibration.noise, abs=1e-6)
    for key, offset in fitted.calibration.publications.items():
        assert other.publications[key].leniency == pytest.approx(offset.leniency, abs=1e-6)


def test_verdicts_alone_are_enough_for_the_constants(planted):
    found = fit(planted.reviews.as_verdicts()).calibration
    assert found.mu == pytest.approx(DEFAULTS.mu, abs=1.5)
    assert found.scale == pytest.approx(DEFAULTS.scale, rel=0.15)
    # Its noise is normal in the fit and Huber's in truth, whose standard deviation is 1.05 times the parameter.
    assert found.noise == pytest.approx(1.05 * DEFAULTS.noise, rel=0.12)
    assert found.publication_sd == pytest.approx(DEFAULTS.publication_sd, rel=0.35)


@pytest.mark.parametrize(("albums", "sweeps"), [(ALBUMS_NEEDED - 1, False), (ALBUMS_NEEDED, True)])
def test_a_fit_needs_thirty_albums_of_three_reviews(albums, sweeps):
    album = np.concatenate([np.repeat(np.arange(albums), 3), np.repeat(np.arange(albums, albums + 20), 2)])
    score = np.random.default_rng(3).normal(74, 10, album.size).clip(0, 100)
    found = fit(columns(album, album % 4, np.arange(album.size) % 9, score))
    assert bool(found.sweeps) is sweeps
    if not sweeps:
        assert found.calibration == DEFAULTS


def test_who_is_not_stated_has_no_offset_and_their_spread_is_taken_from_the_noise():
    drawn = simulate(albums=500, reviews=4000, publications=20, critics=100, ungraded=0.0)
    nobody = np.full(len(drawn.reviews), NOT_STATED)
    found = fit(Reviews(drawn.reviews.album, nobody, nobody, drawn.reviews.score, drawn.reviews.verdict)).calibration
    assert not found.publications
    assert not found.critics
    # What is stated are points at the grades' mean, which lies a little off `mu`.
    stated = DEFAULTS.publication_sd, DEFAULTS.critic_sd
    assert (found.publication_sd, found.critic_sd) == pytest.approx(stated, rel=0.05)
    in_all = math.hypot(found.noise, found.publication_sd, found.critic_sd)
    score = found.stretch(drawn.reviews.score)
    means = np.add.reduceat(score, drawn.reviews.firsts) / drawn.reviews.counts
    within = score - np.repeat(means, drawn.reviews.counts)
    pooled = math.sqrt((within**2).sum() / (len(within) - drawn.reviews.albums.size))
    assert in_all == pytest.approx(pooled, rel=0.08)


def test_a_lenient_house_does_not_make_its_albums_better():
    """Half of the albums are reviewed by a house twelve points above the rest, the same albums by the others too."""
    rng = np.random.default_rng(5)
    album = np.repeat(np.arange(200), 6)
    publication = np.tile(np.arange(6), 200)
    score = 70 + rng.normal(0, 5, 200)[album] + rng.normal(0, 5, album.size) + 12 * (publication == 0)
    found = fit(columns(album, publication, np.full(album.size, NOT_STATED), score.clip(0, 100))).calibration
    others = np.mean([found.publications[key].leniency for key in range(1, 6)])
    assert found.publications[0].leniency - others == pytest.approx(12, abs=1.5)


def _odd_sites() -> dict[str, Reviews]:
    rng = np.random.default_rng(11)
    album = np.repeat(np.arange(40), 5)
    house, critic, nobody = rng.integers(0, 3, album.size), rng.integers(0, 10, album.size), np.full(album.size, -1)
    alike, ends = np.full(album.size, 80.0), rng.choice([0.0, 100.0], album.size)
    two_camps = np.where(album % 2, 95.0, 15.0)
    return {
        "all grades alike": columns(album, house, critic, alike),
        "nothing but raves": columns(album, house, critic, alike + 10).as_verdicts(),
        "only 0 and 100": columns(album, house, critic, ends),
        "only pans and raves": columns(album, house, critic, ends).as_verdicts(),
        "two kinds of albums": columns(album, house, critic, two_camps),
        "nobody stated": columns(album, nobody, nobody, ends),
        "every critic once": columns(album, house, np.arange(album.size), two_camps),
        "a house that turns the scale round": columns(
            album, house, nobody, np.where(house, two_camps, 100 - two_camps)
        ),
    }


@pytest.mark.parametrize("site", _odd_sites())
def test_an_odd_site_gets_a_possible_calibration(site):
    found = fit(_odd_sites()[site])
    calibration: Parameters = found.calibration
    assert 0 <= calibration.mu <= 100
    for value in (calibration.scale, calibration.noise):
        assert 0 < value <= 50
    for offset in calibration.publications.values():
        assert offset.slope > 0
        assert 1 <= offset.noise <= 50.001
        assert math.isfinite(offset.leniency)
        assert offset.variance >= 0
    for critic in calibration.critics.values():
        assert math.isfinite(critic.leniency)
        assert critic.variance >= 0
