"""Fitting the model to the site's own reviews, and counting every album anew under the calibration that results.

Everything happens in one transaction, so readers see the old consensus everywhere or the new one everywhere. The long
part, reading and fitting, holds nobody up. Albums are locked only while their new consensus is computed and written:
whoever publishes meanwhile waits for that, and then counts under the new calibration. Reviews are read again under the
lock, so what was published during the fit is counted too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import BigIntegerField, Case, FloatField, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.db.utils import OperationalError
from django.utils import timezone

from reviews.columns import read_columns, write_columns
from reviews.consensus.album import EVIDENCE_WORDS, SHOWN_FROM, SPREAD_FROM
from reviews.consensus.catalogue import NOT_STATED, Integers, Reviews, Standings, standings_of
from reviews.consensus.evaluation import Report, evaluate, sample
from reviews.consensus.fit import VERSION, Fit, fit
from reviews.consensus.model import VERDICTS
from reviews.models import Calibration, ConsensusChange, CriticOffset, FormulaEvaluation, PublicationOffset, Review
from reviews.scoring import with_offsets

JUDGED_REVIEWS = 5000

_TYPES = {"album": "i8", "publication": "i8", "critic": "i8", "score": "f8", "verdict": "i8"}

_FRESH = """
CREATE TEMP TABLE fresh_consensus (
    album bigint PRIMARY KEY, score float8, low float8, high float8, counted int, plain_mean float8,
    raves int, positives int, mixeds int, pans int, graded int, share_positive float8, spread float8, evidence int
) ON COMMIT DROP
"""

# Changed is what is printed otherwise than before: the score to a tenth, the interval to a point.
_REMEMBER = """
INSERT INTO reviews_consensuschange (album_id, score, low, high, counted, cause, at)
SELECT album, fresh.score, fresh.low, fresh.high, fresh.counted, %(cause)s, %(at)s
FROM (
    SELECT album, nullif(score, 'NaN') AS score, nullif(low, 'NaN') AS low, nullif(high, 'NaN') AS high, counted
    FROM fresh_consensus
) fresh
LEFT JOIN reviews_consensus old ON old.album_id = album
WHERE (round(fresh.score::numeric, 1), round(fresh.low::numeric), round(fresh.high::numeric), fresh.counted)
    IS DISTINCT FROM (round(old.score::numeric, 1), round(old.low::numeric), round(old.high::numeric), old.counted)
ORDER BY album
"""

_REMEMBER_GONE = """
WITH gone AS (
    DELETE FROM reviews_consensus old
    WHERE NOT EXISTS (SELECT FROM fresh_consensus WHERE album = old.album_id)
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

_WRITE_ON_ALBUMS = """
UPDATE albums_album album SET
    consensus_score = consensus.score, consensus_low = consensus.low, consensus_high = consensus.high,
    consensus_spread = consensus.spread, counted_reviews = coalesce(consensus.counted, 0),
    graded_reviews = coalesce(consensus.graded, 0), updated_at = %(at)s, version = album.version + 1
FROM albums_album before LEFT JOIN reviews_consensus consensus ON consensus.album_id = before.id
WHERE before.id = album.id AND (consensus.id IS NOT NULL OR album.counted_reviews > 0)
"""


class AlreadyFitting(Exception):
    """Another fit is running; the message says so, for a person to read."""


@dataclass(frozen=True)
class FittedConsensus:
    """What a fit of the site came to.

    ``fit`` and ``report`` are None where there was too little to fit on; ``calibration`` is then the one that stays.
    ``albums`` have been counted anew, and ``changed`` of them print another score, interval or count.
    """

    calibration: Calibration
    fit: Fit | None
    report: Report | None
    reviews: int
    albums: int
    changed: int


@transaction.atomic
def fit_consensus(at: datetime | None = None, entering: Callable[[str], None] = lambda stage: None) -> FittedConsensus:
    """Fit the model, judge it, store the calibration with its offsets and figures, and count every album anew.

    ``entering`` is told each stage as it begins: reading, fitting, judging, and under the lock reading, counting,
    storing. With fewer than thirty albums of three reviews the current calibration stays, and albums are counted under
    it. Raises AlreadyFitting.
    """
    at = at or timezone.now()
    with connection.cursor() as cursor:
        _keep_others_from_fitting(cursor)
        entering("reading")
        reviews = counted_reviews(cursor)
        entering("fitting")
        fitted = fit(reviews)
        report = None
        if fitted.sweeps:
            entering("judging")
            report = evaluate(sample(reviews, JUDGED_REVIEWS))
        # Whoever publishes, merges or proposes locks an album first, and waits here. Readers do not.
        cursor.execute("LOCK TABLE albums_album IN EXCLUSIVE MODE")
        cursor.execute("SET LOCAL chorus.count_changes = 'off'")
        calibration = _store_calibration(fitted, report, reviews, at) if report else Calibration.objects.current()
        entering("reading")
        reviews = counted_reviews(cursor)
        entering("counting")
        offsets = with_offsets(calibration, PublicationOffset.objects.all(), CriticOffset.objects.all())
        standings = standings_of(reviews, offsets)
        entering("storing")
        changed = _store_standings(cursor, standings, calibration, at)
        cursor.execute("UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0")
        cursor.execute("SET LOCAL chorus.count_changes = 'on'")
    return FittedConsensus(calibration, fitted if report else None, report, len(reviews), standings.album.size, changed)


def counted_reviews(cursor: CursorWrapper) -> Reviews:
    """Every review that counts, as columns; keys are primary keys."""
    verdict = Case(
        *(When(verdict=verdict, then=Value(place)) for place, verdict in enumerate(VERDICTS)), default=Value(-1)
    )
    rows: QuerySet = (
        Review.objects.counted()
        .order_by("album_id", "pk")
        .values_list(
            "album_id",
            Coalesce("publication_id", Value(NOT_STATED)),
            Coalesce("critic_id", Value(NOT_STATED)),
            Coalesce(Cast("score", FloatField()), Value(float("nan"))),
            Cast(verdict, BigIntegerField()),
        )
    )
    return Reviews(**read_columns(cursor, rows, _TYPES))


def _keep_others_from_fitting(cursor: CursorWrapper) -> None:
    try:
        with transaction.atomic():
            cursor.execute("LOCK TABLE reviews_calibration IN SHARE ROW EXCLUSIVE MODE NOWAIT")
    except OperationalError as error:
        raise AlreadyFitting("Another fit is running. Wait for it to end.") from error


def _store_calibration(fitted: Fit, report: Report, reviews: Reviews, at: datetime) -> Calibration:
    found = fitted.calibration
    stored = Calibration.objects.create(
        mean=found.mu,
        album_scale=found.scale,
        noise=found.noise,
        publication_sd=found.publication_sd,
        critic_sd=found.critic_sd,
        slope_sd=fitted.slope_sd,
        log_noise_sd=fitted.log_noise_sd,
        fit_version=VERSION,
        fitted_reviews=len(reviews),
        fitted_albums=reviews.albums.size,
        judged_reviews=report.reviews,
        judged_grades=report.grades,
        judged_albums=report.albums,
        made_at=at,
    )
    FormulaEvaluation.objects.bulk_create(
        FormulaEvaluation(calibration=stored, **vars(evaluation)) for evaluation in report.evaluations
    )
    written = _counts(reviews.publication)
    PublicationOffset.objects.bulk_create(
        PublicationOffset(calibration=stored, publication_id=key, reviews=written[key], **vars(offset))
        for key, offset in found.publications.items()
    )
    written = _counts(reviews.critic)
    CriticOffset.objects.bulk_create(
        CriticOffset(calibration=stored, critic_id=key, reviews=written[key], **vars(offset))
        for key, offset in found.critics.items()
    )
    return stored


def _counts(keys: Integers) -> dict[int, int]:
    found, counts = np.unique(keys, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _store_standings(cursor: CursorWrapper, standings: Standings, calibration: Calibration, at: datetime) -> int:
    """Make every album's consensus, row and history say where it stands. Returns how many print something else."""
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
    remembered = {"cause": ConsensusChange.Cause.REFITTED, "at": at}
    cursor.execute(_REMEMBER, remembered)
    changed = cursor.rowcount
    cursor.execute(_REMEMBER_GONE, remembered)
    changed += cursor.rowcount
    cursor.execute(_STORE, {"calibration": calibration.pk, "evidence": words, "at": at})
    cursor.execute(_WRITE_ON_ALBUMS, {"at": at})
    cursor.execute("DROP TABLE fresh_consensus")
    return changed
