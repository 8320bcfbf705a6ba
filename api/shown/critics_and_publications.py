"""Who writes, where, and how they grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from api.shown.base import Link, Part, Resource, addresses_of, link_to, list_by, one_of, to_a_point, told_twice
from pages.habits import leniency_by
from reviews.models import Calibration, Critic, Publication, Scale
from reviews.models.consensus import CriticOffset, Offset, PublicationOffset
from reviews.models.tally import Tally


class Conversion(Part):
    """What one printed grade is worth on 0-100."""

    grade: str
    score: int = Field(description="To a point.")
    score_unrounded: float


class ScaleShown(Part):
    """How a voice grades."""

    name: str
    kind: Annotated[str, one_of(*Scale.Kind.values)]
    maximum: float | None = Field(description="Of a scale of numbers.")
    step: float | None = Field(description="Its smallest difference.")
    conversions: list[Conversion] = Field(description="Printed grades, highest first; quarters where they are many.")

    @classmethod
    def of(cls, scale: Scale) -> ScaleShown:
        """A scale with its letters at hand."""
        return cls(
            name=scale.name,
            kind=scale.kind,
            maximum=None if scale.maximum is None else float(scale.maximum),
            step=None if scale.step is None else float(scale.step),
            conversions=[
                Conversion(grade=grade, score=to_a_point(score), score_unrounded=float(score))
                for grade, score in scale.conversions()
            ],
        )


class VerdictsShown(Part):
    """How a voice's counted reviews fall."""

    counted: int
    graded: int
    raves: int
    positives: int
    mixeds: int
    pans: int

    @classmethod
    def of(cls, tally: Tally | None) -> VerdictsShown:
        """The tally; noughts for a voice without any."""
        return cls(**{name: getattr(tally, name, 0) for name in cls.model_fields})


class LeniencyShown(Part):
    """Points above the others (negative: below), as the fit in force has it; from low to high four times in five."""

    points: float = Field(description="To a tenth.")
    points_unrounded: float
    low: float
    low_unrounded: float
    high: float
    high_unrounded: float
    in_words: str
    reviews: int = Field(description="That the fit has seen.")


class HabitsShown(LeniencyShown):
    """A publication's leniency with its other habits."""

    slope: float = Field(description="How much of the scale it uses, to a hundredth; 1 is what is common.")
    slope_unrounded: float
    noise: float = Field(description="How unpredictable it is: standard deviation in points, to a tenth.")
    noise_unrounded: float

    @classmethod
    def of(cls, offset: PublicationOffset) -> HabitsShown:
        """What a fit knows of a publication."""
        return cls(
            **_leniency(offset),
            **told_twice(2, slope=offset.slope),
            **told_twice(1, noise=offset.noise),
        )


def _leniency(offset: Offset) -> dict[str, Any]:
    found = leniency_by(offset)
    figures = told_twice(1, points=found.points, low=found.low, high=found.high)
    return figures | {"in_words": f"{found.words} the others", "reviews": found.reviews}


class PublicationShown(Resource):
    """A publication that publishes reviews of its own."""

    along: ClassVar[tuple[str, ...]] = ("leniency",)

    type: Literal["publication"] = "publication"
    url: str
    api_url: str
    name: str
    site: str
    description: str
    scale: ScaleShown | None
    verdicts: VerdictsShown
    reviews_url: str = Field(description="Its counted reviews in the API.")
    leniency: HabitsShown | None = Field(default=None, description="Null before a fit knew it.")

    @classmethod
    def of(cls, house: Publication, offset: PublicationOffset | None) -> PublicationShown:
        """A publication with its scale, its tally and what the fit knows of it."""
        return cls(
            **addresses_of(house),
            name=house.name,
            site=house.site,
            description=house.description,
            scale=ScaleShown.of(house.scale) if house.scale else None,
            verdicts=VerdictsShown.of(getattr(house, "tally", None)),
            reviews_url=list_by("/reviews", house),
            leniency=HabitsShown.of(offset) if offset else None,
        )


class CriticShown(Resource):
    """A byline with a counted review."""

    along: ClassVar[tuple[str, ...]] = ("leniency",)

    type: Literal["critic"] = "critic"
    url: str
    api_url: str
    name: str
    bio: str
    publication: Link | None = Field(description="Where they are at home.")
    scale: ScaleShown | None = Field(description="Their own, else the house's.")
    verdicts: VerdictsShown
    reviews_url: str = Field(description="Their counted reviews in the API.")
    leniency: LeniencyShown | None = Field(default=None, description="On top of the house's; null before a fit.")

    @classmethod
    def of(cls, critic: Critic, offset: CriticOffset | None) -> CriticShown:
        """A critic with house, scale, tally and what the fit knows of them."""
        scale = critic.grading_scale()
        return cls(
            **addresses_of(critic),
            name=critic.name,
            bio=critic.bio,
            publication=link_to(critic.publication) if critic.publication else None,
            scale=ScaleShown.of(scale) if scale else None,
            verdicts=VerdictsShown.of(getattr(critic, "tally", None)),
            reviews_url=list_by("/reviews", critic),
            leniency=LeniencyShown(**_leniency(offset)) if offset else None,
        )


def publication_offsets(houses: Iterable[Publication]) -> Mapping[int, PublicationOffset]:
    """What the fit in force knows of these, by their keys. Two queries."""
    found = Calibration.objects.current().publication_offsets.filter(publication__in=list(houses))
    return {offset.publication_id: offset for offset in found}


def critic_offsets(critics: Iterable[Critic]) -> Mapping[int, CriticOffset]:
    """The same of critics."""
    found = Calibration.objects.current().critic_offsets.filter(critic__in=list(critics))
    return {offset.critic_id: offset for offset in found}
