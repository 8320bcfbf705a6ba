"""Looks at the pages that say they link here."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reviews.incoming.fetching.asking import site_fetcher
from reviews.incoming.mentions import look_at_due
from reviews.models import Mention


class Command(BaseCommand):
    """`manage.py look_at_mentions`"""

    help = (
        "Look at the pages that say they link here, and again at those that are shown: what does is left to a curator, "
        "and what does not any more goes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How many at most."""
        parser.add_argument("--limit", type=int, default=100, help="pages to look at, at most (default: 100)")

    def handle(self, *, limit: int, **options: object) -> None:
        """Look, and say what came of it."""
        looked = look_at_due(site_fetcher(), timezone.now(), max(limit, 0))
        waiting = Mention.objects.filter(state=Mention.State.WAITING).count()
        self.stdout.write(f"{looked:,} pages looked at, {waiting:,} wait for a curator.")
