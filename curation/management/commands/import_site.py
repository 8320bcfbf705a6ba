"""Fills an empty site from the file that export_site wrote."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from curation.exchange.archive import NotAnExport
from curation.exchange.filling import NotEmpty, import_site


class Command(BaseCommand):
    """`manage.py import_site FILE.zip [--dry-run]`"""

    help = (
        "Fill a site that is empty but migrated with what export_site wrote: everything or nothing. Accounts, claims "
        "and notices do not travel, so bylines are unclaimed afterwards."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to look only."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument("--dry-run", action="store_true", help="Do everything, then take it back.")

    def handle(self, *, file: Path, dry_run: bool, **options: object) -> None:
        """Import it, or say why not and leave everything as it is."""
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False, file=sys.stderr) as bar:

            def entering(stage: str, total: int) -> None:
                bar.reset(total)
                bar.set_description(stage)

            try:
                with file.open("rb") as opened:
                    imported = import_site(opened, dry_run=dry_run, entering=entering, advance=bar.update)
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror or error}") from error
            except (NotAnExport, NotEmpty) as refusal:
                raise CommandError(f"{file}: {refusal} Nothing was changed.") from refusal
            except DatabaseError as error:
                said = str(error).partition("\n")[0]
                raise CommandError(f"{file}: the database refuses: {said}. Nothing was changed.") from error
        rows, tables = sum(imported.rows.values()), len(imported.rows)
        done = "could be imported; nothing was written" if dry_run else "imported"
        self.stdout.write(f"{rows:,} rows of {tables} tables and {imported.files:,} covers {done}.")
