"""Year-end lists as people paste or export them: read, matched with what is here, stored whole or not at all.

A line is “1. Artist - Title”; without numbers the list is not ranked. A table with the columns artist and title (and
rank or place) is read as such. “=3.” and “3=” are joint places; a list may run from the last place to the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from albums.models import Album
from albums.musicbrainz.finding_listed import here
from albums.musicbrainz.other_sites import ARTIST, TITLE, ListedRecord
from common.names import fold, short_title
from common.tables.uploads import NotATable, read_table
from common.text import Unreadable, clean_text
from reviews.models import ListedAlbum, YearEndList

MOST_LINES = 500
LONGEST_LIST = 100_000
PLACE = ("place", "rank", "position", "#", "no", "number")

_NUMBER = re.compile(r"(?:#\s?|=|T-?)?(\d{1,3})(?:=?[.):]|=)?\s+")
_CERTAIN_NUMBER = re.compile(r"(?:(?:#\s?|=|T-?)(\d{1,3})(?:=?[.):])?|(\d{1,3})(?:=?[.)]|[:=]))\s+")
_DASH = re.compile(r"(?<!\s)\s++[-–—]++\s++|\t++")
_COLON = re.compile(r":\s+")
_QUOTES = "\"'“”‘’«»„"


class NotAList(ValueError):
    """The text is no list; the message says why."""


@dataclass(frozen=True)
class ListedLine:
    """One line: its place, where the list is ranked, whose record it names, and that record, where it is here."""

    artist: str
    title: str
    place: int | None = None
    album: Album | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other lines."""
        return fold(self.artist), fold(short_title(self.title))


def read_year_end_list(text: str) -> tuple[list[ListedLine], list[str]]:
    """The lines of a list, the first place first, and what is wrong with it. Raises NotAList."""
    if len(text) > LONGEST_LIST:
        raise NotAList(f"A list has at most {LONGEST_LIST:,} characters.")
    if not text.strip():
        raise NotAList("It has no line.")
    try:
        text = clean_text(text)
    except Unreadable as problem:
        raise NotAList("It has no line that could be read.") from problem
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if len(lines) > MOST_LINES + 1:
        raise NotAList(f"That is {len(lines)} lines; a list has at most {MOST_LINES}.")
    found, problems = _read_table(text) if _is_table(lines[0]) else _read_lines(lines)
    problems += _contradictions(found)
    return sorted(found, key=lambda line: line.place or 0), problems


def matched(lines: Iterable[ListedLine]) -> list[ListedLine]:
    """The lines with the records that are meant beyond doubt. A few queries a line."""
    return [replace(line, album=here(ListedRecord(line.artist, line.title))) for line in lines]


@transaction.atomic
def store_year_end_list(wanted: YearEndList, lines: Sequence[ListedLine]) -> YearEndList:
    """Store a list with all its lines, or nothing. A record that two lines mean counts for the first of them."""
    wanted.save()
    taken: set[int] = set()
    rows = []
    for number, line in enumerate(lines, 1):
        album = line.album if line.album and line.album.pk not in taken else None
        if album:
            taken.add(album.pk)
        rows.append(
            ListedAlbum(list=wanted, line=number, place=line.place, artist=line.artist, title=line.title, album=album)
        )
    ListedAlbum.objects.bulk_create(rows)
    return wanted


@transaction.atomic
def look_again(wanted: YearEndList) -> int:
    """Look for the records that lines of a list wait for; how many were found."""
    lines = list(wanted.lines.select_for_update().filter(album__isnull=True))
    taken = set(wanted.lines.filter(album__isnull=False).values_list("album", flat=True))
    found = 0
    for line in lines:
        album = here(ListedRecord(line.artist, line.title))
        if album and album.pk not in taken:
            taken.add(album.pk)
            found += 1
            ListedAlbum.objects.filter(pk=line.pk).update(album=album)
    return found


def _is_table(line: str) -> bool:
    cells = {cell.strip().strip(_QUOTES).casefold().replace(" ", "_") for cell in re.split(r"[,;\t]", line)}
    return bool(cells & {*ARTIST}) and bool(cells & {*TITLE})


def _read_table(text: str) -> tuple[list[ListedLine], list[str]]:
    try:
        table = read_table(text.encode())
        rows = list(table.rows)
    except NotATable as problem:
        raise NotAList(str(problem)) from problem
    found, problems = [], []
    for row in rows:
        artist, title = (_first(row.values, columns) for columns in (ARTIST, TITLE))
        place = _first(row.values, PLACE).strip("#=.) ")
        if row.problem or not artist or not title:
            problems.append(f"row {row.number}: {row.problem or 'it names no artist, or no title'}")
        elif place and not (place.isascii() and place.isdigit() and len(place) <= 3):
            problems.append(f"row {row.number}: “{place[:20]}” is no place")
        else:
            found.append(ListedLine(artist[:300], title[:500], int(place) if place else None))
    return found, problems


def _read_lines(lines: Sequence[str]) -> tuple[list[ListedLine], list[str]]:
    number = _NUMBER if all(_NUMBER.match(line) for line in lines) else _CERTAIN_NUMBER
    found, problems = [], []
    for count, line in enumerate(lines, 1):
        said = number.match(line)
        rest = line[said.end() :] if said else line
        parts = _DASH.split(rest, maxsplit=1)
        if len(parts) < 2:
            parts = _COLON.split(rest, maxsplit=1)
        artist, title = (part.strip().strip(_QUOTES).strip() for part in (*parts, "")[:2])
        if not artist or not title:
            problems.append(f"line {count}: “{line[:80]}” does not read as “Artist - Title”")
            continue
        place = next((int(digits) for digits in said.groups() if digits), None) if said else None
        found.append(ListedLine(artist[:300], title[:500], place))
    return found, problems


def _contradictions(lines: Sequence[ListedLine]) -> list[str]:
    problems = []
    without = [line for line in lines if line.place is None]
    if without and len(without) < len(lines):
        problems.append(f"“{without[0].title}” has no place, and others have: either all of them, or none")
    problems += [f"“{line.title}”: places count from 1" for line in lines if line.place == 0]
    if not without:
        problems += [
            f"“{line.title}” cannot be at place {line.place}: only {before} stand before it"
            for before, line in enumerate(sorted(lines, key=lambda line: line.place or 0))
            if line.place and line.place > before + 1
        ]
    named = Counter(line.key for line in lines)
    problems += [
        f"“{line.title}” by {line.artist} stands there {named[line.key]} times"
        for line in {line.key: line for line in lines}.values()
        if named[line.key] > 1
    ]
    return problems


def _first(values: dict[str, str], columns: Sequence[str]) -> str:
    return next((values[name].strip() for name in columns if values.get(name, "").strip()), "")
