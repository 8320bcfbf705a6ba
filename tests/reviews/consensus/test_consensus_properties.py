"""What must hold for any reviews and any calibration, not only for those somebody thought of."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reviews.consensus.album import Evidence, Standing, round_half_up, rounded_moves, score_of, standing_of
from reviews.consensus.model import DEFAULTS, VERDICTS, Effect, Parameters, PublicationEffect
from tests.reviews.consensus.first_constants import FIRST

ROUNDING = 1e-9
KEYS = ["a", "b", "c", None]

grades = st.one_of(st.integers(0, 100).map(float), st.floats(0, 100))
verdicts = st.sampled_from(VERDICTS)
graded = st.builds(Evidence, grades, st.none(), st.sampled_from(KEYS), st.sampled_from(KEYS))
ungraded = st.builds(Evidence, st.none(), verdicts, st.sampled_from(KEYS), st.sampled_from(KEYS))
evidence = graded | ungraded
albums = st.lists(evidence, min_size=1, max_size=12)

leniencies = st.floats(-15, 15)
variances = st.floats(0, 30)
calibrations = st.builds(
    Parameters,
    mu=st.floats(30, 90),
    scale=st.floats(2, 15),
    noise=st.floats(4, 20),
    publication_sd=st.floats(0, 8),
    critic_sd=st.floats(0, 8),
    power=st.floats(0.7, 3),
    publications=st.dictionaries(
        st.sampled_from("ab"),
        st.builds(PublicationEffect, leniencies, variances, st.floats(0.4, 1.6), st.floats(4, 20)),
    ),
    critics=st.dictionaries(st.sampled_from("ab"), st.builds(Effect, leniencies, variances)),
)


def with_verdict(reviews: list[Evidence], verdict: str) -> float:
    return standing_of([*reviews, Evidence(None, verdict)]).score


@given(st.data(), albums, calibrations)
def test_the_order_of_the_reviews_does_not_matter(data, reviews, calibration):
    order = data.draw(st.permutations(range(len(reviews))))
    one = standing_of(reviews, calibration)
    other = standing_of([reviews[i] for i in order], calibration)
    assert (one.score, one.low, one.high) == pytest.approx((other.score, other.low, other.high), abs=ROUNDING)
    assert [one.moves[i] for i in order] == pytest.approx(list(other.moves), abs=1e-7)
    if len(reviews) > 1:
        assert [one.without[i] for i in order] == pytest.approx(list(other.without), abs=ROUNDING)


@given(albums, graded, grades, calibrations)
def test_raising_a_grade_never_lowers_score_or_interval(reviews, review, grade, calibration):
    lower, higher = sorted([review.score, grade])
    before = standing_of([*reviews, replace(review, score=lower)], calibration)
    after = standing_of([*reviews, replace(review, score=higher)], calibration)
    assert after.score >= before.score - ROUNDING
    assert after.low >= before.low - ROUNDING
    assert after.high >= before.high - ROUNDING


@given(albums, st.tuples(verdicts, verdicts), calibrations)
def test_a_better_verdict_never_lowers_the_score(reviews, pair, calibration):
    worse, better = sorted(pair, key=VERDICTS.index)
    before = standing_of([*reviews, Evidence(None, worse)], calibration)
    after = standing_of([*reviews, Evidence(None, better)], calibration)
    assert after.score >= before.score - ROUNDING


@given(albums, calibrations)
def test_a_rave_never_lowers_and_a_pan_never_raises(reviews, calibration):
    score = standing_of(reviews, calibration).score
    assert standing_of([*reviews, Evidence(None, "rave")], calibration).score >= score - ROUNDING
    assert standing_of([*reviews, Evidence(None, "pan")], calibration).score <= score + ROUNDING


@given(albums, st.sampled_from(DEFAULTS.bands))
def test_a_verdict_draws_the_score_toward_its_band_and_never_past_it(reviews, band):
    """Of the stated calibration. With a prior half as wide, one 0 from a house that uses two fifths of the scale leaves
    a curve with two humps, and "mixed" then takes an album from 70.3 to 70.5."""
    before = standing_of(reviews).score
    after = with_verdict(reviews, band.verdict)
    if before >= band.high:
        assert band.low <= after <= before + ROUNDING
    elif before < band.low:
        assert before - ROUNDING <= after <= band.high
    else:
        assert band.low <= after <= band.high


@given(st.lists(st.floats(97, 100), min_size=3, max_size=20), st.lists(st.floats(20, 45), min_size=3, max_size=20))
def test_positive_lowers_an_album_at_95_and_raises_one_at_40(high, low):
    loved = [Evidence(grade) for grade in high] + [Evidence(None, "rave")] * 8
    disliked = [Evidence(grade) for grade in low]
    assume(standing_of(loved).score >= 95)
    assume(standing_of(disliked).score <= 40)
    assert with_verdict(loved, "positive") < standing_of(loved).score
    assert with_verdict(disliked, "positive") > standing_of(disliked).score


@given(verdicts, st.integers(3, 60))
def test_any_number_of_like_verdicts_ends_in_their_own_band(verdict, count):
    band = DEFAULTS.band(verdict)
    assert band.low <= standing_of([Evidence(None, verdict)] * count).score <= band.high


@given(grades | verdicts, st.integers(3, 40))
def test_from_three_on_another_review_of_the_same_mind_narrows_the_interval(said, count):
    review = Evidence(None, said) if isinstance(said, str) else Evidence(said)
    some, more = standing_of([review] * count), standing_of([review] * (count + 1))
    assert more.high - more.low < some.high - some.low


@given(st.lists(evidence, min_size=3, max_size=12))
def test_from_three_on_a_grade_equal_to_the_score_narrows_the_interval(reviews):
    some = standing_of(reviews)
    more = standing_of([*reviews, Evidence(some.score)])
    assert more.high - more.low < some.high - some.low


@given(st.lists(st.floats(65, 100), min_size=9, max_size=9), st.sampled_from([FIRST, DEFAULTS]))
@example([65.0] * 9, DEFAULTS)
@example([80.0] * 9, DEFAULTS)
def test_one_absurd_nought_among_ten_moves_the_score_by_less_than_two_fifths_of_the_plain_mean(others, calibration):
    """Absurd: a 0 where nobody is below 65. A nearer one may be an opinion."""
    nine, ten = _with_and_without(0.0, others, calibration)
    assert abs(ten.score - nine.score) < 0.4 * abs(ten.plain_mean - nine.plain_mean)


@given(st.lists(st.floats(0, 25), min_size=9, max_size=9))
@example([25.0] * 9)
def test_one_absurd_hundred_among_ten_moves_the_score_by_less_than_the_plain_mean(others):
    """Nothing stretched, by less than two fifths of it. Stretched, so bad a record is known less well."""
    nine, ten = _with_and_without(100.0, others, FIRST)
    assert abs(ten.score - nine.score) < 0.4 * abs(ten.plain_mean - nine.plain_mean)
    nine, ten = _with_and_without(100.0, others, DEFAULTS)
    assert abs(ten.score - nine.score) < abs(ten.plain_mean - nine.plain_mean)


def _with_and_without(absurd: float, others: list[float], calibration: Parameters) -> tuple[Standing, Standing]:
    nine = [Evidence(grade) for grade in others]
    return standing_of(nine, calibration), standing_of([*nine, Evidence(absurd)], calibration)


@given(st.lists(st.floats(75, 100), min_size=5, max_size=12), st.floats(0, 30), st.floats(0, 30))
def test_among_good_grades_it_makes_no_difference_how_bad_a_bad_one_is(others, one, other):
    scores = [standing_of([Evidence(grade) for grade in [*others, bad]]).score for bad in (one, other)]
    assert scores[0] == pytest.approx(scores[1], abs=0.01)


@given(albums, calibrations)
def test_the_moves_sum_to_the_score_less_the_start(reviews, calibration):
    standing = standing_of(reviews, calibration)
    assert math.fsum(standing.moves) == pytest.approx(standing.score - standing.start, abs=ROUNDING)


@given(albums, calibrations, st.integers(0, 3))
def test_the_printed_column_adds_up_and_no_move_is_a_unit_out(reviews, calibration, decimals):
    standing = standing_of(reviews, calibration)
    printed = rounded_moves(standing.start, standing.moves, standing.score, decimals)
    assert round_half_up(standing.start, decimals) + sum(printed) == round_half_up(standing.score, decimals)
    unit = 10**-decimals
    for move, exact in zip(printed, standing.moves, strict=True):
        assert abs(float(move) - exact) <= unit + ROUNDING


@given(albums, calibrations)
def test_the_score_alone_is_the_score_of_the_whole_working(reviews, calibration):
    standing = standing_of(reviews, calibration)
    assert score_of(reviews, calibration) == (standing.score, standing.low, standing.high)


@given(albums, calibrations)
def test_score_and_interval_lie_within_the_scale_in_order(reviews, calibration):
    standing = standing_of(reviews, calibration)
    assert 0 <= standing.low <= standing.score <= standing.high <= 100
    assert all(0 <= score <= 100 for score in standing.without if score is not None)


@given(albums, albums, calibrations)
def test_an_album_depends_on_its_own_reviews_and_the_calibration_only(reviews, others, calibration):
    alone = standing_of(reviews, calibration)
    standing_of(others, calibration)
    assert standing_of(list(reviews), replace(calibration)) == alone
    strangers = {"x": PublicationEffect(9.0, 1.0, 1.2, 5.0)}
    widened = replace(calibration, publications={**calibration.publications, **strangers})
    assert standing_of(reviews, widened) == alone
