"""The method: the figures in force, how wrong they are on grades that they have not seen, and those before them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.decorators import decorate_view
from pydantic import Field

from albums.models.version import version_of_catalogue
from api.kept import kept
from api.shown.base import OneAsked, Part, Resource, answer, one_of, told_twice
from api.shown.consensus_figures import VerdictWord
from pages.views.method import HISTORY, agreement_in_codings
from reviews.consensus.album import SHOWN_FROM, SPREAD_FROM
from reviews.consensus.model import BANDS, DEGREES_OF_FREEDOM, HUBER_THRESHOLD
from reviews.consensus.predicting import NAMES
from reviews.models import Calibration, FormulaEvaluation

router = Router()


class BandShown(Part):
    """The grades that a verdict stands for: from low to under high."""

    verdict: VerdictWord
    low: float
    high: float


class FormulaShown(Part):
    """How one formula did on grades it had not seen. Null where they were too few to tell."""

    formula: Annotated[str, one_of(*NAMES)]
    name: str
    error: float | None = Field(description="Root mean square, in points, to a hundredth.")
    error_unrounded: float | None
    coverage: float | None = Field(description="Share of grades within their 80 % ranges, to a hundredth.")
    coverage_unrounded: float | None
    log_score: float | None = Field(description="Mean log density, to a thousandth: higher is better.")
    log_score_unrounded: float | None
    rank_agreement: float | None = Field(description="Kendall's tau with the other half's plain means.")
    rank_agreement_unrounded: float | None
    movement: float | None = Field(description="Points that scores move when one grade in twenty is replaced.")
    movement_unrounded: float | None

    @classmethod
    def of(cls, row: FormulaEvaluation) -> FormulaShown:
        """What was found when the fit was made."""
        return cls(
            formula=row.formula,
            name=row.name,
            **told_twice(2, error=row.rmse, coverage=row.coverage, movement=row.movement),
            **told_twice(3, log_score=row.log_score, rank_agreement=row.rank_agreement),
        )


CONSTANTS = (
    *("mean", "album_scale", "noise", "publication_sd", "critic_sd"),
    *("power", "mixed_from", "positive_from", "rave_from"),
)


class FitShown(Part):
    """One fit of the model: its constants on 0-100, what it was fitted on, and how wrong it is."""

    made_at: datetime
    stated_defaults: bool = Field(description="Whether these are the stated defaults, for want of reviews here.")
    mean: float = Field(description="The middle of albums before anyone has written. A score starts from their mean.")
    mean_unrounded: float
    album_scale: float = Field(description="Of the Student-t prior of albums.")
    album_scale_unrounded: float
    noise: float = Field(description="Standard deviation of one review around its album.")
    noise_unrounded: float
    publication_sd: float = Field(description="Of publications' leniency.")
    publication_sd_unrounded: float
    critic_sd: float = Field(description="Of critics' leniency.")
    critic_sd_unrounded: float
    power: float = Field(description="Of the stretch; 1: nothing is stretched.")
    power_unrounded: float
    mixed_from: float = Field(description="From where a verdict without a grade is heard as mixed.")
    mixed_from_unrounded: float
    positive_from: float = Field(description="As positive.")
    positive_from_unrounded: float
    rave_from: float = Field(description="As a rave.")
    rave_from_unrounded: float
    fitted_reviews: int
    fitted_albums: int
    judged_grades: int = Field(description="Grades that the formulas were judged on, each hidden in turn.")
    judged_albums: int
    formulas: list[FormulaShown]

    @classmethod
    def of(cls, fit: Calibration) -> FitShown:
        """A fit with its evaluations at hand."""
        return cls(
            **told_twice(2, **{name: getattr(fit, name) for name in CONSTANTS}),
            made_at=fit.made_at,
            stated_defaults=not fit.fitted_reviews,
            fitted_reviews=fit.fitted_reviews,
            fitted_albums=fit.fitted_albums,
            judged_grades=fit.judged_grades,
            judged_albums=fit.judged_albums,
            formulas=[FormulaShown.of(row) for row in fit.evaluations.all()],
        )


class CodingsShown(Part):
    """How far curators agree who set a verdict on one text, each alone: Krippendorff's alpha for ordered categories."""

    coded_twice: int
    agreed: int
    alpha: float | None
    alpha_unrounded: float | None
    low_unrounded: float | None
    high_unrounded: float | None


class MethodShown(Resource):
    """How the consensus is made."""

    shown_from: int = Field(description="Counted reviews from which on a score is shown.")
    spread_from: int = Field(description="Counted reviews from which on a spread is stated.")
    degrees_of_freedom: float = Field(description="Of the Student-t prior of albums.")
    huber_threshold: float = Field(description="Standard deviations beyond which a grade pulls no harder.")
    bands: list[BandShown]
    in_force: FitShown
    earlier: list[FitShown] = Field(description="Fits before it, newest first.")
    codings: CodingsShown


@router.get("/method", response=MethodShown)
@decorate_view(kept(version_of_catalogue))
def method(request: HttpRequest, asked: Query[OneAsked]) -> HttpResponse:
    """The figures in force, their held-out errors, and the fits before them."""
    Calibration.objects.current()
    in_force, *earlier = Calibration.objects.prefetch_related("evaluations")[:HISTORY]
    shown = MethodShown(
        shown_from=SHOWN_FROM,
        spread_from=SPREAD_FROM,
        degrees_of_freedom=DEGREES_OF_FREEDOM,
        huber_threshold=HUBER_THRESHOLD,
        bands=[BandShown(verdict=band.verdict, low=band.low, high=band.high) for band in BANDS],
        in_force=FitShown.of(in_force),
        earlier=[FitShown.of(fit) for fit in earlier],
        codings=_codings(),
    )
    return answer(shown, asked.fields)


def _codings() -> CodingsShown:
    found: dict[str, Any] = agreement_in_codings()
    agreement = found["agreement"]
    return CodingsShown(
        coded_twice=found["coded_twice"],
        agreed=found["agreed"],
        **told_twice(2, alpha=agreement.alpha),
        low_unrounded=agreement.low,
        high_unrounded=agreement.high,
    )
