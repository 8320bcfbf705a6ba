"""Reading what other sites give their readers to take along, and what this one gives.

Which site it is from, the file itself says by its columns. Every format becomes the same lines: a record by name, what
was said of it in this site's words, and how often a line named none.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from common.names import fold
from common.tables.uploads import BOM, NotATable, TableRow, table_rows
from common.text import Unreadable, clean_text
from readers.models import ReaderMark, ShelfImport
from reviews.consensus.model import verdict_of

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 400_000_000
MOST_LINES = 50_000
"""So many records one file may name; listens of one record are one line."""
LONGEST_LISTEN = 100_000

HEARD, WANTED = ReaderMark.State.HEARD.value, ReaderMark.State.WANTED.value
Source = ShelfImport.Source

_DISCOGS_NAMESAKE = re.compile(r"\s\(\d{1,4}\)$")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


class NotAShelf(ValueError):
    """The file is none that could be read; the message says why."""


@dataclass(frozen=True)
class BroughtLine:
    """One record by name, and what is said of it."""

    artist: str
    title: str
    year: int | None = None
    state: str = HEARD
    verdict: str = ""
    note: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        """What was typed."""
        return self.artist, self.title, self.note


@dataclass
class BroughtFile:
    """What a file says: where it is from, its lines, and how many others named no record."""

    source: str
    lines: list[BroughtLine] = field(default_factory=list)
    skipped: int = 0


def read_shelf(content: bytes) -> BroughtFile:
    """What a file says. Raises NotAShelf."""
    if len(content) > LARGEST_FILE:
        raise NotAShelf(_("It is larger than %(most)d MB.") % {"most": LARGEST_FILE // 1_000_000})
    if zipfile.is_zipfile(BytesIO(content)):
        return _brought(Source.LISTENBRAINZ, map(_listened, _zipped_listens(content)))
    if content.lstrip(BOM).lstrip()[:1] in (b"{", b"["):
        return _brought(Source.LISTENBRAINZ, map(_listened, _listens(content)))
    try:
        columns, rows = table_rows(content)
    except NotATable as problem:
        raise NotAShelf(str(problem)) from problem
    for source, needed, read in _TABLES:
        if needed <= set(columns):
            return _brought(source, (None if row.problem else read(row.values) for row in _each(rows)))
    raise NotAShelf(
        _(
            "Its columns are those of no export that is known here. Rate Your Music’s, Discogs’ and ListenBrainz’ "
            "are, and this site’s own."
        )
    )


def _each(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    for number, row in enumerate(rows):
        if number >= 2 * MOST_LINES:
            raise NotAShelf(_("It has more than %(most)s lines. Split it.") % {"most": f"{2 * MOST_LINES:,}"})
        yield row


def _brought(source: Source, said: Iterable[BroughtLine | None]) -> BroughtFile:
    """Every record once, as it is named first."""
    found = BroughtFile(source.value)
    named: set[tuple[str, str]] = set()
    listens = source == Source.LISTENBRAINZ
    for line in said:
        clean = _clean(line) if line else None
        if clean is None:
            found.skipped += 1
            continue
        key = (fold(clean.artist), fold(clean.title)) if not listens else (clean.artist, clean.title)
        if key in named:
            continue
        named.add(key)
        if len(named) > MOST_LINES:
            raise NotAShelf(_("It names more than %(most)s records. Split it.") % {"most": f"{MOST_LINES:,}"})
        found.lines.append(clean)
    if not found.lines:
        raise NotAShelf(_("It names no record."))
    return found


def _clean(line: BroughtLine) -> BroughtLine | None:
    try:
        artist, title, note = (" ".join(clean_text(text).split()) if text.strip() else "" for text in line.texts)
    except Unreadable:
        return None
    if not artist or not title:
        return None
    return BroughtLine(artist[:300], title[:500], line.year, line.state, line.verdict, note[:500])


# Tables


def _from_rym(row: Mapping[str, str]) -> BroughtLine | None:
    """Ratings run from 1 to 10 half stars, 0 is none; a wish is `w`."""
    row = {name: html.unescape(value) for name, value in row.items()}
    artist = " ".join(filter(None, (row.get("first_name", "").strip(), row.get("last_name", "").strip())))
    rating = _number(row.get("rating", ""))
    wanted = row.get("ownership", "").strip().lower().startswith("w") and not rating
    return BroughtLine(
        artist,
        row.get("title", ""),
        _year(row.get("release_date", "")),
        WANTED if wanted else HEARD,
        _verdict(rating, 10),
    )


def _from_discogs(row: Mapping[str, str]) -> BroughtLine | None:
    """Ratings run from 1 to 5. A wantlist has no folder. The year is the pressing's, and says nothing of the record."""
    rating = _number(row.get("rating", ""))
    wanted = "collectionfolder" not in row and "date_added" not in row and not rating
    artist = ", ".join(
        _DISCOGS_NAMESAKE.sub("", name.strip()).rstrip("*") for name in row.get("artist", "").split(", ")
    )
    return BroughtLine(artist, row.get("title", ""), None, WANTED if wanted else HEARD, _verdict(rating, 5))


def _from_list(row: Mapping[str, str]) -> BroughtLine | None:
    return BroughtLine(
        row.get("artist", ""), row.get("title", ""), _year(row.get("year", "")), note=row.get("note", "")
    )


def _from_marks(row: Mapping[str, str]) -> BroughtLine | None:
    said = row.get("mark", "").strip().lower()
    verdict = row.get("verdict", "").strip().lower()
    if said not in ReaderMark.State.values or verdict not in ("", *_VERDICTS):
        return None
    year = _year(row.get("year", ""))
    return BroughtLine(row.get("artist", ""), row.get("title", ""), year, said, verdict if said == HEARD else "")


_VERDICTS = ("rave", "positive", "mixed", "pan")
_Read = Callable[[Mapping[str, str]], BroughtLine | None]
# The first whose columns are all there: column names are compared as `common.tables.uploads` does.
_TABLES: tuple[tuple[Source, set[str], _Read], ...] = (
    (Source.RYM, {"rym_album", "title", "rating"}, _from_rym),
    (Source.DISCOGS, {"release_id", "artist", "title"}, _from_discogs),
    (Source.SHELF, {"artist", "title", "mark"}, _from_marks),
    (Source.LIST, {"position", "artist", "title"}, _from_list),
)


def _number(text: str) -> float:
    try:
        return float(text.strip() or 0)
    except ValueError:
        return 0


def _verdict(rating: float, best: int) -> str:
    """The verdict in whose band the rating lies, as it would be for a critic's grade; none for a rating of nought."""
    return verdict_of(100 * rating / best) if 0 < rating <= best else ""


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


# Listens


def _listens(content: bytes) -> Iterator[Any]:
    """Of one JSON array, or of an object in each line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotAShelf(_("It is not UTF-8.")) from problem
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise NotAShelf(_("It begins like JSON and is none.")) from problem
        yield from found
        return
    lines = (line for line in text.splitlines() if line.strip())
    yield from map(_object, lines)


def _zipped_listens(content: bytes) -> Iterator[Any]:
    """Of every file of listens in the archive, line by line; no more than so much of it is unpacked."""
    left = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = sorted(name for name in archive.namelist() if "listens/" in name and name.endswith(".jsonl"))
            for name in names:
                with archive.open(name) as file:
                    while line := file.readline(LONGEST_LISTEN):
                        left -= len(line)
                        if left < 0:
                            raise NotAShelf(_("It is larger than it should be once it is unpacked."))
                        yield _object(line.decode("utf-8", "replace"))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as problem:
        raise NotAShelf(_("The archive is broken, or sealed.")) from problem


def _object(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _listened(listen: Any) -> BroughtLine | None:
    """The record that one listen was of: heard, and nothing more is said of it."""
    track = listen.get("track_metadata") if isinstance(listen, dict) else None
    track = track if isinstance(track, dict) else _NOTHING
    artist, title = track.get("artist_name"), track.get("release_name")
    return BroughtLine(artist, title) if isinstance(artist, str) and isinstance(title, str) else None
