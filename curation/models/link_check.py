"""What was found behind each link that the site prints."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class LinkCheck(models.Model):
    """One address and how it answered last. Written by `curation.links.checking`."""

    class State(models.TextChoices):
        FINE = "fine", "Fine"
        MOVED = "moved", "Moved"
        FAILING = "failing", "Failing"
        GONE = "gone", "Gone"
        UNCLEAR = "unclear", "Unclear"

    url = models.URLField(max_length=1000, unique=True)
    state = models.CharField(max_length=7, choices=State)
    status = models.PositiveSmallIntegerField(null=True, help_text="Of the last answer; null when there was none.")
    moved_to = models.URLField(max_length=1000, blank=True)
    problem = models.CharField(max_length=200, blank=True, help_text="What went wrong, in words.")
    failing_since = models.DateField(null=True, help_text="Day of the first of the failures in a row.")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["checked_at"]
        default_permissions = ("view",)
        indexes = [models.Index(F("checked_at"), name="link_check_oldest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["failing", "gone"], failing_since__isnull=False)
                | Q(state__in=["fine", "moved"], failing_since__isnull=True)
                | Q(state="unclear"),
                name="link_check_failing_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.url
