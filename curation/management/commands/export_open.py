"""Writes what the site gives away into a folder: CSV, Parquet, and what they mean."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from curation.open_data.editions import AlreadyWriting
from curation.open_data.open_export import KEPT_EDITIONS, export_open


class Command(BaseCommand):
    """`manage.py export_open FOLDER [--keep 3]`"""

    help = (
        "Write all that readers may know of albums, grades, verdicts, the consensus and its working into a folder of "
        "its own in FOLDER, named for the moment: CSV and Parquet, a datapackage.json that says what each column "
        "means, and the way to compute every score anew. No texts of reviews, nobody who is hidden, nothing "
        "unpublished."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many are kept."""
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--keep", type=int, default=KEPT_EDITIONS, metavar="N", help="Afterwards keep the newest N (%(default)s)."
        )

    def handle(self, *, folder: Path, keep: int, **options: object) -> None:
        """All of it or nothing."""
        if keep < 1:
            raise CommandError("--keep: at least the one that is written now is kept.")
        try:
            with tqdm(unit=" rows", unit_scale=True, disable=None, leave=False, file=sys.stderr) as bar:
                edition = export_open(folder, keep, bar.set_description, bar.update)
        except AlreadyWriting as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror or error}") from error
        rows = sum(said["rows"] for said in edition.files.values() if said["format"] == "csv")
        size = sum(said["bytes"] for said in edition.files.values())
        self.stdout.write(f"{rows:,} rows, {size / 1_000_000:,.1f} MB in {edition.path}.")
