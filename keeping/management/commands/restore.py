"""Brings a site back from a backup."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import IO

import psycopg2
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from common.sealed_zip import BrokenSeal
from keeping.programs import ProgramFailed
from keeping.putting_back import InUse, NotTheSame
from keeping.restoring import NotFinished, NotFree, Restored, restore
from keeping.shelving import taken_from

SHOWN = 5
"""Names of lost uploads that are listed."""


class Command(BaseCommand):
    """`manage.py restore FILE [--replace] [--no-migrate]`"""

    help = (
        "Make this site, which must be empty, what the backup is of. Everything is checked first; the database changes "
        "in one step, so that an interrupted restore can be run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what may be thrown away for it."""
        parser.add_argument("file", metavar="FILE", help="A backup's path, or s3://bucket/prefix/name.")
        parser.add_argument("--replace", action="store_true", help="Throw away what the site holds.")
        parser.add_argument(
            "--no-migrate",
            action="store_true",
            help="Leave the tables as they were: for going back to the release that made the backup.",
        )

    def handle(self, *, file: str, replace: bool, no_migrate: bool, **options: object) -> None:
        """Restore it, or say why not and leave everything as it is."""
        try:
            with taken_from(file) as opened:
                done = self._restore(opened, replace=replace, migrate=not no_migrate)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}. The database was not changed.") from error
        except (BrokenSeal, NotFree, InUse) as refusal:
            raise CommandError(f"{file}: {refusal} Nothing was changed.") from refusal
        except (ProgramFailed, psycopg2.Error) as error:
            said = " ".join(str(error).split())
            raise CommandError(f"{file}: the database refuses: {said} It is as it was; run it again.") from error
        except NotFinished as error:
            raise CommandError(f"{file}: {error} Then run `manage.py migrate`.") from error
        except NotTheSame as error:
            raise CommandError(f"{file}: {error} Restore it again with --replace.") from error
        self.stdout.write(f"{done.rows:,} rows and {done.uploads:,} uploads are back, the same as in the backup.")
        self._mourn(done.lost)

    def _restore(self, opened: IO[bytes], *, replace: bool, migrate: bool) -> Restored:
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False, file=sys.stderr) as bar:

            def entering(stage: str, total: int) -> None:
                bar.reset(total)
                bar.set_description(stage)

            return restore(
                opened, default_storage, replace=replace, migrate=migrate, entering=entering, advance=bar.update
            )

    def _mourn(self, lost: list[str]) -> None:
        if not lost:
            return
        names = ", ".join(lost[:SHOWN]) + (", ..." if lost[SHOWN:] else "")
        self.stderr.write(
            f"{len(lost):,} uploads that rows name are neither in the backup nor here: {names}. Their pages show no "
            f"picture. Put them where uploads are kept (MEDIA_ROOT), if they are anywhere."
        )
