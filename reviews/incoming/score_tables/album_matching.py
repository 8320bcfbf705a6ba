"""Which albums the staged names mean: one here, one to be created, or nothing that one could be sure of.

Titles are compared without case, accents and the words for an edition; an artist is known by name, alias or whole
credit line. Which of the records of one name is meant, `albums.identity` says: of those that are here, and of those
that the file itself tells apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from albums.identity import CannotTell, Record, which
from common.names import fold
from reviews.incoming.score_tables.rows import Names

_KNOWN = (
    "album.id, album.title, album.release_date, album.release_precision, album.kind, album.disambiguation, "
    "album.proposed"
)

_BY_LEAD_ARTIST = f"""
SELECT named.place, {_KNOWN}
FROM score_album named
JOIN score_known known ON known.place = named.artist
JOIN albums_album album ON album.lead_artist_id = known.id AND album.folded = named.folded
ORDER BY named.place, album.id
"""  # noqa: S608

_BY_TITLE_TOLD_APART = f"""
SELECT named.place, {_KNOWN}
FROM score_album named
JOIN score_known known ON known.place = named.artist
JOIN albums_album album ON album.lead_artist_id = known.id AND album.folded = named.less
WHERE named.less <> ''
ORDER BY named.place, album.id
"""  # noqa: S608

_BY_CREDIT_LINE = f"""
SELECT named.place, artist.folded, line.credits, {_KNOWN}
FROM score_album named
JOIN score_artist artist ON artist.place = named.artist
JOIN albums_album album ON album.folded = named.folded
CROSS JOIN LATERAL (
    SELECT string_agg(coalesce(nullif(credited_as, ''), credited.name) || join_phrase, '' ORDER BY position) AS credits
    FROM albums_credit credit JOIN albums_artist credited ON credited.id = credit.artist_id
    WHERE credit.album_id = album.id
    HAVING count(*) > 1 OR max(credited_as) <> ''
) line
WHERE named.place = ANY(%s)
ORDER BY named.place, album.id
"""  # noqa: S608


class Match(NamedTuple):
    """What an album's name means: `id` of the one here; else `record`, the place of the name it is created under.

    `problem` says why it means nothing.
    """

    record: int
    id: int | None = None
    problem: str | None = None


def match_albums(cursor: CursorWrapper, names: Names) -> None:
    """Find what each row of `score_album` means, once `score_known` says which artists are here."""
    matching = _Matching(cursor, names)
    matches = {place: match for places in matching.groups() for place, match in matching.meant_by(places)}
    cursor.execute(
        "UPDATE score_album SET record = found.record, id = found.id, problem = found.problem "
        "FROM unnest(%s::int[], %s::int[], %s::bigint[], %s::text[]) "
        "AS found (place, record, id, problem) WHERE found.place = score_album.place",
        [list(matches), *([match[column] for match in matches.values()] for column in range(len(Match._fields)))],
    )


class _Matching:
    """The names of a table, and the albums here that they may mean, by their ids."""

    def __init__(self, cursor: CursorWrapper, names: Names) -> None:
        self._names = names
        self._here: dict[int, dict[int, Record]] = defaultdict(dict)
        self._less: dict[int, dict[int, Record]] = defaultdict(dict)
        self._proposed: set[int] = set()
        cursor.execute("SELECT place, count(*) FROM score_known GROUP BY place HAVING count(*) > 1")
        self._namesakes = dict(cursor.fetchall())
        cursor.execute("SELECT place, id FROM score_artist WHERE id IS NOT NULL")
        self._artists = dict(cursor.fetchall())
        cursor.execute(_BY_LEAD_ARTIST)
        for place, *album in cursor:
            self._note(self._here[place], *album)
        cursor.execute(_BY_TITLE_TOLD_APART)
        for place, *album in cursor:
            self._note(self._less[place], *album)
        strangers = [place for place in range(len(names.albums)) if place not in self._here]
        self._by_credit_line = set()
        cursor.execute(_BY_CREDIT_LINE, [strangers])
        for place, artist, credit_line, *album in cursor:
            if fold(credit_line) == artist:
                self._by_credit_line.add(place)
                self._note(self._here[place], *album)

    def _note(self, albums: dict[int, Record], key: int, title: str, *known: Any) -> None:
        *said, proposed = known
        albums[key] = Record(title, *said)
        if proposed:
            self._proposed.add(key)

    def groups(self) -> Iterable[list[int]]:
        """The places of the names that have artist and title in common, those that say most first."""
        groups: dict[tuple[int, str], list[int]] = defaultdict(list)
        for place, name in enumerate(self._names.albums):
            groups[self._artists.get(name.artist, -1 - name.artist), name.folded].append(place)
        for places in groups.values():
            if len(places) > 1:
                places.sort(key=self._says_little)
            yield places

    def _says_little(self, place: int) -> tuple[bool, bool, bool]:
        name = self._names.albums[place]
        return name.is_edition, name.released is None, not name.disambiguation

    def meant_by(self, places: list[int]) -> Iterable[tuple[int, Match]]:
        """What each of those names means. What is here counts for all of them, and what they make for the next."""
        known = {key: record for place in places for key, record in self._here.get(place, {}).items()}
        for place in places:
            name = self._names.albums[place]
            said = Record(name.title, name.released, name.precision, disambiguation=name.disambiguation)
            try:
                key = which(said, known, self._less.get(place, {}))
            except CannotTell as unclear:
                yield place, Match(place, problem=f"{unclear.column}: {unclear}")
                continue
            if key is None:
                if problem := self._obstacle(place, known.values()):
                    yield place, Match(place, problem=problem)
                    continue
                # Below zero stands what is not here yet, by the place of the name that it is created under.
                key = -1 - place
                known[key] = said
            if key < 0:
                yield place, Match(-1 - key)
            elif key in self._proposed:
                only = f"“{name.title}” is only proposed; a curator has to accept it first"
                yield place, Match(place, problem=f"album: {only}")
            else:
                yield place, Match(place, key)

    def _obstacle(self, place: int, known: Iterable[Record]) -> str:
        """What keeps an album from being created under that name."""
        name = self._names.albums[place]
        artist = self._names.artists[name.artist].text
        if name.artist in self._namesakes:
            namesakes = f"{self._namesakes[name.artist]} artists are known as {artist}"
            return f"artist: {namesakes}; add the album to the right one"
        if place in self._by_credit_line:
            named = " or ".join(map(str, known))
            return f"album: it is none of those by {artist} here, {named}; add the other to the catalogue first"
        return ""
