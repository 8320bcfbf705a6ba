"""Revisions: what a review said at each of its steps."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from reviews.models.review import Review, Verdict


class Revision(models.Model):
    """A review's text and grade as they stood at one revision. Rows are only ever added."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    headline = models.CharField(max_length=500, blank=True)
    body = models.TextField()
    grade = models.CharField(max_length=40, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    verdict_set_by = models.CharField(max_length=8, choices=Review.VerdictSetBy, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.review}"
