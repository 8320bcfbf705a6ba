"""How well each formula does on grades that it has not seen. The same reviews, folds and halves for all of them.

Three questions, each of the formulas of ``predicting.NAMES``:

* Ten-fold held-out prediction. Every grade is predicted once, by formulas that learned from nine tenths of the grades
  and all verdicts without one: root mean square error in points, mean logarithm of the density given to the grade that
  came (higher is better), and how many grades fell between the 10 % and 90 % points (0.80 would be right).
* Rank agreement. The reviews are dealt into random halves; the scores by one half are held against the plain means of
  the other half's grades, over albums with three grades in either (Kendall's tau-b). A neutral yardstick: it favours
  the plain mean if anything.
* Replaced grades. One grade in twenty becomes a 0 or a 100; how far do scores move from where they were (root mean
  square, in points, over albums with three grades)?
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau

from .album import SHOWN_FROM
from .catalogue import Reviews
from .model import Array, Integers
from .predicting import NAMES, Prediction, learn

FOLDS = 10
HALVES = 10
REPLACEMENTS = 10
SHARE_REPLACED = 0.05
GRADES_NEEDED = 30
ALBUMS_TO_RANK = 10
SEED = 2018


_HEADINGS = ("RMSE", "of plain", "log score", "in 80 %", "tau", "moved", "of plain")
_NOTES = (
    f"RMSE, log score, in 80 %: every grade predicted without it, in {FOLDS} folds. RMSE is in points; a log score is",
    "    better the higher; 80 % intervals should hold 0.80 of the grades.",
    f"tau: scores by half of the reviews against plain means of the other half's grades, {HALVES} random halves.",
    f"moved: how far scores move (root mean square, points) when {SHARE_REPLACED:.0%} of the grades become 0 or 100.",
    "of plain: divided by the plain mean's.",
)


@dataclass(frozen=True)
class Evaluation:
    """One formula's figures, as above; None where there are too few grades to tell."""

    formula: str
    rmse: float | None
    log_score: float | None
    coverage: float | None
    rank_agreement: float | None
    movement: float | None

    @property
    def name(self) -> str:
        """What the formula is called on a page."""
        return NAMES[self.formula]


@dataclass(frozen=True)
class EvaluationReport:
    """All formulas' figures, in the order of NAMES, and what they were found on."""

    albums: int
    reviews: int
    grades: int
    evaluations: tuple[Evaluation, ...]

    def __getitem__(self, formula: str) -> Evaluation:
        return next(evaluation for evaluation in self.evaluations if evaluation.formula == formula)

    def table(self) -> str:
        """The figures for a person to read, with what they mean."""
        plain = self["plain-mean"]
        lines = [_row("", *_HEADINGS)]
        lines += [
            _row(
                found.name,
                _printed(found.rmse, 2),
                _printed(_ratio(found.rmse, plain.rmse), 3),
                _printed(found.log_score, 3),
                _printed(found.coverage, 3),
                _printed(found.rank_agreement, 3),
                _printed(found.movement, 2),
                _printed(_ratio(found.movement, plain.movement), 2),
            )
            for found in self.evaluations
        ]
        judged = f"{self.grades:,} grades among {self.reviews:,} reviews of {self.albums:,} albums."
        return "\n".join([judged, "", *lines, "", *_NOTES])


def evaluate(reviews: Reviews, seed: int = SEED) -> EvaluationReport:
    """Answer the three questions. The same reviews and seed give the same figures. Takes about eighty fits."""
    held_out: dict[str, Prediction] = {}
    agreement: dict[str, float] = {}
    movement: dict[str, float] = {}
    grades = np.flatnonzero(reviews.graded)
    if grades.size >= GRADES_NEEDED:
        held_out = hold_out(reviews, np.random.default_rng(seed))
        agreement = halve(reviews, np.random.default_rng(seed))
        movement = replace_grades(reviews, np.random.default_rng(seed))

    def figures(formula: str) -> Evaluation:
        found = held_out.get(formula)
        return Evaluation(
            formula,
            rmse=None if found is None else _root_mean_square(found.mean - reviews.score[grades]),
            log_score=None if found is None else float(found.log_density.mean()),
            coverage=None if found is None else float(found.covered.mean()),
            rank_agreement=agreement.get(formula),
            movement=movement.get(formula),
        )

    return EvaluationReport(reviews.albums.size, len(reviews), grades.size, tuple(map(figures, NAMES)))


def sample(reviews: Reviews, most: int, seed: int = SEED) -> Reviews:
    """Whole albums drawn at random, until they have ``most`` reviews; all of them where there are no more."""
    order = np.random.default_rng(seed).permutation(reviews.albums.size)
    taken = order[np.cumsum(reviews.counts[order]) <= most]
    chosen = np.zeros(reviews.albums.size, dtype=bool)
    chosen[taken] = True
    return reviews[np.repeat(chosen, reviews.counts)]


def hold_out(reviews: Reviews, rng: np.random.Generator) -> dict[str, Prediction]:
    """Every formula's prediction of every grade, in the order of the reviews, by what learned without its fold."""
    grades = np.flatnonzero(reviews.graded)
    folds = np.full(len(reviews), -1)
    folds[grades] = rng.permutation(grades.size) % FOLDS
    predictions: dict[str, list[Prediction]] = {formula: [] for formula in NAMES}
    for fold in range(FOLDS):
        for formula, learned in learn(reviews[folds != fold]).items():
            predictions[formula].append(learned.predict(reviews[folds == fold]))
    order = np.argsort(np.argsort(folds[grades], kind="stable"))
    return {
        formula: Prediction(*(np.concatenate(column)[order] for column in zip(*parts, strict=True)))
        for formula, parts in predictions.items()
    }


def halve(reviews: Reviews, rng: np.random.Generator) -> dict[str, float]:
    """Every formula's mean tau between scores by one half and plain means of the other. Empty without ten albums."""
    taus: dict[str, list[float]] = {formula: [] for formula in NAMES}
    for _ in range(HALVES):
        first = rng.permutation(len(reviews)) < len(reviews) // 2
        halves = reviews[first], reviews[~first]
        albums = np.intersect1d(_albums_with_grades(halves[0]), _albums_with_grades(halves[1]))
        if albums.size < ALBUMS_TO_RANK:
            return {}
        learned = [learn(half) for half in halves]
        for one, other in (learned, learned[::-1]):
            yardstick = other["plain-mean"].scores(albums)
            for formula in NAMES:
                taus[formula].append(kendalltau(one[formula].scores(albums), yardstick).statistic)
    # Where all scores are the same there is no order to agree about.
    return {formula: float(np.mean(found)) for formula, found in taus.items() if np.isfinite(found).all()}


def replace_grades(reviews: Reviews, rng: np.random.Generator) -> dict[str, float]:
    """How far one grade in twenty, made 0 or 100, moves every formula's scores. Empty without ten albums."""
    albums = _albums_with_grades(reviews)
    if albums.size < ALBUMS_TO_RANK:
        return {}
    clean = {formula: learned.scores(albums) for formula, learned in learn(reviews).items()}
    moves: dict[str, list[Array]] = {formula: [] for formula in NAMES}
    for replaced in _replacements(reviews, rng):
        for formula, learned in learn(replaced).items():
            moves[formula].append(learned.scores(albums) - clean[formula])
    return {formula: _root_mean_square(np.concatenate(found)) for formula, found in moves.items()}


def _replacements(reviews: Reviews, rng: np.random.Generator) -> Iterator[Reviews]:
    grades = np.flatnonzero(reviews.graded)
    for _ in range(REPLACEMENTS):
        score = reviews.score.copy()
        chosen = rng.choice(grades, round(SHARE_REPLACED * grades.size), replace=False)
        score[chosen] = rng.choice([0.0, 100.0], chosen.size)
        yield reviews.replace_scores(score)


def _albums_with_grades(reviews: Reviews) -> Integers:
    """Albums with grades enough for a score by the grades alone."""
    albums, counts = np.unique(reviews.album[reviews.graded], return_counts=True)
    return albums[counts >= SHOWN_FROM]


def _root_mean_square(column: Array) -> float:
    return float(np.sqrt(np.mean(column**2)))


def _row(name: str, *cells: str) -> str:
    return f"{name:28}" + "".join(f"{cell:>11}" for cell in cells)


def _ratio(value: float | None, base: float | None) -> float | None:
    return value / base if value is not None and base else None


def _printed(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"
