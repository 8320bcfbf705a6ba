"""Readers: what each of them follows, is told of, and keeps."""

from __future__ import annotations

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    """The room of readers."""

    name = "readers"

    def ready(self) -> None:
        """Whoever follows is told as soon as something is published."""
        import readers.follow_part  # noqa: PLC0415  tells how its parts are made
        import readers.shelf.parts  # noqa: F401, PLC0415  and so do these
        from readers.heralding import told_on_publication  # noqa: PLC0415
        from reviews.life.acts import listeners  # noqa: PLC0415

        if told_on_publication not in listeners:
            listeners.append(told_on_publication)
