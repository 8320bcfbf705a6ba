"""Looks up what readers have brought along from elsewhere."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from readers.shelf.brought.brought_shelves import look_up_all


class Command(BaseCommand):
    """`manage.py look_up_shelves`: find the records that the lines of readers' files mean."""

    help = __doc__

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Look up what is new, and once a day what waits."""
        found = look_up_all()
        if found:
            self.stdout.write(f"{found} waiting lines have found their records.")
