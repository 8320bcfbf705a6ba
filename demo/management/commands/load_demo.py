"""Loads the fictional demo catalogue."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from albums.models import Album
from common.tracking import RecordedCommand
from demo.loading import load_demo


class Command(RecordedCommand):
    """`manage.py load_demo`"""

    help = "Load the fictional demo catalogue into a site that has no album yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction, or nothing."""
        if Album.objects.exists():
            raise CommandError("This site already has albums; the demo goes into an empty one only.")
        count = load_demo()
        self.stdout.write(f"Loaded the demo catalogue: {Album.objects.count()} albums, {count} reviews.")
