"""Forgets how merges and splits could be undone, once they cannot be."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from curation.undoing import forget_old


class Command(BaseCommand):
    """`manage.py forget_old_merges`"""

    help = "Drop the journals of merges and splits that are older than thirty days. What was done stays on record."

    def handle(self, **options: object) -> None:
        """Drop them, and say how much."""
        self.stdout.write(f"{forget_old():,} entries are forgotten.")
