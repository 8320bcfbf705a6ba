"""Takes the fictional demo away."""

from __future__ import annotations

from argparse import ArgumentParser

from accounts.invitations import administrator_exists
from common.tracking import RecordedCommand
from demo.removal import plan_removal, remove_demo


class Command(RecordedCommand):
    """`manage.py remove_demo [--dry-run]`"""

    help = "Take the demo away: its catalogue, its critics, its reviews and its logins, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only whether to do it."""
        parser.add_argument("--dry-run", action="store_true", help="Say what would go and what would stay.")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        """Do it in one transaction, and say what went and what stayed."""
        removal = plan_removal() if dry_run else remove_demo()
        counts = ", ".join(f"{count:,} {name}" for name, count in removal.counts())
        went = "would go" if dry_run else "went"
        self.stdout.write(f"The demo {went}: {counts}." if counts else "There is no demo here.")
        for name in removal.names_of_staying():
            self.stdout.write(f"Stays, since something of yours hangs on it: {name}")
        if not dry_run and not administrator_exists():
            self.stdout.write("This site has no administrator: `manage.py setup_address` prints how to become it.")
