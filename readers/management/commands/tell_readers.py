"""Tell readers of what is new."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from readers.news_mail import tell_readers


class Command(BaseCommand):
    """Does once what web processes do by themselves every few seconds."""

    help = "Note what has come for those who follow something of it, and send the mail of it that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what it came to."""
        noted, written = tell_readers()
        self.stdout.write(f"{noted} noted, {written} mails written.")
