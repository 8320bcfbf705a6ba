"""From the text of a document to the draft of a review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from common.text import clean_text
from reviews.grading.grades import Grade
from reviews.reading.bylines import is_name
from reviews.reading.credits import read_credits
from reviews.reading.facts import AlbumFacts, FilmFacts, read_facts
from reviews.reading.furniture import (
    is_furniture,
    is_page_word,
    is_play_line,
    is_rule,
    is_small_print,
    names_aggregator,
    opens_comments,
    opens_more_pages,
)
from reviews.reading.language import language_of
from reviews.reading.lines import (
    LONGEST_HEADLINE,
    Line,
    Page,
    Role,
    ends_sentence,
    is_title_case,
    looks_like_heading,
    read_page,
)
from reviews.reading.ratings import find_grade, states_grade

FEWEST_WORDS = 30
FEWEST_WORDS_ABOVE_COMMENTS = 40
SURE_OF_HEADLINE = 2

_MARKUP = re.compile(r"<!doctype html|<html\b|<body\b|<div\b|</p>|<script\b", re.IGNORECASE)
_HEADLINE_LABEL = re.compile(r"^(?:title|headline|subject)\s*:\s*(?=\S)", re.IGNORECASE)
_TITLE_WITH_TAIL = re.compile(r"[\"“‘'«].{2,80}?[\"”’'»]\s*[:–—-]\s*\S")


class NotAReview(ValueError):
    """A document without a review's prose in it; the message says in one line what to do."""


@dataclass(frozen=True)
class ParsedReview:
    """What a document says of itself. Everything but the body may be unsaid: None, or empty.

    `body` is the review's paragraphs and headings, in order and as printed, with a blank line between them; lines of a
    list or a poem are one newline apart. Excerpts and tracks count their offsets in it.
    """

    body: str
    headline: str | None = None
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
    warnings: tuple[str, ...] = ()


def parse(text: str) -> ParsedReview:
    """The draft that `text` holds. Raises NotAReview when it has no prose, Unreadable when it is no text at all.

    Line by line: what belongs to the page (sharing, links, comments), boxes of facts, grades, and credits are
    recognised and put aside; what nobody claims is the review. Dates, bylines and grades are only taken from lines of
    their own, never from a sentence.
    """
    text = clean_text(text)
    if len(_MARKUP.findall(text[:20_000])) >= 2:
        raise NotAReview("It is the source of a web page. Open it in a browser, copy its text and save that.")
    page = read_page(text)
    _cut_comments(page)
    _refuse_without_prose(page)
    film, album_facts = read_facts(page)
    _set_furniture_aside(page)
    signed = read_credits(page)
    headline = _take_headline(page)
    grade = find_grade(page, headline)
    signed.settle(page, headline)
    _leave_out_scraps(page)
    body, headings = _body(page)
    _refuse_without_prose(page)
    return ParsedReview(
        body=body,
        headline=headline,
        critic=signed.critic,
        critic_bio=signed.bio,
        publication=signed.publication,
        published=signed.published,
        updated=signed.updated,
        source_url=signed.source_url,
        grade=grade,
        language=language_of(body),
        headings=headings,
        film=film,
        album_facts=album_facts,
        warnings=tuple(page.warnings),
    )


def _set_furniture_aside(page: Page) -> None:
    for line in page.lines:
        if line.unread and _is_furniture(line):
            line.role = Role.FURNITURE
            if names_aggregator(line.bare):
                page.warn(f"“{line.text}” leads to an aggregator, which is not the review's source.")
    page.count_paragraphs()
    for at, line in page.unread():
        outside = page.in_head(at) or page.in_tail(at)
        if outside and (is_page_word(line.bare) or opens_comments(line.bare)):
            line.role = Role.FURNITURE
    _drop_links_to_more_pages(page)
    page.count_paragraphs()


def _is_furniture(line: Line) -> bool:
    if line.is_paragraph:
        return is_small_print(line.bare) or is_play_line(line.bare)
    return is_rule(line.bare) or is_furniture(line.bare) or is_play_line(line.bare)


def _cut_comments(page: Page) -> None:
    """Put aside all that stands below the line that opens the readers' comments."""
    words = 0
    for at, line in enumerate(page.lines):
        if words >= FEWEST_WORDS_ABOVE_COMMENTS and opens_comments(line.bare):
            for below in page.lines[at:]:
                below.role = Role.FURNITURE
            break
        words += line.words if line.is_paragraph else 0
    page.count_paragraphs()


def _drop_links_to_more_pages(page: Page) -> None:
    """Put aside lists of other pages: to the end when no text follows, else only the links themselves."""
    for at, line in list(page.unread()):
        if not line.unread or not opens_more_pages(line.bare) or not page.paragraphs_before(at):
            continue
        line.role = Role.FURNITURE
        to_the_end = page.paragraphs_after(at) <= 1
        for below in page.lines[at + 1 :]:
            if below.is_paragraph and not to_the_end:
                break
            below.role = Role.FURNITURE if below.unread else below.role


def _take_headline(page: Page) -> str | None:
    """The headline: the most headline-like line above the text; None when there is none, or two as good and short."""
    candidates = []
    for at, line in page.unread():
        if page.paragraphs_before(at):
            break
        if _may_be_headline(page, at):
            candidates.append((_headline_marks(line), -at))
        if line.is_paragraph:
            break
    if not candidates:
        return None
    marks, negative_at = max(candidates)
    rivals = sum(others >= marks for others, _ in candidates) > 1
    if (marks == 0 and rivals) or (marks < SURE_OF_HEADLINE and -negative_at != -candidates[0][1]):
        page.warn("More than one line above the text could be the headline; none was taken.")
        return None
    chosen = page.lines[-negative_at]
    chosen.role = Role.HEADLINE
    page.count_paragraphs()
    return _HEADLINE_LABEL.sub("", chosen.bare)


def _may_be_headline(page: Page, at: int) -> bool:
    line = page.lines[at]
    if (
        line.words > LONGEST_HEADLINE
        or len(line.text) > 300
        or (line.bullet and not line.heading_mark)
        or states_grade(page, at)
    ):
        return False
    if line.heading_mark or not ends_sentence(line.text):
        return page.paragraphs_after(at) > 0
    if _TITLE_WITH_TAIL.match(line.bare) or is_title_case(line.bare):
        return True
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    return below is not None and below.role in {Role.CREDIT, Role.FURNITURE, Role.GRADE}


def _headline_marks(line: Line) -> int:
    """How much the line looks like a headline rather than a site's or a section's name."""
    text = line.bare
    marks = 2 if line.heading_mark or _HEADLINE_LABEL.match(text) else 0
    marks += 2 if re.search(r"\breviews?\b|\s[–—-]\s|[:\"“«]", text, re.IGNORECASE) else 0
    marks += 1 if line.words >= 4 or re.search("[★☆]$", text) else 0
    return marks


def _leave_out_scraps(page: Page) -> None:
    """Leave out what stands above or below the text and is neither a sentence nor a heading, with a warning each."""
    for at, line in list(page.unread()):
        above, below = page.paragraphs_before(at) == 0, page.paragraphs_after(at) == 0
        if line.is_paragraph or not (above or below) or ends_sentence(line.text):
            continue
        if above and _opens_text(page, at):
            continue
        if below and (re.match(r"[^:]{3,40}:\s*\S", line.bare) or _is_remark(page, at)):
            continue
        line.role = Role.LEFT_OUT
        page.warn(f"Left out: “{line.text[:80]}”.")
    page.count_paragraphs()


def _is_remark(page: Page, at: int) -> bool:
    """Whether the line is in a list of remarks ("Pros:", "- drums that breathe"), not of titles or names."""
    following = page.lines[at + 1 : at + 2] if page.lines[at].bare.endswith(":") else page.lines[at : at + 1]
    return any(line.bullet and not is_title_case(line.bare) and line.words > 1 for line in following)


def _opens_text(page: Page, at: int) -> bool:
    """Whether a heading stands right above the first paragraph, below all credits."""
    following = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if (
        following is None
        or not following.unread
        or not following.is_paragraph
        or not looks_like_heading(page.lines[at])
    ):
        return False
    others = (line for line in page.lines[at + 1 :] if line.unread and not line.is_paragraph)
    return not is_name(page.lines[at].bare) or any(looks_like_heading(line) for line in others)


def _body(page: Page) -> tuple[str, tuple[str, ...]]:
    kept = [line for line in page.lines if line.unread]
    headings = []
    body = ""
    for at, line in enumerate(kept):
        if at:
            both_short = not line.is_paragraph and not kept[at - 1].is_paragraph
            body += "\n" if both_short and not line.after_blank else "\n\n"
        if _is_heading(kept, at):
            headings.append(line.bare)
            body += line.bare
        else:
            body += line.text
    return body, tuple(headings)


def _is_heading(kept: list[Line], at: int) -> bool:
    if not looks_like_heading(kept[at]) or kept[at].is_paragraph:
        return False
    following = kept[at + 1] if at + 1 < len(kept) else None
    return following is not None and (following.is_paragraph or ends_sentence(following.text))


def _refuse_without_prose(page: Page) -> None:
    sentences = (line for line in page.lines if line.unread and (line.is_paragraph or ends_sentence(line.text)))
    words = 0
    for line in sentences:
        words += line.words if _is_wordy(line.text) else 0
        if words >= FEWEST_WORDS:
            return
    raise NotAReview(
        f"There is no review in it: fewer than {FEWEST_WORDS} words in sentences. Put the whole text in and try again."
    )


def _is_wordy(text: str) -> bool:
    """Whether the text is letters in the main: a list of addresses or figures is no prose."""
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return letters > len(text) * 0.7 and "://" not in text[:12]
