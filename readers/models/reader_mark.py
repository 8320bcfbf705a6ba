"""Marks: what a reader has heard, wants to hear, and thinks of it. They are nobody else's, and no review."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from albums.models import Album
from reviews.models import Verdict


class ReaderMarkQuerySet(models.QuerySet["ReaderMark"]):
    """Marks, by the words the site uses for them."""

    def with_albums(self) -> ReaderMarkQuerySet:
        """With what a line says of the album, in a constant number of queries."""
        return self.select_related("album__lead_artist").prefetch_related("album__credits__artist")

    def with_verdict(self) -> ReaderMarkQuerySet:
        """Those with a verdict of the reader's own."""
        return self.exclude(verdict="")


class ReaderMark(models.Model):
    """What one reader says of one album. Only what was heard has a verdict."""

    class State(models.TextChoices):
        HEARD = "heard", _("Heard")
        WANTED = "wanted", _("Want to hear")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marks")
    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=6, choices=State)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    at = models.DateTimeField(db_default=Now(), help_text="When it was set last.")

    objects = ReaderMarkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(F("owner"), F("at").desc(), F("id").desc(), name="mark_newest_first")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "album"], name="mark_once"),
            models.CheckConstraint(condition=Q(state__in=["heard", "wanted"]), name="mark_says_something"),
            models.CheckConstraint(condition=Q(verdict="") | Q(state="heard"), name="mark_judges_what_was_heard"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="mark_has_a_known_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.album}: {self.get_verdict_display() or self.get_state_display()}"
