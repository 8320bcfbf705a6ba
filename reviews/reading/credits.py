"""The credits of a page, from wherever they stand on it: critic, note about the critic, dates, source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from common.expressions import on_a_line
from reviews.reading.above_text import is_release_line, says_release, waits_for_value
from reviews.reading.authors import MOST_NOTE_PARAGRAPHS, is_about_author, take_author_note
from reviews.reading.bylines import Byline, read_byline, read_signature, signature_of
from reviews.reading.credit_words import is_label_alone, is_nobody, is_other_credit
from reviews.reading.dates import find_dates
from reviews.reading.furniture import is_bare_address, is_home, may_be_source
from reviews.reading.houses import tells_where_it_appeared
from reviews.reading.labels import label_of
from reviews.reading.lines import Line, Page, Role
from reviews.reading.names_in_text import is_full_name, is_name, is_pseudonym, without_closing, without_handle
from reviews.reading.stamps import Stamp, is_stamp_label, read_stamps
from reviews.reading.words import is_spoken_of, phrase

LONGEST_SOURCE_LINE = 300
MOST_BELOW_SIGNATURE = 3

ABOVE, BELOW = "a byline above the text", "a byline below the text"
BESIDE_DATE, UNDER_HEADLINE = "a name beside the date", "a name under the headline"
SIGNATURE, AUTHOR_NOTE = "a signature below the text", "a note about the author"
LABELLED_DATE, BARE_DATE, DATE_BELOW = "a line with a label", "a date above the text", "a date below the text"

_OVER_NAME = (Role.CREDIT, Role.GRADE, Role.FURNITURE)

_URL = re.compile(r"https?://[^\s<>\"“”()]+")
_SOURCE = on_a_line(
    r"(?:(?:original\s+)?(?:source|url|link|permalink|article|review|quelle|fuente|fonte|källa|bron|lien)|via"
    r"|(?:first|originally)\s+(?:published|posted|appeared)"
    r"(?:\s+(?:at|on|in))?|read\s+(?:the\s+)?(?:full|original|whole)\s+(?:review|article|piece|post)(?:\s+(?:at|on"
    r"|here))?)"
    r"\s*[:–—-]?\s*(?P<url>https?://\S+)",
    re.IGNORECASE,
)


_ANSWER = re.compile(
    r"(?:reply|report|like|antworten|répondre|responder|rispondi|beantwoorden|svara|says?:?|sagt:?|dit\s?:?)(?:\s.*)?",
    re.IGNORECASE,
)


class _Signed(NamedTuple):
    """A name that may be the critic's: how much speaks for it, and where it stands."""

    name: str
    weight: float
    place: str


class _Dated(NamedTuple):
    """A day that the page gives as its own: whether a label says so, on which line, and how that is called."""

    day: date
    labelled: bool
    at: int
    place: str


@dataclass
class Credits:
    """What the page's credit lines say. Unsaid, and unclear, is None. `where` says of each field where it was read."""

    critic: str | None = None
    bio: str | None = None
    published: date | None = None
    updated: date | None = None
    source_url: str | None = None
    houses: list[str] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    _signed: list[_Signed] = field(default_factory=list)
    _published: list[_Dated] = field(default_factory=list)
    _updated: list[date] = field(default_factory=list)
    _sources: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names that may be the critic's, as far as lines have been read."""
        return [signed.name for signed in self._signed]

    def add(self, byline: Byline, page: Page, at: int, place: str, dated: bool = True) -> None:
        """Take over what line `at` says; its bare dates only when `dated`."""
        if byline.name:
            weight = byline.weight if byline.explicit else 0.5
            self._signed.append(_Signed(byline.name, weight, place))
        if byline.house:
            self.houses.append(byline.house)
        for stamp in byline.stamps:
            if stamp.unclear:
                page.warn(f"“{stamp.unclear}” {stamp.problem}; no date was taken from it.")
            elif stamp.updated:
                self._updated.append(stamp.updated)
            elif stamp.published and (stamp.labelled or dated):
                where = LABELLED_DATE if stamp.labelled else DATE_BELOW if place in (BELOW, SIGNATURE) else BARE_DATE
                self._published.append(_Dated(stamp.published, stamp.labelled, at, where))

    def sign(self, name: str, weight: float, place: str) -> None:
        """Note a name that may be the critic's."""
        self._signed.append(_Signed(name, weight, place))

    def add_source(self, url: str) -> None:
        """Note an address where the review may stand."""
        if may_be_source(url):
            self._sources.append(url)

    def settle(self, page: Page, headline: str | None, headline_at: int, artist: str | None = None) -> None:
        """Decide on the critic and the rest, once headline and text are known; notes about the author are put aside.

        `artist` is the one that a box of facts names.
        """
        note = take_author_note(page, self.names)
        if note:
            self.bio = note.text or None
            if note.name:
                self.sign(note.name, 2, AUTHOR_NOTE)
        self._settle_critic(page, headline, artist)
        self._settle_dates(page, headline_at)
        sources = list(dict.fromkeys(self._sources))
        if len(sources) > 1:
            page.warn("The page names several sources; none was taken.")
        elif sources:
            self.source_url = sources[0]
            self.where["source_url"] = "a link on the page"

    def _settle_dates(self, page: Page, headline_at: int) -> None:
        dated = [one for one in self._published if one.labelled] or self._published
        if len({one.day for one in dated}) > 1:
            # A date over the headline is today's, where another stands under it.
            dated = [one for one in dated if one.at > headline_at] or dated
        days = {one.day for one in dated}
        if len(days) == 1:
            self.published = dated[0].day
            self.where["published"] = dated[0].place
        elif days:
            page.warn("The page gives several dates of publication; none was taken.")
        if self._updated:
            self.updated = max(self._updated)
            self.where["updated"] = LABELLED_DATE
        if self.updated == self.published:
            self.updated = None
        if self.published and self.updated and self.updated < self.published:
            page.warn(f"Updated ({self.updated}) before published ({self.published}); neither was taken.")
            self.published = self.updated = None

    def _settle_critic(self, page: Page, headline: str | None, artist: str | None) -> None:
        people = [signed for signed in self._signed if not is_nobody(signed.name)]
        critics = [signed for signed in people if not _is_the_subject(page, signed, headline, artist)]
        best = max((signed.weight for signed in critics), default=0)
        chosen = _same_person([signed for signed in critics if signed.weight == best])
        if chosen is None and best:
            above = [one for one in critics if one.weight == best and one.place != BELOW]
            chosen = _same_person(above) if len(above) < len(critics) else None
        if chosen:
            self.critic = _fullest(chosen, critics)
            self.where["critic"] = chosen.place
        elif critics:
            named = ", ".join(dict.fromkeys(signed.name for signed in critics))
            page.warn(f"Several names could be the byline ({named}); none was taken.")
        elif self._signed:
            page.warn(f"“{self._signed[0].name}” is not taken as the critic's name.")
        if self.bio and not self.critic:
            page.warn("A note about the author was left out: the page does not say who that is.")
            self.bio = None


def _same_person(signed: list[_Signed]) -> _Signed | None:
    """The one whom all of these names mean, the best printed of them; None for none, or for several people."""
    different = {phrase(one.name) for one in signed}
    longest = max(different, key=len, default=())
    if not signed or any(not set(name) <= set(longest) for name in different):
        return None
    return next((one for one in signed if phrase(one.name) == longest and not one.name.isupper()), signed[0])


def _fullest(chosen: _Signed, others: list[_Signed]) -> str:
    """The chosen name in small letters where another line prints it so, since capitals may be the site's style."""
    alike = (one.name for one in others if phrase(one.name) == phrase(chosen.name) and not one.name.isupper())
    return next(alike, chosen.name) if chosen.name.isupper() else chosen.name


def read_credits(page: Page) -> Credits:
    """The credits on `page`, whose lines are marked as read. Call `settle` on them when the headline is known."""
    found = Credits()
    for at, line in list(page.unread_near_ends()):
        if not line.unread:
            continue
        if _read_source(page, found, at) or is_other_credit(line.bare) or _waits_for_value(page, at):
            line.role = Role.CREDIT
        elif not line.is_paragraph or read_stamps(line.bare, page.rules):
            _read_byline_line(page, found, at)
    page.count_paragraphs()
    for at, line in list(page.unread_near_ends()):
        if page.in_tail(at) and line.unread and not any(beside.bullet for beside in page.neighbours(at)):
            signature = signature_of(line.text, page.rules)
            if signature.name:
                line.role = Role.CREDIT
                found.add(signature, page, at, SIGNATURE)
    _read_name_beside_date(page, found)
    page.count_paragraphs()
    return found


def _read_byline_line(page: Page, found: Credits, at: int) -> None:
    line = page.lines[at]
    byline = read_byline(line.bare, page.rules)
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    label = line.bare.rstrip(" :")
    if byline is None and below is not None and below.unread and (is_label_alone(label) or is_stamp_label(label)):
        byline = read_byline(f"{label}: {below.bare}", page.rules)
        byline = byline if byline and (byline.explicit or byline.stamps) else None
        at += 1
    if byline is None:
        return
    head, tail = page.in_head(at), page.paragraphs_before(at) > 0 and page.paragraphs_after(at) <= MOST_NOTE_PARAGRAPHS
    labelled = any(stamp.labelled for stamp in byline.stamps)
    if byline.name and not head and not (tail and _note_or_nothing_follows(page, at, byline.name)):
        return
    if byline.stamps and not (head or labelled or tail):
        return
    line.role = page.lines[at].role = Role.CREDIT
    above = page.lines[at - 1].bare if at else ""
    if byline.stamps and not labelled and above.endswith(":") and label_of(above.rstrip(" :")) == "released":
        return
    if labelled and says_release(label, page.neighbours(at)):
        return
    if head and not byline.name and not labelled and _is_todays(page, at):
        return
    beside = page.neighbours(at)
    beside_name = bool(byline.name) or any(read_signature(one.text) or _is_byline(one, page) for one in beside)
    alone = page.in_tail(at) and page.lines[at - 1].is_paragraph and at == len(page.lines) - 1
    found.add(byline, page, at, ABOVE if head else BELOW, dated=head or beside_name or alone)


def _is_todays(page: Page, at: int) -> bool:
    """Whether the menu begins right below a bare date: it is the day on which the page was looked at."""
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    return below is not None and not below.after_blank and is_home(below.bare)


def _is_byline(line: Line, page: Page) -> bool:
    byline = read_byline(line.bare, page.rules) if line.role is Role.CREDIT or line.unread else None
    return bool(byline and byline.explicit)


def _note_or_nothing_follows(page: Page, at: int, name: str) -> bool:
    below = [line for line in page.lines[at + 1 :] if line.unread and line.is_paragraph]
    return not below or is_about_author(below[0].text, name)


def _read_name_beside_date(page: Page, found: Credits) -> None:
    """A name without "By" on a line beside the date above the text."""
    if found.names:
        return
    first = next((place for place, _ in page.unread_near_ends()), None)
    for at, line in list(page.unread_near_ends()):
        if page.paragraphs_before(at):
            break
        beside_date = any(
            beside.role is Role.CREDIT and not is_other_credit(beside.bare) for beside in page.neighbours(at)
        )
        over_address = any(is_bare_address(one.bare) and not one.after_blank for one in page.lines[at + 1 : at + 3])
        may_sign = beside_date and not over_address and (line.bullet or at != first)
        if may_sign and is_name(line.bare) and not _stands_twice(page, at):
            line.role = Role.CREDIT
            found.sign(line.bare, 0.5, BESIDE_DATE)


def _stands_twice(page: Page, at: int) -> bool:
    """Whether another line above the text says the same, as a title does and a byline does not."""
    wanted = phrase(page.lines[at].bare)
    others = (line for place, line in enumerate(page.lines[: at + 3]) if place != at and not line.is_paragraph)
    return any(phrase(line.bare[:LONGEST_SOURCE_LINE]) == wanted for line in others)


def read_bare_names(page: Page, found: Credits, headline: str | None, headline_at: int) -> None:
    """Take a full name that stands alone right under the headline or at the very end for the byline, if there is none.

    Only where neither headline nor text speaks of it: artists are spoken of in reviews, and their critics are not.
    """
    if found.names:
        return
    above = [at for at, line in page.unread() if page.paragraphs_before(at) == 0 and not line.is_paragraph]
    below = next((at for at, line in page.unread() if page.in_tail(at) and not line.is_paragraph), None)
    at = _name_under_headline(page, above, headline_at)
    place, weight = UNDER_HEADLINE, 0.5
    if (
        at is None
        and below is not None
        and is_full_name(without_handle(page.lines[below].bare))
        and _ends_text(page, below)
    ):
        at, place, weight = below, SIGNATURE, 1
    if at is None and below is not None and _signs_below_grade(page, below):
        at, place, weight = below, SIGNATURE, 1
    if (
        at is None
        or page.lines[at].bullet
        or _is_a_readers(page, at)
        or _is_in_text(page, page.lines[at].bare, headline)
    ):
        return
    page.lines[at].role = Role.CREDIT
    found.sign(without_closing(without_handle(page.lines[at].bare)), weight, place)
    for beside in page.neighbours(at):
        dated = read_byline(beside.bare, page.rules) if beside.role is Role.CREDIT and place == SIGNATURE else None
        if dated and dated.stamps and not dated.name:
            found.add(dated, page, at, SIGNATURE)
    page.count_paragraphs()


def _signs_below_grade(page: Page, at: int) -> bool:
    """Whether a single name stands right below the grade, as the last line of all that is no furniture."""
    below = [line for line in page.lines[at + 1 :] if line.role is not Role.FURNITURE]
    after_grade = at > 0 and page.lines[at - 1].role is Role.GRADE
    return after_grade and not below and len(page.lines[at].bare.split()) == 1 and is_name(page.lines[at].bare)


def _ends_text(page: Page, at: int) -> bool:
    """Whether line `at` stands right below the text, with only a grade or a date between them."""
    text = next((place for place in range(at - 1, -1, -1) if page.lines[place].unread), at)
    between = page.lines[text + 1 : at]
    below = [line for line in page.lines[at + 1 : at + 1 + 2 * MOST_BELOW_SIGNATURE] if line.unread]
    in_list = sum(is_full_name(line.bare) or is_name(line.bare) for line in below) >= MOST_BELOW_SIGNATURE
    return not in_list and all(line.role in (Role.GRADE, Role.CREDIT) for line in between)


def _is_a_readers(page: Page, at: int) -> bool:
    """Whether the name stands over a reader's comment: what follows offers to answer it."""
    return any(_ANSWER.fullmatch(below.bare[:40]) for below in page.lines[at + 1 : at + 5])


def _name_under_headline(page: Page, above: list[int], headline_at: int) -> int | None:
    under = [at for at in above if at > headline_at >= 0 and not is_release_line(page.lines[at].bare)]
    if len(under) != 1 or not is_full_name(page.lines[under[0]].bare):
        return None
    between = page.lines[headline_at + 1 : under[0]]
    known = (line.role in _OVER_NAME or is_release_line(line.bare) for line in between)
    return under[0] if all(known) else None


def _is_in_text(page: Page, name: str, headline: str | None) -> bool:
    return any(
        page.speaks_of(part) or is_spoken_of(part, headline or "") for part in (name, name.rsplit(maxsplit=1)[-1])
    )


def _waits_for_value(page: Page, at: int) -> bool:
    """Whether a label above the text has no value, neither beside it nor, as a name, on the next line."""
    below = page.lines[at + 1].bare if at + 1 < len(page.lines) else ""
    return page.in_head(at) and waits_for_value(page.lines[at]) and not (is_name(below) or is_pseudonym(below))


def _read_source(page: Page, found: Credits, at: int) -> bool:
    text = page.lines[at].bare
    if len(text) > LONGEST_SOURCE_LINE:
        return False
    if match := _SOURCE.fullmatch(text):
        found.add_source(match["url"])
        return True
    if tells_where_it_appeared(text):
        dates = [printed.day for printed in find_dates(text, page.rules) if printed.day]
        if len(dates) == 1:
            found.add(Byline(stamps=(Stamp(published=dates[0]),)), page, at, ABOVE if page.in_head(at) else BELOW)
        return True
    if _URL.fullmatch(text):
        if page.paragraphs_before(at) == 0:
            found.add_source(text)
        return True
    return False


def _is_the_subject(page: Page, signed: _Signed, headline: str | None, artist: str | None) -> bool:
    """Whether headline or text speak of the name: "by Marlow Finch" under a title is the record's byline.

    "Review by" is said of no artist, so there only the box of facts and the headline are asked.
    """
    spoken_of = is_spoken_of(signed.name, headline or "") or (signed.weight < 3 and _is_printed(page, signed.name))
    if spoken_of or (artist and phrase(artist) == phrase(signed.name)):
        page.warn(f"“{signed.name}” may be the artist; it is not taken as the critic's name.")
        return True
    return False


def _is_printed(page: Page, name: str) -> bool:
    """Whether the text has the name; one of a single word only as it is printed, since it may be any word."""
    if len(name.split()) > 1 and not page.speaks_of(name):
        return False
    others = (line for _, line in page.near_ends() if line.unread and phrase(line.bare[:80]) != phrase(name))
    return any(is_spoken_of(name, line.text) for line in others)
