"""The things: artists, albums, tracks, genres, labels, films, and the old addresses that lead to them."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AlbumsConfig(AppConfig):
    """Keeps what the catalogue counts changes by, whatever emptied its table."""

    name = "albums"

    def ready(self) -> None:
        """`flush` tells of itself as migrations do."""
        from albums.models.version import restore_parts  # noqa: PLC0415

        post_migrate.connect(restore_parts, sender=self, dispatch_uid="albums.models.version")
