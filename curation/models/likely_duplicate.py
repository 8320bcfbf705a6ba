"""Pairs of records that may be one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from albums.models import Album, Artist
from curation.models.rearrangement import NamedRecord, Rearrangeable
from reviews.models import Critic, Publication

MODELS: dict[Rearrangeable, type[NamedRecord]] = {
    Rearrangeable.ALBUM: Album,
    Rearrangeable.ARTIST: Artist,
    Rearrangeable.CRITIC: Critic,
    Rearrangeable.PUBLICATION: Publication,
}


class LikelyDuplicateQuerySet(models.QuerySet):
    """Likely duplicates."""

    def open(self) -> LikelyDuplicateQuerySet:
        """Those that nobody has looked at yet and whose records are both still there."""
        there = Q(pk__in=[])
        for kind, model in MODELS.items():
            both = (
                Exists(model._default_manager.filter(pk=OuterRef("first_id"))),
                Exists(model._default_manager.filter(pk=OuterRef("second_id"))),
            )
            there |= Q(*both, kind=kind)
        return self.filter(there, dismissed_at=None)


class LikelyDuplicate(models.Model):
    """Two records of one kind, by their ids, with what makes them look alike. Written by `curation.likely_duplicates`.

    A pair that a curator has dismissed is never brought up again. `first` and `second` are the records themselves, as
    far as a list has looked them up.
    """

    first: NamedRecord | None
    second: NamedRecord | None

    kind = models.CharField(max_length=11, choices=Rearrangeable)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    likelihood = models.FloatField(help_text="0-1, by rule of thumb: 0.9 and more is almost always one record.")
    why = models.CharField(max_length=200)
    found_at = models.DateTimeField(db_default=Now())
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dismissed_at = models.DateTimeField(null=True, blank=True)

    objects = LikelyDuplicateQuerySet.as_manager()

    class Meta:
        ordering = ["-likelihood", "kind", "first_id", "second_id"]
        default_permissions = ("view",)
        indexes = [models.Index(F("likelihood").desc(), condition=Q(dismissed_at=None), name="likely_duplicate_open")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="likely_duplicate_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="likely_duplicate_in_order"),
            models.CheckConstraint(condition=Q(likelihood__range=(0, 1)), name="likely_duplicate_likelihood_0_1"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first_id} and {self.second_id}"
