import math
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from reviews.consensus.album import (
    EVIDENCE_WORDS,
    Evidence,
    evidence_level,
    overlaps_by_half,
    round_half_up,
    rounded_moves,
    share_positive,
)
from reviews.consensus.model import Effect, PublicationEffect
from tests.reviews.consensus.first_constants import FIRST, first, standing_of


def evidence(*reviews: float | str) -> list[Evidence]:
    return [Evidence(None, r) if isinstance(r, str) else Evidence(r) for r in reviews]


CHECK_VALUES = [
    (["rave", "mixed", "positive"], 75.55, (70.0, 81.2), [4.12, -2.97, 0.55]),
    (["rave"] * 3, 86.42, (78.1, 95.6), [4.19] * 3),
    (["pan"] * 3, 41.42, (24.7, 55.9), [-10.81] * 3),
    ([80] * 3, 76.85, (71.5, 82.5), [1.00] * 3),
    ([90, 70, 80, 60, 100], 77.32, (72.4, 82.5), [2.97, -1.35, 0.84, -3.43, 4.44]),
    ([100] * 3, 90.86, (83.6, 97.7), None),
    ([20, 25, 30], 29.12, (20.9, 37.5), None),
    ([80] * 10, 78.39, (74.6, 82.2), None),
    ([80] * 9 + [0], 76.52, (72.7, 80.4), None),
    ([85, "positive", "rave", 60], 76.39, (71.3, 81.7), [2.12, 0.35, 3.59, -3.51]),
]


@pytest.mark.parametrize(("reviews", "score", "ends", "moves"), CHECK_VALUES, ids=lambda v: str(v)[:40])
def test_the_published_check_values(reviews, score, ends, moves):
    standing = standing_of(evidence(*reviews))
    assert standing.start == pytest.approx(73.86, abs=0.01)
    assert standing.score == pytest.approx(score, abs=0.02)
    assert (standing.low, standing.high) == pytest.approx(ends, abs=0.1)
    if moves:
        assert standing.moves == pytest.approx(moves, abs=0.01)


def test_the_grid_agrees_with_adaptive_integration_of_the_same_model():
    sd = math.sqrt(9.7**2 + 3.4**2 + 3.0**2)

    def density(a: float) -> float:
        mixed = stats.norm.cdf((70 - a) / sd) - stats.norm.cdf((50 - a) / sd)
        rave = stats.norm.sf((85 - a) / sd)
        z = abs(31 - a) / sd
        grade = math.exp(-(z**2) / 2 if z <= 2 else 2 - 2 * z)
        return stats.t.pdf(a, 4, 74, 5.4) * mixed * rave * grade

    def integral(f, upper: float = 100) -> float:
        return integrate.quad(f, 0, upper, points=[p for p in (31, 52.4, 74) if p < upper], limit=200)[0]

    standing = standing_of(evidence("mixed", "rave", 31))
    whole = integral(density)
    assert standing.score == pytest.approx(integral(lambda a: a * density(a)) / whole, abs=1e-3)
    assert integral(density, standing.low) / whole == pytest.approx(0.1, abs=1e-3)
    assert integral(density, standing.high) / whole == pytest.approx(0.9, abs=1e-3)


@pytest.mark.parametrize("reviews", [["rave", "mixed", 40], [15] * 20 + ["rave"] * 3, ["pan", 3, 97, "positive"] * 9])
def test_each_move_is_its_share_of_the_way_integrated_in_a_thousand_steps(reviews):
    """Midpoint steps in log t, each covariance from two means: another road to the same integral."""
    reviews = evidence(*reviews)
    grid = np.linspace(0, 100, 2001)
    sd = FIRST.voice().sd

    def curve(review: Evidence) -> np.ndarray:
        if review.score is not None:
            z = np.abs(review.score - grid) / sd
            return np.where(z <= 2, -(z**2) / 2, 2 - 2 * z)
        low, high = FIRST.band(review.verdict).censoring
        return np.log(stats.norm.cdf((high - grid) / sd) - stats.norm.cdf((low - grid) / sd))

    curves = np.array([curve(review) for review in reviews])
    edges = np.concatenate([[0], np.geomspace(1e-6, 1, 1000)])
    moves = np.zeros(len(reviews))
    for begin, end in pairwise(edges):
        log_density = stats.t.logpdf(grid, 4, 74, 5.4) + (begin + end) / 2 * curves.sum(axis=0)
        p = np.exp(log_density - log_density.max())
        p /= p.sum()
        moves += (end - begin) * (curves @ (p * grid) - curves @ p * (p @ grid))
    assert standing_of(reviews).moves == pytest.approx(moves, abs=0.02)


def test_without_reviews_an_album_stands_where_the_site_does():
    standing = standing_of([])
    assert standing.score == standing.start == pytest.approx(73.86, abs=0.01)
    prior = stats.t(4, 74, 5.4)
    below, above = prior.cdf(0), prior.sf(100)
    ends = prior.ppf(below + np.array([0.1, 0.9]) * (1 - below - above))
    assert (standing.low, standing.high) == pytest.approx(tuple(ends), abs=0.02)
    assert (standing.moves, standing.without, standing.leniency) == ((), (), ())
    assert (standing.plain_mean, standing.spread) == (None, None)


def test_without_a_review_means_the_score_of_the_others():
    reviews = evidence(90, "mixed", 70, "pan", 88)
    expected = [standing_of(reviews[:i] + reviews[i + 1 :]).score for i in range(5)]
    assert standing_of(reviews).without == pytest.approx(expected, abs=1e-9)


def test_without_the_only_review_there_is_no_score():
    assert standing_of(evidence(90)).without == (None,)


def test_a_grade_wins_over_its_verdict():
    assert standing_of([Evidence(90, "pan")]) == standing_of([Evidence(90)])


@pytest.mark.parametrize(
    ("score", "verdict", "message"),
    [
        (None, None, "grade or a verdict"),
        (-1, None, "0-100"),
        (101, "rave", "0-100"),
        (math.nan, None, "0-100"),
        (None, "masterpiece", "masterpiece"),
        (80, "masterpiece", "masterpiece"),
    ],
)
def test_evidence_that_says_nothing_or_nonsense_is_refused(score, verdict, message):
    with pytest.raises(ValueError, match=message):
        Evidence(score, verdict)


def test_grades_may_be_decimals_as_the_database_returns_them():
    assert standing_of([Evidence(Decimal("82.5"))]) == standing_of([Evidence(82.5)])


def test_the_plain_mean_is_of_the_grades_alone():
    assert standing_of(evidence(90, 70, "pan", "pan")).plain_mean == 80
    assert standing_of(evidence("rave", "pan")).plain_mean is None


def test_the_leniency_of_a_voice_is_taken_off():
    generous = first(
        publications={"house": PublicationEffect(leniency=5.0, variance=3.4**2, slope=1.0, noise=9.7)},
        critics={"critic": Effect(leniency=2.0, variance=9.0)},
    )
    standing = standing_of([Evidence(87, None, "house", "critic"), Evidence(80)], generous)
    assert standing.leniency == (7.0, 0.0)
    assert standing.score == pytest.approx(standing_of(evidence(80, 80)).score)
    assert standing.moves[0] == pytest.approx(standing.moves[1])
    assert standing.plain_mean == 83.5


def test_a_rave_from_a_lenient_house_says_less():
    lenient = first(publications={"house": PublicationEffect(8.0, 3.4**2, 1.0, 9.7)})
    assert standing_of([Evidence(None, "rave", "house")], lenient).score < standing_of(evidence("rave")).score


def test_a_house_that_uses_half_the_scale_means_twice_the_distance():
    sd = FIRST.voice().sd
    timid = first(publications={"house": PublicationEffect(0.0, 0.0, 0.5, sd / 2)}, critic_sd=0.0)
    assert standing_of([Evidence(79, None, "house")], timid).score == pytest.approx(standing_of(evidence(84)).score)


def test_a_house_that_is_predictable_moves_more():
    steady = first(publications={"steady": PublicationEffect(0.0, 1.0, 1.0, 5.0)})
    standing = standing_of([Evidence(90, None, "steady"), Evidence(90, None, "another")], steady)
    assert standing.moves[0] > 2 * standing.moves[1]


def test_the_spread_starts_at_five_reviews_and_tells_agreement_from_quarrel():
    assert standing_of(evidence(80, 80, 80, 80)).spread is None
    site = FIRST.voice().sd
    assert standing_of(evidence(*[78] * 5)).spread < site < standing_of(evidence(100, 50, 100, 50, 75)).spread
    assert standing_of(evidence(*["positive"] * 5)).spread < site
    assert standing_of(evidence("rave", "pan", "rave", "pan", "rave")).spread > site


def test_the_spread_weighs_the_site_as_four_reviews():
    standing = standing_of(evidence(100, 60, 100, 60, 70, 90))
    residuals = np.array([100, 60, 100, 60, 70, 90]) - standing.score
    expected = math.sqrt((residuals @ residuals + 4 * FIRST.voice().sd ** 2) / (5 + 4))
    assert standing.spread == pytest.approx(expected)


def test_a_lenient_house_does_not_count_as_disagreement():
    lenient = first(publications={"house": PublicationEffect(15.0, 3.4**2, 1.0, 9.7)})
    reviews = [Evidence(70)] * 3 + [Evidence(85, None, "house")] * 3
    assert standing_of(reviews, lenient).spread < standing_of(reviews).spread


@pytest.mark.parametrize("reviews", [[0] * 1000, [100] * 1000, ["pan"] * 1000, ["rave"] * 1000, [0, 100] * 500, [0]])
def test_a_thousand_reviews_at_the_ends_of_the_scale_stay_finite(reviews):
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        standing = standing_of(evidence(*reviews))
    assert 0 <= standing.low <= standing.score <= standing.high <= 100
    assert math.fsum(standing.moves) == pytest.approx(standing.score - standing.start, abs=1e-9)
    assert np.isfinite(standing.moves).all()


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (75.5, 0, "76"),
        (74.5, 0, "75"),
        (75.49, 0, "75"),
        (100, 0, "100"),
        (76.45, 1, "76.5"),
        (3.0, 1, "3.0"),
        (-2.97, 1, "-3.0"),
        (-0.04, 1, "0.0"),
        (0.125, 2, "0.13"),
    ],
)
def test_rounding_is_half_up_and_keeps_its_decimals(value, decimals, printed):
    assert str(round_half_up(value, decimals)) == printed


def test_the_printed_moves_make_up_for_what_rounding_lost():
    standing = standing_of(evidence("rave", "mixed", "positive"))
    moves = rounded_moves(standing.start, standing.moves, standing.score)
    assert [str(move) for move in moves] == ["4.1", "-3.0", "0.6"]
    assert round_half_up(standing.start, 1) + sum(moves) == round_half_up(standing.score, 1) == Decimal("75.6")


def test_the_missing_unit_goes_to_the_largest_remainder_and_the_earlier_among_equals():
    assert rounded_moves(70, [1.24, 1.28, 1.28], 73.8) == (Decimal("1.2"), Decimal("1.3"), Decimal("1.3"))
    assert rounded_moves(70, [1 / 3, 1 / 3, 1 / 3], 71) == (Decimal("0.4"), Decimal("0.3"), Decimal("0.3"))


def test_moves_that_were_stored_rounded_still_print_a_column_that_adds_up():
    assert sum(rounded_moves(70, [1.1, 1.1], 74)) == 4
    assert sum(rounded_moves(70, [-1.1, 3.1], 69)) == -1
    assert rounded_moves(70, [], 70) == ()


@pytest.mark.parametrize(
    ("positive", "count", "share", "low", "high"),
    [(2, 3, 0.625, 0.315, 0.898), (0, 3, 0.125, 0.003, 0.339), (50, 100, 0.5, 0.436, 0.564)],
)
def test_the_share_of_positive_reviews(positive, count, share, low, high):
    assert share_positive(positive, count) == pytest.approx((share, low, high), abs=0.001)
    beta = stats.beta(positive + 0.5, count - positive + 0.5)
    assert share_positive(positive, count) == pytest.approx((beta.mean(), beta.ppf(0.1), beta.ppf(0.9)))


def test_no_reviews_have_no_share():
    assert share_positive(0, 0) is None


@pytest.mark.parametrize(("positive", "count"), [(4, 3), (-1, 3), (1, 0)])
def test_more_positive_reviews_than_reviews_are_refused(positive, count):
    with pytest.raises(ValueError, match="cannot be positive"):
        share_positive(positive, count)


@pytest.mark.parametrize(
    ("reviews", "level"),
    [
        ([], "none"),
        ([80, 80], "early"),
        ([80, 80, 80], "limited"),
        (["rave"] * 3, "limited"),
        ([90, 70, 80, 60, 100], "moderate"),
        (["pan"] * 5, "limited"),
        ([80] * 10, "strong"),
        (["rave"] * 8, "moderate"),
        (["positive"] * 30, "strong"),
    ],
)
def test_evidence_in_words(reviews, level):
    standing = standing_of(evidence(*reviews))
    assert evidence_level(len(reviews), standing.low, standing.high) == level
    assert EVIDENCE_WORDS[level]


@pytest.mark.parametrize(
    ("a", "b", "tied"),
    [
        ((70, 80), (70, 80), True),
        ((70, 80), (74, 84), True),
        ((70, 80), (75, 85), False),
        ((70, 80), (80, 90), False),
        ((70, 80), (85, 95), False),
        ((60, 95), (78, 82), True),
        ((75, 75), (75, 75), True),
        ((75, 75), (76, 76), False),
        ((75, 75), (70, 80), True),
    ],
)
def test_albums_share_a_rank_when_more_than_half_of_the_narrower_interval_is_shared(a, b, tied):
    assert overlaps_by_half(*a, *b) is tied
    assert overlaps_by_half(*b, *a) is tied
