"""Asks whether what the site links to is still there."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from common.fetch_agent import link_check_agent
from common.fetching import Fetcher
from curation.links.checking import ask_all, next_links, record
from curation.models import LinkCheck
from reviews.incoming.fetching.asking import site_fetcher
from reviews.incoming.quoted_pages import compare_quotations


class Command(BaseCommand):
    """`manage.py check_links`"""

    help = (
        "Ask for the sources of reviews and the links of albums, those longest unasked first, and note which are gone "
        "or have moved, and which quotations no longer stand on their pages where a policy lets us look. Stop it with "
        "Ctrl-C: what was asked is kept, and the next run goes on from there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, how often, how gently."""
        parser.add_argument("--limit", type=int, default=500, help="links to ask at most (default: 500)")
        parser.add_argument(
            "--days", type=float, default=1, help="leave links alone that were asked since (default: 1)"
        )
        parser.add_argument("--delay", type=float, default=2, help="seconds between two links of one host (default: 2)")

    def handle(self, *, limit: int, days: float, delay: float, **options: object) -> None:
        """Ask, and say what came of it."""
        links = next_links(max(limit, 0), timezone.now() - timedelta(days=days))
        counts: Counter[str] = Counter()
        missing = 0
        answers = ask_all(links, Fetcher(link_check_agent()), max(delay, 0))
        try:
            with closing(answers), tqdm(total=len(links), unit="link", disable=None) as bar:
                for url, outcome in answers:
                    state = record(url, outcome).state
                    counts[state] += 1
                    if state == LinkCheck.State.FINE:
                        missing += compare_quotations(url, site_fetcher(), timezone.localdate())
                    bar.update()
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What was asked so far is kept.")
        found = ", ".join(f"{counts[state]:,} {state.label.lower()}" for state in LinkCheck.State if counts[state])
        if missing:
            self.stdout.write(f"{missing:,} quotations no longer stand on their pages.")
        self.stdout.write(f"{counts.total():,} of {len(links):,} links asked{': ' if found else ''}{found}.")
