"""What waits for a curator, for the first page of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.contrib.auth.models import User

from curation.queue.filters import Filters
from curation.queue.page import WaitingCount, tallies
from curation.queue.waiting_kinds import seen_by

register = template.Library()


@dataclass(frozen=True)
class WaitingLine:
    """How many things wait, since when the oldest does, and each kind with its place in the queue."""

    count: int
    oldest: datetime | None
    kinds: list[tuple[WaitingCount, str]]


@register.simple_tag
def waiting_line(user: User) -> WaitingLine | None:
    """What waits that this person may see; None for those who may see nothing of the queue. One query."""
    if not seen_by(user):
        return None
    found = tallies(user)
    return WaitingLine(
        sum(tally.count for tally in found),
        min((tally.oldest for tally in found), default=None),
        [(tally, Filters(kind=tally.kind).address()) for tally in found],
    )
