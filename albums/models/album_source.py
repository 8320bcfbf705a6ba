"""What the catalogue's source, MusicBrainz, says of records, and what has been asked of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from albums.models.album import Album
from common.fields import longest_text


class CatalogueHost(models.Model):
    """A host of the source, asked by one worker at a time (`common.turns`)."""

    host = models.CharField(max_length=253, primary_key=True)
    next_turn_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.host


class KeptAnswer(models.Model):
    """What the source answered to one question, packed, and when."""

    path = models.CharField(max_length=700, primary_key=True)
    packed = models.BinaryField()
    answered_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.path

    @classmethod
    def keep(cls, path: str, said: dict[str, Any], at: datetime) -> None:
        """Keep the answer in place of an earlier one; not one to a question of so many words that nobody repeats it."""
        if len(path) > longest_text(cls, "path"):
            return
        packed = gzip.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode())
        cls.objects.update_or_create(path=path, defaults={"packed": packed, "answered_at": at})

    @property
    def said(self) -> dict[str, Any]:
        """The answer."""
        return json.loads(gzip.decompress(bytes(self.packed)))


class AlbumSourceQuerySet(models.QuerySet["AlbumSource"]):
    """What the source says of albums."""

    def merged(self, keys: Collection[UUID]) -> AlbumSourceQuerySet:
        """Of the albums into which records of these ids went."""
        return self.filter(former_ids__overlap=list(keys)).exclude(former_ids=[])


class AlbumSource(models.Model):
    """What the source said of one album when it was last asked. What differs from it here, somebody has changed."""

    class Cover(models.TextChoices):
        UNASKED = "", "not asked for yet"
        TAKEN = "taken", "from the Cover Art Archive"
        NONE = "none", "the Cover Art Archive has none"
        REFUSED = "refused", "not one that can be shown"
        OFF = "off", "switched off"

    album = models.OneToOneField(Album, on_delete=models.CASCADE, related_name="source")
    said = models.JSONField(default=dict, help_text="As an entry of `albums.entries`.")
    heard_at = models.DateTimeField(null=True)
    former_ids = ArrayField(models.UUIDField(), default=list, help_text="Ids of records that went into this one.")
    cover_state = models.CharField(max_length=8, choices=Cover, default=Cover.UNASKED, blank=True)
    cover_url = models.URLField(max_length=1000, blank=True, help_text="Where the cover was found.")
    cover_file = models.CharField(max_length=100, blank=True, help_text="The file it was kept in.")
    cover_note = models.CharField(max_length=500, blank=True)
    cover_at = models.DateTimeField(null=True)

    objects = AlbumSourceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        # Few have any, and the others need not be looked at.
        indexes = [GinIndex(fields=["former_ids"], condition=~Q(former_ids=[]), name="albumsource_former")]

    def __str__(self) -> str:
        return f"What MusicBrainz says of {self.album}"


class AwaitedRecordQuerySet(models.QuerySet["AwaitedRecord"]):
    """What was asked for while the source was away."""

    def due(self, at: datetime) -> AwaitedRecordQuerySet:
        """What may be asked for again, the longest due first."""
        return self.filter(next_try_at__lte=at).order_by("next_try_at", "pk")


class AwaitedRecord(models.Model):
    """A record or an artist that was asked for and is not here yet, by its id, or by artist and title off a list."""

    entity = models.CharField(max_length=20, blank=True, help_text="Empty: what kind of thing the id names is unknown.")
    musicbrainz_id = models.UUIDField(null=True, blank=True)
    artist = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=500, blank=True)
    year = models.CharField(max_length=4, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, db_index=True, help_text="Empty: it is not asked for again.")
    problem = models.CharField(max_length=500, blank=True)

    objects = AwaitedRecordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entity", "musicbrainz_id"], name="awaited_record_once"),
            models.UniqueConstraint(
                fields=["artist", "title"], condition=Q(musicbrainz_id=None), name="awaited_title_once"
            ),
            models.CheckConstraint(
                condition=Q(musicbrainz_id__isnull=False) | ~Q(title="") & ~Q(artist=""), name="awaited_record_is_named"
            ),
        ]

    def __str__(self) -> str:
        if self.title:
            return f"{self.title}, {self.artist}"
        return f"{(self.entity or 'record').replace('-', ' ')} {self.musicbrainz_id}"


class DumpReading(models.Model):
    """How far a dump of the source has been read, so that whoever was interrupted goes on from there."""

    file = models.CharField(max_length=64, help_text="Its size and beginning, as a digest.")
    chosen = models.CharField(max_length=100, blank=True, help_text="Which of its records were wanted; empty: all.")
    lines = models.BigIntegerField(default=0, help_text="So many are done.")
    counts = models.JSONField(default=dict)
    begun_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file", "chosen"], name="dump_reading_once")]

    def __str__(self) -> str:
        return f"{self.file[:8]}, {self.lines} lines"
