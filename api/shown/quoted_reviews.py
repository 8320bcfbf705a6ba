"""Reviews as readers meet them: the grade, the verdict and who set it, and what is quoted. Never their text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.shown.base import Link, Listed, Part, Resource, api_path, link_to, one_of, to_a_point
from api.shown.consensus_figures import VerdictWord
from common.page_addresses import absolute
from reviews.models import Excerpt, Review, Verdict

NOT_LICENSED = (
    "A quotation, verbatim and with its source, from a text that belongs to its author. It is not licensed: quote it "
    "as the law where you are lets you quote."
)


class Quotation(Part):
    """A verbatim span of a review."""

    type: Literal["quotation"] = "quotation"
    text: str
    start: int = Field(description="First character in the review's text, counted from 0.")
    end: int = Field(description="One past the last.")
    starts_mid_sentence: bool
    ends_mid_sentence: bool
    about: Annotated[str, one_of(*Excerpt.About.values)]
    topic: Annotated[str, one_of(*Excerpt.Topic.values)]
    stance: Annotated[str, one_of(*Excerpt.Stance.values)]
    track: str | None
    lead: bool = Field(description="Whether it may stand for the whole review.")
    source: str = Field(description="The review's source, opening at these words; empty where it has none.")
    licence: str

    @classmethod
    def of(cls, excerpt: Excerpt) -> Quotation:
        """An excerpt whose review is at hand."""
        return cls(
            text=excerpt.text,
            start=excerpt.start,
            end=excerpt.end,
            starts_mid_sentence=excerpt.starts_mid_sentence,
            ends_mid_sentence=excerpt.ends_mid_sentence,
            about=excerpt.about,
            topic=excerpt.topic,
            stance=excerpt.stance,
            track=excerpt.track.title if excerpt.track_id and excerpt.track else None,
            lead=excerpt.lead,
            source=excerpt.source_link or (absolute(excerpt.review.get_text_url()) if excerpt.review.hosted else ""),
            licence=NOT_LICENSED,
        )


class ReviewShown(Resource):
    """One counted review."""

    along: ClassVar[tuple[str, ...]] = ()

    type: Literal["review"] = "review"
    id: int
    url: str = Field(description="Its place on its album's page.")
    api_url: str
    album: Link
    artist: str = Field(description="As the album credits.")
    byline: str = Field(description="Who signed it.")
    critic: Link | None
    publication: Link | None
    headline: str
    language: str = Field(description="Language tag; empty where unknown.")
    published_on: date | None = Field(description="As the review states it.")
    updated_on: date | None
    published_at: datetime | None = Field(description="When it appeared here.")
    revised_at: datetime | None = Field(description="When it was revised here last.")
    grade: str = Field(description="As the critic printed it; empty without one. Nobody is graded here for them.")
    score: int | None = Field(description="The printed grade on 0-100, to a point.")
    score_unrounded: float | None
    verdict: VerdictWord
    verdict_set_by: Annotated[str, one_of(*Review.VerdictSetBy.values)]
    verdict_set_by_in_words: str
    second_verdict: Annotated[str, one_of("", *Verdict.values)] = Field(
        description="What a second curator says, while that is not settled; empty otherwise."
    )
    disclosures: list[str]
    hosted: bool = Field(description="Whether its author keeps the whole text on this site: read it there.")
    text_url: str | None = Field(description="The page with the whole text of a hosted review.")
    source_url: str
    source_gone: bool
    archive_url: str
    chosen_by_critic: bool = Field(description="Whether its critic chose what is quoted.")
    excerpts: list[Quotation]

    @classmethod
    def of(cls, review: Review) -> ReviewShown:
        """A review with its album, voices and excerpts at hand."""
        return cls(
            id=review.pk,
            url=absolute(review.get_absolute_url()),
            api_url=absolute(api_path(f"/reviews/{review.pk}")),
            album=link_to(review.album),
            artist=review.album.artist_credit,
            byline=review.byline,
            critic=link_to(review.critic) if review.critic else None,
            publication=link_to(review.publication) if review.publication else None,
            headline=review.headline,
            language=review.language,
            published_on=review.published_on,
            updated_on=review.updated_on,
            published_at=review.published_at,
            revised_at=review.revised_at if review.was_revised else None,
            grade=review.grade,
            score=to_a_point(review.score),
            score_unrounded=None if review.score is None else float(review.score),
            verdict=review.verdict,
            verdict_set_by=review.verdict_set_by,
            verdict_set_by_in_words=str(review.get_verdict_set_by_display()),
            second_verdict=review.second_verdict,
            disclosures=review.disclosed,
            hosted=review.hosted,
            text_url=absolute(review.get_text_url()) if review.hosted else None,
            source_url=review.source_url,
            source_gone=review.source_gone,
            archive_url=review.archive_url,
            chosen_by_critic=review.quotes_by_critic,
            excerpts=[Quotation.of(excerpt) for excerpt in review.excerpts.all()],
        )


class ReviewList(Listed[ReviewShown]):
    """A page of reviews."""
