"""Does what is due on a timer."""

from __future__ import annotations

import signal

from django.core.management.base import BaseCommand, CommandError, CommandParser

from curation.jobs.worker import Worker, somebody_works, work_once


class Command(BaseCommand):
    """`manage.py work`"""

    help = (
        "Do what is due: mail, feeds, link checks, duplicates, the fit. One process for everything; of several, on "
        "however many machines, one works and the others stand by. What it does is under “Jobs” at the curators’ desk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` and `--ask`."""
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument(
            "--once", action="store_true", help="do what is due now and end, with status 1 if anything failed"
        )
        instead.add_argument("--ask", action="store_true", help="end with status 1 unless somebody is at work")

    def handle(self, *, once: bool, ask: bool, **options: object) -> None:
        """Work until told to stop."""
        if ask:
            if not somebody_works():
                raise CommandError("No worker is at work.")
            return
        if once:
            if failed := work_once(self.stdout.write):
                raise CommandError(f"{failed} of the jobs failed.")
            return
        worker = Worker(self.stdout.write)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, worker.stop)
        worker.work()
