"""What other formulas make of the same reviews."""

from __future__ import annotations

import pytest

from reviews.consensus.album import Evidence, standing_of
from reviews.consensus.formulas import FORMULAS, reckon
from reviews.consensus.model import DEFAULTS, Effect, Parameters, PublicationEffect

LENIENT = Parameters(publications={"kind": PublicationEffect(8.0, 1.0, 1.0, 9.0)}, critics={"kinder": Effect(2.0, 1.0)})
REVIEWS = [
    Evidence(90, publication="kind", critic="kinder"),
    Evidence(80, publication="kind"),
    Evidence(None, "mixed"),
]


def test_chorus_is_the_consensus_of_the_album_page():
    assert reckon("chorus", REVIEWS, LENIENT).score == standing_of(REVIEWS, LENIENT).score


def test_the_plain_mean_knows_grades_only():
    assert reckon("plain-mean", REVIEWS, LENIENT).score == 85
    assert reckon("plain-mean", [Evidence(None, "rave")], DEFAULTS).score is None


def test_without_offsets_a_lenient_house_is_believed():
    assert reckon("without-offsets", REVIEWS, LENIENT).score > reckon("chorus", REVIEWS, LENIENT).score


def test_verdicts_only_does_not_tell_two_raves_apart():
    better = [Evidence(100), *REVIEWS[1:]]
    worse = [Evidence(86), *REVIEWS[1:]]
    assert reckon("verdicts-only", better, DEFAULTS) == reckon("verdicts-only", worse, DEFAULTS)


@pytest.mark.parametrize("formula", FORMULAS)
def test_every_formula_has_a_name_and_stays_on_the_scale(formula):
    found = reckon(formula, REVIEWS, LENIENT)
    assert found.name
    assert 0 <= found.score <= 100
