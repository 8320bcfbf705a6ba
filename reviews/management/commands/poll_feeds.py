"""Asks the feeds that are due."""

from __future__ import annotations

from django.core.management.base import CommandParser

from common.tracking import RecordedCommand
from reviews.incoming.feeds import poll_due
from reviews.incoming.fetching.asking import site_fetcher
from reviews.incoming.fetching.fetched_documents import fetch_due
from reviews.incoming.looking_back import read_older_pages
from reviews.models import Feed


class Command(RecordedCommand):
    """`manage.py poll_feeds`"""

    help = (
        "Ask the feeds that are due, and fetch the pages that they announce and those that curators have asked for. "
        "For a timer, beside the web server's own rounds or instead of them: several at once share the work."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How many at most."""
        parser.add_argument("--limit", type=int, default=1000, help="feeds to ask at most (default: 1000)")

    def handle(self, *, limit: int, **options: object) -> None:
        """Ask, fetch, and say what came of it."""
        fetcher = site_fetcher()
        came = poll_due(fetcher, most=max(limit, 0))
        read_older_pages(fetcher)
        fetched = fetch_due(fetcher)
        for problem in came.problems:
            self.stderr.write(problem)
        left = Feed.objects.followed().filter(failures__gt=0).count()
        self.stdout.write(
            f"{came.feeds:,} feeds asked, {came.unchanged:,} unchanged, {came.failed:,} failed "
            f"({left:,} fail just now). {came.entries:,} new entries, {came.waiting:,} to be fetched. "
            f"{fetched:,} pages fetched."
        )
