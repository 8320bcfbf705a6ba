"""How the consensus is made: the model in plain words, with this site's own figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from pages.judged import ErrorPlot, error_plot, tenths_plot
from reviews.consensus import model
from reviews.consensus.agreement import agreement_of
from reviews.consensus.album import SHOWN_FROM, SPREAD_FROM, Evidence, round_half_up, rounded_moves, standing_of
from reviews.consensus.fit import ALBUMS_NEEDED
from reviews.consensus.groups import Group
from reviews.models import Calibration, FormulaEvaluation, Verdict, VerdictCoding
from reviews.scoring.one_album import with_offsets

EXAMPLE = (
    ("A rave without a grade", Evidence(None, "rave")),
    ("A mixed review without a grade", Evidence(None, "mixed")),
    ("A grade of 7.8 out of 10", Evidence(78)),
)
BY_HAND = (50, 90)
HISTORY = 20
FEWEST_CODED_TWICE = 10


@dataclass(frozen=True)
class Habit:
    """A publication's fitted habits: leniency with its 80 % interval in points, slope, noise in points."""

    publication: object
    leniency: float
    low: float
    high: float
    slope: float
    noise: float
    reviews: int


@require_safe
@same_for_everyone(version_of_catalogue)
def method(request: HttpRequest) -> HttpResponse:
    """The model, an example, the constants, the fitted figures, the held-out test, the codings, the history of fits."""
    calibration = Calibration.objects.prefetch_related("evaluations").current()
    evaluations = list(calibration.evaluations.all())
    plain = next((row for row in evaluations if row.formula == "plain-mean"), None)
    ours = next((row for row in evaluations if row.formula == "chorus"), None)
    context = {
        "calibration": calibration,
        "bands": list(zip(reversed(model.BANDS), reversed(calibration.bands), strict=True)),
        "heard_as_graded": calibration.bands == model.BANDS,
        "before_the_stretch": calibration.power == 1 and not calibration.follows_the_method,
        "albums_needed": ALBUMS_NEEDED,
        "shift": model.SHIFT,
        "by_hand": [_by_hand(calibration, grade) for grade in BY_HAND],
        "ours": ours,
        "verdicts_alone": next((row for row in evaluations if row.formula == "verdicts-only"), None),
        "tenths_drawn": tenths_plot(ours.groups("tenths")) if ours else None,
        "errors_drawn": _errors_drawn(calibration, evaluations),
        "groups": _groups(ours) if ours else [],
        "shown_from": SHOWN_FROM,
        "spread_from": SPREAD_FROM,
        "huber": model.HUBER_THRESHOLD,
        "degrees": model.DEGREES_OF_FREEDOM,
        "example": _worked_example(calibration),
        "habits": _habits(calibration),
        "evaluations": evaluations,
        "plain": plain,
        **agreement_in_codings(),
        "history": Calibration.objects.prefetch_related("evaluations")[:HISTORY],
    }
    return render(request, "pages/method.html", context)


def _worked_example(calibration: Calibration) -> dict[str, object]:
    """Three invented reviews worked through with the current figures, nobody's habits taken off."""
    fixed = with_offsets(calibration, (), ())
    standing = standing_of([evidence for _, evidence in EXAMPLE], fixed)
    moves: tuple[Decimal, ...] = rounded_moves(standing.start, standing.moves, standing.score)
    return {
        "start": round_half_up(standing.start, 1),
        "rows": [(words, move) for (words, _), move in zip(EXAMPLE, moves, strict=True)],
        "score": round_half_up(standing.score, 1),
        "standing": standing,
    }


@dataclass(frozen=True)
class ByHand:
    """One grade stretched, step by step, as a reader can do it with a pocket calculator."""

    grade: int
    ratio: float
    power: float
    change: float
    stretched: float


def _by_hand(calibration: Calibration, grade: int) -> ByHand:
    reach = calibration.mean + model.SHIFT
    ratio = (grade + model.SHIFT) / reach
    powered = ratio**calibration.power
    change = (powered - 1) * reach / calibration.power
    return ByHand(grade, ratio, powered, change, calibration.mean + change)


def _errors_drawn(calibration: Calibration, evaluations: Sequence[FormulaEvaluation]) -> ErrorPlot | None:
    return error_plot(
        [
            (row.name, row.ratio, row.ratio_error, row.formula == "chorus")
            for row in evaluations
            if row.ratio is not None and row.ratio_error is not None
        ],
        calibration.floor,
    )


def _groups(ours: FormulaEvaluation) -> list[tuple[str, list[Group]]]:
    """What the model's predictions part into, with a heading each; those that have anything."""
    parted = {
        "By tenth of the expected grade": "tenths",
        "By number of the album’s reviews": "by_count",
        "By band of the expected grade": "by_band",
        "Scores from three reviews, by tenth of the score": "standings",
    }
    return [(heading, groups) for heading, name in parted.items() if (groups := ours.groups(name))]


def agreement_in_codings() -> dict[str, object]:
    """How far curators agree who coded one text each alone. From `FEWEST_CODED_TWICE` such texts on."""
    coded = VerdictCoding.objects.coded_twice()
    order = Verdict.values
    pairs = Counter((first, second) for first, second, *_ in coded)
    return {
        "coded_twice": len(coded),
        "fewest_coded_twice": FEWEST_CODED_TWICE,
        "agreed": sum(count for (first, second), count in pairs.items() if first == second),
        "agreement": agreement_of([[order.index(verdict) for verdict in given] for given in coded], len(order)),
        "confusion": [(first, [pairs[first, second] for second in order]) for first in order],
        "verdicts": order,
    }


def _habits(calibration: Calibration) -> list[Habit]:
    """Every publication's habits under the calibration, most lenient first."""
    offsets = calibration.publication_offsets.select_related("publication").order_by("-leniency")
    return [
        Habit(
            publication=offset.publication,
            leniency=offset.leniency,
            low=offset.interval[0],
            high=offset.interval[1],
            slope=offset.slope,
            noise=offset.noise,
            reviews=offset.reviews,
        )
        for offset in offsets
    ]
