"""What a reader brings along from elsewhere: a file's lines, and the records that they mean."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from albums.models import Album
from readers.models.reader_list import ReaderList
from readers.models.reader_mark import ReaderMark
from reviews.models import Verdict


class ShelfImport(models.Model):
    """One file. It is looked up in the background, shown, and taken over when its reader says so."""

    class Source(models.TextChoices):
        RYM = "rym", "Rate Your Music"
        DISCOGS = "discogs", "Discogs"
        LISTENBRAINZ = "listenbrainz", "ListenBrainz"
        LIST = "list", _("A list, as this site exports it")
        SHELF = "shelf", _("Marks, as this site exports them")

    class State(models.TextChoices):
        MATCHING = "matching", _("being looked up")
        READY = "ready", _("ready to be looked through")
        STORED = "stored", _("taken over")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shelf_imports")
    source = models.CharField(max_length=12, choices=Source)
    file_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.MATCHING)
    list = models.ForeignKey(ReaderList, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    list_title = models.CharField(max_length=200, blank=True)
    lines_count = models.PositiveIntegerField(default=0)
    looked_up = models.PositiveIntegerField(default=0, help_text="The number of the last line that was looked up.")
    skipped = models.PositiveIntegerField(default=0, help_text="Lines of the file that name no record.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    looked_again_at = models.DateTimeField(db_default=Now(), help_text="When waiting lines were looked up last.")

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(F("owner"), F("created_at").desc(), name="shelfimport_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["matching", "ready", "stored"]), name="shelfimport_has_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.file_name}"


class ShelfLine(models.Model):
    """One line of the file, by name. Without an album it waits until the record is here."""

    shelf_import = models.ForeignKey(ShelfImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(help_text="Counted from 1, in the order of the file.")
    artist = models.CharField(max_length=300)
    title = models.CharField(max_length=500)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=ReaderMark.State)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    note = models.CharField(max_length=500, blank=True)
    album = models.ForeignKey(Album, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["shelf_import", "number"]
        indexes = [
            models.Index(fields=["shelf_import", "number"], condition=Q(album=None), name="shelfline_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["shelf_import", "number"], name="shelfline_once"),
            models.CheckConstraint(condition=~Q(artist="") & ~Q(title=""), name="shelfline_is_named"),
        ]

    def __str__(self) -> str:
        return f"{self.artist}: {self.title}"
