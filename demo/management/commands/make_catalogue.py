"""Fills a site with an invented catalogue of any size, to measure it with."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, date, datetime, timedelta

from django.core.management.base import CommandError
from django.db import connection

from albums.models import Album
from bench.catalogue.make import make_catalogue
from bench.catalogue.progress import Progress
from common.tracking import RecordedCommand
from reviews.scoring.fitting import AlreadyFitting

MOST = 10_000_000


def _count(written: str) -> int:
    number = int(written)
    if not 1 <= number <= MOST:
        raise ArgumentTypeError(f"must be from 1 to {MOST:,}")
    return number


class Command(RecordedCommand):
    """`manage.py make_catalogue --albums N --reviews M [--seed S] [--until DAY] [--add]`"""

    help = "Fill an empty site with invented albums and reviews, for benchmarks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much, from which seed, until which day."""
        parser.add_argument("--albums", type=_count, required=True, metavar="N")
        parser.add_argument("--reviews", type=_count, required=True, metavar="M")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="The same seed gives the same catalogue.")
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="DAY", help="Day of the newest review; yesterday if not given."
        )
        parser.add_argument("--add", action="store_true", help="Do it also on a site that has albums.")

    def handle(self, *, albums: int, reviews: int, seed: int, until: date | None, add: bool, **options: object) -> None:
        """Make everything in one transaction, or nothing; then let PostgreSQL take stock of it."""
        if not add and Album.objects.exists():
            raise CommandError("This site already has albums. Say --add to put an invented catalogue beside them.")
        until = until or datetime.now(UTC).date() - timedelta(days=1)
        progress = Progress(self.stdout)
        try:
            make_catalogue(albums, reviews, seed, until, progress)
            progress("statistics")
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
        except (AlreadyFitting, ValueError) as error:
            raise CommandError(error) from error
        finally:
            progress.end()
        self.stdout.write(f"Made {albums:,} albums and {reviews:,} reviews from seed {seed}, until {until}.")
