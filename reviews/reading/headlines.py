"""The headline: which of the lines above the text it is, if that is clear."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from common.expressions import on_a_line
from common.names import fold
from reviews.grading.grades import ScaleRule
from reviews.reading.above_text import REVIEW_WORD, TWO_PARTS, is_no_headline
from reviews.reading.credit_words import is_caption
from reviews.reading.furniture import is_page_word
from reviews.reading.kinds import kind_of_label
from reviews.reading.lines import LONGEST_HEADLINE, Line, Page, Role, ends_sentence, is_title_case
from reviews.reading.names_in_text import is_full_name
from reviews.reading.ratings import states_grade
from reviews.reading.text_witness import IS_A_MUSICIAN, QUOTED

MOST_CHARACTERS = 300
LAST_LINE = 40
SURE, CLEAR_LEAD, CLOSE = 2.0, 3.0, 0.75
LONGEST_PART = 8
TWO_LINES = "two lines above the text"

_HEADLINE_LABEL = re.compile(
    r"^(?:title|headline|subject|post\s+title|titel|überschrift|betreff|titre|título|titolo|assunto|onderwerp"
    r"|rubrik)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_TITLE_WITH_TAIL = re.compile(r"[\"“‘'«].{2,80}?[\"”’'»]\s*[:–—-]\s*\S")
_BARS = on_a_line(r"\s+[|»«]\s+|\s+::\s+")
_PARTS = on_a_line(
    r"\s+[–—|/-]{1,2}\s+|\s*[:,\"“”„«»()\[\]]\s*|['‘’](?=\s|$)|(?:^|(?<=\s))['‘’]|\s+(?:by|review)\b\s*",
    re.IGNORECASE,
)
_CAPITALISED = on_a_line(
    r"(?:[^\W\d_a-z][\w'’]+\s(?:(?:de|del|of|the|and|du|des|la|le|von|van|y|e|et|&)\s){0,2}){1,4}[^\W\d_a-z][\w'’]+"
)
_SITE_LAST = on_a_line(r"(?P<title>\S.{8,}\S)\s+[–—|-]\s+(?P<site>[^–—|]{3,40})")
LEAST_SHARED = 0.75
LONGEST_NAME = 5
FEWEST_FACTS = 3
_ONE_FACT = on_a_line(r"(?!(?:album|cd|review|kritik|title|subject)\b)[^\W\d_]{2,20}\s?:\s\S.{0,50}", re.IGNORECASE)
SHORTEST_DECK, SHORTEST_OVER_DECK = 8, 3
LONG_SENTENCE, LONGEST_NOTICE = 12, 30
QUOTED_ALONE = 3.0
_OPENING, _CLOSING = "\"“„«‘'»*_", "\"”“»’'«*_,."
_OWNS = re.compile(r"(?:['’]s|['’])\s\w")
_NUMBER_ALONE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_CLOSING_STARS = re.compile("[★☆]$")


class Headline(NamedTuple):
    """A headline, the line that it stands on (-1 for none), and how that is called.

    `subject` are artist and record where they are a line each.
    """

    text: str | None = None
    at: int = -1
    where: str = ""
    subject: tuple[str, str] | None = None


class _Candidate(NamedTuple):
    """A line that may be the headline, what of it would be, and how much speaks for it."""

    marks: float
    at: int
    text: str


def take_headline(page: Page, house: str | None, scale: ScaleRule | None = None) -> Headline:
    """The most headline-like line above the text, marked as read; none when there is none, or two as good.

    Of several good ones it is the first, since others follow a headline that go on from it. Where artist and record
    stand on a line each and nothing else is a headline, both are one. `house` is the publication, which is none.
    """
    head = _lines_above(page)
    candidates = [
        _Candidate(_marks(page, at, text), at, text)
        for at in head
        if _may_be_headline(page, at, scale) and (text := _title_of(page, at, head, house))
    ]
    candidates = _without_window_title(_without_sentences(page, candidates))
    best = max(candidates, key=lambda candidate: (candidate.marks, -candidate.at), default=None)
    if (best is None or _is_sentence(page, best)) and (below := _below_notice(page, head, scale, house)):
        return _taken(page, below)
    if best is None:
        return Headline()
    above_deck = _above_deck(page, candidates, best)
    if above_deck:
        return _taken(page, above_deck)
    pair = _artist_and_record(page, candidates) if best.marks < SURE + 1 else None
    if pair:
        return pair
    if best.marks >= SURE:
        good = max(SURE, best.marks - CLEAR_LEAD)
        first = next(one for one in candidates if one.marks >= good)
        return _taken(page, _review_over_byline(page, candidates, first) or first)
    rivals = [
        one for one in candidates if one.at != best.at and one.marks > best.marks - CLOSE and one.text != best.text
    ]
    if best.marks < 0 or (len(candidates) > 1 and (rivals or best.at != candidates[0].at)):
        page.warn("More than one line above the text could be the headline; none was taken.")
        return Headline()
    return _taken(page, best)


def _without_sentences(page: Page, candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates less whole sentences, where there is another above that may be the headline: they are decks."""
    shorter = [one for one in candidates if not _is_sentence(page, one)]
    first = next((one for one in shorter if one.marks >= 1 and len(one.text.split()) > 2), None)
    if first is None:
        return candidates
    return [one for one in candidates if one in shorter or one.at < first.at]


def _without_window_title(candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates less the first, where that is a browser's title ("… - The Lantern") and most of its words are
    those of a headline below, which has not the site's name."""
    parts = _SITE_LAST.fullmatch(candidates[0].text) if len(candidates) > 1 else None
    if parts is None:
        return candidates
    words, site = (set(fold(parts[name]).split()) for name in ("title", "site"))
    for other in candidates[1:]:
        said = set(fold(other.text).split())
        same = words & said
        if len(same) > 2 and len(same) >= LEAST_SHARED * max(len(words), len(said)) and not site <= said:
            return candidates[1:]
    return candidates


def _review_over_byline(page: Page, candidates: list[_Candidate], first: _Candidate) -> _Candidate | None:
    """The line that says what is reviewed right over the byline ("Glass Harbour Review"), below a bare name."""
    if len(first.text.split()) > LONGEST_NAME or TWO_PARTS.search(first.text) or not is_title_case(first.text):
        return None
    below = [one for one in candidates if one.at > first.at and _stands_over_credit(page, one.at)]
    said = (one for one in below if REVIEW_WORD.search(one.text) and kind_of_label(one.text) is None)
    return None if REVIEW_WORD.search(first.text) else next(said, None)


def _stands_over_credit(page: Page, at: int) -> bool:
    return at + 1 < len(page.lines) and page.lines[at + 1].role is Role.CREDIT


def _below_notice(page: Page, head: list[int], scale: ScaleRule | None, house: str | None) -> _Candidate | None:
    """The one line of two parts under a single sentence that stands over all, as a site's notice to readers does."""
    over = head[-1] if head and page.lines[head[-1]].is_paragraph else None
    if over is None or page.lines[over].words > LONGEST_NOTICE:
        return None
    below = [at for at, _ in page.unread() if at > over and page.paragraphs_before(at) == 1]
    found = [
        _Candidate(_marks(page, at, text), at, text)
        for at in below
        if not page.lines[at].is_paragraph
        and TWO_PARTS.search(page.lines[at].bare)
        and _may_be_headline(page, at, scale)
        and (text := _title_of(page, at, below, house))
    ]
    return found[0] if len(found) == 1 else None


def _is_sentence(page: Page, candidate: _Candidate) -> bool:
    line = page.lines[candidate.at]
    names_record = REVIEW_WORD.search(candidate.text) and TWO_PARTS.search(candidate.text)
    return line.words >= LONG_SENTENCE and ends_sentence(line.text) and not names_record


def _above_deck(page: Page, candidates: list[_Candidate], best: _Candidate) -> _Candidate | None:
    """The headline right above the best candidate, where that is a whole sentence and so a standfirst."""
    line = page.lines[best.at]
    if line.words < SHORTEST_DECK or is_title_case(best.text) or REVIEW_WORD.search(best.text):
        return None
    above = next((one for one in candidates if one.at == best.at - 1), None)
    if above is None or len(above.text.split()) >= line.words:
        return None
    if line.after_blank:
        over = page.lines[above.at - 1] if above.at else None
        return above if over is not None and (over.role is Role.CREDIT or is_page_word(over.bare)) else None
    return above if len(above.text.split()) >= SHORTEST_OVER_DECK else None


def _taken(page: Page, candidate: _Candidate) -> Headline:
    line = page.lines[candidate.at]
    line.role = Role.HEADLINE
    page.count_paragraphs()
    return Headline(candidate.text, candidate.at, "a heading" if line.heading_mark else "a line above the text")


def _artist_and_record(page: Page, candidates: list[_Candidate]) -> Headline | None:
    """A headline on two lines, artist and record, both of which the text speaks of."""
    named = [one for one in candidates if _is_known(page, one.text) and len(one.text.split()) <= LONGEST_PART]
    pairs = [(one, other) for one, other in pairwise(named) if _follows(page, one.at, other.at)]
    if len(pairs) != 1 or len(named) != 2:
        return None
    one, other = pairs[0]
    for part in (one, other):
        page.lines[part.at].role = Role.HEADLINE
    page.count_paragraphs()
    subject = _artist_first(page.prose, one.text, other.text)
    over = next((candidate for candidate in reversed(candidates) if candidate.at < one.at), None)
    rubric = page.lines[over.at - 1] if over and over.at else None
    below_rubric = rubric is not None and (rubric.role is Role.FURNITURE or kind_of_label(rubric.bare) is not None)
    if over and below_rubric and len(over.text.split()) >= SHORTEST_OVER_DECK and not is_title_case(over.text):
        page.lines[over.at].role = Role.HEADLINE
        page.count_paragraphs()
        return Headline(over.text, other.at, "a line above the text", subject)
    return Headline(f"{one.text} – {other.text}", other.at, TWO_LINES, subject)


def _is_known(page: Page, text: str) -> bool:
    """Whether the text has the line's words; a name may be known by its last."""
    return page.speaks_of(text) or (is_title_case(text) and page.knows(text))


def _artist_first(prose: str, one: str, other: str) -> tuple[str, str]:
    """Two names as artist and record: the record is printed as a title, the artist owns things or goes by a surname.

    Where nothing tells, the artist stands first, as is usual.
    """
    first, second = (_as_artist(prose, name) for name in (one, other))
    return (one, other) if first >= second else (other, one)


def _as_artist(prose: str, name: str) -> int:
    printed = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", prose, re.IGNORECASE)]
    as_title = any(prose[max(start - 1, 0)] in _OPENING and prose[end : end + 1] in _CLOSING for start, end in printed)
    described = any(IS_A_MUSICIAN.match(prose, end) for _, end in printed)
    owns = any(_OWNS.match(prose, end) for _, end in printed)
    surname = name.rsplit(maxsplit=1)[-1]
    alone = len(name.split()) > 1 and any(
        prose[max(match.start() - 2, 0)] not in ".!?\n"
        and not any(start <= match.start() < end for start, end in printed)
        for match in re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", prose)
    )
    return owns + described + alone - 2 * as_title


def _follows(page: Page, at: int, below: int) -> bool:
    return all(not line.unread for line in page.lines[at + 1 : below])


def _lines_above(page: Page) -> list[int]:
    """The lines above the text, and its first one, which may be a sentence for a headline."""
    head = []
    for at, line in page.unread():
        if page.paragraphs_before(at) or at > LAST_LINE:
            break
        head.append(at)
        if line.is_paragraph:
            break
    return head


def _may_be_headline(page: Page, at: int, scale: ScaleRule | None) -> bool:
    line = page.lines[at]
    text = line.bare
    if line.words > LONGEST_HEADLINE or len(line.text) > MOST_CHARACTERS or _is_item(page, at):
        return False
    if _stands_over_menu(page, at) or _is_among_facts(page, at):
        return False
    if states_grade(page, at, scale) or is_caption(text) or is_no_headline(text):
        return False
    if line.heading_mark or _HEADLINE_LABEL.match(text) or not ends_sentence(line.text):
        return page.paragraphs_after(at) > 0
    if _TITLE_WITH_TAIL.match(text) or is_title_case(text) or (REVIEW_WORD.search(text) and line.words <= 20):
        return True
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    return below is not None and below.role in {Role.CREDIT, Role.FURNITURE, Role.GRADE, Role.FACT}


def _is_item(page: Page, at: int) -> bool:
    """Whether a line is an item of a list; a bullet alone, over what has none, only sets a headline off."""
    line = page.lines[at]
    near = page.lines[max(0, at - 2) : at] + page.lines[at + 1 : at + 4]
    alone = not any(one.bullet for one in near) and TWO_PARTS.search(line.bare) is not None
    return line.bullet and not line.heading_mark and not alone


def _stands_over_menu(page: Page, at: int) -> bool:
    """Whether a single word that the text does not know stands right over a menu, as a site's name does."""
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    in_menu = below is not None and below.role is Role.FURNITURE and not below.after_blank
    return page.lines[at].words == 1 and in_menu and not page.knows(page.lines[at].bare)


def _is_among_facts(page: Page, at: int) -> bool:
    """Whether a line is one of several neighbours that each give a fact behind one word: "Bäst: Islossning"."""
    near = page.lines[max(0, at - FEWEST_FACTS + 1) : at + FEWEST_FACTS]
    facts = [one for one in near if not one.is_paragraph and _ONE_FACT.fullmatch(one.bare)]
    return page.lines[at] in facts and len(facts) >= FEWEST_FACTS


def _title_of(page: Page, at: int, head: list[int], house: str | None) -> str:
    """The line's text without a label and without the site's name beside the title; empty for the site's name alone."""
    text = _HEADLINE_LABEL.sub("", page.lines[at].bare)
    if house and fold(text) == fold(house):
        return ""
    parts = [part.strip() for part in _BARS.split(text)]
    if len(parts) > 1:
        kept = [part for part in parts if not (house and fold(part) == fold(house)) and not is_page_word(part)]
        repeated = [part for part in kept if _stands_elsewhere(page, part, at, head)]
        if repeated:
            return max(repeated, key=len)
        if house and len(kept) == 1:
            return kept[0]
    if house and (match := re.fullmatch(rf"(?P<title>.+\S)\s+[–—-]\s+{re.escape(house)}", text, re.IGNORECASE)):
        return match["title"]
    return text


def _stands_elsewhere(page: Page, part: str, at: int, head: list[int]) -> bool:
    return len(part.split()) > 1 and any(fold(page.lines[other].bare) == fold(part) for other in head if other != at)


def _marks(page: Page, at: int, text: str) -> float:
    """How much the line looks like a headline rather than a site's, a section's or an artist's name."""
    line: Line = page.lines[at]
    marks = 3.0 if line.heading_mark or _HEADLINE_LABEL.match(line.bare) else 0.0
    if REVIEW_WORD.search(text) and line.words >= 3:
        marks += 2
    if TWO_PARTS.search(text):
        marks += 2
    if line.words >= 4 or _CLOSING_STARS.search(text):
        marks += 1
    marks += _repeated(page, text, at)
    if _is_spoken_of(page, text):
        marks += 1.5
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if below is not None and below.role is Role.CREDIT:
        below_number = bool(at) and _NUMBER_ALONE.fullmatch(page.lines[at - 1].bare) is not None
        marks += 1.0 if below_number and line.words > SHORTEST_OVER_DECK else 0.5
    if QUOTED.fullmatch(text) and any(one.unread and not one.is_paragraph for one in page.lines[max(0, at - 1) : at]):
        marks -= QUOTED_ALONE
    if "|" in text and not REVIEW_WORD.search(text):
        marks -= 1
    return marks


def _repeated(page: Page, text: str, at: int) -> float:
    """What speaks for a line that another line above the text says again, alone or among other words."""
    wanted = fold(text)
    if len(wanted.split()) < 2 or is_full_name(text):
        return 0.0
    above = [place for place in range(min(LAST_LINE, len(page.lines))) if not page.paragraphs_before(place)]
    others = [fold(page.lines[place].bare[:MOST_CHARACTERS]) for place in above if place != at]
    if wanted in others:
        return 2.5
    return 1.5 * any(f" {wanted} " in f" {other} " and len(other.split()) <= LONGEST_HEADLINE for other in others)


def _is_spoken_of(page: Page, text: str) -> bool:
    """Whether the text has the line's words too, or a name in it: it speaks of the record, and not of the site."""
    parts = [part for part in _PARTS.split(text) if len(part) > 2 and part[:1].isupper()]
    names = parts if len(parts) > 1 else [part for part in parts if len(part.split()) > 1]
    return (
        page.speaks_of(text)
        or _is_two_names(page, text)
        or any(map(page.speaks_of, names + _CAPITALISED.findall(text)))
    )


def _is_two_names(page: Page, text: str) -> bool:
    """Whether the words are an artist and a record without a sign between them, both of which the text has."""
    words = text.split()
    if not SHORTEST_OVER_DECK <= len(words) <= LONGEST_PART or not is_title_case(text):
        return False
    cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return any(len(one) > 3 and len(other) > 3 and page.speaks_of(one) and page.speaks_of(other) for one, other in cuts)
