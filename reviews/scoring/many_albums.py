"""Counting many albums anew at once: what `refresh_consensus` does for one, as columns and set statements.

Nothing but this module and `reviews.scoring.one_album` writes an album's consensus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from django.db.backends.utils import CursorWrapper
from django.db.models import BigIntegerField, Case, FloatField, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from reviews.consensus.album import EVIDENCE_WORDS, SHOWN_FROM, SPREAD_FROM
from reviews.consensus.catalogue import NOT_STATED, Reviews, Standings, standings_of
from reviews.consensus.model import VERDICTS
from reviews.consensus.printed import as_printed_in_sql
from reviews.models import Calibration, ConsensusChange, Review
from reviews.scoring.columns import read_columns, write_columns
from reviews.scoring.one_album import with_offsets

_TYPES = {"album": "i8", "publication": "i8", "critic": "i8", "score": "f8", "verdict": "i8"}

_FRESH = """
CREATE TEMP TABLE fresh_consensus (
    album bigint PRIMARY KEY, score float8, low float8, high float8, counted int, plain_mean float8,
    raves int, positives int, mixeds int, pans int, graded int, share_positive float8, spread float8, evidence int
) ON COMMIT DROP
"""

# Kept until the transaction ends, for whoever writes new albums with what stands on them.
_VOICES = """
CREATE TEMP TABLE counted_voice (album bigint, publication bigint, critic bigint) ON COMMIT DROP;
DROP TABLE IF EXISTS fresh_voices;
CREATE TEMP TABLE fresh_voices (album bigint PRIMARY KEY, publications bigint[], critics bigint[]) ON COMMIT DROP
"""

_GATHER_VOICES = """
INSERT INTO fresh_voices
SELECT album, array_agg(DISTINCT publication) FILTER (WHERE publication <> %(not_stated)s),
    array_agg(DISTINCT critic) FILTER (WHERE critic <> %(not_stated)s)
FROM counted_voice GROUP BY album;
DROP TABLE counted_voice;
ANALYZE fresh_voices
"""

_PRINTED = f"""
FROM (
    SELECT album, nullif(score, 'NaN') AS score, nullif(low, 'NaN') AS low, nullif(high, 'NaN') AS high, counted
    FROM fresh_consensus
) fresh
LEFT JOIN reviews_consensus old ON old.album_id = album
CROSS JOIN LATERAL (
    SELECT {as_printed_in_sql("fresh")} IS DISTINCT FROM {as_printed_in_sql("old")} AS differs
) compared
"""  # noqa: S608

_COUNT_CHANGED = f"SELECT count(*) {_PRINTED} WHERE differs"

# Numbers made by another method than the one before are no step of the album's, though the same is printed.
_REMEMBER = f"""
INSERT INTO reviews_consensuschange (album_id, score, low, high, counted, cause, at)
SELECT album, fresh.score, fresh.low, fresh.high, fresh.counted, %(cause)s, %(at)s
{_PRINTED}
WHERE differs OR (%(cause)s = 'method' AND fresh.score IS NOT NULL)
ORDER BY album
"""

_REMEMBER_GONE = """
WITH gone AS (
    DELETE FROM reviews_consensus old
    WHERE NOT EXISTS (SELECT FROM fresh_consensus WHERE album = old.album_id)
    AND (%(albums)s::bigint[] IS NULL OR album_id = ANY(%(albums)s))
    RETURNING album_id
)
INSERT INTO reviews_consensuschange (album_id, counted, cause, at) SELECT album_id, 0, %(cause)s, %(at)s FROM gone
"""

_STORE = """
INSERT INTO reviews_consensus (
    album_id, calibration_id, score, low, high, counted, plain_mean, raves, positives, mixeds, pans, graded, ungraded,
    share_positive, spread, evidence, computed_at
)
SELECT
    album, %(calibration)s, nullif(score, 'NaN'), nullif(low, 'NaN'), nullif(high, 'NaN'), counted,
    nullif(plain_mean, 'NaN'), raves, positives, mixeds, pans, graded, counted - graded,
    nullif(share_positive, 'NaN'), nullif(spread, 'NaN'), (%(evidence)s::text[])[evidence + 1], %(at)s
FROM fresh_consensus
ORDER BY album
ON CONFLICT (album_id) DO UPDATE SET (
    calibration_id, score, low, high, counted, plain_mean, raves, positives, mixeds, pans, graded, ungraded,
    share_positive, spread, evidence, computed_at
) = ROW (
    excluded.calibration_id, excluded.score, excluded.low, excluded.high, excluded.counted, excluded.plain_mean,
    excluded.raves, excluded.positives, excluded.mixeds, excluded.pans, excluded.graded, excluded.ungraded,
    excluded.share_positive, excluded.spread, excluded.evidence, excluded.computed_at
)
"""

ON_ALBUMS = {
    "consensus_score": "consensus.score",
    "consensus_low": "consensus.low",
    "consensus_high": "consensus.high",
    "consensus_spread": "consensus.spread",
    "plain_mean": "consensus.plain_mean",
    "counted_reviews": "coalesce(consensus.counted, 0)",
    "graded_reviews": "coalesce(consensus.graded, 0)",
    "publication_ids": "coalesce(voices.publications, '{}')",
    "critic_ids": "coalesce(voices.critics, '{}')",
}
"""What stands of a consensus on its album's row: columns there, and expressions over its own and `fresh_voices`."""

_WRITE_ON_ALBUMS = f"""
UPDATE albums_album album
SET {", ".join(f"{column} = {said}" for column, said in ON_ALBUMS.items())},
    updated_at = %(at)s, version = album.version + 1
FROM albums_album before
LEFT JOIN reviews_consensus consensus ON consensus.album_id = before.id
LEFT JOIN fresh_voices voices ON voices.album = before.id
WHERE before.id = album.id AND (consensus.id IS NOT NULL OR album.counted_reviews > 0)
AND (%(albums)s::bigint[] IS NULL OR album.id = ANY(%(albums)s))
"""  # noqa: S608


class Recount(NamedTuple):
    """How many reviews were counted, of how many albums, and how many of these print something else than before."""

    reviews: int
    albums: int
    changed: int


def count_anew(
    cursor: CursorWrapper,
    calibration: Calibration,
    cause: ConsensusChange.Cause,
    at: datetime,
    albums: Sequence[int] | None = None,
    entering: Callable[[str], None] = lambda stage: None,
) -> Recount:
    """Store what the counted reviews of every album, or of `albums`, say now under the calibration.

    The caller has locked the table of albums against writers. `entering` is told each stage as it begins: reading,
    counting, storing. The albums' versions rise by one.
    """
    entering("reading")
    reviews = counted_reviews(cursor, albums)
    entering("counting")
    offsets = with_offsets(calibration, None, None)
    standings = standings_of(reviews, offsets)
    entering("storing")
    said = {
        "calibration": calibration.pk,
        "cause": cause,
        "at": at,
        "albums": None if albums is None else list(albums),
    }
    cursor.execute("SET LOCAL chorus.count_changes = 'off'")
    _gather_voices(cursor, reviews)
    changed = _store_standings(cursor, standings, said)
    cursor.execute("UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0")
    cursor.execute("SET LOCAL chorus.count_changes = 'on'")
    return Recount(len(reviews), standings.album.size, changed)


def counted_reviews(cursor: CursorWrapper, albums: Sequence[int] | None = None) -> Reviews:
    """Every review that counts, or those of `albums`, as columns; keys are primary keys."""
    verdict = Case(
        *(When(verdict=verdict, then=Value(place)) for place, verdict in enumerate(VERDICTS)), default=Value(-1)
    )
    counted = Review.objects.counted()
    if albums is not None:
        counted = counted.filter(album__in=albums)
    rows: QuerySet = counted.order_by("album_id", "pk").values_list(
        "album_id",
        Coalesce("publication_id", Value(NOT_STATED)),
        Coalesce("critic_id", Value(NOT_STATED)),
        Coalesce(Cast("score", FloatField()), Value(float("nan"))),
        Cast(verdict, BigIntegerField()),
    )
    return Reviews(**read_columns(cursor, rows, _TYPES))


def _gather_voices(cursor: CursorWrapper, reviews: Reviews) -> None:
    cursor.execute(_VOICES)
    voices = {"album": reviews.album, "publication": reviews.publication, "critic": reviews.critic}
    write_columns(cursor, "counted_voice", voices)
    cursor.execute(_GATHER_VOICES, {"not_stated": NOT_STATED})


def _store_standings(cursor: CursorWrapper, standings: Standings, said: Mapping[str, Any]) -> int:
    """Make the albums' consensus, row and history say where they stand. Returns how many print something else."""
    shown = standings.counted >= SHOWN_FROM
    words = list(EVIDENCE_WORDS)
    pans, mixeds, positives, raves = standings.verdicts.T
    floats = {
        "score": np.where(shown, standings.score, np.nan),
        "low": np.where(shown, standings.low, np.nan),
        "high": np.where(shown, standings.high, np.nan),
        "plain_mean": standings.plain_mean,
        "share_positive": np.where(shown, standings.share_positive, np.nan),
        "spread": np.where(standings.counted >= SPREAD_FROM, standings.spread, np.nan),
    }
    integers = {
        "counted": standings.counted,
        "raves": raves,
        "positives": positives,
        "mixeds": mixeds,
        "pans": pans,
        "graded": standings.graded,
        "evidence": np.select([standings.evidence == word for word in words], range(len(words))),
    }
    cursor.execute(_FRESH)
    write_columns(
        cursor,
        "fresh_consensus",
        {"album": standings.album, **floats, **{name: column.astype("i4") for name, column in integers.items()}},
    )
    cursor.execute("ANALYZE fresh_consensus")
    cursor.execute(_COUNT_CHANGED)
    (changed,) = cursor.fetchone()
    cursor.execute(_REMEMBER, said)
    cursor.execute(_REMEMBER_GONE, said)
    changed += cursor.rowcount
    cursor.execute(_STORE, {**said, "evidence": words})
    cursor.execute(_WRITE_ON_ALBUMS, said)
    cursor.execute("DROP TABLE fresh_consensus")
    return changed
