"""Loads the fictional demo catalogue."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError

from albums.models import Album
from common.tracking import RecordedCommand
from demo.loading import load_demo


class Command(RecordedCommand):
    """`manage.py load_demo [--if-empty]`"""

    help = "Load the fictional demo catalogue into a site that has no album yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only whether a filled site is an error."""
        parser.add_argument("--if-empty", action="store_true", help="Do nothing, quietly, when there are albums.")

    def handle(self, *, if_empty: bool, **options: object) -> None:
        """Load everything in one transaction, or nothing."""
        if Album.objects.exists():
            if if_empty:
                return
            raise CommandError("This site already has albums; the demo goes into an empty one only.")
        count = load_demo()
        self.stdout.write(f"Loaded the demo catalogue: {Album.objects.count()} albums, {count} reviews.")
