"""The judge is fair: it never shows a formula what it asks for, asks all of them the same, and its sums are right."""

import math

import numpy as np
import pytest
from scipy.stats import kendalltau

from reviews.consensus import evaluation
from reviews.consensus.catalogue import NOT_STATED, Reviews, sample
from reviews.consensus.evaluation import FOLDS, EvaluationReport, evaluate, halve, hold_out, replace_grades
from reviews.consensus.evaluation_table import table_of
from reviews.consensus.fit import fit
from reviews.consensus.model import DEFAULTS, bands_at
from reviews.consensus.predicting import NAMES, ConsensusFormula, Location, Median, ShrunkenMean, learn, steps_of
from reviews.consensus.simulation import simulate
from reviews.consensus.standings import redraw
from tests.reviews.consensus.first_constants import FIRST


@pytest.fixture(scope="module")
def reviews() -> Reviews:
    return simulate(albums=150, reviews=1200, publications=12, critics=60, seed=3).reviews


@pytest.fixture(scope="module")
def report(reviews) -> EvaluationReport:
    return evaluate(reviews, partitions=2)


def graded(album: list[int], score: list[float]) -> Reviews:
    nobody = np.full(len(album), NOT_STATED)
    return Reviews(np.array(album), nobody, nobody, np.array(score, dtype=float), np.zeros(len(album), dtype=int))


class Shown:
    """Stands in for `learn`: remembers what it was shown and learns as the real one does."""

    def __init__(self) -> None:
        self.reviews: list[Reviews] = []

    def __call__(self, reviews: Reviews, *bands: object):
        self.reviews.append(reviews)
        return learn(reviews)


def test_each_formula_has_its_figures(report):
    assert [found.formula for found in report.evaluations] == list(NAMES)
    for found in report.evaluations:
        assert 5 < found.rmse < 30
        assert -6 < found.log_score < -3
        assert 0.5 < found.coverage < 1
        assert 0 < found.rank_agreement < 1
        assert 0 < found.movement < 20


def test_on_what_the_model_describes_the_model_does_best(report):
    chorus, plain = report["chorus"], report["plain-mean"]
    assert chorus.rmse == min(found.rmse for found in report.evaluations)
    assert chorus.log_score == max(found.log_score for found in report.evaluations)
    assert chorus.movement < 0.6 * plain.movement
    assert chorus.coverage == pytest.approx(0.8, abs=0.04)


def test_the_model_orders_albums_nearer_to_the_truth_and_to_the_other_half_than_plain_means_do(monkeypatch):
    monkeypatch.setattr(evaluation, "HALVES", 3)
    drawn = simulate(albums=600, reviews=6000, publications=20, critics=150, seed=6, ungraded=0.0)
    taus = halve(drawn.reviews, np.random.default_rng(0))
    assert taus["chorus"].tau > taus["plain-mean"].tau + 0.015
    albums = np.arange(600)
    scores = {formula: learned.scores(albums) for formula, learned in learn(drawn.reviews).items()}
    true = {formula: kendalltau(found, drawn.standing, nan_policy="omit")[0] for formula, found in scores.items()}
    assert true["chorus"] > true["plain-mean"] + 0.02


def test_the_same_reviews_and_seed_give_the_same_figures(reviews, report, monkeypatch):
    assert evaluate(reviews, partitions=2) == report
    monkeypatch.setattr(evaluation, "HALVES", 1)
    monkeypatch.setattr(evaluation, "REPLACEMENTS", 1)
    assert evaluate(reviews, seed=1, partitions=1)["chorus"].rmse != report["chorus"].rmse


def test_every_grade_is_predicted_once_and_never_by_who_has_seen_it(reviews):
    shown = Shown()
    predictions = hold_out(reviews, np.random.default_rng(0), shown)
    assert len(shown.reviews) == FOLDS
    assert sum(len(reviews) - len(seen) for seen in shown.reviews) == reviews.graded.sum()
    for formula in NAMES:
        assert all(column.size == reviews.graded.sum() for column in predictions[formula])
    for seen in shown.reviews:
        assert (~seen.graded).sum() == (~reviews.graded).sum()


def test_a_grade_has_no_part_in_its_own_prediction(reviews):
    place = int(np.flatnonzero(reviews.graded)[40])
    changed = reviews.score.copy()
    changed[place] = 0.0 if changed[place] > 50 else 100.0
    before = hold_out(reviews, np.random.default_rng(0))
    after = hold_out(reviews.replace_scores(changed), np.random.default_rng(0))
    for formula in NAMES:
        assert after[formula].mean[40] == before[formula].mean[40]
        assert after[formula].log_density[40] != before[formula].log_density[40]
        assert (after[formula].mean != before[formula].mean).any()


def test_halves_are_complementary_and_judged_by_the_other_halfs_means(reviews, monkeypatch):
    shown = Shown()
    monkeypatch.setattr(evaluation, "HALVES", 2)
    halve(reviews, np.random.default_rng(0), shown)
    for one, other in (shown.reviews[:2], shown.reviews[2:]):
        assert len(one) + len(other) == len(reviews)
        both = np.sort(np.concatenate([one.album * 1000 + one.critic, other.album * 1000 + other.critic]))
        assert np.array_equal(both, np.sort(reviews.album * 1000 + reviews.critic))


def test_one_grade_in_twenty_is_replaced_and_nothing_else(reviews, monkeypatch):
    shown = Shown()
    monkeypatch.setattr(evaluation, "REPLACEMENTS", 2)
    replace_grades(reviews, np.random.default_rng(0), shown)
    clean, *replaced = shown.reviews
    assert clean is reviews
    for seen in replaced:
        other = (seen.score != reviews.score) & reviews.graded
        assert round(0.05 * reviews.graded.sum()) - 5 <= other.sum() <= round(0.05 * reviews.graded.sum())
        assert set(seen.score[other]) == {0.0, 100.0}
        assert np.array_equal(seen.graded, reviews.graded)


def test_a_mean_moves_by_what_was_done_to_it():
    """Thirty albums of four equal grades, replacements at the ends: each moves its album by a quarter of its change."""
    reviews = graded(np.repeat(np.arange(30), 4).tolist(), [50.0] * 120)
    moved = replace_grades(reviews, np.random.default_rng(0))["plain-mean"].points
    assert moved**2 == pytest.approx(6 * (50 / 4) ** 2 / 30, rel=0.35)


def test_plain_means_and_what_they_predict():
    learned = Location(graded([0, 0, 1, 1, 1], [60, 80, 70, 80, 90]))
    assert learned.scores(np.array([0, 1, 7])) == pytest.approx([70, 80, math.nan], nan_ok=True)
    within = (100 + 100 + 100 + 0 + 100) / 3
    prediction = learned.predict(graded([0, 1, 7], [70, 200 / 2, 76]), np.ones(3))
    assert prediction.mean == pytest.approx([70, 80, 76])
    assert prediction.log_density[0] == pytest.approx(-math.log(2 * math.pi * within * 1.5) / 2)
    assert prediction.inside.tolist() == [True, abs(20) < 1.2816 * math.sqrt(within * 4 / 3), True]


def test_the_median_of_odd_and_even_numbers_of_grades():
    learned = Median(graded([0, 0, 0, 1, 1, 1, 1], [90, 10, 70, 40, 100, 60, 50]))
    assert learned.scores(np.array([0, 1])).tolist() == [70, 55]


def test_the_shrunken_mean_lies_between_album_and_site_and_nearer_to_albums_with_more_grades():
    rng = np.random.default_rng(2)
    album = np.concatenate([np.repeat(np.arange(40), 3), np.repeat(np.arange(40, 80), 12)])
    score = (70 + rng.normal(0, 8, 80)[album] + rng.normal(0, 8, album.size)).clip(0, 100)
    reviews = graded(album.tolist(), score.tolist())
    means, shrunken = (kind(reviews).scores(np.arange(80)) for kind in (Location, ShrunkenMean))
    overall = score.mean()
    kept = (shrunken - overall) / (means - overall)
    assert kept[:40] == pytest.approx(np.full(40, kept[0]))
    assert 0.5 < kept[0] < kept[40] < 1
    assert kept[40] == pytest.approx(64 / (64 + 64 / 12), abs=0.05)


def test_albums_that_differ_by_chance_alone_are_shrunk_to_one():
    reviews = graded([0, 0, 1, 1], [60, 80, 60, 80])
    assert ShrunkenMean(reviews).scores(np.array([0, 1])).tolist() == [70, 70]


def test_the_model_predicts_an_unknown_album_by_its_prior():
    learned = ConsensusFormula(graded([0, 0], [90, 90]), FIRST)
    prediction = learned.predict(graded([0, 5], [80, 80]), np.ones(2))
    assert prediction.mean[0] > 75
    # The prior's mean is 73.86; what lies beyond 100 is no grade.
    assert prediction.mean[1] == pytest.approx(73.7, abs=0.1)
    assert prediction.log_density[0] > prediction.log_density[1]


@pytest.mark.parametrize("calibration", [FIRST, DEFAULTS])
def test_what_the_model_predicts_is_a_probability_distribution(calibration):
    learned = ConsensusFormula(graded([0, 0, 0], [90, 85, 60]), calibration)
    grid = np.linspace(0, 100, 2001)
    prediction = learned.predict(graded([0] * grid.size, grid.tolist()), np.ones(grid.size))
    density = np.exp(prediction.log_density)
    inside = np.trapezoid(density, grid)
    assert 0.97 < inside < 1.001
    assert np.trapezoid(density * prediction.inside, grid) == pytest.approx(0.8, abs=0.005)
    assert np.trapezoid(density * grid, grid) / inside == pytest.approx(prediction.mean[0], abs=0.7)


@pytest.mark.parametrize("step", [1.0, 10.0, 20.0])
def test_of_grades_rounded_to_any_step_the_intervals_hold_four_in_five(step):
    drawn = simulate(albums=1500, reviews=12_000, publications=5, critics=400, ungraded=0.0, seed=4).reviews
    reviews = drawn.replace_scores(np.clip(np.rint(drawn.score / step) * step, 0, 100))
    kept = np.random.default_rng(1).random(len(reviews)) < 0.8
    learned = ConsensusFormula(reviews[kept], fit(reviews[kept]).calibration)
    steps = steps_of(reviews)
    assert set(steps) == {step}
    assert learned.predict(reviews[~kept], steps[~kept]).covered.mean() == pytest.approx(0.8, abs=0.02)


def test_the_groups_part_all_grades_and_their_means_are_those_of_all(report):
    for found in report.evaluations:
        for groups in (found.tenths, found.by_count, found.by_band):
            size = sum(group.size for group in groups)
            assert size == pytest.approx(report.grades, abs=3)
            assert sum(group.size * group.covered for group in groups) / size == pytest.approx(
                found.coverage, abs=0.002
            )
            bias = sum(group.size * (group.expected - group.came) for group in groups) / size
            assert bias == pytest.approx(found.bias, abs=0.02)
        assert [group.label for group in found.tenths] == [str(tenth) for tenth in range(1, 11)]
        assert sorted(group.expected for group in found.tenths) == [group.expected for group in found.tenths]


def test_three_reviews_are_held_against_all_by_tenths_of_their_score(report):
    groups = report["chorus"].standings
    assert len(groups) == 10
    assert sum(group.size * group.covered for group in groups) / sum(group.size for group in groups) == pytest.approx(
        0.8, abs=0.06
    )
    assert report["plain-mean"].standings == ()


def test_of_reviews_drawn_for_the_floor_each_verdict_is_that_of_the_band_it_is_heard_as(reviews):
    bands = bands_at((40, 60, 80))
    drawn, truth = redraw(reviews, fit(reviews, bands), np.random.default_rng(1))
    heard = np.searchsorted((40, 60, 80), drawn.score, side="right")
    assert truth.bands == bands
    assert (drawn.verdict == heard)[drawn.graded].all()


def test_nobody_does_better_than_the_floor_by_more_than_chance(report):
    chorus = report["chorus"]
    assert report.floor < 1
    assert chorus.ratio > report.floor - 2 * chorus.ratio_error
    assert 0 < chorus.ratio_error < 0.1
    assert 0 < chorus.log_score_error < 0.2


def test_shrinking_makes_differences_as_large_as_they_say(report):
    assert report["plain-mean"].truth_slope < report["chorus"].truth_slope


def test_a_formula_that_hardly_tells_albums_apart_earns_nothing_by_not_moving(report):
    for found in report.evaluations:
        assert found.own_movement > 0
    ours, plain = report["chorus"], report["plain-mean"]
    assert ours.own_movement / plain.own_movement > ours.movement / plain.movement


def test_a_sample_is_whole_albums_and_not_more_than_asked(reviews):
    drawn = sample(reviews, 300)
    assert 250 < len(drawn) <= 300
    for album, count in zip(drawn.albums, drawn.counts, strict=True):
        assert count == (reviews.album == album).sum()
    assert len(sample(reviews, len(reviews))) == len(reviews)


def test_too_few_grades_leave_the_figures_open(reviews):
    report = evaluate(reviews.as_verdicts())
    assert report.grades == 0
    assert {found.rmse for found in report.evaluations} == {None}
    assert {found.movement for found in report.evaluations} == {None}
    assert "Chorus" in table_of(report)


def test_the_table_names_every_formula_and_sets_the_plain_mean_to_one(report):
    rows = {line[:28].strip(): line[28:].split() for line in table_of(report).splitlines()}
    for found in report.evaluations:
        assert rows[found.name][0] == f"{found.rmse:.2f}"
    assert rows[NAMES["plain-mean"]][1] == "1.000"
    assert rows[NAMES["chorus"]][1] == f"{report['chorus'].ratio:.3f}"
    assert report["chorus"].ratio == pytest.approx(report["chorus"].rmse / report["plain-mean"].rmse)


def test_nothing_can_be_learned_without_a_grade(reviews):
    with pytest.raises(ValueError, match="no grade"):
        learn(reviews.as_verdicts())
