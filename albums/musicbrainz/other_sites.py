"""Lists of records as other sites and programs export them: which columns say whose record it is, and its title.

Known are the collections of Rate Your Music and Discogs, tops and listens of ListenBrainz and Last.fm, libraries of
Spotify (Exportify) and Apple, and what beets prints; any other table with an artist and an album will do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from albums.musicbrainz.references import Reference
from common.names import fold, short_title
from common.tables.uploads import NotATable, read_table

ARTIST = (
    *("album_artist_name(s)", "album_artist", "albumartist", "artist_name(s)", "artist_names", "artist_name"),
    *("artist", "artists"),
)
TITLE = ("release_group_name", "release_name", "album_name", "album_title", "album", "title")
GROUP = ("release_group_mbid", "mb_releasegroupid", "musicbrainz_releasegroupid", "release_group_id")
RELEASE = ("release_mbid", "album_mbid", "mb_albumid", "musicbrainz_albumid")
YEAR = ("original_year", "album_release_date", "release_date", "released", "year")
_NUMBERED = re.compile(r"\(\d{1,3}\)$")
_ARTICLES = frozenset({"The", "A", "An", "Die", "Der", "Das", "Les", "Los", "Las"})


@dataclass(frozen=True)
class ListedRecord:
    """One record of a list: its ids where the list has them, its year where that is known."""

    artist: str
    title: str
    year: str = ""
    reference: Reference | None = None

    def __str__(self) -> str:
        return f"{self.title}, {self.artist}{f' ({self.year})' if self.year else ''}"


def read_list(content: bytes) -> tuple[list[ListedRecord], list[str]]:
    """The records of a list, each once, and what is wrong with other rows. Raises NotATable."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode()
    table = read_table(content)
    if not _columns(table.columns):
        raise NotATable(f"Its first line names no artist and album: {', '.join(table.columns)[:200]}.")
    found: dict[tuple[str, str], ListedRecord] = {}
    problems = []
    for row in table.rows:
        record = None if row.problem else _record(row.values)
        if record is None:
            problems.append(f"row {row.number}: {row.problem or 'it names no artist, or no album'}")
            continue
        found.setdefault((fold(record.artist), fold(short_title(record.title))), record)
    return list(found.values()), problems


def _columns(columns: Sequence[str]) -> bool:
    named = set(columns)
    return bool(named & {*TITLE}) and bool(named & {*ARTIST, "last_name"})


def _record(values: Mapping[str, str]) -> ListedRecord | None:
    title, artist = _first(values, TITLE), _artist(values)
    if not title or not artist:
        return None
    year = re.search(r"\b(?:1[89]|20)\d\d\b", _first(values, YEAR))
    return ListedRecord(artist[:300], title[:500], year[0] if year else "", _reference(values))


def _artist(values: Mapping[str, str]) -> str:
    if "last_name" in values:  # Rate Your Music parts names; a band's is a last name
        return " ".join(filter(None, [values.get("first_name", ""), values["last_name"]])).strip()
    name = _first(values, ARTIST)
    if "artist_name(s)" in values or "album_artist_name(s)" in values:
        name = re.split(r"[;,]", name, maxsplit=1)[0].strip()  # Spotify's lists name all
    if "release_id" in values:  # Discogs numbers namesakes, marks variant spellings, and puts articles behind
        name = _NUMBERED.sub("", name.rstrip("*").strip()).rstrip()
        before, _, article = name.rpartition(", ")
        name = f"{article} {before}" if before and article in _ARTICLES else name
    return name


def _reference(values: Mapping[str, str]) -> Reference | None:
    for entity, columns in (("release-group", GROUP), ("release", RELEASE)):
        try:
            return Reference(UUID(_first(values, columns)), entity)
        except ValueError:
            continue
    return None


def _first(values: Mapping[str, str], columns: Sequence[str]) -> str:
    return next((values[name].strip() for name in columns if values.get(name, "").strip()), "")
