"""Brings in a table of scores."""

from __future__ import annotations

import io
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import CommandError
from django.db import IntegrityError
from tqdm import tqdm

from common.tracking import RecordedCommand
from reviews.incoming.score_tables.importing import ImportedScores, import_scores
from reviews.incoming.score_tables.problems import NotScores

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class _Watched(io.FileIO):
    """A file whose reading moves a progress bar."""

    def __init__(self, path: Path, bar: tqdm) -> None:
        super().__init__(path)
        self._bar = bar

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read on, and show it."""
        count = super().readinto(buffer)
        self._bar.update(count)
        return count


class Command(RecordedCommand):
    """`manage.py import_scores FILE.csv [--dry-run]`"""

    help = (
        "Publish the reviews that a table of scores states: columns artist, album, publication, score, and optionally "
        "release_date, disambiguation, critic, grade, verdict, url, published. What is here already stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to look only."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="Check and count everything, write nothing.")

    def handle(self, *, file: Path, dry_run: bool, **options: object) -> None:
        """Import all good rows, name the bad ones, and end with status 1 when there were any."""
        try:
            size = file.stat().st_size
            with (
                tqdm(total=size, unit="B", unit_scale=True, disable=None, leave=False, file=sys.stderr) as bar,
                io.BufferedReader(_Watched(file, bar), 1 << 16) as opened,
            ):
                result = import_scores(opened, file.name[:255], dry_run=dry_run, entering=bar.set_description)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        except NotScores as error:
            raise CommandError(f"{file}: {error}.") from error
        except IntegrityError as error:
            raise CommandError("The catalogue was changed meanwhile, so nothing was stored: import again.") from error
        self._report(file, result, dry_run)

    def _report(self, file: Path, result: ImportedScores, dry_run: bool) -> None:
        for row in result.bad:
            self.stderr.write(f"{file.name}, {row}")
        if result.ignored:
            self.stdout.write(f"Columns not read: {', '.join(result.ignored)}.")
        would = "would be added" if dry_run else "added"
        self.stdout.write(
            f"{result.rows:,} rows: {result.added:,} reviews {would}, {result.known:,} here already, "
            f"{len(result.bad):,} bad."
        )
        new = ", ".join(f"{count:,} {kind}" for kind, count in result.created.items())
        self.stdout.write(f"New: {new}.")
        if result.bad:
            raise CommandError(f"{len(result.bad):,} of {result.rows:,} rows were not imported.")
