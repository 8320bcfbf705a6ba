"""What a critic has typed and not yet saved as a review, kept word for word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reviews.models.review import Review


class Draft(models.Model):
    """The form of a review as it was last typed: of a stored one, or of one that is not stored yet.

    `fields` are what was posted, by name, valid or not. `version` counts the changes, so that nobody writes over one
    that they have not seen. Saved as a review, the draft is gone.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    review = models.ForeignKey(Review, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    form_token = models.UUIDField(null=True, blank=True, help_text="The form's own, while no review is stored.")
    fields = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "review"], name="draft_one_per_user_and_review"),
            models.UniqueConstraint(fields=["user", "form_token"], name="draft_one_per_user_and_form"),
            models.CheckConstraint(
                condition=Q(review__isnull=True, form_token__isnull=False)
                | Q(review__isnull=False, form_token__isnull=True),
                name="draft_is_of_a_review_or_of_a_form",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="draft_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return self.fields.get("headline") or f"draft {self.pk}"

    @property
    def seen(self) -> str:
        """What a form posts to say which version it shows. With the key: a draft that is begun again counts anew."""
        return f"{self.pk}.{self.version}"
