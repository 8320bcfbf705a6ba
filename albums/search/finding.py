"""Finding albums, artists and tracks by the words of their names.

Each kind is looked for in several ways that an index answers (the name itself, names that begin so, names that hold
the words) and what they bring is put in order. What a common word brings is bounded: then the albums that are reviewed
most are gone through instead, until enough fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from django.db import connection

from albums.models import AlbumWords
from albums.models.album import AlbumQuerySet
from albums.search.typed_words import Query, Term, escaped, like_pattern, read_query
from albums.search.vocabulary import Expected

# Beyond as many, going through the most reviewed finds enough sooner than looking at all that the index brings.
TOO_MANY = 1200
MOST_FROM_INDEX = 2000
ALBUMS_GONE_THROUGH = 12_000
ALBUMS_WHOSE_TRACKS_ARE_GONE_THROUGH = 1000
ALBUMS_WHOSE_ARTISTS_ARE_GONE_THROUGH = 3000
WHOLE_WORD_FROM = 5000
MOST_TITLES_READ = 20_000
MOST_OF_ONE_NAME = 300
MOST_THAT_BEGIN_SO = 200
WEIGHED = 100


class Closeness(IntEnum):
    """How well a name fits what was typed."""

    HOLDS = 0
    TITLE_HOLDS = 1
    BEGINS = 2
    BY_ARTIST = 3
    WITHIN = 4
    EXACT = 5


@dataclass(frozen=True)
class Hit:
    """One that was found: its primary key, and how well its name fits."""

    pk: int
    closeness: Closeness


# What the index brings, and what going through the most reviewed albums brings. MATERIALIZED keeps the limit from the
# planner, which would read the table from its start in the hope of filling it soon.
_HOLDING = {
    False: """
        WITH held AS MATERIALIZED (
            SELECT album_id, reviews, words FROM albums_albumwords WHERE words @@ %(words)s::tsquery)
        SELECT album_id, reviews, CASE WHEN words @@ %(title)s::tsquery THEN 1 ELSE 0 END AS closeness
        FROM held LIMIT %(most)s""",
    True: """
        SELECT album_id, reviews, CASE WHEN words @@ %(title)s::tsquery THEN 1 ELSE 0 END AS closeness
        FROM (SELECT * FROM albums_albumwords ORDER BY reviews DESC, album_id LIMIT %(depth)s) known
        WHERE words @@ %(words)s::tsquery LIMIT %(enough)s""",
}

_ALBUMS = """
WITH known_artist AS (
    SELECT id FROM albums_artist WHERE folded = ANY (%(names)s)
    UNION SELECT artist_id FROM albums_artistalias WHERE folded = ANY (%(names)s) LIMIT 50
), begins AS MATERIALIZED (
    SELECT id FROM albums_album WHERE folded LIKE %(beginning)s LIMIT %(most_begin)s
), found AS (
    ({holding})
    UNION ALL (
        SELECT album_id, reviews, CASE WHEN album.folded = ANY (%(names)s) THEN 5 ELSE 4 END
        FROM albums_album album JOIN albums_albumwords ON album_id = album.id
        WHERE album.folded = ANY (%(pieces)s) AND words @@ %(words)s::tsquery LIMIT %(most_named)s)
    UNION ALL (
        SELECT album_id, reviews, 3 FROM albums_credit JOIN albums_albumwords USING (album_id)
        WHERE artist_id IN (SELECT id FROM known_artist) LIMIT %(most_named)s)
    UNION ALL
        SELECT album_id, reviews, 2 FROM begins JOIN albums_albumwords ON album_id = begins.id
        WHERE (SELECT count(*) FROM begins) < %(most_begin)s
)
SELECT album_id, max(closeness) FROM found {phrases}
GROUP BY album_id ORDER BY max(closeness) DESC, max(reviews) DESC, album_id LIMIT %(enough)s
"""

_ALBUM_HOLDS_PHRASES = """
JOIN LATERAL (
    SELECT album.folded || ' | ' || coalesce(string_agg(artist.folded || ' | ' || credit.folded, ' | '), '') AS names
    FROM albums_album album LEFT JOIN albums_credit credit ON credit.album_id = album.id
    LEFT JOIN albums_artist artist ON artist.id = credit.artist_id
    WHERE album.id = found.album_id GROUP BY album.id
) named ON ' ' || named.names || ' ' LIKE ALL (%(phrases)s)"""

_ARTISTS = """
WITH begins AS MATERIALIZED (
    (SELECT id FROM albums_artist WHERE folded LIKE %(beginning)s LIMIT %(most_begin)s)
    UNION (SELECT artist_id FROM albums_artistalias WHERE folded LIKE %(beginning)s LIMIT %(most_begin)s)
), found AS (
    {holding}
    UNION ALL (SELECT id, 5 FROM albums_artist WHERE folded = ANY (%(names)s) LIMIT %(most_named)s)
    UNION ALL (SELECT artist_id, 5 FROM albums_artistalias WHERE folded = ANY (%(names)s) LIMIT %(most_named)s)
    UNION ALL SELECT id, 2 FROM begins WHERE (SELECT count(*) FROM begins) < %(most_begin)s
), nearest AS MATERIALIZED (
    SELECT artist.id, max(closeness) AS closeness, artist.folded
    FROM found JOIN albums_artist artist ON artist.id = found.id {phrases}
    GROUP BY artist.id ORDER BY max(closeness) DESC, length(artist.folded), artist.id LIMIT %(weighed)s
)
SELECT nearest.id, nearest.closeness FROM nearest CROSS JOIN LATERAL (
    SELECT sum(reviews) AS reviews FROM albums_credit credit JOIN albums_albumwords USING (album_id)
    WHERE credit.artist_id = nearest.id
) heard WHERE heard.reviews IS NOT NULL
ORDER BY nearest.closeness DESC, heard.reviews DESC, nearest.id LIMIT %(enough)s
"""
_ARTISTS_HOLDING = {
    False: """
        (SELECT id, 0 AS closeness FROM albums_artist WHERE name_words(folded) @@ %(words)s::tsquery LIMIT %(most)s)
        UNION ALL (SELECT artist_id, 0 FROM albums_artistalias
            WHERE name_words(folded) @@ %(words)s::tsquery LIMIT %(most)s)""",
    True: """
        SELECT lead_artist_id AS id, 0 AS closeness FROM albums_album WHERE id IN (
            SELECT album_id FROM (
                SELECT * FROM albums_albumwords ORDER BY reviews DESC, album_id LIMIT %(artist_depth)s
            ) known WHERE words @@ %(artist)s::tsquery LIMIT %(weighed)s)""",
}

_TRACKS = """
WITH begins AS MATERIALIZED (
    SELECT id, album_id, folded FROM albums_track WHERE folded LIKE %(beginning)s LIMIT %(most_begin)s
), found AS (
    ({holding})
    UNION ALL (SELECT id, album_id, folded, 5 FROM albums_track WHERE folded = ANY (%(names)s) LIMIT %(most_named)s)
    UNION ALL SELECT id, album_id, folded, 2 FROM begins WHERE (SELECT count(*) FROM begins) < %(most_begin)s
), nearest AS MATERIALIZED (
    SELECT id, album_id, max(closeness) AS closeness FROM found {phrases}
    GROUP BY id, album_id, folded ORDER BY max(closeness) DESC, length(folded), id LIMIT %(most_named)s
)
SELECT id, closeness FROM nearest JOIN albums_albumwords USING (album_id)
ORDER BY closeness DESC, reviews DESC, id LIMIT %(enough)s
"""
_TRACKS_HOLDING = {
    False: """
        WITH held AS MATERIALIZED (
            SELECT id, album_id, folded FROM albums_track WHERE title_words(folded) @@ %(words)s::tsquery)
        SELECT id, album_id, folded, 0 AS closeness FROM held
        WHERE ' ' || folded || ' ' LIKE ALL (%(held)s) LIMIT %(most)s""",
    True: """
        SELECT track.id, track.album_id, track.folded, CASE WHEN folded = ANY (%(names)s) THEN 5 ELSE 0 END AS closeness
        FROM (SELECT album_id FROM albums_albumwords ORDER BY reviews DESC, album_id LIMIT %(track_depth)s) known
        JOIN albums_track track USING (album_id)
        WHERE ' ' || track.folded || ' ' LIKE ALL (%(held)s) LIMIT %(enough)s""",
}


def holding_words(albums: AlbumQuerySet, typed: str) -> AlbumQuerySet:
    """Those of the albums whose title, artists or aliases hold the words typed; all of them when there are none."""
    query = read_query(typed)
    if not query:
        return albums
    return albums.filter(pk__in=AlbumWords.objects.filter(words__holds=query.tsquery_for_names()).values("album"))


def find_albums(query: Query, expected: Expected, enough: int) -> list[Hit]:
    """Listed albums whose title, artists or aliases hold the words, best first, at most `enough`. One query."""
    common = expected.albums > TOO_MANY
    sql = _ALBUMS.format(holding=_HOLDING[common], phrases=_ALBUM_HOLDS_PHRASES if query.phrases else "")
    return _hits(sql, query, enough, words=query.tsquery_for_names(), title=query.tsquery("A"), pieces=query.pieces())


def find_artists(query: Query, expected: Expected, enough: int) -> list[Hit]:
    """Artists credited on a listed album whose name or alias holds the words, best first. One query."""
    common = expected.albums > TOO_MANY
    phrases = "WHERE ' ' || artist.folded || ' ' LIKE ALL (%(phrases)s)" if query.phrases else ""
    sql = _ARTISTS.format(holding=_ARTISTS_HOLDING[common], phrases=phrases)
    return _hits(sql, query, enough, words=query.tsquery_for_names(), artist=query.tsquery("BC"))


def find_tracks(query: Query, expected: Expected, enough: int) -> list[Hit]:
    """Tracks of listed albums whose title holds the words, best first. One query."""
    phrases = "WHERE ' ' || folded || ' ' LIKE ALL (%(phrases)s)" if query.phrases else ""
    common = expected.tracks > TOO_MANY and all(len(term.spellings) == 1 for term in query.terms)
    if common:
        held = [term.pattern() for term in query.terms]
        return _hits(_TRACKS.format(holding=_TRACKS_HOLDING[True], phrases=phrases), query, enough, held=held)
    indexed, held = _indexed_and_held(query, expected)
    sql = _TRACKS.format(holding=_TRACKS_HOLDING[False], phrases=phrases)
    return _hits(sql, query, enough, words=replace(query, terms=indexed).tsquery(), held=held)


def _indexed_and_held(query: Query, expected: Expected) -> tuple[tuple[Term, ...], list[str]]:
    """The terms to ask the index of tracks for, and patterns for those that it would read too much for.

    A word that many titles hold is not taken for the beginning of others; the beginning of very many words is looked
    for in the titles that the other terms bring.
    """
    counted = sorted(zip(query.terms, expected.tracks_by_term, strict=True), key=lambda each: each[1][0])
    indexed, held = [], []
    for place, (term, (tracks, exactly)) in enumerate(counted):
        if term.prefix and exactly > WHOLE_WORD_FROM:
            indexed.append(replace(term, prefix=False))
        elif place and term.prefix and tracks > MOST_TITLES_READ and len(term.spellings) == 1:
            held.append(term.pattern())
        else:
            indexed.append(term)
    return tuple(indexed), held


def _hits(sql: str, query: Query, enough: int, **parameters: Any) -> list[Hit]:
    given: dict[str, Any] = {
        "names": list(query.names),
        "beginning": escaped(query.text) + "%",
        "phrases": [like_pattern(phrase) for phrase in query.phrases],
        "enough": enough,
        "most": MOST_FROM_INDEX,
        "most_begin": MOST_THAT_BEGIN_SO,
        "most_named": MOST_OF_ONE_NAME,
        "depth": ALBUMS_GONE_THROUGH,
        "artist_depth": ALBUMS_WHOSE_ARTISTS_ARE_GONE_THROUGH,
        "track_depth": ALBUMS_WHOSE_TRACKS_ARE_GONE_THROUGH,
        "weighed": max(WEIGHED, enough),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given | parameters)
        return [Hit(pk, Closeness(closeness)) for pk, closeness in cursor.fetchall()]
