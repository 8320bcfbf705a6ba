"""Pages elsewhere that link to one of ours and have said so (Webmention)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from albums.models import Album
from albums.models.triggers import raise_album_versions
from common.web_addresses import host_of
from reviews.models.review import Review

_SHOWN = "SELECT album_id FROM {changed} WHERE state = 'accepted'"


class MentionQuerySet(models.QuerySet):
    """Mentions, by the words the site uses for them."""

    def accepted(self) -> MentionQuerySet:
        """Those that readers see, oldest first."""
        return self.filter(state=Mention.State.ACCEPTED).order_by("received_at", "pk")

    def waiting(self) -> MentionQuerySet:
        """Those whose page links here and that no curator has decided."""
        return self.filter(state=Mention.State.WAITING)

    def due(self, at: datetime) -> MentionQuerySet:
        """Those whose page is to be looked at by then, longest due first."""
        return self.filter(next_look_at__lte=at).order_by("next_look_at", "pk")


class Mention(models.Model):
    """One page that links to an album's page, or to that of a hosted review. What looking finds is written by
    `reviews.incoming.mentions`."""

    class State(models.TextChoices):
        SAID = "said", "Not looked at yet"
        WAITING = "waiting", "Waits for a curator"
        ACCEPTED = "accepted", "Shown"
        REFUSED = "refused", "Refused"

    DECIDED = (State.ACCEPTED, State.REFUSED)

    source = models.URLField("page", max_length=1000, validators=[URLValidator(["http", "https"])])
    target = models.CharField("links to", max_length=1000, help_text="The address of ours, as the page names it.")
    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="mentions")
    review = models.ForeignKey(
        Review,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        help_text="Whose own page is linked to.",
    )
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.SAID)
    received_at = models.DateTimeField("received", db_default=Now())
    looked_at = models.DateTimeField("last looked at", null=True, editable=False)
    next_look_at = models.DateTimeField("next look", db_default=Now(), null=True, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    looks = models.PositiveSmallIntegerField(default=0, editable=False, help_text="In vain, since it was received.")
    problem = models.CharField(max_length=200, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField("decided", null=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view", "change")
        indexes = [
            models.Index("next_look_at", condition=Q(next_look_at__isnull=False), name="mention_due"),
            models.Index("received_at", "id", condition=Q(state="waiting"), name="mention_queue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["album", "review", "source"], nulls_distinct=False, name="mention_of_a_page_once"
            ),
            models.CheckConstraint(condition=Q(source__regex=r"^https?://"), name="mention_is_on_the_web"),
            models.CheckConstraint(
                condition=Q(state__in=["said", "waiting"], decided_at__isnull=True)
                | Q(state__in=["accepted", "refused"], decided_at__isnull=False),
                name="mention_is_shown_or_refused_at_a_time",
            ),
        ]
        triggers = raise_album_versions(_SHOWN)

    def __str__(self) -> str:
        return self.title or self.source

    @property
    def host(self) -> str:
        """Where it is."""
        return host_of(self.source)
