"""The working of an album's consensus: how far each review moved it, in rows, in words and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from albums.models import Album
from pages.album_record import consensus_of, verdict_counts
from pages.plots import DotPlot, WaterfallStep, dot_plot, strip, waterfall
from reviews.consensus.album import SHOWN_FROM, Share, Standing, round_half_up, rounded_moves, share_positive
from reviews.consensus.model import Band, Parameters
from reviews.models import Consensus, Review
from reviews.scoring.one_album import calibration_for, working_of

PLOT_WIDTHS = (720, 340)


@dataclass(frozen=True)
class WorkingRow:
    """One review's line in the working: what it said, what was taken off, how far it moved the score."""

    review: Review
    band: Band | None
    leniency: float
    move: Decimal
    without: float | None
    step: WaterfallStep


@dataclass(frozen=True)
class Working:
    """The sum a reader can check: start, plus the printed moves, is the score. All in points of 0-100."""

    start: Decimal
    rows: tuple[WorkingRow, ...]
    score: Decimal
    standing: Standing
    calibration: Parameters
    plots: tuple[DotPlot, ...]
    share: Share | None
    strip: list[tuple[str, int, float, float]]

    def rest_of(self, named: int) -> tuple[int, Decimal]:
        """How many moves are not among the first so many, and what they come to, as printed."""
        rest = self.rows[named:]
        return len(rest), sum((row.move for row in rest), Decimal(0))

    @property
    def heaviest(self) -> WorkingRow:
        """The review that moves the score most."""
        return self.rows[0]

    @property
    def shown(self) -> bool:
        """Whether there are reviews enough for a score."""
        return len(self.rows) >= SHOWN_FROM


def working(album: Album, reviews: Sequence[Review]) -> Working | None:
    """The working behind the album's stored consensus, from the reviews that count; None when there are none."""
    consensus = consensus_of(album)
    if not reviews or consensus is None:
        return None
    calibration = calibration_for(consensus.calibration, reviews)
    standing = working_of(reviews, calibration)
    moves = rounded_moves(standing.start, standing.moves, standing.score)
    heaviest_first = sorted(range(len(reviews)), key=lambda number: -abs(standing.moves[number]))
    steps = waterfall(standing.start, [standing.moves[number] for number in heaviest_first])
    rows = tuple(
        WorkingRow(
            review=reviews[number],
            band=None if reviews[number].score is not None else calibration.band(reviews[number].verdict),
            leniency=standing.leniency[number],
            move=moves[number],
            without=standing.without[number] if len(reviews) > SHOWN_FROM else None,
            step=step,
        )
        for number, step in zip(heaviest_first, steps, strict=True)
    )
    positive = consensus.raves + consensus.positives
    return Working(
        start=round_half_up(standing.start, 1),
        rows=rows,
        score=round_half_up(standing.score, 1),
        standing=standing,
        calibration=calibration,
        plots=tuple(_plot(consensus, reviews, width) for width in PLOT_WIDTHS),
        share=share_positive(positive, consensus.counted),
        strip=strip(verdict_counts(consensus)),
    )


def _plot(consensus: Consensus, reviews: Iterable[Review], width: float) -> DotPlot:
    low, score, high = consensus.low, consensus.score, consensus.high
    interval = None if low is None or score is None or high is None else (low, score, high)
    return dot_plot(
        [(float(review.score), review) for review in reviews if review.score is not None],
        [(review.verdict, review) for review in reviews if review.score is None],
        interval,
        width,
    )
