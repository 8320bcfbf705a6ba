"""From the text of a document to the draft of a review."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from common.bounds import REVIEW
from common.expressions import with_short_gaps
from common.text import Unreadable
from reviews.grading.grades import Grade, ScaleRule
from reviews.reading.credits import SIGNATURE, read_bare_names, read_credits
from reviews.reading.dates import DateRules
from reviews.reading.facts import AlbumFacts, FilmFacts, read_facts
from reviews.reading.headlines import take_headline
from reviews.reading.houses import find_house
from reviews.reading.language import language_of
from reviews.reading.layout import (
    body_of,
    cut_comments,
    cut_links_off,
    leave_out_scraps,
    refuse_without_prose,
    set_furniture_aside,
    set_head_aside,
    split_grades,
    split_signature,
)
from reviews.reading.lines import Page, read_page
from reviews.reading.listings import set_listings_aside
from reviews.reading.mending import mended
from reviews.reading.ratings import find_grade

_MARKUP = re.compile(r"<!doctype html|<html\b|<body\b|<div\b|</p>|<script\b", re.IGNORECASE)


class NotAReview(ValueError):
    """A document without a review's prose in it; the message says in one line what to do."""


@dataclass(frozen=True)
class ParsedReview:
    """What a document says of itself. Everything but the body may be unsaid: None, or empty.

    `body` is the review's paragraphs and headings, in order and as printed, with a blank line between them; lines of a
    list or a poem are one newline apart. Excerpts and tracks count their offsets in it. `standfirst` is what stands
    between headline and byline; `head` are the short lines above the text that nothing else has claimed.

    `where` says for each field that was read where it stood ("a byline above the text", "a line with a label").
    """

    body: str
    headline: str | None = None
    standfirst: str | None = None
    critic: str | None = None
    critic_bio: str | None = None
    publication: str | None = None
    published: date | None = None
    updated: date | None = None
    source_url: str | None = None
    grade: Grade | None = None
    language: str | None = None
    headings: tuple[str, ...] = ()
    film: FilmFacts | None = None
    album_facts: AlbumFacts | None = None
    head: tuple[str, ...] = ()
    track_list: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)


def parse(
    text: str, *, scale: ScaleRule | None = None, today: date | None = None, remarks: Sequence[str] = ()
) -> ParsedReview:
    """The draft that `text` holds. Raises NotAReview when it has no prose, Unreadable when it is no text at all.

    Line by line: what belongs to the page (sharing, links, comments), boxes of facts, lists of tracks, grades, and
    credits are recognised and put aside; what nobody claims is the review. Dates and bylines are only taken from lines
    of their own, never from a sentence.

    `scale` is the one on which this source is known to grade; dates after `today` are none. `remarks` are warnings
    that the text came with.
    """
    refuse_too_much(text)
    clean = mended(with_short_gaps(text))
    if len(_MARKUP.findall(clean.text[:20_000])) >= 2:
        raise NotAReview("It is the source of a web page. Open it in a browser, copy its text and save that.")
    page = read_page(clean.text, DateRules.of(language_of(_prose(clean.text)), today, clean.text))
    page.warnings.extend([*remarks, *clean.remarks])
    return _read(page, scale)


def refuse_too_much(text: str) -> None:
    """Raise Unreadable for a text that is longer, or has more lines, than any review."""
    if refusal := REVIEW.refusal(text):
        raise Unreadable(f"{refusal} Cut it down to one review and try again.")


def _prose(text: str) -> str:
    """The long lines of a text, by which its language can be told."""
    long = [line for line in text[:60_000].split("\n") if len(line) > 80]
    return "\n".join(long) or text


def _read(page: Page, scale: ScaleRule | None) -> ParsedReview:
    cut_comments(page)
    _refuse_without_prose(page)
    cut_links_off(page)
    split_signature(page)
    split_grades(page)
    track_list = set_listings_aside(page)
    film, album_facts = read_facts(page)
    set_furniture_aside(page)
    signed = read_credits(page)
    house = find_house(page, signed.houses)
    headline = take_headline(page, house.name if house else None, scale)
    graded = find_grade(page, headline.text, scale)
    if graded.by:
        signed.sign(graded.by, 2, SIGNATURE)
    read_bare_names(page, signed, headline.text, headline.at)
    signed.settle(page, headline.text, headline.at, album_facts.artist if album_facts else None)
    house = find_house(page, signed.houses, signed.critic, headline.text)
    standfirst, head = set_head_aside(page, headline, house.name if house else None)
    leave_out_scraps(page)
    _refuse_without_prose(page)
    if headline.subject and (album_facts is None or album_facts.title is None):
        artist, title = headline.subject
        album_facts = replace(album_facts or AlbumFacts(), artist=artist, title=title)
    body, headings = body_of(page)
    language = language_of(body)
    return ParsedReview(
        body=body,
        headline=headline.text,
        standfirst=standfirst,
        critic=signed.critic,
        critic_bio=signed.bio,
        publication=house.name if house else None,
        published=signed.published,
        updated=signed.updated,
        source_url=signed.source_url,
        grade=graded.grade,
        language=language,
        headings=headings,
        film=film,
        album_facts=album_facts,
        head=head,
        track_list=track_list,
        warnings=tuple(page.warnings),
        where={
            **({"headline": headline.where} if headline.text else {}),
            **signed.where,
            **({"publication": house.where} if house else {}),
            **({"grade": graded.where} if graded.grade else {}),
        },
    )


def _refuse_without_prose(page: Page) -> None:
    if reason := refuse_without_prose(page):
        raise NotAReview(reason)
