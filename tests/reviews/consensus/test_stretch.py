"""The stretch: what it does to points, and that with a power of 1 nothing is done."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.consensus.album import Evidence, standing_of
from reviews.consensus.catalogue import NOT_STATED, Reviews
from reviews.consensus.fit import find_power, fit
from reviews.consensus.likelihood import log_likelihood_of
from reviews.consensus.model import (
    BANDS,
    DEFAULTS,
    GRID,
    Parameters,
    expected_grades,
    lengths,
    log_prior,
    stretched,
    stretched_back,
)
from reviews.consensus.simulation import simulate

powers = st.floats(0.7, 3)
centres = st.floats(20, 95)
points = st.floats(0, 100)


@given(points, centres, powers)
def test_what_was_stretched_comes_back(point, centre, power):
    there = stretched(np.array([point]), centre, power)
    assert stretched_back(there, centre, power)[0] == pytest.approx(point, abs=1e-6)


@given(st.tuples(points, points), centres, powers)
def test_the_order_of_points_stays(pair, centre, power):
    lower, higher = stretched(np.array(sorted(pair)), centre, power)
    assert lower <= higher


@given(centres, powers)
def test_the_centre_stays_and_so_does_the_length_of_its_points(centre, power):
    assert float(stretched(np.array([centre]), centre, power)[0]) == pytest.approx(centre)
    assert float(lengths(centre, centre, power)) == pytest.approx(1)
    ends = stretched(np.array([centre - 0.001, centre + 0.001]), centre, power)
    assert np.diff(ends)[0] == pytest.approx(0.002, rel=1e-3)


def test_above_a_power_of_one_low_points_grow_shorter_and_high_ones_longer():
    assert lengths(40, 75, 2) < 1 < lengths(90, 75, 2)
    assert lengths(40, 75, 0.8) > 1 > lengths(90, 75, 0.8)
    # By hand: 75 + 100 / 2 ((90 + 25)^2 / 100^2 - 1).
    assert float(stretched(np.array([90.0]), 75, 2)[0]) == pytest.approx(75 + 50 * (1.15**2 - 1))


def test_a_power_of_one_leaves_every_curve_as_it_was():
    plain = Parameters(mu=70.0, power=1.0)
    assert (plain.stretch(GRID) == GRID).all()
    z = (GRID - 70) / plain.scale
    assert log_prior(plain) == pytest.approx(-2.5 * np.log1p(z**2 / 4), abs=1e-12)
    assert expected_grades(plain, np.array([2.0]), np.array([0.5]))[0] == pytest.approx(72 + 0.5 * (GRID - 70))


def test_open_ends_stay_open():
    assert DEFAULTS.stretch(np.array([-np.inf, np.inf])).tolist() == [-np.inf, np.inf]


def test_what_lies_beyond_any_stretched_point_is_an_end_of_the_scale():
    assert stretched_back(np.array([-500.0, 500.0]), 75, 2.75).tolist() == [0, 100]


def test_bad_records_are_known_less_well_than_good_ones():
    """From three like grades as far below where albums start as above."""
    bad, good = (standing_of([Evidence(grade)] * 3) for grade in (55, 95))
    assert bad.high - bad.low > good.high - good.low


@pytest.mark.parametrize("power", [0, -1])
def test_a_power_that_turns_the_scale_round_is_refused(power):
    with pytest.raises(ValueError, match="power"):
        Parameters(power=power)


@pytest.mark.parametrize("power", [1.0, 1.8, 2.6])
def test_the_planted_power_is_found(power):
    planted = Parameters(mu=72.0, scale=6.0, power=power, bands=BANDS)
    drawn = simulate(2500, 15_000, 30, 300, ungraded=0.0, constants=planted, seed=3)
    assert find_power(drawn.reviews) == pytest.approx(power, abs=0.3)


def test_the_power_makes_the_grades_likelier_than_its_neighbours_do():
    drawn = simulate(1500, 9000, 30, 200, ungraded=0.0, constants=Parameters(power=1.6), seed=5).reviews
    found = fit(drawn).calibration
    likelihoods = {
        power: log_likelihood_of(drawn, Parameters(**_constants(found) | {"power": power}))
        for power in (found.power - 0.6, found.power, found.power + 0.6)
    }
    assert max(likelihoods, key=likelihoods.__getitem__) == found.power


def _constants(found: Parameters) -> dict[str, object]:
    names = ("mu", "scale", "noise", "publication_sd", "critic_sd", "publications", "critics")
    return {name: getattr(found, name) for name in names}


def test_verdicts_alone_leave_the_power_where_it_is_stated():
    drawn = simulate(400, 3000, 10, 50, constants=Parameters(power=1.0), seed=2).reviews
    assert fit(drawn.as_verdicts()).calibration.power == DEFAULTS.power


def test_the_density_of_a_lone_grade_integrates_to_one():
    """Over all grades that an album without another review could get, but for what lies beyond the scale."""
    grades = np.linspace(0, 100, 401)
    nobody = np.array([NOT_STATED])
    zero = np.array([0])
    densities = [
        np.exp(log_likelihood_of(Reviews(zero, nobody, nobody, np.array([grade]), zero), DEFAULTS)) for grade in grades
    ]
    assert np.trapezoid(densities, grades) == pytest.approx(0.99, abs=0.011)
