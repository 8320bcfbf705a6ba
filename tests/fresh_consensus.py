"""Whether what is stored of an album is what its reviews say now."""

from __future__ import annotations

import pytest

from albums.models import Album
from reviews.consensus.album import SHOWN_FROM
from reviews.models import Calibration, Consensus, Review
from reviews.scoring.one_album import calibration_for, working_of


def assert_consensus_is_fresh(album: Album) -> None:
    """The stored consensus equals one computed afresh, on its own row and on the album’s, but for the last digits."""
    album.refresh_from_db()
    stored = Consensus.objects.get(album=album)
    reviews = list(Review.objects.counted().filter(album=album).order_by("pk"))
    standing = working_of(reviews, calibration_for(Calibration.objects.current(), reviews))
    said = (standing.score, standing.low, standing.high) if len(reviews) >= SHOWN_FROM else (None, None, None)
    assert stored.counted == album.counted_reviews == len(reviews)
    assert (stored.score, stored.low, stored.high) == pytest.approx(said)
    assert (album.consensus_score, album.consensus_low, album.consensus_high) == pytest.approx(said)
