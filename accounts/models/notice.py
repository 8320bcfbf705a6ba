"""Notices: what a person is told on the site, and by e-mail unless they switched that off."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Cast, Now
from django.urls import reverse

from accounts.models.claim import BylineClaim
from common.prepared import PreparedQuery
from reviews.life.acts import Act
from reviews.models import Review


class NoticeQuerySet(models.QuerySet):
    """Notices, by the words the site uses for them."""

    def unread(self) -> NoticeQuerySet:
        """Those that their person has not marked as read."""
        return self.filter(read_at__isnull=True)

    def unread_of(self, person: int) -> int:
        """How many this person has not read. Asked for every page that shows who is signed in."""
        (count,) = _UNREAD.first(str(person)) or (0,)
        return count

    def unread_first(self) -> NoticeQuerySet:
        """Unread ones, then read ones, newest first."""
        return self.order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")

    def with_subjects(self) -> NoticeQuerySet:
        """With what a line in the list says, in a constant number of queries."""
        return self.select_related("review__album__lead_artist", "review__critic", "claim__critic")


class Notice(models.Model):
    """One thing that happened to one person's review, claim or account."""

    class Kind(models.TextChoices):
        PUBLISHED = Act.PUBLISHED.value, "A review of yours is published"
        RETURNED = Act.RETURNED.value, "A review is returned to you for changes"
        REJECTED = Act.REJECTED.value, "A review of yours is not accepted"
        WITHDRAWN = Act.WITHDRAWN.value, "A curator withdraws a review of yours"
        CORRECTED = Act.CORRECTED.value, "A curator corrects a review of yours"
        COMMENTED = Act.COMMENTED.value, "A curator comments on a review of yours"
        ANSWERED = Act.ANSWERED.value, "A correction that you asked for is answered"
        CLAIM = "claim", "A claim of yours to a byline is decided"
        FACTOR = "factor", "Your second factor is removed"

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    claim = models.ForeignKey(BylineClaim, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    words = models.TextField(blank=True, help_text="What the curator said.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                F("recipient"),
                F("read_at").desc(nulls_first=True),
                F("created_at").desc(),
                F("id").desc(),
                name="notice_unread_first",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="claim", claim__isnull=False, review__isnull=True)
                | Q(kind="factor", claim__isnull=True, review__isnull=True)
                | (~Q(kind__in=["claim", "factor"]) & Q(claim__isnull=True, review__isnull=False)),
                name="notice_is_about_what_its_kind_says",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The page where the person sees it, and goes on."""
        if self.claim:
            return self.claim.get_absolute_url()
        return self.review.get_desk_url() if self.review else reverse("mfa_index")

    @property
    def headline(self) -> str:
        """What happened, in one sentence."""
        if self.claim:
            return f"Your claim to the byline {self.claim.byline} is {self.claim.get_state_display().lower()}."
        if self.review is None:
            return "A curator has removed the second factor from your account."
        about = f"Your review of {self.review.album}"
        if self.kind == self.Kind.ANSWERED:
            return f"{about}: the correction that you asked for is answered."
        return f"{about} is {Act(self.kind).label}."


SWITCHABLE = [(kind.value, kind.label) for kind in Notice.Kind if kind != Notice.Kind.FACTOR]
"""The kinds that can be had without e-mail: what touches the safety of an account is always mailed."""


class MutedMail(models.Model):
    """A kind of notice of which a person wants no e-mail. The notice itself is still on the site."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted_mail")
    kind = models.CharField(max_length=10, choices=Notice.Kind)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mutedmail_once")]

    def __str__(self) -> str:
        return f"no mail: {self.get_kind_display()}"


_UNREAD = PreparedQuery(
    "unread_notices",
    1,
    lambda person: (
        Notice.objects.filter(recipient=Cast(Value(person), models.IntegerField()))
        .unread()
        .order_by()
        .values("recipient")
        .values_list(Count("pk"))
    ),
)
