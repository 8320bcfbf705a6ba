"""How common words are in the catalogue's names, and which words a misspelt one may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from django.db import connection, transaction

from albums.search.typed_words import Query, slips_between

SHORTEST_FORGIVEN = 4
SHORTEST_FORGIVEN_TWICE = 8
MOST_SLIPS = 2
LONGEST_FORGIVEN = 30
MOST_SPELLINGS = 24
ALIKE = 0.2
LAST_CHARACTER = "\U0010ffff"

_HOW_COMMON = """
SELECT wanted.place, coalesce(sum(known.albums), 0), coalesce(sum(known.tracks), 0),
    coalesce(sum(known.tracks) FILTER (WHERE known.word = wanted.first), 0)
FROM unnest(%s::text[], %s::text[], %s::int[]) AS wanted (first, last, place)
LEFT JOIN albums_vocabulary known ON known.word >= wanted.first AND known.word <= wanted.last
GROUP BY wanted.place
UNION ALL
SELECT -1, max(reltuples) FILTER (WHERE relname = 'albums_albumwords'),
    max(reltuples) FILTER (WHERE relname = 'albums_track'), 0
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
    """In how many albums' words and tracks' titles a query may be expected to stand; only an estimate.

    `tracks_by_term` says of each term how many titles begin a word with it, and how many have it as a word.
    """

    albums: float
    tracks: float
    tracks_by_term: tuple[tuple[int, int], ...]


def rebuild_search() -> None:
    """Make all that search looks up anew, and count how often each word occurs. Seconds to a minute."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rebuild_search()")


def expected(query: Query) -> Expected:
    """How much the query will find, if its words have nothing to do with each other. One query."""
    first, last, place = [], [], []
    for number, term in enumerate(query.terms):
        for spelling in term.spellings:
            first.append(spelling)
            last.append(spelling + LAST_CHARACTER if term.prefix else spelling)
            place.append(number)
    with connection.cursor() as cursor:
        cursor.execute(_HOW_COMMON, [first, last, place])
        rows = {number: tuple(map(int, counts)) for number, *counts in cursor.fetchall()}
    all_albums, all_tracks = max(1, rows[-1][0]), max(1, rows[-1][1])
    counts = [rows[number] for number in range(len(query.terms))]
    return Expected(
        albums=all_albums * prod(min(1.0, albums / all_albums) for albums, _, _ in counts),
        tracks=all_tracks * prod(min(1.0, tracks / all_tracks) for _, tracks, _ in counts),
        tracks_by_term=tuple((tracks, exactly) for _, tracks, exactly in counts),
    )


def spelt_alike(words: Iterable[str]) -> dict[str, list[str]]:
    """For each word what it may stand for, the word itself first when it is one, then the nearest and most common.

    One slip is forgiven in words of four letters or more, two from eight on; what was typed may be shorter by as many.
    A word without anything alike is left out.
    """
    forgiven = [word for word in words if SHORTEST_FORGIVEN <= len(word) + 1 <= LONGEST_FORGIVEN and word.isalpha()]
    if not forgiven:
        return {}
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_SLIP, [forgiven])
        for typed, word, frequency in cursor.fetchall():
            slips = slips_between(typed, word)
            if slips == 0 or (slips == 1 and max(len(typed), len(word)) >= SHORTEST_FORGIVEN):
                found[typed].append((slips, -frequency, word))
    for typed in forgiven:
        if typed not in found and len(typed) + MOST_SLIPS >= SHORTEST_FORGIVEN_TWICE:
            found[typed] = _two_slips_from(typed)
    return {typed: [word for *_, word in sorted(alike)[:MOST_SPELLINGS]] for typed, alike in found.items() if alike}


def _two_slips_from(typed: str) -> list[tuple[int, int, str]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        shortest = max(len(typed) - MOST_SLIPS, SHORTEST_FORGIVEN_TWICE)
        cursor.execute(_TWO_SLIPS, [typed, shortest, len(typed) + MOST_SLIPS, typed])
        alike = [(slips_between(typed, word), -frequency, word) for word, frequency in cursor.fetchall()]
    return [each for each in alike if each[0] <= MOST_SLIPS]
