"""What a critic asks curators to put right in a published review, and what they answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.tracking import tracked
from reviews.models.review import Review


class CorrectionRequestQuerySet(models.QuerySet):
    """Requests, by the words the site uses for them."""

    def waiting(self) -> CorrectionRequestQuerySet:
        """Those that nobody has answered, oldest first."""
        return self.filter(state=CorrectionRequest.State.OPEN).order_by("asked_at", "pk")


@tracked(within=["review"])
class CorrectionRequest(models.Model):
    """A critic's request about something that a curator entered. Answered once, by a curator; both words stay."""

    class Kind(models.TextChoices):
        EXCERPT = "excerpt", "An excerpt"
        GRADE = "grade", "The grade"
        VERDICT = "verdict", "The verdict"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        OPEN = "open", "Waiting"
        CORRECTED = "corrected", "Corrected"
        DECLINED = "declined", "Declined"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="correction_requests")
    kind = models.CharField("what is wrong", max_length=7, choices=Kind)
    words = models.TextField("request")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["asked_at", "id"], condition=Q(state="open"), name="correction_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["excerpt", "grade", "verdict", "other"]), name="correction_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="correction_says_what_is_wrong"),
            models.CheckConstraint(
                condition=Q(state="open", answer="", answered_at__isnull=True)
                | (Q(state__in=["corrected", "declined"], answered_at__isnull=False) & ~Q(answer="")),
                name="correction_closed_has_an_answer",
            ),
            models.UniqueConstraint(
                fields=["review", "kind"], condition=Q(state="open"), name="correction_asked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.review}"
