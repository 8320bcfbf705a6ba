"""A site drawn from the consensus model, to be fitted."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from albums.models import Album
from reviews.consensus.model import VERDICTS
from reviews.consensus.simulation import simulate
from reviews.models import Review
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory

ALBUMS = 60
"""So many that thirty of them have three reviews."""

AT = datetime(2025, 3, 14, 12, tzinfo=UTC)


def stored_site(albums: int, reviews_each: int, *, seed: int = 1) -> list[Album]:
    """A catalogue drawn from the model, as published rows that nobody has counted yet."""
    drawn = simulate(albums, albums * reviews_each, publications=6, critics=30, seed=seed).reviews
    stored = AlbumFactory.create_batch(albums)
    houses = [*PublicationFactory.create_batch(6), None]
    critics = [*CriticFactory.create_batch(30), None]
    rows = zip(drawn.album, drawn.publication, drawn.critic, drawn.score, drawn.verdict, strict=True)
    Review.objects.bulk_create(
        ReviewFactory.build(
            published=True,
            published_at=AT,
            album=stored[album],
            publication=houses[publication],
            critic=critics[critic],
            grade="" if np.isnan(score) else f"{score:.0f}/100",
            score=None if np.isnan(score) else int(score),
            verdict=VERDICTS[verdict],
            verdict_set_by="critic" if np.isnan(score) else "grade",
        )
        for album, publication, critic, score, verdict in rows
    )
    return stored
