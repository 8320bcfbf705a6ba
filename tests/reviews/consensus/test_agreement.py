"""Krippendorff's alpha for ordered categories: small tables worked by hand, and what must hold whatever was judged."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.consensus.agreement import agreement_of, coincidences, ordinal_alpha

CATEGORIES = 4
judgements = st.one_of(st.none(), st.integers(0, CATEGORIES - 1))
tables = st.lists(st.lists(judgements, min_size=1, max_size=4), max_size=12)

# Three texts by two people: n = 6, margins 3 and 3, one step apart is 3 ranks. 1 - (5 x 9) / (9 x 9).
TWO_CATEGORIES = [(0, 0), (0, 1), (1, 1)]
# Margins 3, 3, 4; ranks apart: 3 (0-1), 3.5 (1-2), 6.5 (0-2). Observed 42.25 + 12.25, expected 81 + 147 + 507.
THREE_CATEGORIES = [(0, 0), (1, 1), (2, 2), (0, 2), (1, 2)]
# Three people; the third text has one judgement and drops out. Margins 2, 3, 3; observed 6.25, expected 300.
WITH_GAPS = [(0, 0, 1), (1, 1, None), (None, None, 0), (2, 2, 2)]
NEVER_AGREED = [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        (TWO_CATEGORIES, Fraction(4, 9)),
        (THREE_CATEGORIES, 1 - 9 * Fraction("54.5") / 735),
        (WITH_GAPS, 1 - 7 * Fraction("6.25") / 300),
        (NEVER_AGREED, Fraction(-1, 2)),
    ],
)
def test_alpha_of_tables_worked_by_hand(units, alpha):
    assert ordinal_alpha(units, CATEGORIES) == pytest.approx(float(alpha), abs=1e-12)


def test_the_coincidences_of_a_table_worked_by_hand():
    assert coincidences(WITH_GAPS, 3).tolist() == [[1, 1, 0], [1, 2, 0], [0, 0, 3]]


def as_defined(units: list[list[int | None]]) -> float | None:
    """Alpha by the formula's letter, pair by pair, in exact fractions."""
    paired = [[found for found in unit if found is not None] for unit in units]
    paired = [unit for unit in paired if len(unit) > 1]
    counts = [sum(unit.count(category) for unit in paired) for category in range(CATEGORIES)]
    number = sum(counts)

    def square(one: int, other: int) -> Fraction:
        low, high = sorted((one, other))
        return (sum(counts[low : high + 1]) - Fraction(counts[low] + counts[high], 2)) ** 2

    observed = sum(
        (square(one, other) / (len(unit) - 1) for unit in paired for one, other in permutations(unit, 2)), Fraction()
    )
    expected = sum(
        counts[one] * counts[other] * square(one, other) for one in range(CATEGORIES) for other in range(CATEGORIES)
    )
    return float(1 - (number - 1) * observed / expected) if expected else None


@given(tables)
def test_alpha_is_what_the_formula_says(units):
    alpha = ordinal_alpha(units, CATEGORIES)
    assert alpha is None if (defined := as_defined(units)) is None else alpha == pytest.approx(defined, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, CATEGORIES - 1), st.integers(2, 4)), min_size=2))
def test_full_agreement_is_one(texts):
    units = [[category] * times for category, times in texts]
    used = {category for category, _ in texts}
    found = agreement_of(units, CATEGORIES)
    assert (found.alpha, found.low, found.high) == ((1, 1, 1) if len(used) > 1 else (None, None, None))


@given(tables, st.randoms(use_true_random=False))
def test_neither_the_order_of_people_nor_of_texts_matters(units, random):
    shuffled = [random.sample(unit, len(unit)) for unit in units]
    random.shuffle(shuffled)
    first, second = ordinal_alpha(units, CATEGORIES), ordinal_alpha(shuffled, CATEGORIES)
    assert first == (None if second is None else pytest.approx(second, abs=1e-9))


@given(tables)
def test_a_judgement_that_is_missing_is_as_if_nobody_had_been_asked(units):
    with_more_gaps = [[*unit, None] for unit in units] + [[None, None], [2]]
    assert agreement_of(units, CATEGORIES) == agreement_of(with_more_gaps, CATEGORIES)


@given(tables)
def test_the_scale_may_be_read_from_either_end(units):
    mirrored = [[None if found is None else CATEGORIES - 1 - found for found in unit] for unit in units]
    first, second = ordinal_alpha(units, CATEGORIES), ordinal_alpha(mirrored, CATEGORIES)
    assert first == (None if second is None else pytest.approx(second, abs=1e-9))


def test_judgements_far_apart_count_more_than_neighbours():
    near = [(0, 0), (1, 1), (2, 2), (3, 3), (0, 1), (2, 3)]
    far = [(0, 0), (1, 1), (2, 2), (3, 3), (0, 3), (2, 1)]
    assert ordinal_alpha(far, CATEGORIES) < ordinal_alpha(near, CATEGORIES)


@pytest.mark.parametrize("units", [[], [(1,)], [(1, None)], [(1, 1), (1, 1)]])
def test_where_nothing_varies_or_nothing_is_paired_it_is_not_defined(units):
    assert ordinal_alpha(units, CATEGORIES) is None


@given(tables)
def test_the_interval_holds_its_order_and_comes_out_the_same_again(units):
    found = agreement_of(units, CATEGORIES)
    assert found == agreement_of(units, CATEGORIES)
    if found.alpha is not None:
        assert found.low <= found.high <= 1
    assert found.units == sum(len([one for one in unit if one is not None]) > 1 for unit in units)


def test_more_texts_make_the_interval_narrower():
    def width(times: int) -> float:
        found = agreement_of(THREE_CATEGORIES * times, CATEGORIES)
        return found.high - found.low

    assert width(40) < width(10) < width(2)
