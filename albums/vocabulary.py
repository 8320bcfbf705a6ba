"""How common words are in the catalogue's names, and which words a misspelt one may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from django.db import connection, transaction

from albums.words import Query, slips_between

SHORTEST_FORGIVEN = 4
SHORTEST_FORGIVEN_TWICE = 8
LONGEST_FORGIVEN = 30
MOST_SPELLINGS = 24
ALIKE = 0.2
LAST_CHARACTER = "\U0010ffff"

_HOW_COMMON = """
SELECT wanted.place, coalesce(sum(known.albums), 0), coalesce(sum(known.tracks), 0)
FROM unnest(%s::text[], %s::text[], %s::int[]) AS wanted (first, last, place)
LEFT JOIN albums_vocabulary known ON known.word >= wanted.first AND known.word <= wanted.last
GROUP BY wanted.place
UNION ALL
SELECT -1, max(reltuples) FILTER (WHERE relname = 'albums_albumwords'),
    max(reltuples) FILTER (WHERE relname = 'albums_track')
FROM pg_class WHERE oid IN ('albums_albumwords'::regclass, 'albums_track'::regclass)
"""

_ONE_SLIP = """
SELECT wanted.word, known.word, max(known.albums + known.tracks)
FROM unnest(%s::text[]) AS wanted (word)
JOIN albums_vocabulary known ON one_slip_from(known.word) && one_slip_from(wanted.word)
GROUP BY 1, 2
"""

_TWO_SLIPS = """
SELECT known.word, max(known.albums + known.tracks) FROM albums_vocabulary known
WHERE known.word %% %s AND length(known.word) BETWEEN %s AND %s
GROUP BY known.word ORDER BY similarity(known.word, %s) DESC, known.word LIMIT 50
"""


@dataclass(frozen=True)
class Expected:
    """In how many albums' words and tracks' titles a query may be expected to stand; only an estimate."""

    albums: float
    tracks: float


def rebuild_search() -> None:
    """Make all that search looks up anew, and count how often each word occurs. Seconds to a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rebuild_search()")


def expected(query: Query) -> Expected:
    """How much the query will find, if its words have nothing to do with each other. One query."""
    first, last, place = [], [], []
    for number, term in enumerate(query.terms):
        for spelling in term.spellings:
            word = spelling.split()[0]
            first.append(word)
            last.append(word + LAST_CHARACTER if term.prefix else word)
            place.append(number)
    with connection.cursor() as cursor:
        cursor.execute(_HOW_COMMON, [first, last, place])
        counts = {number: (int(albums or 0), int(tracks or 0)) for number, albums, tracks in cursor.fetchall()}
    all_albums, all_tracks = (max(1, size) for size in counts.pop(-1))
    return Expected(
        albums=all_albums * prod(min(1.0, albums / all_albums) for albums, _ in counts.values()),
        tracks=all_tracks * prod(min(1.0, tracks / all_tracks) for _, tracks in counts.values()),
    )


def spelt_alike(words: Iterable[str]) -> dict[str, list[str]]:
    """For each word what it may stand for, the word itself first when it is one, then the nearest and most common.

    One slip is forgiven from four letters on, two from eight. A word without anything alike is left out.
    """
    forgiven = [word for word in words if SHORTEST_FORGIVEN <= len(word) <= LONGEST_FORGIVEN and not word.isdigit()]
    if not forgiven:
        return {}
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_SLIP, [forgiven])
        for typed, word, frequency in cursor.fetchall():
            if (slips := slips_between(typed, word)) <= 1:
                found[typed].append((slips, -frequency, word))
    for typed in forgiven:
        if typed not in found and len(typed) >= SHORTEST_FORGIVEN_TWICE:
            found[typed] = _two_slips_from(typed)
    return {typed: [word for *_, word in sorted(alike)[:MOST_SPELLINGS]] for typed, alike in found.items() if alike}


def _two_slips_from(typed: str) -> list[tuple[int, int, str]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(_TWO_SLIPS, [typed, len(typed) - 2, len(typed) + 2, typed])
        alike = [(slips_between(typed, word), -frequency, word) for word, frequency in cursor.fetchall()]
    return [each for each in alike if each[0] <= 2]
