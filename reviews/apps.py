"""What people say of the things in `albums`, and where that puts each of them."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReviewsConfig(AppConfig):
    """Keeps a calibration, whatever emptied its table."""

    name = "reviews"

    def ready(self) -> None:
        """`flush` tells of itself as migrations do."""
        from reviews.models.consensus import store_defaults  # noqa: PLC0415

        post_migrate.connect(store_defaults, sender=self, dispatch_uid="reviews.models.consensus")
