"""Looks for records that may be one."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from curation.likely_duplicates import RULES, Resemblance, find_duplicates
from curation.models import Rearrangeable


class Command(BaseCommand):
    """`manage.py find_duplicates`"""

    help = (
        "Look for albums, artists, critics and publications that were entered twice, and put the pairs on the "
        "curators' worklist. Stopped halfway, it keeps the kinds that are done; run again, it looks again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which kinds."""
        parser.add_argument(
            "kinds", nargs="*", metavar="KIND", help=f"one of {', '.join(Rearrangeable.values)}; all of them"
        )

    def handle(self, *, kinds: list[str], **options: object) -> None:
        """Look, kind by kind, and say how many pairs wait."""
        if unknown := set(kinds) - set(Rearrangeable.values):
            self.stderr.write(f"There is no kind {', '.join(sorted(unknown))}: {', '.join(Rearrangeable.values)}.")
            raise SystemExit(2)
        chosen = [kind for kind in Rearrangeable if not kinds or kind in kinds]
        with tqdm(total=sum(len(RULES[kind]) for kind in chosen), unit="rule", disable=None) as bar:

            def show(rule: Resemblance) -> None:
                bar.set_description(rule.why[:40])
                bar.update()

            waiting = {kind: find_duplicates(kind, show) for kind in chosen}
        for kind, count in waiting.items():
            self.stdout.write(f"{kind.label}: {count:,} pairs wait.")
