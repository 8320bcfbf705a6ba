"""Send the mail that waits."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import OutgoingMail
from accounts.outbox import deliver_due


class Command(BaseCommand):
    """Sends what is due, for a cron job beside the web server or instead of its own rounds."""

    help = "Send the mail that is due; with --all, also what waits for its next try or was given up."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--all`."""
        parser.add_argument("--all", action="store_true", help="try everything that is not sent, whenever it is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with status 1 if something could not be sent."""
        if options["all"]:
            OutgoingMail.objects.update(next_try_at=timezone.now(), tries=0)
        delivery = deliver_due()
        left = OutgoingMail.objects.count()
        self.stdout.write(f"{delivery.sent} sent, {left} waiting.")
        if delivery.failed:
            raise CommandError("The mail server did not take everything; the reasons are in the log.")
