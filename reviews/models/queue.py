"""The curators' queue, as the admin needs it: reviews that wait, under a name of their own."""

from __future__ import annotations

from reviews.models.review import Review


class QueuedReview(Review):
    """A submitted review. Whoever may see reviews may see the queue: it has no permissions of its own."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "queued review"
        verbose_name_plural = "reviews in the queue"
