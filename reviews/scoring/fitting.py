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
from django.db.utils import OperationalError
from django.utils import timezone

from albums.locks import lock_every_album
from albums.models import Album
from reviews.consensus.catalogue import Reviews, sample
from reviews.consensus.evaluation import EvaluationReport, evaluate
from reviews.consensus.fit import VERSION, Fit, fit
from reviews.consensus.model import Integers
from reviews.consensus.places import chances_of_the_first, quantiles_of
from reviews.models import Calibration, ConsensusChange, CriticOffset, FormulaEvaluation, PublicationOffset
from reviews.scoring.edge_evidence import site_edges
from reviews.scoring.many_albums import count_anew, counted_reviews

JUDGED_REVIEWS = 5000


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
    report: EvaluationReport | None
    reviews: int
    albums: int
    changed: int


@transaction.atomic
def fit_consensus(at: datetime | None = None, entering: Callable[[str], None] = lambda stage: None) -> FittedConsensus:
    """Fit the model, judge it, store the calibration with its offsets and figures, and count every album anew.

    ``entering`` is told each stage as it begins: reading, fitting, judging, and under the lock reading, counting,
    storing. With fewer than thirty albums of three reviews the current calibration stays, and albums are counted under
    it, unless it is the stated defaults of an earlier method: today's take their place. Raises AlreadyFitting.
    """
    at = at or timezone.now()
    with connection.cursor() as cursor:
        _keep_others_from_fitting(cursor)
        entering("reading")
        reviews = counted_reviews(cursor)
        entering("fitting")
        edges = site_edges()
        fitted = fit(reviews, edges.bands)
        report = None
        if fitted.sweeps:
            entering("judging")
            report = evaluate(sample(reviews, JUDGED_REVIEWS), bands=edges.bands)
        lock_every_album(cursor)
        before = Calibration.objects.current()
        calibration = _store_calibration(fitted, report, reviews, edges.pairs, at) if report else _kept(before)
        same = before.follows_the_method or calibration == before
        cause = ConsensusChange.Cause.REFITTED if same else ConsensusChange.Cause.METHOD
        recount = count_anew(cursor, calibration, cause, at, entering=entering)
        _keep_where_scores_lie(calibration)
    return FittedConsensus(calibration, fitted if report else None, report, *recount)


def _keep_where_scores_lie(calibration: Calibration) -> None:
    """Keep with the calibration how the scores are spread that were just counted under it."""
    albums = Album.objects.listed().scored().order_by("pk")
    rows = np.array(list(albums.values_list("pk", "consensus_score", "consensus_low", "consensus_high")), dtype=float)
    keys, score, low, high = rows.reshape(-1, 4).T
    calibration.scores_lie_at = quantiles_of(score)
    calibration.scored_albums = score.size
    calibration.first_ten = chances_of_the_first(keys.astype(np.int64), score, low, high)
    calibration.save(update_fields=["scores_lie_at", "scored_albums", "first_ten"])


def _keep_others_from_fitting(cursor: CursorWrapper) -> None:
    try:
        with transaction.atomic():
            cursor.execute("LOCK TABLE reviews_calibration IN SHARE ROW EXCLUSIVE MODE NOWAIT")
    except OperationalError as error:
        raise AlreadyFitting("Another fit is running. Wait for it to end.") from error


def _kept(current: Calibration) -> Calibration:
    """What counts where there is too little to fit on."""
    if current.fitted_reviews or current.follows_the_method:
        return current
    return Calibration.objects.state_defaults()


def _store_calibration(
    fitted: Fit, report: EvaluationReport, reviews: Reviews, edges_from: int, at: datetime
) -> Calibration:
    found = fitted.calibration
    stored = Calibration.objects.create(
        mean=found.mu,
        album_scale=found.scale,
        noise=found.noise,
        publication_sd=found.publication_sd,
        critic_sd=found.critic_sd,
        slope_sd=fitted.slope_sd,
        log_noise_sd=fitted.log_noise_sd,
        power=found.power,
        **dict(zip(("mixed_from", "positive_from", "rave_from"), (band.low for band in found.bands[1:]), strict=True)),
        edges_from=edges_from,
        fit_version=VERSION,
        fitted_reviews=len(reviews),
        fitted_albums=reviews.albums.size,
        judged_reviews=report.reviews,
        judged_grades=report.grades,
        judged_albums=report.albums,
        floor=report.floor,
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
