"""Readers' lists: records in an order, with notes, for their maker alone or for everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from albums.models import Album
from common.page_addresses import address

MOST_LISTS = 200
"""As many lists one reader may have."""
MOST_ENTRIES = 10_000
"""As many records one list may hold."""


class ReaderListQuerySet(models.QuerySet["ReaderList"]):
    """Readers' lists, by the words the site uses for them."""

    def public(self) -> ReaderListQuerySet:
        """Those that everybody may see: their maker says so, and no curator has taken them down."""
        return self.filter(public=True, taken_down_at=None)

    def seen_by(self, person: User | AnonymousUser) -> ReaderListQuerySet:
        """Those that this person may see: the public ones, and their own."""
        own = Q(owner=person.pk) if person.is_authenticated else Q(pk=None)
        return self.filter(Q(public=True, taken_down_at=None) | own)


class ReaderList(models.Model):
    """One list. `signed` is the name that it shows; accounts have names that are nobody else's to see."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reader_lists")
    title = models.CharField(max_length=200)
    about = models.TextField(max_length=2000, blank=True)
    signed = models.CharField(max_length=80, blank=True)
    public = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=0, help_text="Counts changes, for the pages that are kept.")
    reported_at = models.DateTimeField(null=True, blank=True)
    report = models.TextField(max_length=500, blank=True, help_text="What the first reader who reported it said.")
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReaderListQuerySet.as_manager()

    class Meta:
        verbose_name = "reader’s list"
        verbose_name_plural = "readers’ lists"
        default_permissions = ("view", "change")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(F("owner"), F("updated_at").desc(), F("id").desc(), name="readerlist_newest_first"),
            models.Index(fields=["reported_at"], condition=Q(reported_at__isnull=False), name="readerlist_reported"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="readerlist_is_named")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, for whoever may see it."""
        return address("reader-list", self.pk)

    @property
    def by(self) -> str:
        """Whose it is, as far as they say."""
        return self.signed or str(_("a reader"))

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.public and self.taken_down_at is None

    def touch(self, at: datetime, **changes: Any) -> None:
        """Store changes, and that there were some."""
        type(self).objects.filter(pk=self.pk).update(version=F("version") + 1, updated_at=at, **changes)


class ReaderListEntry(models.Model):
    """One record on a list. Positions order the entries; they need not be without gaps."""

    list = models.ForeignKey(ReaderList, on_delete=models.CASCADE, related_name="entries")
    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name_plural = "reader list entries"
        default_permissions = ()
        ordering = ["list", "position", "pk"]
        indexes = [
            models.Index(fields=["list", "position", "id"], name="readerlistentry_in_order"),
            models.Index(F("list"), F("added_at").desc(), F("id").desc(), name="readerlistentry_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["list", "album"], name="readerlistentry_once"),
            models.CheckConstraint(condition=Q(position__gte=1), name="readerlistentry_counts_from_one"),
        ]

    place: int

    def __str__(self) -> str:
        return f"{self.position}. {self.album}"
