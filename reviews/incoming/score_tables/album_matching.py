"""Which albums the staged names mean: one here, one to be created, or nothing that one could be sure of.

An album is the one of that artist (name, alias or whole credit line) and title; case, accents and the words for an
edition aside. Records of one name by one artist, as self-titled ones are, are told apart by their years. A year that
fits no record of the name could be a second record or a slip, so it is a question for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from common.names import fold, short_title
from reviews.incoming.score_tables.rows import AlbumName, Names

SAME_RELEASE = 1
"""Years by which the dates of one release may differ: it comes out in December here and in January there."""

_BY_LEAD_ARTIST = """
SELECT named.place, album.id, album.title, album.release_date, album.proposed
FROM score_album named
JOIN score_known known ON known.place = named.artist
JOIN albums_album album ON album.lead_artist_id = known.id AND album.folded = named.folded
ORDER BY named.place, album.id
"""

_BY_CREDIT_LINE = """
SELECT named.place, album.id, album.title, album.release_date, album.proposed, artist.folded, line.credits
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
"""


class Namesake(NamedTuple):
    """An album here that a name in the file may mean."""

    id: int
    title: str
    released: date | None
    proposed: bool


class Match(NamedTuple):
    """What an album's name means: `id` of the one here; else `record`, the place of the name it is created under.

    `released` and `precision` are what is known of it from all its names. `problem` says why it means nothing.
    """

    record: int
    id: int | None = None
    problem: str | None = None
    released: date | None = None
    precision: str = ""


def match_albums(cursor: CursorWrapper, names: Names) -> None:
    """Find what each row of `score_album` means, once `score_known` says which artists are here."""
    candidates = _candidates(cursor, names)
    cursor.execute("SELECT place, count(*) FROM score_known GROUP BY place HAVING count(*) > 1")
    namesakes = dict(cursor.fetchall())
    cursor.execute("SELECT place, id FROM score_artist WHERE id IS NOT NULL")
    artists = dict(cursor.fetchall())
    matches: dict[int, Match] = {}
    missing: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, name in enumerate(names.albums):
        if candidates[place]:
            matches[place] = _chosen(place, name, candidates[place])
        elif name.artist in namesakes:
            known_as = f"{namesakes[name.artist]} artists are known as {names.artists[name.artist].text}"
            matches[place] = Match(place, problem=f"artist: {known_as}; add the album to the right one")
        else:
            missing[artists.get(name.artist, -1 - name.artist), name.folded].append(place)
    for places in missing.values():
        matches |= _one_record(names.albums, places)
    cursor.execute(
        "UPDATE score_album SET record = found.record, id = found.id, problem = found.problem, "
        'released = found.day, "precision" = found.exact '
        "FROM unnest(%s::int[], %s::int[], %s::bigint[], %s::text[], %s::date[], %s::text[]) "
        "AS found (place, record, id, problem, day, exact) WHERE found.place = score_album.place",
        [list(matches), *([match[column] for match in matches.values()] for column in range(len(Match._fields)))],
    )


def _candidates(cursor: CursorWrapper, names: Names) -> dict[int, list[Namesake]]:
    candidates: dict[int, list[Namesake]] = defaultdict(list)
    cursor.execute(_BY_LEAD_ARTIST)
    for place, *album in cursor:
        candidates[place].append(Namesake(*album))
    strangers = [place for place in range(len(names.albums)) if place not in candidates]
    cursor.execute(_BY_CREDIT_LINE, [strangers])
    for place, *album, artist, credit_line in cursor:
        if fold(credit_line) == artist:
            candidates[place].append(Namesake(*album))
    return candidates


def _chosen(place: int, name: AlbumName, candidates: Sequence[Namesake]) -> Match:
    """The album here that is meant, or what stands against choosing one."""
    fitting = candidates
    if not name.is_edition:
        fitting = [album for album in candidates if _may_be_one_release(name.released, album.released)]
        if not fitting:
            return Match(place, problem=_two_records(name, candidates[0].released))
    for closer in (
        [album for album in fitting if name.released and album.released and album.released.year == name.released.year],
        [album for album in fitting if album.title == name.title],
        [album for album in fitting if album.title == short_title(album.title)],
    ):
        if len(fitting) > 1 and closer:
            fitting = closer
    if len(fitting) > 1:
        alike = f"{len(fitting)} albums of this artist are called “{name.title}”"
        return Match(place, problem=f"album: {alike}; give the release_date")
    if fitting[0].proposed:
        return Match(place, problem=f"album: “{name.title}” is only proposed; a curator has to accept it first")
    return Match(place, fitting[0].id)


def _one_record(albums: Sequence[AlbumName], places: Sequence[int]) -> dict[int, Match]:
    """What names of one new album mean. It is created under the first that is not an edition's, with its first date."""
    plain = [place for place in places if not albums[place].is_edition] or places
    dated = next((albums[place] for place in plain if albums[place].released), albums[plain[0]])
    matches = {}
    for place in places:
        name = albums[place]
        if name.is_edition or _may_be_one_release(name.released, dated.released):
            matches[place] = Match(plain[0], None, None, dated.released, dated.precision)
        else:
            matches[place] = Match(place, problem=_two_records(name, dated.released))
    return matches


def _may_be_one_release(one: date | None, other: date | None) -> bool:
    """Whether two dates can be those of one record. An unknown one can."""
    return one is None or other is None or abs(one.year - other.year) <= SAME_RELEASE


def _two_records(name: AlbumName, known: date) -> str:
    return (
        f"release_date: “{name.title}” is known to be from {known.year}, not {name.released.year}. "
        "If these are two records, add the other to the catalogue first; if not, leave the date out"
    )
