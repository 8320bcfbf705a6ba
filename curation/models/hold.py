"""Who is at work on something that waits, so that no two curators do the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

HELD_FOR = timedelta(hours=2)
"""After that a hold lapses: somebody else may take the thing over."""


class Holdable(models.TextChoices):
    """What can be held."""

    REVIEW = "review", "review"
    CLAIM = "claim", "byline claim"
    ALBUM = "album", "proposed album"
    REQUEST = "request", "request for correction"
    DOCUMENT = "document", "document"
    MENTION = "mention", "mention"


class HoldQuerySet(models.QuerySet):
    """Holds."""

    def in_force(self, at: datetime | None = None) -> HoldQuerySet:
        """Those that have not lapsed."""
        return self.filter(at__gt=(at or timezone.now()) - HELD_FOR)


class Hold(models.Model):
    """One curator holds one thing, named by its kind and its key. Written by `curation.queue.holding` alone.

    Nothing sweeps away what has lapsed: whoever takes the thing next writes over it.
    """

    kind = models.CharField(max_length=8, choices=Holdable)
    key = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holds")
    at = models.DateTimeField(db_default=Now())

    objects = HoldQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("release_hold", "Can release what somebody else holds")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="hold_has_one_holder"),
            models.CheckConstraint(
                condition=Q(kind__in=["review", "claim", "album", "request", "document", "mention"]),
                name="hold_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}, held by {self.by.get_username()}"

    @property
    def lapses_at(self) -> datetime:
        """From then on somebody else may take it over."""
        return self.at + HELD_FOR
