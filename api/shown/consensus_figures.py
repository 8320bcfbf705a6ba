"""An album's figures: its consensus as it stands, the working behind it, and how it came there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from api.shown.base import Link, Part, link_to, one_of, to_a_point, told_twice
from pages.working import Working
from reviews.consensus.album import EVIDENCE_WORDS, share_positive
from reviews.models import Consensus, ConsensusChange, Review, Verdict
from reviews.models.consensus import ConsensusFigures

VerdictWord = Annotated[str, one_of(*Verdict.values)]


class StandingShown(Part):
    """Where an album stands on 0-100; null under three counted reviews. It lies from low to high four times in five."""

    score: float | None = Field(description="To a tenth.")
    score_unrounded: float | None
    low: int | None = Field(description="To a point.")
    low_unrounded: float | None
    high: int | None = Field(description="To a point.")
    high_unrounded: float | None
    counted: int = Field(description="Counted reviews.")


class ConsensusShown(StandingShown):
    """An album's consensus, with what it rests on."""

    evidence: Annotated[str, one_of(*EVIDENCE_WORDS)]
    evidence_in_words: str
    raves: int
    positives: int
    mixeds: int
    pans: int
    graded: int = Field(description="Counted reviews with a printed grade.")
    ungraded: int
    plain_mean: float | None = Field(description="Of the grades alone, to a tenth; null without a grade.")
    plain_mean_unrounded: float | None
    share_positive: float | None = Field(description="Raves and positives, 0-1, shrunk by half a review; null under 3.")
    share_positive_unrounded: float | None
    share_positive_low: float | None = Field(description="It lies from low to high four times in five.")
    share_positive_low_unrounded: float | None
    share_positive_high: float | None
    share_positive_high_unrounded: float | None
    spread: float | None = Field(description="How far apart the reviews are, in points, to a tenth; null under 5.")
    spread_unrounded: float | None
    computed_at: datetime

    @classmethod
    def of(cls, consensus: Consensus) -> ConsensusShown:
        """The stored consensus."""
        positive = consensus.raves + consensus.positives
        share = share_positive(positive, consensus.counted) if consensus.share_positive is not None else None
        return cls(
            **_standing(consensus),
            evidence=consensus.evidence,
            evidence_in_words=EVIDENCE_WORDS[consensus.evidence],
            raves=consensus.raves,
            positives=consensus.positives,
            mixeds=consensus.mixeds,
            pans=consensus.pans,
            graded=consensus.graded,
            ungraded=consensus.ungraded,
            **told_twice(1, plain_mean=consensus.plain_mean, spread=consensus.spread),
            **told_twice(
                2,
                share_positive=consensus.share_positive,
                share_positive_low=share and share.low,
                share_positive_high=share and share.high,
            ),
            computed_at=consensus.computed_at,
        )


def _standing(figures: ConsensusFigures) -> dict[str, Any]:
    as_printed = figures.printed
    return {
        "score": None if as_printed.score is None else float(as_printed.score),
        "score_unrounded": figures.score,
        "low": to_a_point(as_printed.low),
        "low_unrounded": figures.low,
        "high": to_a_point(as_printed.high),
        "high_unrounded": figures.high,
        "counted": figures.counted,
    }


class MoveShown(Part):
    """One review's share in the score. Start and all moves, as printed, add up to the score, as printed."""

    review: int = Field(description="Its id.")
    byline: str
    critic: Link | None
    publication: Link | None
    grade: str = Field(description="As printed by the critic; empty without one.")
    review_score: float | None = Field(description="The grade on 0-100, as it counts.")
    verdict: VerdictWord
    leniency: float = Field(description="Points taken off: how far above the others its critic and house grade.")
    leniency_unrounded: float
    move: float = Field(description="Points, to a tenth.")
    move_unrounded: float
    without: float | None = Field(description="The score if this review were not there, to a tenth; null if none were.")
    without_unrounded: float | None


class WorkingShown(Part):
    """How the score comes about, the review that moves it most first."""

    start: float = Field(description="Where every album starts, to a tenth.")
    start_unrounded: float
    score: float
    score_unrounded: float
    moves: list[MoveShown]

    @classmethod
    def of(cls, working: Working, reviews: Sequence[Review]) -> WorkingShown:
        """The working of an album from its counted reviews, in the order in which it was computed."""
        moved = {review.pk: move for review, move in zip(reviews, working.standing.moves, strict=True)}
        return cls(
            start=float(working.start),
            start_unrounded=working.standing.start,
            score=float(working.score),
            score_unrounded=working.standing.score,
            moves=[
                MoveShown(
                    review=row.review.pk,
                    byline=row.review.byline,
                    critic=link_to(row.review.critic) if row.review.critic else None,
                    publication=link_to(row.review.publication) if row.review.publication else None,
                    grade=row.review.grade,
                    review_score=None if row.review.score is None else float(row.review.score),
                    verdict=row.review.verdict,
                    **told_twice(1, leniency=row.leniency, without=row.without),
                    move=float(row.move),
                    move_unrounded=moved[row.review.pk],
                )
                for row in working.rows
            ],
        )


class HistoryStep(StandingShown):
    """One step in the history of an album's consensus."""

    at: datetime
    cause: str
    cause_in_words: str
    review: int | None = Field(description="The id of the review behind it, if it still counts.")


def steps_of(history: Iterable[ConsensusChange]) -> list[HistoryStep]:
    """The history, in its order."""
    return [
        HistoryStep(
            **_standing(change),
            at=change.at,
            cause=change.cause,
            cause_in_words=str(change.get_cause_display()),
            review=change.review.pk if change.review else None,
        )
        for change in history
    ]
