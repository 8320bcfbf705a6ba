"""Feeds: where a site announces what it has published."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from common.tracking import tracked
from common.web_addresses import source_key
from reviews.models.critic import Critic
from reviews.models.source_policy import SourcePolicy


class FeedQuerySet(models.QuerySet):
    """Feeds, by the words the site uses for them."""

    def followed(self) -> FeedQuerySet:
        """Those that are switched on and whose site lets its feeds be followed."""
        return self.filter(enabled=True, policy__fetching=SourcePolicy.Fetching.FEED)

    def due(self, at: datetime) -> FeedQuerySet:
        """Followed feeds that may be asked at that moment, longest due first."""
        return self.followed().filter(next_poll_at__lte=at).order_by("next_poll_at", "pk")

    def looking_back(self) -> FeedQuerySet:
        """Followed feeds of which a curator has asked for older pages than were read so far."""
        return self.followed().filter(past_until__gt=F("past_page")).order_by("next_poll_at", "pk")


@tracked(
    fields=["policy", "url", "critic", "consent", "enabled"],
    within=["policy", "critic"],
)
class Feed(models.Model):
    """One feed of a site. What a poll finds out is written by `reviews.incoming.feeds`."""

    policy = models.ForeignKey(SourcePolicy, on_delete=models.CASCADE, related_name="feeds")
    url = models.URLField("address", max_length=1000, validators=[URLValidator(["http", "https"])])
    title = models.CharField(max_length=300, blank=True)
    critic = models.ForeignKey(
        Critic,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="feeds",
        help_text="Who has claimed it: its posts become drafts on their desk.",
    )
    consent = models.TextField(blank=True, help_text="The words to which the critic agreed.")
    consented_at = models.DateTimeField(null=True, blank=True, editable=False)
    proof = models.CharField(max_length=200, blank=True, editable=False, help_text="How the claim was proved.")
    enabled = models.BooleanField("switched on", default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    asked_at = models.DateTimeField("last asked", null=True, editable=False)
    new_at = models.DateTimeField("last new", null=True, editable=False)
    problem = models.CharField(max_length=300, blank=True, editable=False, help_text="What went wrong, in words.")
    failures = models.PositiveSmallIntegerField(default=0, editable=False, help_text="In a row.")
    next_poll_at = models.DateTimeField("next time", db_default=Now(), editable=False)
    past_page = models.PositiveSmallIntegerField(default=1, editable=False, help_text="The oldest page read so far.")
    past_until = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="The oldest page that a curator has asked for."
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["policy", "url"]
        indexes = [models.Index(F("next_poll_at"), F("id"), condition=Q(enabled=True), name="feed_due")]
        constraints = [
            models.UniqueConstraint(source_key("url"), name="feed_once"),
            models.CheckConstraint(
                condition=Q(critic__isnull=True, consented_at__isnull=True)
                | (Q(critic__isnull=False, consented_at__isnull=False) & ~Q(consent="") & ~Q(proof="")),
                name="feed_of_a_critic_is_proved_and_consented",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url
