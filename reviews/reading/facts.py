"""Boxes of facts: "Release Date", "Director", "Label". A film's facts and an album's are kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from common.expressions import on_a_line
from reviews.grading.grades import InvalidGrade, parse_grade
from reviews.reading.bylines import read_byline
from reviews.reading.dates import DateRules, read_date
from reviews.reading.furniture import is_page_word
from reviews.reading.grade_labels import is_grade_label
from reviews.reading.labels import LISTS, OF_ALBUM, OF_FILM, OF_OTHERS, label_of
from reviews.reading.lines import Line, Page, Role, ends_sentence, is_title_case
from reviews.reading.names_in_text import is_name
from reviews.reading.stamps import read_stamps
from reviews.reading.text_witness import QUOTED

LONGEST_VALUE = 200
LONGEST_BOX = 60
LONGEST_LINE_UP = 1_500
LINES_ABOVE_BOX = 3

_LABEL_THEN_VALUE = on_a_line(r"(?P<label>[^:：\t]{2,40}?)\s*(?:[:：]|\t|\s[–—-]\s)\s*(?P<value>\S.*)")
_OTHER_LABEL = re.compile(r"[^\W\d_][^:.,!?]{1,24}:\s*\S.{0,80}")
_WORDED = re.compile(r"(?P<label>directed by|produced by|starring|released on)\s+(?P<value>\S.*)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[|•·／]\s*|\s{3,}")
_LABELS_APART = on_a_line(r"\s*[,/&+]\s*|\s+[–—-]\s+")
_DASH = on_a_line(r"\s+[–—-]\s+")
_AND = on_a_line(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b)\s*")
_APART = on_a_line(r"\s*[,/;]\s*")
_RECORD_COMPANY = on_a_line(r"\s(?:records|recordings|tonträger|discos|dischi|disques)$", re.IGNORECASE)
_REMARK = on_a_line(r"\s*\([^)]*\)\s*$")
_HOURS = re.compile(
    r"(?:(?P<hours>\d)\s*h(?:(?:ou)?rs?)?\.?,?\s*(?:and\s+)?)?(?:(?P<minutes>\d{1,3})\s*m(?:in(?:ute)?s?)?\.?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FilmFacts:
    """What a box says about a film. Unsaid is None or empty."""

    title: str | None = None
    release_date: date | None = None
    minutes: int | None = None
    director: str | None = None
    producers: tuple[str, ...] = ()


@dataclass(frozen=True)
class AlbumFacts:
    """What a box says about the album. Unsaid is None or empty."""

    title: str | None = None
    artist: str | None = None
    release_date: date | None = None
    labels: tuple[str, ...] = ()


Facts = TypeVar("Facts", FilmFacts, AlbumFacts)


@dataclass
class _Box:
    """A run of labels with their values, and the lines that they stand on."""

    start: int
    end: int
    values: dict[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    ratings: list[int] = field(default_factory=list)
    items: int = 0
    labels_inline: bool = True
    unsure: int = 0

    def add(self, label: str, values: list[str], end: int, sure: bool = True) -> None:
        """One label with its values, which reach to before line `end`; not `sure` where it may be a headline too."""
        self.unsure += not sure
        self.values.setdefault(label, []).extend(values)
        (self.ratings if label == "rating" else self.lines).extend(range(self.end, end))
        self.end = end
        self.items += 1


def read_facts(page: Page) -> tuple[FilmFacts | None, AlbumFacts | None]:
    """The film's and the album's facts from the page's boxes, whose lines are marked as read.

    A label that both have (a release date) goes to the one that the rest of its box is about; when nothing else tells,
    to neither.
    """
    films: list[FilmFacts] = []
    albums: list[AlbumFacts] = []
    for box in _boxes(page):
        labels = set(box.values)
        of_film, of_album = bool(labels & OF_FILM), bool(labels & OF_ALBUM)
        for at in box.lines + (box.ratings if of_film else []):
            page.lines[at].role = Role.FACT
        if of_film:
            films.append(_film(page, box, shared=not of_album))
        if of_album:
            albums.append(_album(box, not of_film, page.rules))
        if of_film == of_album and not labels & OF_OTHERS and labels & {"released", "minutes", "producers"}:
            page.warn(
                "A box gives a release date, length or producers without saying whether of the film or of the album."
            )
    page.count_paragraphs()
    return _only(page, films, "film"), _only(page, albums, "album")


def _only(page: Page, found: list[Facts], subject: str) -> Facts | None:
    different = list(dict.fromkeys(found))
    if len(different) > 1:
        page.warn(f"The page has boxes about {len(different)} {subject}s; none was taken over.")
    return different[0] if len(different) == 1 else None


def _boxes(page: Page) -> list[_Box]:
    boxes = []
    at = 0
    while at < len(page.lines):
        box = _run_at(page, at)
        if _is_box(page, box):
            boxes.append(box)
            at = box.end
        elif box.labels_inline:
            at = max(box.end, at + 1)
        else:
            at += 1
    return boxes


def _run_at(page: Page, start: int) -> _Box:
    """The labels with their values that follow on one another from line `start` on; empty when none stands there."""
    box = _Box(start, start)
    while box.end < min(len(page.lines), start + LONGEST_BOX):
        line = page.lines[box.end]
        if not line.unread and box.items:
            box.end += 1
            continue
        inline = _labelled_values(line) if line.unread else []
        below = box.end + 1
        for known, value, sure in inline:
            box.add(known, [value], below, sure)
        if inline:
            continue
        if box.items and line.unread and not line.after_blank and _is_other_fact(line, page.rules):
            box.add("other", [], below)
            continue
        in_bulleted_box = box.items and line.bullet and page.lines[start].bullet
        label = label_of(line.bare.rstrip(" :")) or ("other" if in_bulleted_box else None)
        in_menu = not box.items and is_page_word(line.bare) and not line.bare.endswith(":") and not line.bullet
        if label in LISTS or in_menu:
            label = None
        values, end = _values_below(page, box.end) if label and line.unread else ([], 0)
        if not label or not values:
            break
        box.labels_inline = False
        box.add(label, values, end)
    return box


def _is_box(page: Page, box: _Box) -> bool:
    """Whether the run is a box: two labels, or outside the text one with its value beside it; not a grade or title."""
    if not box.lines:
        return False
    if set(box.values) <= {"title", "other"} or (box.items == 1 and (box.unsure or _may_be_the_pages(page, box))):
        return False
    if box.items == 1 and set(box.values) == {"album"} and _names_artist_too(box.values["album"][0]):
        return False
    inside_text = page.paragraphs_before(box.start) and page.paragraphs_after(box.end - 1)
    return box.items >= (2 if inside_text or not box.labels_inline else 1)


def _names_artist_too(value: str) -> bool:
    """Whether what stands behind "Album:" is a headline: an artist, and then a title in quotation marks or apart."""
    quoted = QUOTED.search(value)
    return bool(quoted and value[: quoted.start()].strip()) or bool(re.search(r"\S\s[–—-]\s\S", value))


def _may_be_the_pages(page: Page, box: _Box) -> bool:
    """Whether a date stands alone whose label is said of pages as well as of records ("Veröffentlicht: ...")."""
    return set(box.values) == {"released"} and read_stamps(page.lines[box.start].bare) is not None


def _labelled_values(line: Line) -> list[tuple[str, str, bool]]:
    """What "Label: Cold Rooms | Released: 19 September 2025" says; nothing unless every part has a known label.

    With each label its value, and whether a colon says that it is one; a dash may also stand in a headline.
    """
    if len(line.bare) > LONGEST_VALUE or (line.words > 12 and ends_sentence(line.bare)):
        return _line_up(line)
    found: list[tuple[str, str, bool]] = []
    for part in _SEPARATOR.split(line.bare):
        match = _LABEL_THEN_VALUE.fullmatch(part) or _WORDED.fullmatch(part)
        if match is None:
            if found and label_of(part.strip(" *_:")):
                continue
            return []
        if both := _artist_and_title(match["label"].strip(" *_"), match["value"].strip(" *_")):
            found += both
            continue
        label = label_of(match["label"].strip(" *_"))
        if not label or (label in {"album", "film"} and _is_grade(match["value"])):
            return []
        found.append((label, match["value"].strip(" *_"), not re.search(r"\s[–—-]\s", part[: match.start("value")])))
    return found


def _artist_and_title(label: str, value: str) -> list[tuple[str, str, bool]]:
    """What "Interpret, Titel: Marlow Finch - Glass Harbour" says: two facts behind one label."""
    kinds = ["title" if label_of(part) == "tracks" else label_of(part) for part in _LABELS_APART.split(label)]
    values = _DASH.split(value, maxsplit=1)
    if len(kinds) != 2 or len(values) != 2 or set(kinds) - {"artist", "album", "title"} or kinds[0] == kinds[1]:
        return []
    names = ("album" if kind == "title" else str(kind) for kind in kinds)
    return [(name, said, True) for name, said in zip(names, values, strict=True)]


def _line_up(line: Line) -> list[tuple[str, str, bool]]:
    """Who plays, at whatever length: "Personnel: Odile Brandreth: bass clarinet; Lyle Fennimore: trumpet."."""
    label, colon, value = line.bare.partition(":")
    if not colon or label_of(label.strip(" *_")) != "line-up" or len(line.bare) > LONGEST_LINE_UP:
        return []
    return [("line-up", value.strip(" *_"), True)] if value.count(":") + value.count("(") > 1 else []


def _is_other_fact(line: Line, rules: DateRules) -> bool:
    """Whether a line in a box gives a fact whose label is not known here; not the page's own credits or grade."""
    if not _OTHER_LABEL.fullmatch(line.bare) or ends_sentence(line.bare):
        return False
    label, _, value = line.bare.partition(":")
    return not (
        is_grade_label(label) or _is_grade(value) or read_byline(line.bare, rules) or read_stamps(line.bare, rules)
    )


def _is_grade(value: str) -> bool:
    try:
        parse_grade(value)
    except InvalidGrade:
        return False
    return True


def _values_below(page: Page, at: int) -> tuple[list[str], int]:
    """The values under a label that stands alone, and the first line after them."""
    values: list[str] = []
    below = at + 1
    while below < min(len(page.lines), at + LONGEST_BOX):
        line = page.lines[below]
        if not line.unread or line.is_paragraph or len(line.bare) > LONGEST_VALUE:
            break
        if any(character.isalnum() for character in line.bare):
            if _begins_item(line) or (line.bullet and page.lines[at].bullet) or (values and line.after_blank):
                break
            values.append(line.bare)
        below += 1
    return values, below


def _begins_item(line: Line) -> bool:
    return bool(label_of(line.bare.rstrip(" :")) or _labelled_values(line))


def _film(page: Page, box: _Box, shared: bool) -> FilmFacts:
    values = box.values
    above = _title_above(page, box)
    title = next(iter(values.get("film", []) or (values.get("title", []) if shared else [])), None)
    return FilmFacts(
        title=title or above,
        release_date=_one_date(values.get("released", []), page.rules) if shared else None,
        minutes=_minutes(values.get("minutes", [])) if shared else None,
        director=_people(values.get("director", [])),
        producers=_names(values.get("producers", [])) if shared else (),
    )


def _title_above(page: Page, box: _Box) -> str | None:
    """The film's title where it is printed above its box, if the text names it too; a grade there is the film's."""
    title = None
    for at in range(box.start - 1, max(box.start - 1 - LINES_ABOVE_BOX, -1), -1):
        line = page.lines[at]
        if not line.unread or not page.in_tail(at):
            break
        if _is_grade(line.bare):
            line.role = Role.FACT
            page.warn(f"“{line.text}” stands on the film's box and is not taken as the review's grade.")
        elif title is None and is_title_case(line.bare) and _is_in_text(page, line.bare):
            line.role = Role.FACT
            title = line.bare
    return title


def _is_in_text(page: Page, words: str) -> bool:
    return any(words in line.text for line in page.lines if line.unread and line.is_paragraph)


def _album(box: _Box, shared: bool, rules: DateRules) -> AlbumFacts:
    values = box.values
    title = next(iter(values.get("album", []) or (values.get("title", []) if shared else [])), None)
    if title and _RECORD_COMPANY.search(title):
        title = None
    return AlbumFacts(
        title=title,
        artist=_people(values.get("artist", [])),
        release_date=_one_date(values.get("released", []), rules) if shared else None,
        labels=tuple(part for value in values.get("label", []) for part in _APART.split(value) if part),
    )


def _one_date(values: list[str], rules: DateRules) -> date | None:
    may_be_to_come = DateRules(rules.day_first)
    days = {day for value in values if (day := read_date(_REMARK.sub("", value), may_be_to_come))}
    return days.pop() if len(days) == 1 else None


def _minutes(values: list[str]) -> int | None:
    match = _HOURS.fullmatch(_REMARK.sub("", values[0]).strip()) if values else None
    if not match or not (match["hours"] or match["minutes"]):
        return None
    return int(match["hours"] or 0) * 60 + int(match["minutes"] or 0) or None


def _people(values: list[str]) -> str | None:
    """The names as printed; only the first line when a later one is no name (a label that is not known here)."""
    if not values:
        return None
    return ", ".join(values) if all(is_name(name) for name in _names(values)) else values[0]


def _names(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for value in values for name in _AND.split(_REMARK.sub("", value)) if name))
