"""Places among all records, chances of the first ten, and the band in words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.consensus.places import bands_between, chances_of_the_first, place_of, quantiles_of

SCORES = st.lists(st.floats(0, 100), min_size=1, max_size=80)


@given(SCORES, st.tuples(*[st.floats(0, 100)] * 3).map(sorted))
def test_a_place_and_its_range_are_shares_in_order(scores, points):
    low, score, high = points
    place = place_of(score, low, high, quantiles_of(np.array(scores)))
    assert 0 <= place.low <= place.share <= place.high <= 1


def test_a_place_says_above_how_many_a_score_lies():
    quantiles = quantiles_of(np.arange(0, 100.5, 0.5))
    place = place_of(91, 84, 95, quantiles)
    assert (place.share, place.low, place.high) == pytest.approx((0.91, 0.84, 0.95), abs=0.001)


def test_nobody_is_said_to_be_above_all():
    assert place_of(99, 97, 100, quantiles_of(np.linspace(0, 90, 50))) == (0.99, 0.99, 0.99)


def test_where_all_are_alike_each_is_above_half():
    assert place_of(75, 75, 75, quantiles_of(np.full(40, 75.0))).share == 0.5


def test_chances_of_the_first_ten_add_up_to_ten_and_follow_the_scores():
    score = np.linspace(50, 90, 100)
    chances = chances_of_the_first(np.arange(100), score, score - 4, score + 4)
    assert sum(chances.values()) == pytest.approx(10, abs=0.2)
    assert chances[99] > 0.85
    assert chances[99] > chances[92] > chances[88]
    assert 50 not in chances


def test_who_is_known_for_sure_is_among_the_first_or_not():
    score = np.arange(60.0, 80.0)
    chances = chances_of_the_first(np.arange(20), score, score, score)
    assert chances == dict.fromkeys(range(19, 9, -1), 1.0)


def test_of_few_albums_all_are_among_the_first():
    score = np.array([70.0, 80.0])
    assert chances_of_the_first(np.array([3, 4]), score, score - 5, score + 5) == {4: 1.0, 3: 1.0}
    assert chances_of_the_first(np.array([], dtype=int), *[np.array([])] * 3) == {}


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(72, 80, ("positive", "positive")), (78, 88, ("positive", "rave")), (45, 86, ("pan", "rave"))],
)
def test_the_band_of_an_interval(low, high, words):
    assert bands_between(low, high) == words
