"""What is known of a host that is asked for pages: its rules for robots, and when it may be asked next."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class WebHost(models.Model):
    """One host, kept so that every worker asks it by the same rules and none while another does.

    `next_turn_at` is the moment from which it may be asked again: a worker that takes its turn moves it on by a lease,
    and then, with its answer, to the end of the host's pause. A worker that dies leaves the lease to run out.
    """

    host = models.CharField(max_length=253, primary_key=True)
    robots = models.TextField(blank=True, help_text="Its robots.txt, as it was last read.")
    robots_status = models.PositiveSmallIntegerField(null=True, help_text="Of that answer; null: nobody answered.")
    robots_at = models.DateTimeField(null=True)
    reserved = models.JSONField(
        default=list, help_text="Paths for which its tdmrep.json reserves text and data mining."
    )
    next_turn_at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.host
