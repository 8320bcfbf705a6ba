"""Byline claims: a person says that a byline is theirs, a curator decides."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower, Now
from django.urls import reverse

from common.tracking import tracked
from reviews.models import Critic

WAITING_FIRST = (Case(When(state="waiting", then=Value(0)), default=Value(1)).asc(), "-decided_at", "created_at", "pk")


class BylineClaimQuerySet(models.QuerySet):
    """Claims, by the words the site uses for them."""

    def waiting(self) -> BylineClaimQuerySet:
        """Claims that no curator has decided yet, and that stand."""
        return self.filter(state=BylineClaim.State.WAITING)

    def waiting_first(self) -> BylineClaimQuerySet:
        """Longest waiting first, then the rest, newest decision first."""
        return self.order_by(*WAITING_FIRST)


@tracked(fields=["user", "critic", "state", "reason", "decided_at", "decided_by"], within=["critic", "user"])
class BylineClaim(models.Model):
    """One person's claim to one byline: a critic of the site, or a name that is new to it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        GRANTED = "granted", "Granted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="byline_claims")
    critic = models.ForeignKey(
        Critic,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
        help_text="The byline. Empty: a new critic of the name asked for is made when the claim is granted.",
    )
    name = models.CharField("name asked for", max_length=200, blank=True)
    publication = models.CharField("where they write", max_length=200)
    evidence = models.URLField("link", max_length=1000, validators=[URLValidator(["http", "https"])])
    words = models.TextField("what they say", max_length=2000, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="The claimant reads it. A claim is not declined without one.")
    created_at = models.DateTimeField("since", db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = BylineClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add", "view")
        permissions = [("decide_bylineclaim", "Can grant or decline a byline claim")]
        indexes = [models.Index(fields=["created_at"], condition=Q(state="waiting"), name="bylineclaim_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(critic__isnull=False) | ~Q(name=""), name="bylineclaim_names_a_byline"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"], decided_at__isnull=True)
                | Q(state="granted", decided_at__isnull=False, critic__isnull=False)
                | (Q(state="declined", decided_at__isnull=False) & ~Q(reason="")),
                name="bylineclaim_decision_is_complete",
            ),
            models.UniqueConstraint(
                fields=["user", "critic"], condition=Q(state="waiting"), name="bylineclaim_waits_once_for_a_critic"
            ),
            models.UniqueConstraint(
                "user",
                Lower("name"),
                condition=Q(state="waiting", critic__isnull=True),
                name="bylineclaim_waits_once_for_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.byline}, claimed by {self.user.get_username()}"

    def get_absolute_url(self) -> str:
        """Where the claimant reads what became of it."""
        return reverse("bylines") + f"#claim-{self.pk}"

    @property
    def byline(self) -> str:
        """The name in question."""
        return self.critic.name if self.critic else self.name
