"""How much of a review may be quoted: a share of it, and of a short one a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.quoting.allowance import NO_BOUND, Allowance
from reviews.quoting.excerpt_rules import longest_excerpt

POLICY = Allowance(characters=200, quotes=3, share=0.1)


@pytest.mark.parametrize(
    ("length", "longest"), [(5000, 300), (2400, 240), (1500, 150), (900, 120), (480, 120), (90, 30), (0, 0)]
)
def test_a_tenth_may_be_quoted_or_a_sentence_but_never_more_than_a_third_of_a_short_text(length, longest):
    assert longest_excerpt("x" * length, hosted=False) == longest


def test_what_its_author_hosts_has_no_bound():
    assert longest_excerpt("x", hosted=True) is None


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_longer_text_never_lets_less_be_quoted(one, other):
    shorter, longer = sorted((one, other))
    assert longest_excerpt("x" * shorter, hosted=False) <= longest_excerpt("x" * longer, hosted=False)


def test_all_quotations_together_keep_to_the_share_but_one_may_always_be_made():
    assert POLICY.together("x" * 6000) == 600
    assert POLICY.together("x" * 480) == POLICY.longest("x" * 480) == 120
    assert NO_BOUND.together("x" * 480) is None


def test_too_much_in_all_is_refused_with_the_figures():
    body = "x" * 3000
    assert POLICY.refusal_of_all([150, 150], body) == ""
    assert "301 characters together" in POLICY.refusal_of_all([150, 151], body)
    assert "at most 300" in POLICY.refusal_of_all([150, 151], body)
    assert "At most 3 quotations" in POLICY.refusal_of_all([10, 10, 10, 10], body)
