"""An evaluation for a person to read: one table of all formulas, and the groups in which the model's figures part."""

from collections.abc import Sequence

from .evaluation import (
    FOLDS,
    HALVES,
    PARTITIONS,
    SHARE_REPLACED,
    Evaluation,
    EvaluationReport,
)
from .groups import Group

_HEADINGS = (
    *("RMSE", "of plain", "+/-", "log score", "+/-", "in 80 %", "unrounded", "bias"),
    *("tau", "slope", "moved", "own"),
)
_NOTES = (
    f"RMSE, log score, in 80 %, bias: every grade predicted without it, in {FOLDS} folds, {PARTITIONS} times over.",
    "    RMSE and bias (expected less came) are in points; a log score is better the higher; 80 % intervals should",
    "    hold 0.80 of the grades. A grade counts there as all that is printed as it, in its house's steps; unrounded:",
    "    as a point. of plain: RMSE divided by the plain mean's. +/-: standard errors over albums.",
    f"tau, slope: scores by half of the reviews against plain means of the other half's grades, {HALVES} random",
    "    halves: Kendall's tau-b, and the slope of the means on the scores (1: differences are as large as they say).",
    f"moved: how far scores move (root mean square, points) when {SHARE_REPLACED:.0%} of the grades become 0 or 100;",
    "    own: the same divided by the standard deviation of the formula's own scores.",
)


def table_of(report: EvaluationReport) -> str:
    """The figures, with what they mean."""
    judged = f"{report.grades:,} grades among {report.reviews:,} reviews of {report.albums:,} albums."
    lines = [judged, "", _row("", *_HEADINGS), *map(_line, report.evaluations), "", *_NOTES]
    if report.floor is not None:
        ratio = _printed(report["chorus"].ratio, 3)
        lines += ["", f"The model's error is {ratio} of the plain mean's, the best possible about {report.floor:.3f}."]
    for formula in ("chorus", "verdicts-only"):
        found = report[formula]
        for title, groups in (
            ("by tenth of the expected grade", found.tenths),
            ("by number of the album's reviews", found.by_count),
            ("by band of the expected grade", found.by_band),
            ("scores from three reviews against scores from all, by tenth of the score", found.standings),
        ):
            if groups:
                lines += ["", f"{found.name}, {title}:", *_groups(groups)]
    return "\n".join(lines)


def _line(found: Evaluation) -> str:
    return _row(
        found.name,
        _printed(found.rmse, 2),
        _printed(found.ratio, 3),
        _printed(found.ratio_error, 3),
        _printed(found.log_score, 3),
        _printed(found.log_score_error, 3),
        _printed(found.coverage, 3),
        _printed(found.inside, 3),
        _printed(found.bias, 2),
        _printed(found.rank_agreement, 3),
        _printed(found.truth_slope, 2),
        _printed(found.movement, 2),
        _printed(found.own_movement, 2),
    )


def _groups(groups: Sequence[Group]) -> list[str]:
    lines = [_row("", "number", "expected", "came", "bias", "in 80 %", "unrounded")]
    for group in groups:
        bias = group.expected - group.came
        figures = f"{group.size:,}", f"{group.expected:.1f}", f"{group.came:.1f}", f"{bias:.1f}", f"{group.covered:.3f}"
        lines.append(_row(group.label, *figures, _printed(group.inside, 3)))
    return lines


def _row(name: str, *cells: str) -> str:
    return f"{name:28}" + "".join(f"{cell:>10}" for cell in cells)


def _printed(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"
