import ast
import dataclasses
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

import reviews.consensus
from reviews.consensus.model import (
    BANDS,
    CELLS,
    GRID,
    Band,
    Effect,
    PublicationEffect,
    expected_grades,
    grade_log_likelihood,
    log_normal_mass,
    log_prior,
    posterior,
    score_and_interval,
    truncated_normal_moments,
    verdict_log_likelihood,
    verdict_of,
)
from tests.reviews.consensus.first_constants import FIRST, first

EVERYWHERE = GRID[None, :]
ONE = np.ones(1)


def imported_names(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_model_imports_numpy_scipy_and_the_standard_library_alone():
    package = Path(reviews.consensus.__file__).parent
    names = {name for module in package.glob("*.py") for name in imported_names(module)}
    assert "numpy" in names
    # Modules of its own are named relatively, so that the package can be installed under a name of its own.
    outside = {name for name in names if name.startswith("..") or not name.startswith(".")}
    assert {name.split(".")[0] for name in outside} <= {"numpy", "scipy", *sys.stdlib_module_names}


def test_an_unknown_voice_has_all_three_deviations_added_up():
    assert FIRST.voice("a house", "a critic").sd == pytest.approx(math.sqrt(9.7**2 + 3.4**2 + 3.0**2))
    assert round(FIRST.voice().sd, 2) == 10.71


def test_a_known_voice_adds_leniencies_and_only_what_is_still_unknown():
    calibration = first(
        publications={"house": PublicationEffect(leniency=4.0, variance=1.0, slope=0.8, noise=7.0)},
        critics={"critic": Effect(leniency=-1.5, variance=2.0)},
    )
    assert calibration.voice("house", "critic") == pytest.approx((2.5, 0.8, math.sqrt(49 + 1 + 2)))
    assert calibration.voice("house", "other") == pytest.approx((4.0, 0.8, math.sqrt(49 + 1 + 9)))
    assert calibration.voice("other", "critic") == pytest.approx((-1.5, 1.0, math.sqrt(9.7**2 + 3.4**2 + 2)))


def test_a_calibration_cannot_be_changed():
    publications = {"house": PublicationEffect(4.0, 1.0, 0.8, 7.0)}
    calibration = first(publications=publications)
    publications.clear()
    assert "house" in calibration.publications
    with pytest.raises(TypeError):
        calibration.publications["another"] = PublicationEffect(0.0, 1.0, 1.0, 9.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        calibration.mu = 50


@pytest.mark.parametrize("constants", [{"scale": 0}, {"noise": 0}, {"noise": -1}, {"scale": math.nan}])
def test_a_calibration_without_positive_deviations_is_refused(constants):
    with pytest.raises(ValueError, match="positive"):
        first(**constants)


@pytest.mark.parametrize(("slope", "noise"), [(0, 9), (-1, 9), (1, 0)])
def test_a_publication_that_turns_the_scale_round_or_is_never_wrong_is_refused(slope, noise):
    with pytest.raises(ValueError, match="positive"):
        PublicationEffect(0.0, 1.0, slope, noise)


def test_the_prior_is_student_t_with_four_degrees_of_freedom():
    reference = stats.t(4, loc=74, scale=5.4).logpdf(GRID)
    ours = log_prior(FIRST)
    assert np.ptp(ours - reference) < 1e-12


def test_a_grade_is_normal_up_to_two_deviations_and_exponential_beyond():
    curve = grade_log_likelihood(np.array([50.0]), EVERYWHERE, np.array([10.0]))[0]
    z = np.abs(GRID - 50) / 10
    near, far = z <= 2, z > 2
    assert curve[near] == pytest.approx(-(z[near] ** 2) / 2)
    assert curve[far] == pytest.approx(2 - 2 * z[far])


def test_what_a_voice_is_expected_to_grade_follows_its_slope_and_leniency():
    expected = expected_grades(FIRST, np.array([0.0, 5.0]), np.array([1.0, 0.5]))
    assert expected[0] == pytest.approx(GRID)
    assert expected[1] == pytest.approx(74 + 5 + 0.5 * (GRID - 74))


def test_a_verdict_within_the_scale_is_the_normal_probability_of_its_band():
    curve = verdict_log_likelihood(np.array([50.0]), np.array([70.0]), EVERYWHERE, np.array([10.71]))[0]
    reference = stats.norm.cdf((70 - GRID) / 10.71) - stats.norm.cdf((50 - GRID) / 10.71)
    assert np.exp(curve) == pytest.approx(reference, rel=1e-9)


def test_the_outer_bands_are_open():
    pan, mixed, positive, rave = (band.censoring for band in BANDS)
    assert (pan, mixed, positive, rave) == ((-math.inf, 50), (50, 70), (70, 85), (85, math.inf))


def test_the_four_verdicts_share_out_all_probability_at_every_standing():
    low, high = np.array([band.censoring for band in BANDS]).T
    curves = verdict_log_likelihood(low, high, np.tile(GRID, (4, 1)), np.full(4, 10.71))
    assert np.exp(curves).sum(axis=0) == pytest.approx(np.ones(GRID.size))


@pytest.mark.parametrize("sd", [0.05, 1.0, 10.71, 500.0])
def test_curves_are_finite_however_small_or_large_the_noise(sd):
    low, high = np.array([band.censoring for band in BANDS]).T
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        verdicts = verdict_log_likelihood(low, high, np.tile(GRID, (4, 1)), np.full(4, sd))
        grades = grade_log_likelihood(np.array([0.0, 100.0]), np.tile(GRID, (2, 1)), np.full(2, sd))
    assert np.isfinite(verdicts).all()
    assert np.isfinite(grades).all()


@pytest.mark.parametrize(("lower", "upper"), [(-2.0, -1.0), (1.0, 2.0), (-1.0, 2.0), (7.0, 9.0), (-9.0, -7.0)])
def test_the_mass_and_the_moments_of_a_truncated_normal(lower, upper):
    z = np.array([lower]), np.array([upper])
    mass = integrate.quad(stats.norm.pdf, lower, upper)[0]
    mean = integrate.quad(lambda x: x * stats.norm.pdf(x), lower, upper)[0] / mass
    square = integrate.quad(lambda x: x**2 * stats.norm.pdf(x), lower, upper)[0] / mass
    assert np.exp(log_normal_mass(*z))[0] == pytest.approx(mass, rel=1e-9)
    assert truncated_normal_moments(*z)[0][0] == pytest.approx(mean, rel=1e-6)
    assert truncated_normal_moments(*z)[1][0] == pytest.approx(square, rel=1e-6)


def test_the_moments_with_an_open_end_even_far_out():
    lower, upper = np.array([-math.inf, 0.0, 40.0]), np.array([0.0, math.inf, math.inf])
    mean, square = truncated_normal_moments(lower, upper)
    half_normal = math.sqrt(2 / math.pi)
    assert mean == pytest.approx([-half_normal, half_normal, 40 + 1 / 40], rel=1e-4)
    assert square == pytest.approx([1, 1, 40**2 + 2], rel=1e-3)


def test_a_posterior_integrates_to_one_and_weighs_the_ends_by_half():
    flat = posterior(np.zeros(GRID.size))
    assert flat.sum() == pytest.approx(1)
    assert flat[0] == flat[-1] == pytest.approx(flat[1] / 2)
    assert CELLS.sum() == 100


def test_a_posterior_survives_densities_far_beyond_what_a_float_can_hold():
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        stack = posterior(np.stack([log_prior(FIRST) - 1e6, log_prior(FIRST) * 1e5]))
    assert stack.sum(axis=1) == pytest.approx([1, 1])
    assert stack[1].argmax() == np.flatnonzero(GRID == 74)[0]


def test_the_interval_of_a_flat_curve_leaves_a_tenth_at_each_end():
    assert score_and_interval(posterior(np.zeros(GRID.size))) == pytest.approx((50, 10, 90))


@pytest.mark.parametrize(
    ("score", "verdict"),
    [
        (0, "pan"),
        (49.99, "pan"),
        (50, "mixed"),
        (69.99, "mixed"),
        (70, "positive"),
        (84.99, "positive"),
        (85, "rave"),
        (100, "rave"),
    ],
)
def test_a_score_on_an_edge_belongs_to_the_verdict_above(score, verdict):
    assert verdict_of(score) == verdict


@pytest.mark.parametrize("score", [-0.1, 100.1, math.nan, math.inf])
def test_a_score_off_the_scale_has_no_verdict(score):
    with pytest.raises(ValueError, match="0-100"):
        verdict_of(score)


def test_verdicts_follow_the_bands_they_are_given():
    strict = (Band("pan", 0, 40), Band("mixed", 40, 60), Band("positive", 60, 80), Band("rave", 80, 100))
    assert verdict_of(80, strict) == "rave"
    assert first(bands=strict).band("rave").low == 80
    with pytest.raises(ValueError, match="masterpiece"):
        FIRST.band("masterpiece")
