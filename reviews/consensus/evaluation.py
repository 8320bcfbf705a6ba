"""How well each formula does on grades that it has not seen. The same reviews, folds and halves for all of them.

Three questions, each of the formulas of ``predicting.NAMES``:

* Ten-fold held-out prediction, over five partitions into folds. Every grade is predicted once in each, by formulas that
  learned from nine tenths of the grades and all verdicts without one: root mean square error in points, mean logarithm
  of the density given to the grade that came (higher is better), and how many grades fell between the 10 % and 90 %
  points (0.80 would be right; ``predicting.Prediction`` says how rounded ones count). Standard errors are over albums:
  another site would have others.
* Rank agreement. The reviews are dealt into random halves; the scores by one half are held against the plain means of
  the other half's grades, over albums with three grades in either: Kendall's tau-b, and the slope of the mean on the
  score, 1 where differences between scores are as large as those they stand for. A neutral yardstick: it favours the
  plain mean if anything.
* Replaced grades. One grade in twenty becomes a 0 or a 100; how far do scores move from where they were (root mean
  square, in points, over albums with three grades)? A formula that says the same of everything would never move, so
  that is also divided by how far the formula's own scores lie apart.

``standings`` asks two more of the model alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.stats import kendalltau

from .album import SHOWN_FROM
from .catalogue import Reviews
from .fit import fit
from .groups import Group, bands_of, counts_of, grouped, tenths_of
from .model import DEFAULTS, Array, Band, Integers
from .predicting import NAMES, Formula, Prediction, learn, steps_of
from .standings import floor_of, from_three_reviews

PARTITIONS = 5
FOLDS = 10
HALVES = 10
REPLACEMENTS = 10
SHARE_REPLACED = 0.05
GRADES_NEEDED = 30
ALBUMS_TO_RANK = 10
SEED = 2018


@dataclass(frozen=True)
class Evaluation:
    """One formula's figures, as above; None where there are too few grades to tell.

    ``ratio`` is the error divided by the plain mean's; ``ratio_error`` and ``log_score_error`` are standard errors over
    albums; ``inside`` is the coverage without regard to rounding; ``bias`` what was expected less what came;
    ``own_movement`` the movement divided by the standard deviation of the formula's scores. The groups part the
    predicted grades by tenths of what was expected, by how many reviews their albums have, and by the band of what was
    expected; ``standings`` parts albums by tenths of the score that three reviews gave them.
    """

    formula: str
    rmse: float | None = None
    ratio: float | None = None
    ratio_error: float | None = None
    log_score: float | None = None
    log_score_error: float | None = None
    coverage: float | None = None
    inside: float | None = None
    bias: float | None = None
    rank_agreement: float | None = None
    truth_slope: float | None = None
    movement: float | None = None
    own_movement: float | None = None
    tenths: tuple[Group, ...] = ()
    by_count: tuple[Group, ...] = ()
    by_band: tuple[Group, ...] = ()
    standings: tuple[Group, ...] = ()

    @property
    def name(self) -> str:
        """What the formula is called on a page."""
        return NAMES[self.formula]


@dataclass(frozen=True)
class EvaluationReport:
    """All formulas' figures, in the order of NAMES, and what they were found on.

    ``floor`` is the least error, divided by the plain mean's, that any formula could have on such a site.
    """

    albums: int
    reviews: int
    grades: int
    floor: float | None
    evaluations: tuple[Evaluation, ...]

    def __getitem__(self, formula: str) -> Evaluation:
        return next(evaluation for evaluation in self.evaluations if evaluation.formula == formula)


def evaluate(
    reviews: Reviews, seed: int = SEED, bands: tuple[Band, ...] = DEFAULTS.bands, partitions: int | None = None
) -> EvaluationReport:
    """Answer the questions. The same reviews and seed give the same figures. Takes about two hundred fits."""
    grades = int(reviews.graded.sum())
    if grades < GRADES_NEEDED:
        return EvaluationReport(reviews.albums.size, len(reviews), grades, None, tuple(map(Evaluation, NAMES)))

    def teach(some: Reviews) -> dict[str, Formula]:
        return learn(some, bands)

    rng = np.random.default_rng(seed)
    held_out = [hold_out(reviews, rng, teach) for _ in range(partitions or PARTITIONS)]
    halves = halve(reviews, np.random.default_rng(seed), teach)
    moved = replace_grades(reviews, np.random.default_rng(seed), teach)
    standings = {"chorus": from_three_reviews(reviews, bands, np.random.default_rng(seed))}
    evaluations = tuple(
        _figures(
            formula,
            reviews,
            [partition[formula] for partition in held_out],
            [partition["plain-mean"] for partition in held_out],
            halves.get(formula, Halving(None, None)),
            moved.get(formula, Movement(None, None)),
            standings.get(formula, ()),
        )
        for formula in NAMES
    )
    floor = floor_of(reviews, fit(reviews, bands), np.random.default_rng(seed))
    return EvaluationReport(reviews.albums.size, len(reviews), grades, floor, evaluations)


def hold_out(
    reviews: Reviews, rng: np.random.Generator, teach: Callable[[Reviews], dict[str, Formula]] = learn
) -> dict[str, Prediction]:
    """Every formula's prediction of every grade, in the order of the reviews, by what learned without its fold."""
    grades = np.flatnonzero(reviews.graded)
    steps = steps_of(reviews)
    folds = np.full(len(reviews), -1)
    folds[grades] = rng.permutation(grades.size) % FOLDS
    predictions: dict[str, list[Prediction]] = {formula: [] for formula in NAMES}
    for fold in range(FOLDS):
        for formula, learned in teach(reviews[folds != fold]).items():
            predictions[formula].append(learned.predict(reviews[folds == fold], steps[folds == fold]))
    order = np.argsort(np.argsort(folds[grades], kind="stable"))
    return {
        formula: Prediction(*(np.concatenate(column)[order] for column in zip(*parts, strict=True)))
        for formula, parts in predictions.items()
    }


class Halving(NamedTuple):
    """What scores by one half say of plain means by the other: tau, and the slope of these on those."""

    tau: float | None
    slope: float | None


def halve(
    reviews: Reviews, rng: np.random.Generator, teach: Callable[[Reviews], dict[str, Formula]] = learn
) -> dict[str, Halving]:
    """Of every formula the mean over random halves. Empty without ten albums to rank."""
    taus: dict[str, list[float]] = {formula: [] for formula in NAMES}
    slopes: dict[str, list[float]] = {formula: [] for formula in NAMES}
    for _ in range(HALVES):
        first = rng.permutation(len(reviews)) < len(reviews) // 2
        halves = reviews[first], reviews[~first]
        albums = np.intersect1d(_albums_with_grades(halves[0]), _albums_with_grades(halves[1]))
        if albums.size < ALBUMS_TO_RANK:
            return {}
        learned = [teach(half) for half in halves]
        for one, other in (learned, learned[::-1]):
            yardstick = other["plain-mean"].scores(albums)
            for formula in NAMES:
                scores = one[formula].scores(albums)
                taus[formula].append(kendalltau(scores, yardstick).statistic)
                slopes[formula].append(_slope(scores, yardstick))
    return {formula: Halving(_mean(taus[formula]), _mean(slopes[formula])) for formula in NAMES}


class Movement(NamedTuple):
    """How far scores move, in points, and divided by how far they lie apart."""

    points: float | None
    own: float | None


def replace_grades(
    reviews: Reviews, rng: np.random.Generator, teach: Callable[[Reviews], dict[str, Formula]] = learn
) -> dict[str, Movement]:
    """How far one grade in twenty, made 0 or 100, moves every formula's scores. Empty without ten albums."""
    albums = _albums_with_grades(reviews)
    if albums.size < ALBUMS_TO_RANK:
        return {}
    clean = {formula: learned.scores(albums) for formula, learned in teach(reviews).items()}
    moves: dict[str, list[Array]] = {formula: [] for formula in NAMES}
    for replaced in _replacements(reviews, rng):
        for formula, learned in teach(replaced).items():
            moves[formula].append(learned.scores(albums) - clean[formula])
    found = {formula: _root_mean_square(np.concatenate(parts)) for formula, parts in moves.items()}
    spreads = {formula: float(scores.std()) for formula, scores in clean.items()}
    return {
        formula: Movement(points, points / spreads[formula] if spreads[formula] > 0 else None)
        for formula, points in found.items()
    }


def _replacements(reviews: Reviews, rng: np.random.Generator) -> Iterator[Reviews]:
    grades = np.flatnonzero(reviews.graded)
    for _ in range(REPLACEMENTS):
        score = reviews.score.copy()
        chosen = rng.choice(grades, round(SHARE_REPLACED * grades.size), replace=False)
        score[chosen] = rng.choice([0.0, 100.0], chosen.size)
        yield reviews.replace_scores(score)


def _figures(
    formula: str,
    reviews: Reviews,
    predictions: list[Prediction],
    plain: list[Prediction],
    halving: Halving,
    movement: Movement,
    standings: tuple[Group, ...],
) -> Evaluation:
    """Put one formula's figures together, those of the partitions as their mean."""
    graded = reviews[reviews.graded]
    came, counts = graded.score, np.repeat(reviews.counts, reviews.counts)[reviews.graded]
    error = _by_album(graded, [(found.mean - came) ** 2 for found in predictions])
    plain_error = _by_album(graded, [(found.mean - came) ** 2 for found in plain])
    density = np.mean([found.log_density for found in predictions], axis=0)
    ratio = float(np.sqrt(error.sum() / plain_error.sum()))
    difference = error / error.sum() - plain_error / plain_error.sum()
    off = np.add.reduceat(density - density.mean(), graded.firsts)
    expected = [found.mean for found in predictions]
    covered = [found.covered for found in predictions]
    inside = [found.inside for found in predictions]
    return Evaluation(
        formula,
        rmse=float(np.sqrt(error.sum() / came.size)),
        ratio=ratio,
        ratio_error=ratio / 2 * float(np.sqrt((difference**2).sum())),
        log_score=float(density.mean()),
        log_score_error=float(np.sqrt((off**2).sum()) / came.size),
        coverage=float(np.mean(covered)),
        inside=float(np.mean(inside)),
        bias=float(np.mean([found.mean - came for found in predictions])),
        rank_agreement=halving.tau,
        truth_slope=halving.slope,
        movement=movement.points,
        own_movement=movement.own,
        tenths=grouped(expected, came, covered, tenths_of(expected), inside),
        by_count=grouped(expected, came, covered, counts_of(counts, len(predictions)), inside),
        by_band=grouped(expected, came, covered, bands_of(expected), inside),
        standings=standings,
    )


def _by_album(graded: Reviews, squares: list[Array]) -> Array:
    return np.add.reduceat(np.mean(squares, axis=0), graded.firsts)


def _albums_with_grades(reviews: Reviews) -> Integers:
    """Albums with grades enough for a score by the grades alone."""
    albums, counts = np.unique(reviews.album[reviews.graded], return_counts=True)
    return albums[counts >= SHOWN_FROM]


def _slope(scores: Array, yardstick: Array) -> float:
    variance = scores.var()
    return float(np.mean((scores - scores.mean()) * yardstick) / variance) if variance > 0 else float("nan")


def _mean(found: list[float]) -> float | None:
    """None where all scores were the same once: there is no order to agree about."""
    return float(np.mean(found)) if np.isfinite(found).all() else None


def _root_mean_square(column: Array) -> float:
    return float(np.sqrt(np.mean(column**2)))
