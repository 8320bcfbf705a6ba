"""Ranks claim no more than the evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.consensus.ranking import ordinal, ranks_of

ends = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted).map(tuple)


def test_intervals_that_overlap_by_more_than_half_share_a_rank():
    ranks = ranks_of([(80, 90), (79, 89), (60, 70), (61, 71), (50, 55)])
    assert [str(rank) for rank in ranks] == ["joint 1st", "joint 1st", "joint 3rd", "joint 3rd", "5th"]


def test_a_tie_is_with_the_first_of_its_group_and_does_not_creep_down_the_list():
    ranks = ranks_of([(80, 90), (76, 86), (72, 82), (68, 78)])
    assert [rank.number for rank in ranks] == [1, 1, 3, 3]


def test_an_empty_list_has_no_ranks():
    assert ranks_of([]) == []


@given(st.lists(ends, max_size=30))
def test_ranks_never_fall_and_count_everyone_before_a_tie(intervals):
    ranks = [rank.number for rank in ranks_of(intervals)]
    assert ranks == sorted(ranks)
    for place, rank in enumerate(ranks, 1):
        assert rank <= place
        assert ranks[rank - 1] == rank


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
    ],
)
def test_a_place_is_said_in_english(number, words):
    assert ordinal(number) == words
