"""The credits of a page, from wherever they stand on it: critic, note about the critic, house, dates, source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from reviews.reading.authors import MOST_NOTE_PARAGRAPHS, is_about_author, take_author_note
from reviews.reading.bylines import Byline, cut_date, is_name, is_nobody, is_other_credit, read_byline, read_signature
from reviews.reading.dates import read_date, read_stamp
from reviews.reading.furniture import may_be_source, names_aggregator
from reviews.reading.lines import Line, Page, Role
from reviews.reading.words import is_spoken_of, phrase

_URL = re.compile(r"https?://[^\s<>\"“”()]+")
_SOURCE = re.compile(
    r"(?:(?:original\s+)?(?:source|url|link|permalink|article|review)|via|(?:first|originally)\s+(?:published|posted|appeared)"
    r"(?:\s+(?:at|on|in))?|read\s+(?:the\s+)?(?:full|original|whole)\s+(?:review|article|piece|post)(?:\s+(?:at|on|here))?)"
    r"\s*[:–—-]?\s*(?P<url>https?://\S+)",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"(?:publication|outlet|magazine|newspaper|published\s+(?:in|by))\s*:\s*(?P<house>\S.*)"
    r"|(?:this\s+(?:review|article|piece|post)\s+)?(?:was\s+)?(?:first|originally)\s+(?:published|appeared|posted|printed|ran)"
    r"\s+(?:in|at|by|on|for)\s+(?P<first_house>[^.]{2,90})\.?",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    r"(?:(?:words|text|review|reviewed|written|story|posted|published)\s+)?by|words|author|reviewer|critic|writer"
    r"|(?:last\s+)?updated(?:\s+on)?|(?:first\s+)?(?:published|posted)(?:\s+on)?|date",
    re.IGNORECASE,
)


@dataclass
class Credits:
    """What the page's credit lines say. Unsaid, and unclear, is None."""

    critic: str | None = None
    bio: str | None = None
    publication: str | None = None
    published: date | None = None
    updated: date | None = None
    source_url: str | None = None
    _signed: list[str] = field(default_factory=list)
    _maybe_signed: list[str] = field(default_factory=list)
    _published: list[tuple[bool, date]] = field(default_factory=list)
    _updated: list[date] = field(default_factory=list)
    _houses: list[str] = field(default_factory=list)
    _sources: list[str] = field(default_factory=list)

    @property
    def names_somebody(self) -> bool:
        """Whether any line has named a possible author."""
        return bool(self._signed or self._maybe_signed)

    def settle(self, page: Page, headline: str | None) -> None:
        """Decide on the critic and the rest, once headline and text are known; notes about the author are put aside."""
        note = take_author_note(page, self._signed + self._maybe_signed)
        if note:
            self.bio = note.text or None
            self._signed += [note.name] if note.name else []
        self._settle_critic(page, headline)
        self._settle_dates(page)
        self.publication = _only(page, self._houses, "publications")
        self.source_url = _only(page, self._sources, "sources")

    def add(self, byline: Byline, page: Page, dated: bool = True) -> None:
        """Take over what one line of credits says; its bare dates only when `dated`."""
        if byline.name:
            (self._signed if byline.explicit else self._maybe_signed).append(byline.name)
        if byline.house:
            self._houses.append(byline.house)
        for stamp in byline.stamps:
            if stamp.unclear:
                page.warn(f"“{stamp.unclear}” names no day for certain; no date was taken from it.")
            elif stamp.updated:
                self._updated.append(stamp.updated)
            elif stamp.published and (stamp.labelled or dated):
                self._published.append((stamp.labelled, stamp.published))

    def _settle_dates(self, page: Page) -> None:
        labelled = {day for is_labelled, day in self._published if is_labelled}
        days = labelled or {day for _, day in self._published}
        if len(days) == 1:
            self.published = days.pop()
        elif days:
            page.warn("The page gives several dates of publication; none was taken.")
        if self._updated:
            self.updated = max(self._updated)
        if self.published and self.updated and self.updated < self.published:
            page.warn(f"Updated ({self.updated}) before published ({self.published}); neither was taken.")
            self.published = self.updated = None

    def _settle_critic(self, page: Page, headline: str | None) -> None:
        signed = list(dict.fromkeys(name for name in self._signed if not is_nobody(name)))
        signed = _without_the_subject(page, signed, headline)
        if not signed:
            signed = _without_the_subject(page, list(dict.fromkeys(self._maybe_signed)), headline)
        different = {phrase(name): name for name in reversed(signed)}
        if len(different) == 1:
            self.critic = next(iter(different.values()))
        elif different:
            page.warn(f"Several names could be the byline ({', '.join(signed)}); none was taken.")
        elif self._signed:
            page.warn(f"“{self._signed[0]}” is not taken as the critic's name.")
        if self.bio and not self.critic:
            page.warn("A note about the author was left out: the page does not say who that is.")
            self.bio = None


def read_credits(page: Page) -> Credits:
    """The credits on `page`, whose lines are marked as read. Call `settle` on them when the headline is known."""
    found = Credits()
    for at, line in list(page.unread_near_ends()):
        if not line.unread:
            continue
        if _read_source_or_house(page, found, at) or is_other_credit(line.bare):
            line.role = Role.CREDIT
        elif not line.is_paragraph or read_stamp(line.bare):
            _read_byline_line(page, found, at)
    page.count_paragraphs()
    for at, line in list(page.unread_near_ends()):
        _read_bare_name(page, found, at, line)
    page.count_paragraphs()
    return found


def _read_byline_line(page: Page, found: Credits, at: int) -> None:
    line = page.lines[at]
    byline = read_byline(line.bare)
    below = page.lines[at + 1] if at + 1 < len(page.lines) else None
    if byline is None and below is not None and below.unread and _LABEL_ALONE.fullmatch(line.bare.rstrip(" :")):
        byline = read_byline(f"{line.bare.rstrip(' :')}: {below.bare}")
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
    found.add(byline, page, dated=head or bool(byline.name))


def _note_or_nothing_follows(page: Page, at: int, name: str) -> bool:
    below = [line for line in page.lines[at + 1 :] if line.unread and line.is_paragraph]
    return not below or is_about_author(below[0].text, name)


def _read_bare_name(page: Page, found: Credits, at: int, line: Line) -> None:
    """A name without "By": a signature below the text, or a line beside the date above it."""
    if page.in_tail(at) and not any(beside.bullet for beside in page.neighbours(at)):
        signature = read_signature(line.text)
        if signature:
            line.role = Role.CREDIT
            found.add(Byline(signature, True), page)
            return
    if found.names_somebody:
        return
    beside_date = any(beside.role is Role.CREDIT and not is_other_credit(beside.bare) for beside in page.neighbours(at))
    first = next((place for place, _ in page.unread_near_ends()), None)
    if page.paragraphs_before(at) == 0 and beside_date and (line.bullet or at != first) and is_name(line.bare):
        line.role = Role.CREDIT
        found.add(Byline(line.bare), page)


def _read_source_or_house(page: Page, found: Credits, at: int) -> bool:
    text = page.lines[at].bare
    if len(text) > 300:
        return False
    if match := _SOURCE.fullmatch(text):
        _add_source(found, match["url"])
        return True
    if _URL.fullmatch(text):
        if page.paragraphs_before(at) == 0:
            _add_source(found, text)
        return True
    match = _HOUSE.fullmatch(text)
    if not match:
        return False
    house, stamps = cut_date((match["house"] or match["first_house"]).strip(" ,.*_"))
    house = re.sub(r"\s+on$", "", house)
    if read_date(house):
        return False
    found.add(Byline(house="" if names_aggregator(house) else house, stamps=stamps), page)
    return True


def _add_source(found: Credits, url: str) -> None:
    if may_be_source(url):
        found._sources.append(url)


def _without_the_subject(page: Page, names: list[str], headline: str | None) -> list[str]:
    """The names less those that headline or text speak of: "by Marlow Finch" under a title is the record's byline."""
    kept = []
    for name in names:
        others = [line.text for line in page.lines if line.unread and phrase(line.bare) != phrase(name)]
        if is_spoken_of(name, "\n".join([headline or "", *others])):
            page.warn(f"“{name}” may be the artist; it is not taken as the critic's name.")
        else:
            kept.append(name)
    return kept


def _only(page: Page, found: list[str], what: str) -> str | None:
    different = list(dict.fromkeys(found))
    if len(different) > 1:
        page.warn(f"The page names several {what}; none was taken.")
    return different[0] if len(different) == 1 else None
