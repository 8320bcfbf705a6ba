"""Writes a backup of the site, and throws away those that are kept no longer."""

from __future__ import annotations

import errno
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import IO

import psycopg2
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from common.sealed_zip import Written
from keeping.backing_up import NoSiteThere, back_up
from keeping.commits import commit
from keeping.programs import ProgramFailed
from keeping.retention import Keep, dropped
from keeping.servers import DatabaseServer
from keeping.shelves import BackupShelf
from keeping.shelving import shelf_at
from keeping.uploaded_files import columns_of_uploads


class Command(BaseCommand):
    """`manage.py backup FOLDER [--keep 7,4,12] [--without-uploads]`"""

    help = (
        "Write everything that makes this site into one file: the database, the uploads, the settings without secrets. "
        "There are accounts in it, so keep it where others cannot read it. `restore` brings it back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and what is kept."""
        parser.add_argument("place", metavar="FOLDER", help="A folder, or s3://bucket/prefix.")
        parser.add_argument(
            "--keep",
            type=_keep,
            metavar="DAYS,WEEKS,MONTHS",
            help="Afterwards keep the newest of each of so many days, weeks and months, and throw the others away.",
        )
        parser.add_argument(
            "--without-uploads", action="store_true", help="Leave the uploads to whoever keeps their storage safe."
        )

    def handle(self, *, place: str, keep: Keep | None, without_uploads: bool, **options: object) -> None:
        """Write it whole or not at all, and only then throw others away."""
        done, moment = Written(), datetime.now(UTC)

        def write(file: IO[bytes]) -> None:
            nonlocal done
            with tqdm(unit="B", unit_scale=True, disable=None, leave=False, file=sys.stderr) as bar:
                done = back_up(
                    file,
                    DatabaseServer.of(connection.settings_dict),
                    commit(),
                    moment=moment,
                    storage=None if without_uploads else default_storage,
                    upload_columns=columns_of_uploads(),
                    entering=bar.set_description,
                    advance=bar.update,
                )

        try:
            shelf = shelf_at(place)
            name = shelf.place(moment, write)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            full = " Make room and run it again." if error.errno == errno.ENOSPC else ""
            raise CommandError(f"{place}: {error.strerror or error}. No backup was made.{full}") from error
        except (NoSiteThere, ProgramFailed, psycopg2.Error) as error:
            raise CommandError(f"The database: {str(error).strip()} No backup was made.") from error
        self._say(done, shelf.shown(name))
        if keep:
            self._drop(shelf, dropped(shelf.names(), keep, name))

    def _say(self, done: Written, where: str) -> None:
        for name in done.missing:
            self.stderr.write(f"The upload {name} is not there; it is not in the backup.")
        rows = sum(done.rows.values())
        self.stdout.write(f"{rows:,} rows of {len(done.rows)} tables and {done.files:,} uploads in {where}")

    def _drop(self, shelf: BackupShelf, names: list[str]) -> None:
        for name in names:
            try:
                shelf.drop(name)
            except OSError as error:
                said = error.strerror or error
                raise CommandError(f"The backup is made. {name} is kept no longer, but it stays: {said}.") from error
            self.stdout.write(f"Kept no longer: {name}")


def _keep(text: str) -> Keep:
    try:
        return Keep.read(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
