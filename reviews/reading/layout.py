"""What stands around a review's text, put aside; and the text itself, put together of what is left."""

from __future__ import annotations

import re

from common.expressions import on_a_line
from common.names import fold
from reviews.reading.above_text import is_summary
from reviews.reading.bylines import read_byline, read_signature
from reviews.reading.credit_words import is_caption, is_other_credit
from reviews.reading.furniture import (
    credits_production,
    is_furniture,
    is_page_word,
    is_play_line,
    is_rule,
    is_small_print,
    names_aggregator,
    opens_comments,
    opens_more_pages,
)
from reviews.reading.headlines import Headline
from reviews.reading.lines import Line, Page, Role, ends_sentence, is_title_case, looks_like_heading
from reviews.reading.ratings import begins_with_grade, ends_in_grade, is_grade_line
from reviews.reading.site_notices import heads_archive, invites_to_join
from reviews.reading.words import is_spoken_of

FEWEST_WORDS = 30
FEWEST_WORDS_ABOVE_COMMENTS = 40
LONGEST_STANDFIRST = 45
LONGEST_CAPTION = 40
SHORTEST_LAST = 4
FEWEST_OF_MENU, LONGEST_MENU, WORDS_OF_ITEM = 5, 80, 2
LONGEST_REMARK = 12
LONGEST_DECK, SEEN_BELOW = 35, 3
PARAGRAPHS_WITH_GRADES = 3

_COPYRIGHT = re.compile(r"(?:copyright\s)?(?:©|\(c\)|copyright)\s?(?:19|20)\d\d\b", re.IGNORECASE)
_SIGNED_GRADE = on_a_line(r"(?P<signature>[(\[][^()\[\]]{3,40}[)\]])\s+(?P<grade>\S.{1,40})")
_INITIALS_LAST = re.compile(r"(?<=[.!?…\"”’»])\s+(?P<signature>[(\[][a-zäöüß]{2,3}[)\]])$")
_NAME_LAST = re.compile(r"(?<=[.!?…\"”’»])\s+(?P<signature>[(\[][^\W\d_][^()\[\]\d]{4,38}[)\]])(?:\s\|)?$")
LONGEST_INITIALS, LONGEST_NAME, NEAR_THE_END = 12, 46, 20
_PICTURE_FIRST = re.compile(r"^[\w%.-]{3,80}\.(?:jpe?g|png|gif|webp)\s+(?=\S)", re.IGNORECASE)
_READ_ON = re.compile(
    r"(?<=[.!?…”\"])\s+(?:(?:continue\s+reading|read\s+(?:more|on|the\s+rest)|weiterlesen|mehr\s+lesen|hier\s+geht['’]?s"
    r"|zum\s+(?:ganzen|vollständigen)|lire\s+la\s+suite|leer\s+más|seguir\s+leyendo|continua\s+a\s+leggere|leggi\s+tutto"
    r"|leia\s+mais|continue\s+lendo|lees\s+(?:meer|verder)|läs\s+(?:mer|vidare)|les\s+mer)\b[^.!?]{0,40}[»›→>…]?"
    r"|[^.!?]{2,40}\s?[»›→])$",
    re.IGNORECASE,
)
_TRACK_FIRST = re.compile(r"(?:#|track\s)?\d{1,2}\s?[.)]\s", re.IGNORECASE)
_BAR = re.compile(r"\s[|»–—-]\s")
_LABELLED = re.compile(r"[^\W\d_][^:.!?]{1,30}:\s*\S")


def cut_comments(page: Page) -> None:
    """Put aside all that stands below the line that opens the readers' comments, or states whose the page is."""
    words = 0
    total = sum(line.words for line in page.lines if line.is_paragraph)
    for at, line in enumerate(page.lines):
        if words >= FEWEST_WORDS_ABOVE_COMMENTS and 2 * words > total and _COPYRIGHT.match(line.bare):
            for below in page.lines[at + 1 :]:
                below.role = Role.FURNITURE
            break
        if words >= FEWEST_WORDS_ABOVE_COMMENTS and opens_comments(line.bare):
            for below in page.lines[at:]:
                below.role = Role.FURNITURE
            break
        words += line.words if line.is_paragraph else 0
    page.count_paragraphs()


def split_signature(page: Page) -> None:
    """Give a line of their own to the initials in brackets that stand after the last sentence ("… at any rate. (jk)"),
    to a full name there that the text does not have, and to a name in brackets before the grade ("(Ines Harrow) 7/10").
    """
    for at in range(len(page.lines) - 1, max(len(page.lines) - NEAR_THE_END, -1), -1):
        line = page.lines[at]
        graded = _SIGNED_GRADE.fullmatch(line.text) if line.unread else None
        if graded and read_signature(graded["signature"]) and is_grade_line(graded["grade"]):
            _split(page, at, graded["signature"], graded["grade"])
            page.count_paragraphs()
            return
        signed = (_INITIALS_LAST.search(line.text[-LONGEST_INITIALS:]) or _name_last(page, at)) if line.unread else None
        if signed and line.words >= SHORTEST_LAST and read_signature(signed["signature"]):
            _split(page, at, line.text[: -len(signed[0])].rstrip(), signed["signature"])
            page.count_paragraphs()
            return


def _name_last(page: Page, at: int) -> re.Match[str] | None:
    """The full name in brackets that ends the last paragraph, where no word of the page is its surname otherwise."""
    line = page.lines[at]
    signed = _NAME_LAST.search(line.text[-LONGEST_NAME:]) if line.words >= SHORTEST_LAST else None
    if signed is None or page.paragraphs_after(at):
        return None
    surname = signed["signature"].strip("()[] ").rsplit(maxsplit=1)[-1]
    others = (one.text.removesuffix(signed[0]) for one in page.lines)
    return None if any(is_spoken_of(surname, text) for text in others) else signed


def cut_links_off(page: Page) -> None:
    """Cut off what a page glues to its text: a picture's file name before a paragraph, "read on" after the last."""
    paragraphs = [line for line in page.lines if line.is_paragraph]
    for line in paragraphs[:1]:
        _print_anew(line, _PICTURE_FIRST.sub("", line.text, count=1))
    for line in paragraphs[-1:]:
        _print_anew(line, line.text.removesuffix(last[0]) if (last := _READ_ON.search(line.text[-80:])) else line.text)


def _print_anew(line: Line, text: str) -> None:
    if text and text != line.text:
        line.text = line.bare = text


def split_grades(page: Page) -> None:
    """Give a grade that stands after the last sentence, or in brackets before the first, a line of its own."""
    paragraphs = [at for at, line in enumerate(page.lines) if line.is_paragraph and not _TRACK_FIRST.match(line.text)]
    last = [at for at, line in enumerate(page.lines) if line.unread and line.words >= SHORTEST_LAST]
    last = [at for at in last if not _TRACK_FIRST.match(page.lines[at].text)]
    for at in sorted({*paragraphs[-PARAGRAPHS_WITH_GRADES:], *last[-PARAGRAPHS_WITH_GRADES:]}, reverse=True):
        line = page.lines[at]
        grade = ends_in_grade(line.text) if line.unread else None
        if grade and (line.is_paragraph or not any(map(str.isdigit, grade))):
            _split(page, at, line.text[: line.text.rindex(grade)].rstrip(), grade)
    for at in paragraphs[:1]:
        line = page.lines[at]
        if (grade := begins_with_grade(line.text)) and line.unread:
            _split(page, at, grade, line.text[len(grade) :].lstrip())
    page.count_paragraphs()


def _split(page: Page, at: int, first: str, second: str) -> None:
    line = page.lines[at]
    page.lines[at : at + 1] = [
        Line(first, first, line.after_blank),
        Line(second, second, after_blank=True),
    ]


def set_furniture_aside(page: Page) -> None:
    """Put aside what belongs to the page: sharing, newsletters, navigation, link cards, other pages."""
    _drop_notices(page)
    for line in page.lines:
        if line.unread and _is_furniture(line) and not _names_author(page, line):
            line.role = Role.FURNITURE
            if names_aggregator(line.bare):
                page.warn(f"“{line.text}” leads to an aggregator, which is not the review's source.")
        elif line.unread and line.is_paragraph and credits_production(line.text):
            line.role = Role.FACT
    _drop_menus(page)
    page.count_paragraphs()
    for at, line in page.unread():
        outside = page.in_head(at) or page.in_tail(at)
        if outside and (is_page_word(line.bare) or opens_comments(line.bare)):
            line.role = Role.FURNITURE
    _drop_links_to_more_pages(page)
    page.count_paragraphs()


def _drop_notices(page: Page) -> None:
    """Put aside what the site says to its readers above the first paragraph of text."""
    for line in page.lines:
        if invites_to_join(line.bare) or (heads_archive(line.bare) and not line.is_paragraph):
            line.role = Role.FURNITURE if line.unread else line.role
        elif line.unread and line.is_paragraph:
            return


def _drop_menus(page: Page) -> None:
    """Put aside menus that run down the page: short lines without blank ones between, half of them a page's words."""
    at = 0
    while at < min(len(page.lines), LONGEST_MENU):
        end = at + 1
        while end < len(page.lines) and not page.lines[end].after_blank and page.lines[end].words <= WORDS_OF_ITEM:
            end += 1
        run = page.lines[at:end]
        known = sum(line.role is Role.FURNITURE or is_page_word(line.bare) for line in run)
        if len(run) >= FEWEST_OF_MENU and 2 * known >= len(run) and not page.paragraphs_before(at):
            for line in run[1:] if run[0].words > 1 or not is_page_word(run[0].bare) else run:
                line.role = Role.FURNITURE if line.unread else line.role
        at = end


def _is_furniture(line: Line) -> bool:
    if line.is_paragraph:
        return is_small_print(line.bare) or is_play_line(line.bare)
    return is_rule(line.bare) or is_furniture(line.bare) or is_play_line(line.bare)


def _names_author(page: Page, line: Line) -> bool:
    """Whether a line that reads like a section's ("Posted in Reviews by ...") also says who wrote it, or when."""
    byline = read_byline(line.bare, page.rules)
    return bool(byline and ((byline.name and byline.explicit) or byline.stamps))


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


def set_head_aside(page: Page, headline: Headline, house: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Put aside what stands over the text and is no part of it: standfirst, captions, the title or the `house` again.

    Returns the standfirst and the short lines that nothing has claimed, which may name artist and record.
    """
    for at, line in page.unread():
        same = _repeats_caption(page, at) or any(
            title and _says_the_same(line, title) for title in (headline.text, house)
        )
        if same or _is_caption(line):
            line.role = Role.LEFT_OUT
    page.count_paragraphs()
    start = _first_line_of_text(page, headline)
    standfirsts: list[str] = []
    head: list[str] = []
    for at, line in list(page.unread()):
        if at >= start:
            break
        line.role = Role.LEFT_OUT
        if line.is_paragraph or is_summary(line.bare) or (at > headline.at >= 0 and line.words > 5):
            standfirsts.append(line.text)
        else:
            head.append(line.bare)
            page.warn(f"Left out: “{line.text[:80]}”.")
    page.count_paragraphs()
    return "\n\n".join(standfirsts) or None, tuple(head)


def _is_caption(line: Line) -> bool:
    return line.words <= LONGEST_CAPTION and len(line.text) <= 330 and is_caption(line.bare)


def _repeats_caption(page: Page, at: int) -> bool:
    """Whether the next line says the same again and adds whose picture it is."""
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    return below is not None and below.text.startswith(page.lines[at].text) and is_caption(below.bare[:330])


def _says_the_same(line: Line, headline: str) -> bool:
    """Whether a line repeats the headline: equal to it, or with the site's name beside it."""
    if len(line.text) > 300:
        return False
    said, title = fold(line.bare), fold(headline)
    return said == title or (
        len(title.split()) >= 3 and said.startswith(f"{title} ") and re.search(r"\s[|»–—-]\s", line.bare) is not None
    )


def _first_line_of_text(page: Page, headline: Headline) -> int:
    """Where the text begins: below the last credit over it, past at most a short standfirst, and past short lines."""
    start = 0
    for at, line in enumerate(page.lines):
        if not page.in_head(at) or at > 40:
            break
        above_text = line.role in {Role.HEADLINE, Role.CREDIT, Role.GRADE, Role.FACT} and not is_other_credit(line.bare)
        if above_text and _may_stand_over_text(page, at, headline):
            start = at + 1
    if _is_deck(page, start):
        start += 1
    for at in range(start, len(page.lines)):
        line = page.lines[at]
        is_text = (line.is_paragraph or ends_sentence(line.text) or line.bullet) and not is_summary(line.bare)
        if line.unread and (is_text or _opens_section(page, at, headline)):
            return at
    return start


def _is_deck(page: Page, at: int) -> bool:
    """Whether a single sentence right under a box of facts sums the review up, being short beside the text below."""
    if (
        not 0 < at < len(page.lines) - 2
        or page.lines[at - 1].role not in (Role.FACT, Role.GRADE)
        or not page.lines[at].unread
    ):
        return False
    line = page.lines[at]
    below = [one.words for one in page.lines[at + 1 :] if one.unread and one.is_paragraph][:SEEN_BELOW]
    one_sentence = len(re.findall(r"[.!?…](?:\s|$)", line.text)) <= 1
    return one_sentence and line.words <= LONGEST_DECK and len(below) > 1 and min(below) >= 2 * line.words


def _may_stand_over_text(page: Page, at: int, headline: Headline) -> bool:
    """Whether all that stands above line `at` can be standfirst: without a headline, nothing is."""
    if page.paragraphs_before(at) == 0:
        return True
    return headline.at >= 0 and page.lines[at].role in {Role.CREDIT, Role.GRADE, Role.HEADLINE}


def _opens_section(page: Page, at: int, headline: Headline) -> bool:
    """Whether a heading of the text stands right above its first paragraph: in a text that has more of them."""
    line = page.lines[at]
    following = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if following is None or not following.unread or not following.is_paragraph or not looks_like_heading(line):
        return False
    if line.heading_mark:
        return True
    others = [
        place
        for place, one in page.unread()
        if place > at and looks_like_heading(one) and not one.is_paragraph and _is_between(page, place)
    ]
    return bool(others) and headline.at >= 0


def _is_between(page: Page, at: int) -> bool:
    return page.paragraphs_before(at) > 0 and page.paragraphs_after(at) > 0


def leave_out_scraps(page: Page) -> None:
    """Leave out what stands below the text and is neither a sentence nor a remark, with a warning each."""
    for at, line in list(page.unread()):
        if page.paragraphs_after(at) or line.is_paragraph or not page.paragraphs_before(at):
            continue
        if _is_remark(page, at) or (ends_sentence(line.text) and not _is_labelled(line) and _is_beside_text(page, at)):
            continue
        line.role = Role.LEFT_OUT
        page.warn(f"Left out: “{line.text[:80]}”.")
    page.count_paragraphs()


def _is_beside_text(page: Page, at: int) -> bool:
    """Whether nothing that is no text stands between line `at` and the text above it."""
    return page.lines[at - 1].unread


def _is_labelled(line: Line) -> bool:
    """Whether the line is a short remark behind a label: "Buy it: from the label."."""
    return line.words <= LONGEST_REMARK and bool(_LABELLED.match(line.bare))


def _is_remark(page: Page, at: int) -> bool:
    """Whether the line is in a list of remarks ("Pros:", "- drums that breathe"), not of titles or names."""
    following = page.lines[at + 1 : at + 2] if page.lines[at].bare.endswith(":") else page.lines[at : at + 1]
    return any(one.bullet and not is_title_case(one.bare) and one.words > 1 for one in following)


def body_of(page: Page) -> tuple[str, tuple[str, ...]]:
    """The review's text, and the headings in it."""
    kept = [line for line in page.lines if line.unread]
    headings = []
    body = []
    for at, line in enumerate(kept):
        if at:
            both_short = not line.is_paragraph and not kept[at - 1].is_paragraph
            body.append("\n" if both_short and not line.after_blank else "\n\n")
        if _is_heading(kept, at):
            headings.append(line.bare)
            body.append(line.bare)
        else:
            body.append(line.text)
    return "".join(body), tuple(headings)


def _is_heading(kept: list[Line], at: int) -> bool:
    if not looks_like_heading(kept[at]) or kept[at].is_paragraph:
        return False
    following = kept[at + 1] if at + 1 < len(kept) else None
    return following is not None and (following.is_paragraph or ends_sentence(following.text))


def refuse_without_prose(page: Page) -> str:
    """Why the page holds no review's prose; empty when it does."""
    sentences = (line for line in page.lines if line.unread and (line.is_paragraph or ends_sentence(line.text)))
    words = 0
    for line in sentences:
        words += line.words if _is_wordy(line.text) else 0
        if words >= FEWEST_WORDS:
            return ""
    return (
        f"There is no review in it: fewer than {FEWEST_WORDS} words in sentences. Put the whole text in and try again."
    )


def _is_wordy(text: str) -> bool:
    """Whether the text is letters in the main: a list of addresses or figures is no prose."""
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return letters > len(text) * 0.7 and "://" not in text[:12]
