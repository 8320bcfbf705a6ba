"""What is done to a review that its critic should hear of, and who is told.

`reviews` does not know how people are reached. Whoever does (the app `accounts`, when it starts) joins `listeners`.
Each is called within the transaction of the act: what it stores stands or falls with it, and what it raises undoes it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import models

from reviews.models import Review


class Act(models.TextChoices):
    """What was done."""

    PUBLISHED = "published", "published"
    RETURNED = "returned", "returned for changes"
    REJECTED = "rejected", "not accepted"
    WITHDRAWN = "withdrawn", "withdrawn by a curator"
    CORRECTED = "corrected", "corrected by a curator"
    COMMENTED = "commented", "commented on by a curator"
    ANSWERED = "answered", "a correction that you asked for is answered"


Listener = Callable[[Act, Review, User | None, str], None]

listeners: list[Listener] = []


def tell(act: Act, review: Review, by: User | None, words: str = "") -> None:
    """Tell all listeners that `by` did this to the review, with these words. Call it inside the act's transaction."""
    for listener in listeners:
        listener(act, review, by, words)
