"""The statuses of a review, and which of them belong together."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    """Where a review is in its life. Which steps lead on from where: see `reviews.life.publishing`."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    PUBLISHED = "published", "Published"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


PENDING = (Status.DRAFT, Status.SUBMITTED)
"""Begun, and not decided about."""

CLOSED = (Status.REJECTED, Status.WITHDRAWN)
"""Over: the review stands in nobody's way any more."""

SEEN = (Status.PUBLISHED, Status.WITHDRAWN)
"""Readers have seen it, so that it has the moment in which it appeared, and is withdrawn and never thrown away."""
