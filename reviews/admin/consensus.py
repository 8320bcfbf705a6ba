"""What the site computes, for curators to read."""

from __future__ import annotations

from django.contrib import admin

from common.admin.base import ReadOnlyAdmin
from reviews.consensus.album import round_half_up
from reviews.models import Calibration, Consensus, ConsensusChange
from reviews.models.consensus import ConsensusFigures


class StandingAdmin(ReadOnlyAdmin):
    """Scores with their intervals."""

    search_fields = ["album__folded", "album__lead_artist__folded"]
    search_help_text = "Album or artist"
    list_select_related = ["album__lead_artist"]

    @admin.display(description="score", ordering="score")
    def rounded_score(self, standing: ConsensusFigures) -> str:
        """The score with its interval, rounded for reading."""
        if standing.score is None or standing.low is None or standing.high is None:
            return "–"
        score, low, high = (round_half_up(value, 1) for value in (standing.score, standing.low, standing.high))
        return f"{score} ({low} to {high})"

    @admin.display(description="artist", ordering="album__lead_artist__folded")
    def artist(self, standing: Consensus | ConsensusChange) -> str:
        """Who leads the album."""
        return standing.album.lead_artist.name


@admin.register(Consensus)
class ConsensusAdmin(StandingAdmin):
    """Each album's consensus as it stands."""

    list_display = ["album", "artist", "rounded_score", "counted", "graded", "evidence", "computed_at"]
    list_filter = ["evidence"]
    ordering = ["-computed_at"]


@admin.register(ConsensusChange)
class ConsensusChangeAdmin(StandingAdmin):
    """How it came to stand there."""

    list_display = ["at", "album", "artist", "rounded_score", "counted", "cause", "review"]
    list_filter = ["cause"]
    list_select_related = ["album__lead_artist", "review__critic", "review__album"]
    ordering = ["-at", "-pk"]


@admin.register(Calibration)
class CalibrationAdmin(ReadOnlyAdmin):
    """Fits of the model."""

    list_display = [
        "pk",
        "mean",
        "album_scale",
        "noise",
        "publication_sd",
        "critic_sd",
        "power",
        "fitted_reviews",
        "made_at",
    ]
