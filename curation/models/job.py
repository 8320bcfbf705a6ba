"""Work that is done on a timer, and how it went."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

MOST_SAID = 2000


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, by the words the site uses for them."""

    def due(self, at: datetime) -> JobQuerySet:
        """What is to be done at that moment, longest due first: what is switched on, and what somebody asked for."""
        return self.filter(Q(enabled=True, next_at__lte=at) | Q(asked_for=True)).order_by("next_at", "pk")

    def begun(self) -> JobQuerySet:
        """What was begun and has not ended, as far as anybody wrote down."""
        return self.filter(begun_at__isnull=False).exclude(ended_at__gte=F("begun_at"))


class Job(models.Model):
    """One kind of work on a timer; `curation.jobs.schedule` says what it is. Written by `curation.jobs.worker`."""

    name = models.CharField(max_length=60, unique=True, editable=False)
    enabled = models.BooleanField("on", default=True)
    asked_for = models.BooleanField(default=False, editable=False, help_text="To be done at once, on or not.")
    next_at = models.DateTimeField("next time", db_default=Now())
    begun_at = models.DateTimeField("last begun", null=True, editable=False)
    ended_at = models.DateTimeField("last ended", null=True, editable=False)
    said = models.TextField("what it said", max_length=MOST_SAID, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False, help_text="In a row, up to now.")
    failed_at = models.DateTimeField("last failed", null=True, editable=False)
    problem = models.TextField("what went wrong then", max_length=MOST_SAID, blank=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False), name="job_began_before_it_ended"
            ),
            models.CheckConstraint(
                condition=Q(failures=0) | Q(failed_at__isnull=False), name="job_failures_have_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.name.replace("_", " ").capitalize()
