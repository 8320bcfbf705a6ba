"""Writes the whole site into one file."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from common.sealed_zip import Written
from curation.exchange.exporting import export_site
from curation.exchange.tables import LEFT_OUT


class Command(BaseCommand):
    """`manage.py export_site FILE.zip`"""

    help = (
        "Write everything that the public pages and the desks' records are made of into one zip file: a CSV file for "
        "each table, and the covers. Reviews that are not published yet are in it, so keep it where others cannot read "
        "it. What stays behind: " + "; ".join(f"{name} ({why})" for name, why in LEFT_OUT.items()) + "."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to write."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *, file: Path, **options: object) -> None:
        """Write it beside its place and put it there when it is whole."""
        try:
            exported = _write(file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        for name in exported.missing:
            self.stderr.write(f"The cover {name} is not there; it is not in the export.")
        rows = sum(exported.rows.values())
        self.stdout.write(f"{rows:,} rows of {len(exported.rows)} tables and {exported.files:,} covers in {file}.")


def _write(file: Path) -> Written:
    descriptor, unfinished = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with (
            os.fdopen(descriptor, "wb") as opened,
            tqdm(unit="B", unit_scale=True, disable=None, leave=False, file=sys.stderr) as bar,
        ):
            exported = export_site(opened, bar.set_description, bar.update)
            opened.flush()
            os.fsync(opened.fileno())
        Path(unfinished).replace(file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return exported
