import numpy as np
import pytest
from scipy import integrate

from reviews.consensus import huber


def test_the_density_integrates_to_one():
    assert integrate.quad(huber.density, -40, 40, points=[-2, 2])[0] == pytest.approx(1)


@pytest.mark.parametrize("z", [-5.0, -2.0, -0.3, 0.0, 1.0, 2.0, 3.5])
def test_the_cumulative_curve_is_the_integral_of_the_density(z):
    ends = [point for point in (-2.0, 2.0) if point < z]
    assert huber.cumulative(np.array(z)) == pytest.approx(
        integrate.quad(huber.density, -40, z, points=ends or None)[0], abs=1e-7
    )


def test_drawn_values_follow_the_cumulative_curve():
    drawn = huber.draw(np.random.default_rng(1), 200_000)
    for z in (-3.0, -1.5, 0.0, 1.0, 2.5):
        assert (drawn < z).mean() == pytest.approx(huber.cumulative(np.array(z)), abs=0.004)
