"""The constants that the model began with, nothing stretched: the checked values of its tests hold with these."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reviews.consensus import album
from reviews.consensus.album import Evidence, Standing
from reviews.consensus.model import BANDS, Parameters

first = partial(Parameters, mu=74.0, scale=5.4, noise=9.7, publication_sd=3.4, critic_sd=3.0, power=1.0, bands=BANDS)
FIRST = first()


def standing_of(reviews: Sequence[Evidence], calibration: Parameters = FIRST) -> Standing:
    """The standing of one album by these constants, unless others are given."""
    return album.standing_of(reviews, calibration)
