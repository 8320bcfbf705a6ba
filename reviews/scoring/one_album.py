"""The bridge between the stored reviews and the pure model: what each counted review says, and what is stored of it.

Nothing else writes an album's consensus.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from albums.locks import lock_album
from albums.models import Album
from reviews.consensus import model
from reviews.consensus.album import SHOWN_FROM, Evidence, Standing, evidence_level, share_positive, standing_of
from reviews.consensus.printed import NOTHING
from reviews.models import Calibration, Consensus, ConsensusChange, Review, Verdict


def evidence_of(review: Review) -> Evidence:
    """What the model hears of a review: its printed grade on 0-100, or its verdict where it has none."""
    return Evidence(
        score=None if review.score is None else float(review.score),
        verdict=review.verdict or None,
        publication=review.publication_id,
        critic=review.critic_id,
    )


def calibration_for(stored: Calibration, reviews: Sequence[Review]) -> model.Parameters:
    """The stored calibration as the model takes it, with the offsets of those who wrote `reviews`. One query at most.

    The defaults know no offsets and ask the database for none.
    """
    houses = {review.publication_id for review in reviews if review.publication_id}
    writers = {review.critic_id for review in reviews if review.critic_id}
    return with_offsets(stored, houses, writers)


# As a queryset this costs thirty times more to put together than to answer, and every album's page asks it.
OFFSETS = """
SELECT publication_id, NULL, leniency, variance, slope, noise FROM reviews_publicationoffset
WHERE calibration_id = %(calibration)s AND (%(houses)s::bigint[] IS NULL OR publication_id = ANY(%(houses)s::bigint[]))
UNION ALL
SELECT NULL, critic_id, leniency, variance, NULL, NULL FROM reviews_criticoffset
WHERE calibration_id = %(calibration)s AND (%(writers)s::bigint[] IS NULL OR critic_id = ANY(%(writers)s::bigint[]))
"""


def with_offsets(
    stored: Calibration, publications: Collection[int] | None, critics: Collection[int] | None
) -> model.Parameters:
    """The stored calibration as the model takes it, with its offsets for those publications and critics; None: all."""
    houses: dict[int, model.PublicationEffect] = {}
    writers: dict[int, model.Effect] = {}
    if stored.fitted_reviews:
        asked = {
            "calibration": stored.pk,
            "houses": None if publications is None else list(publications),
            "writers": None if critics is None else list(critics),
        }
        with connection.cursor() as cursor:
            cursor.execute(OFFSETS, asked)
            for house, writer, leniency, variance, slope, noise in cursor.fetchall():
                if house is not None:
                    houses[house] = model.PublicationEffect(leniency, variance, slope, noise)
                else:
                    writers[writer] = model.Effect(leniency, variance)
    return model.Parameters(
        mu=stored.mean,
        scale=stored.album_scale,
        noise=stored.noise,
        publication_sd=stored.publication_sd,
        critic_sd=stored.critic_sd,
        power=stored.power,
        bands=stored.bands,
        publications=houses,
        critics=writers,
    )


def working_of(reviews: Sequence[Review], calibration: model.Parameters) -> Standing:
    """The whole working of one album's counted reviews, in their order: score, interval, moves, leave-one-out."""
    return standing_of([evidence_of(review) for review in reviews], calibration)


def refresh_consensus(
    album: Album, cause: ConsensusChange.Cause, review: Review | None = None, at: datetime | None = None
) -> Consensus | None:
    """Store what the album's counted reviews say now, on its Consensus, its row and its history.

    The caller holds the album's row lock; outside of a transaction this raises TransactionManagementError. Returns
    None when no counted review is left.
    """
    at = at or timezone.now()
    locked = lock_album(album.pk)
    before = Consensus.objects.filter(album=locked).first()
    reviews = list(Review.objects.counted().filter(album=locked).defer("body", "headings").order_by("pk"))
    if reviews:
        values = _values(reviews, Calibration.objects.current())
        consensus, _ = Consensus.objects.update_or_create(album=locked, defaults={**values, "computed_at": at})
    else:
        consensus = None
        Consensus.objects.filter(album=locked).delete()
    _write_on_album(locked, consensus, reviews)
    _remember(locked, before, consensus, cause, review, at)
    return consensus


def _values(reviews: Sequence[Review], calibration: Calibration) -> dict[str, object]:
    standing = working_of(reviews, calibration_for(calibration, reviews))
    shown = len(reviews) >= SHOWN_FROM
    counts = {verdict: sum(review.verdict == verdict for review in reviews) for verdict in Verdict.values}
    positive = share_positive(counts[Verdict.RAVE] + counts[Verdict.POSITIVE], len(reviews))
    graded = sum(review.score is not None for review in reviews)
    return {
        "calibration": calibration,
        "score": standing.score if shown else None,
        "low": standing.low if shown else None,
        "high": standing.high if shown else None,
        "counted": len(reviews),
        "plain_mean": standing.plain_mean,
        "raves": counts[Verdict.RAVE],
        "positives": counts[Verdict.POSITIVE],
        "mixeds": counts[Verdict.MIXED],
        "pans": counts[Verdict.PAN],
        "graded": graded,
        "ungraded": len(reviews) - graded,
        "share_positive": positive.share if shown and positive else None,
        "spread": standing.spread,
        "evidence": evidence_level(len(reviews), standing.low, standing.high),
    }


def _write_on_album(album: Album, consensus: Consensus | None, reviews: Sequence[Review]) -> None:
    album.consensus_score = consensus.score if consensus else None
    album.consensus_low = consensus.low if consensus else None
    album.consensus_high = consensus.high if consensus else None
    album.consensus_spread = consensus.spread if consensus else None
    album.plain_mean = consensus.plain_mean if consensus else None
    album.counted_reviews = consensus.counted if consensus else 0
    album.graded_reviews = consensus.graded if consensus else 0
    album.publication_ids = sorted({review.publication_id for review in reviews if review.publication_id})
    album.critic_ids = sorted({review.critic_id for review in reviews if review.critic_id})
    columns = ("score", "low", "high", "spread")
    album.save(
        update_fields=[
            *(f"consensus_{column}" for column in columns),
            "plain_mean",
            "counted_reviews",
            "graded_reviews",
            "publication_ids",
            "critic_ids",
            "updated_at",
        ]
    )


def _remember(
    album: Album,
    before: Consensus | None,
    after: Consensus | None,
    cause: ConsensusChange.Cause,
    review: Review | None,
    at: datetime,
) -> None:
    if (before.printed if before else NOTHING) == (after.printed if after else NOTHING):
        return
    figures = {name: getattr(after, name) for name in ("score", "low", "high", "counted")} if after else {"counted": 0}
    ConsensusChange.objects.create(album=album, review=review, cause=cause, at=at, **figures)
