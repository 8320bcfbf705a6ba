"""News: what came that a reader follows, and how the reader wants to be told of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from albums.models import Album
from common.keyset import Keyset
from reviews.models import Excerpt, Review

NEWEST_FIRST = Keyset(F("at"), descending=True)
A_VISIT = timedelta(minutes=30)
"""Who looks again within so long is on the same visit."""


class NewsItemQuerySet(models.QuerySet["NewsItem"]):
    """News, by the words the site uses for it."""

    def of(self, reader: User) -> NewsItemQuerySet:
        """What there is for that reader."""
        return self.filter(reader=reader)

    def visible(self) -> NewsItemQuerySet:
        """What readers may see as things are now: a critic may have been hidden, or a review withdrawn, since."""
        return self.filter(Q(review__counted_as__isnull=False) | Q(album__proposed=False))

    def with_cards(self) -> NewsItemQuerySet:
        """With all that an entry shows, in a constant number of queries.

        Several of few tables each: PostgreSQL takes longer to plan one of ten tables than to answer all of them.
        """
        reviews = (
            Review.objects.select_related("critic", "publication", "album__lead_artist")
            .defer("body", "headings", "reason", "critic__bio")
            .prefetch_related(Prefetch("excerpts", Excerpt.objects.leading()), "album__credits__artist")
        )
        albums = Album.objects.select_related("lead_artist").prefetch_related("credits__artist")
        return self.prefetch_related(Prefetch("review", reviews), Prefetch("album", albums))


class NewsItem(models.Model):
    """That one review, or one record, came which one reader follows something of."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="news", db_index=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, related_name="news_of")
    album = models.ForeignKey(Album, on_delete=models.CASCADE, null=True, related_name="news_of")
    at = models.DateTimeField(help_text="When it came.")
    to_mail = models.BooleanField(default=False, db_default=False, help_text="It waits for the reader’s next mail.")

    objects = NewsItemQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(F("reader"), F("at").desc(), F("id").desc(), name="newsitem_newest"),
            models.Index(fields=["reader", "id"], condition=Q(to_mail=True), name="newsitem_to_mail"),
            models.Index(fields=["at"], name="newsitem_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=True, album__isnull=False) | Q(review__isnull=False, album__isnull=True),
                name="newsitem_is_of_a_review_or_a_record",
            ),
            models.UniqueConstraint(fields=["reader", "review"], name="newsitem_of_a_review_once"),
            models.UniqueConstraint(fields=["reader", "album"], name="newsitem_of_a_record_once"),
        ]

    def __str__(self) -> str:
        return f"new: {self.review or self.album}"

    @property
    def record(self) -> Album:
        """The album that it is about."""
        if self.review is not None:
            return self.review.album
        if self.album is None:
            raise ValueError("News is of a review or of a record.")
        return self.album


class Subscription(models.Model):
    """How one reader is told of what is new. Who has never chosen has none, and reads the page alone."""

    class Mail(models.TextChoices):
        """How often there is mail."""

        NEVER = "never", _("never")
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="subscription"
    )
    mail = models.CharField(max_length=7, choices=Mail, default=Mail.NEVER, db_default="never")
    mailed_at = models.DateTimeField(db_default=Now(), help_text="The last mail; before that, when mail was chosen.")
    feed_number = models.PositiveIntegerField(
        default=1, db_default=1, help_text="The feed’s secret address is of this number; renewing it counts on."
    )
    seen_at = models.DateTimeField(null=True, help_text="When the reader last looked.")
    seen_before = models.DateTimeField(null=True, help_text="When the visit before that ended.")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(mail__in=["never", "at_once", "daily", "weekly"]), name="subscription_mail_is_known"
            ),
            models.CheckConstraint(condition=Q(feed_number__gte=1), name="subscription_feed_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"mail: {self.get_mail_display()}"

    def look(self, at: datetime | None = None) -> datetime | None:
        """Note that the reader looks now; return when the visit before this one ended, None on the first."""
        now = at or timezone.now()
        if self.seen_at is None or now - self.seen_at > A_VISIT:
            self.seen_before = self.seen_at
        if self.seen_at is None or now - self.seen_at >= timedelta(minutes=1):
            self.seen_at = now
            self.save(update_fields=["seen_at", "seen_before"])
        return self.seen_before


class NewsRound(models.Model):
    """Up to which moment everything that came has been told to those who follow it. One row."""

    told_until = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_news_round")]

    def __str__(self) -> str:
        return f"told until {self.told_until}"
