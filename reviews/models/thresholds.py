"""How a verdict comes from a grade: by the thresholds that its critic has stated, else by the site's bands.

`Critic.verdict_of` says so for one grade, `verdict_in_sql` for all rows of a statement.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from common.tracking import tracked
from reviews.consensus.model import BANDS, Band
from reviews.models.critic import Critic


@tracked(within=["critic"])
class Thresholds(models.Model):
    """From which grade on one critic's reviews are mixed, positive, a rave; on 0-100. Below: a pan."""

    critic = models.OneToOneField(Critic, on_delete=models.CASCADE, related_name="thresholds")
    mixed_from = models.DecimalField(max_digits=5, decimal_places=2)
    positive_from = models.DecimalField(max_digits=5, decimal_places=2)
    rave_from = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        verbose_name_plural = "thresholds"
        constraints = [
            models.CheckConstraint(
                condition=Q(mixed_from__gte=0, rave_from__lte=100)
                & Q(mixed_from__lt=F("positive_from"))
                & Q(positive_from__lt=F("rave_from")),
                name="thresholds_rise_within_0_100",
            )
        ]

    def __str__(self) -> str:
        return f"thresholds of {self.critic}"

    def bands(self) -> tuple[Band, ...]:
        """The verdicts, worst first, each with the grades it stands for."""
        mixed, positive, rave = map(float, (self.mixed_from, self.positive_from, self.rave_from))
        return (
            Band("pan", 0, mixed),
            Band("mixed", mixed, positive),
            Band("positive", positive, rave),
            Band("rave", rave, 100),
        )


def verdict_in_sql(score: str, thresholds: str) -> str:
    """The verdict of the column `score`, null without one, where `thresholds` is joined to the critic, if to any."""
    cases = [
        f"WHEN {score} >= coalesce({thresholds}.{band.verdict}_from, {band.low}) THEN '{band.verdict}'"
        for band in reversed(BANDS[1:])
    ]
    return f"CASE WHEN {score} IS NULL THEN NULL {' '.join(cases)} ELSE '{BANDS[0].verdict}' END"
