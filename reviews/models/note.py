"""What curators say about a review: among themselves, or to its critic."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reviews.models.review import Review

LONGEST_NOTE = 2000


class NoteQuerySet(models.QuerySet):
    """Notes."""

    def to_critic(self) -> NoteQuerySet:
        """Those that the review's critic reads, oldest first; all others are for curators alone."""
        return self.filter(to_critic=True).order_by("at", "pk")


class Note(models.Model):
    """A curator's words about a review. Rows are only ever added; a review that is revised keeps its notes."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField(max_length=LONGEST_NOTE)
    to_critic = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ("add",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"{'to the critic' if self.to_critic else 'internal'}: {self.words[:60]}"
