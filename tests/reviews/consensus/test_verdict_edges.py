"""The edges between verdicts, from grades beside verdicts that were chosen without regard to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.consensus.model import EDGES
from reviews.consensus.verdict_edges import edges_from

NOTHING = np.array([]), np.array([], dtype=np.int64)
PAIRS = st.lists(st.tuples(st.integers(0, 100).map(float), st.integers(0, 3)), min_size=1, max_size=60)


def coded(edges: tuple[float, float, float], count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Grades and what a reader who draws the line there makes of the texts."""
    rng = np.random.default_rng(seed)
    grades = np.clip(np.rint(rng.normal(72, 14, count)), 0, 100)
    return grades, np.searchsorted(edges, grades + rng.normal(0, 5, count), side="right")


def test_without_evidence_the_edges_are_the_stated_ones():
    assert edges_from(*NOTHING) == EDGES


@pytest.mark.parametrize("edges", [(45.0, 64.0, 88.0), (52.0, 71.0, 82.0)])
def test_with_much_evidence_they_are_the_readers_own(edges):
    assert edges_from(*coded(edges, 3000)) == pytest.approx(edges, abs=1.0)


def test_little_evidence_moves_them_a_little():
    edges = (40.0, 60.0, 90.0)
    some, many = (edges_from(*coded(edges, count)) for count in (20, 2000))
    for stated, little, much, true in zip(EDGES, some, many, edges, strict=True):
        assert abs(much - true) < abs(little - true)
        assert abs(little - stated) < abs(true - stated)


@given(PAIRS)
def test_they_are_always_in_order_and_within_the_scale(pairs):
    grades, verdicts = (np.array(column) for column in zip(*pairs, strict=True))
    mixed, positive, rave = edges_from(grades, verdicts)
    assert 0 < mixed < positive < rave < 100


def test_the_order_of_the_evidence_does_not_matter():
    grades, verdicts = coded(EDGES, 200)
    assert edges_from(grades[::-1], verdicts[::-1]) == pytest.approx(edges_from(grades, verdicts), abs=0.05)
