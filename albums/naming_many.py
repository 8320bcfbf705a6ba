"""Which albums many names mean: what `albums.identity` says of one, for thousands of lines in few queries.

An artist is known by name, alias or whole credit line; titles are compared without case, accents and the words for an
edition. Where a line could mean one or the other, it means none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from albums.identity import CannotTell, Record, told_behind, which
from albums.models import Album
from common.names import fold, short_title

AT_ONCE = 500
"""So many lines are looked up together."""

_ARTISTS = """
SELECT folded, id FROM albums_artist WHERE folded = ANY(%(names)s)
UNION SELECT folded, artist_id FROM albums_artistalias WHERE folded = ANY(%(names)s)
"""
_CREDITED = """
SELECT album.id, line.credits FROM albums_album album CROSS JOIN LATERAL (
    SELECT string_agg(coalesce(nullif(credited_as, ''), credited.name) || join_phrase, '' ORDER BY position) AS credits
    FROM albums_credit credit JOIN albums_artist credited ON credited.id = credit.artist_id
    WHERE credit.album_id = album.id
    HAVING count(*) > 1 OR max(credited_as) <> ''
) line
WHERE album.folded = ANY(%(titles)s) AND NOT album.proposed
"""


@dataclass(frozen=True)
class NamedRecord:
    """A record as somebody's file names it."""

    artist: str
    title: str
    year: int | None = None

    @property
    def said(self) -> Record:
        """What it says of the record."""
        released = date(self.year, 1, 1) if self.year else None
        return Record(self.title, released, Album.Precision.YEAR.value if released else "")


@dataclass
class _Line:
    """A line with the albums that it may mean, by their titles and by their titles less what is told behind them."""

    named: NamedRecord
    artist: str
    titles: tuple[str, str]
    known: dict[int, Record] = field(default_factory=dict)
    less: dict[int, Record] = field(default_factory=dict)


def albums_meant(lines: Iterable[NamedRecord]) -> Iterator[int | None]:
    """For each line the key of the listed album that it means beyond doubt, or None. Few queries for AT_ONCE lines."""
    batch: list[NamedRecord] = []
    for line in lines:
        batch.append(line)
        if len(batch) == AT_ONCE:
            yield from _meant(batch)
            batch = []
    yield from _meant(batch)


def _meant(batch: Sequence[NamedRecord]) -> Iterator[int | None]:
    lines = [_line(named) for named in batch]
    if lines:
        _note_by_artist(lines)
        _note_by_credit_line([line for line in lines if not line.known])
    for line in lines:
        try:
            yield which(line.named.said, line.known, line.less)
        except CannotTell:
            yield None


def _line(named: NamedRecord) -> _Line:
    less, _ = told_behind(named.title)
    return _Line(named, fold(named.artist), (fold(short_title(named.title)), fold(short_title(less)) if less else ""))


def _note_by_artist(lines: Sequence[_Line]) -> None:
    artists: dict[str, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ARTISTS, {"names": list({line.artist for line in lines})})
        for folded, key in cursor.fetchall():
            artists[folded].append(key)
    keys = {key for found in artists.values() for key in found}
    titles = {title for line in lines for title in line.titles if title}
    albums: dict[tuple[int | None, str], list[Album]] = defaultdict(list)
    if keys:
        for album in Album.objects.listed().filter(lead_artist__in=keys, folded__in=titles).order_by("pk"):
            albums[album.lead_artist_id, album.folded].append(album)
    for line in lines:
        for title, known in zip(line.titles, (line.known, line.less), strict=True):
            for artist in artists.get(line.artist, ()) if title else ():
                known.update({album.pk: Record.of(album) for album in albums.get((artist, title), ())})


def _note_by_credit_line(strangers: Sequence[_Line]) -> None:
    titles = {line.titles[0] for line in strangers} - {""}
    if not titles:
        return
    with connection.cursor() as cursor:
        cursor.execute(_CREDITED, {"titles": list(titles)})
        lines = dict(cursor.fetchall())
    wanted = {line.artist for line in strangers}
    credited = {key: name for key, line in lines.items() if (name := fold(line)) in wanted}
    albums = Album.objects.in_bulk(credited)
    for line in strangers:
        for key, name in credited.items():
            if name == line.artist and albums[key].folded == line.titles[0]:
                line.known[key] = Record.of(albums[key])
