"""Merges and splits of records, each with the journal by which it can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from albums.models import Album, Artist
from reviews.models import Critic, Publication

NamedRecord = Album | Artist | Critic | Publication
"""What is merged and split: a record with a name and an address."""

UNDOABLE_FOR = timedelta(days=30)


class Rearrangeable(models.TextChoices):
    """What can be merged and split."""

    ALBUM = "album", "album"
    ARTIST = "artist", "artist"
    CRITIC = "critic", "critic"
    PUBLICATION = "publication", "publication"


class RearrangementQuerySet(models.QuerySet):
    """Merges and splits."""

    def in_force(self) -> RearrangementQuerySet:
        """Those that have not been undone."""
        return self.filter(undone_at=None)

    def merge_of(self, kind: str, other: int) -> Rearrangement | None:
        """The merge in force in which that record went into another."""
        return self.in_force().filter(action=Rearrangement.Action.MERGE, kind=kind, other_id=other).first()

    def past_undoing(self, at: datetime | None = None) -> RearrangementQuerySet:
        """Those whose journal is not needed any more."""
        return self.filter(at__lt=(at or timezone.now()) - UNDOABLE_FOR)


class Rearrangement(models.Model):
    """One merge of a record into another, or one split of a record into two. Never edited, never deleted.

    The records are named by their ids, not by foreign keys: after a merge the other one is gone.
    """

    class Action(models.TextChoices):
        MERGE = "merge", "Merge"
        SPLIT = "split", "Split"

    action = models.CharField(max_length=5, choices=Action)
    kind = models.CharField(max_length=11, choices=Rearrangeable)
    survivor_id = models.BigIntegerField(help_text="What the other went into, or was split from.")
    survivor_name = models.CharField(max_length=600)
    other_id = models.BigIntegerField(help_text="What went into the survivor, or was split from it.")
    other_name = models.CharField(max_length=600)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    counted_from = models.PositiveIntegerField(
        null=True, help_text="First step of the journal that counted albums anew; null when none did."
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = RearrangementQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "merge or split"
        verbose_name_plural = "merges and splits"
        default_permissions = ("view",)
        permissions = [
            ("merge_records", "Can merge albums, artists, critics and publications"),
            ("split_records", "Can split albums, critics and publications"),
            ("undo_merge", "Can undo a merge or a split"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(survivor_id=F("other_id")), name="rearrangement_concerns_two_records"),
            models.CheckConstraint(condition=~Q(reason=""), name="rearrangement_has_a_reason"),
            models.UniqueConstraint(
                fields=["kind", "other_id"],
                condition=Q(action="merge", undone_at=None),
                name="rearrangement_merges_a_record_once",
            ),
        ]

    def __str__(self) -> str:
        if self.action == self.Action.MERGE:
            return f"{self.other_name} into {self.survivor_name}"
        return f"{self.other_name} out of {self.survivor_name}"

    @property
    def undoable_until(self) -> datetime:
        """The last moment at which it can be undone."""
        return self.at + UNDOABLE_FOR

    def is_undoable(self, at: datetime | None = None) -> bool:
        """Whether it is in force and its journal is still kept."""
        return self.undone_at is None and (at or timezone.now()) <= self.undoable_until


class JournalEntry(models.Model):
    """What a rearrangement did to one row: the columns as they were and as it left them.

    `before` is null for a row that it added, `after` for one that it removed; both hold whole rows then. Entries of
    one `step` were written by one operation; undoing takes the steps in reverse.
    """

    rearrangement = models.ForeignKey(Rearrangement, on_delete=models.CASCADE, related_name="journal")
    step = models.PositiveIntegerField()
    table = models.CharField(max_length=63)
    row = models.BigIntegerField(help_text="The row's primary key.")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name_plural = "journal entries"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["rearrangement", "step", "row"], name="journal_entry_once_a_step"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False), name="journal_entry_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
