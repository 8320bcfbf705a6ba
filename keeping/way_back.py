"""`python -m keeping.way_back FILE`: the database as a backup from before an upgrade has it.

It needs no Django, no migration and no model: whatever is wrong with this release, it works.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import psycopg2
from django.core.exceptions import ImproperlyConfigured

from common.sealed_zip import BrokenSeal
from config.database import data_folder
from config.embedded.server import EmbeddedServer
from config.environment import read_env_file
from keeping.backup_file import BackupReader
from keeping.programs import ProgramFailed
from keeping.putting_back import InUse, NotTheSame, programs_to_restore, put_rows, require_nobody
from keeping.servers import DatabaseServer

SET_ASIDE = "postgres.before-upgrade"
"""The embedded server's data of before, while an upgrade carries them to another version of PostgreSQL."""
FAILED = "postgres.failed-upgrade"
CARRY_OVER = "--carry-over"


def swap_back(folder: Path) -> None:
    """The embedded server's data as the former PostgreSQL had them."""
    if EmbeddedServer.at(folder).process():
        raise InUse("The site is in use. Stop it first.")
    shutil.rmtree(folder / FAILED, ignore_errors=True)
    if (folder / "postgres").exists():
        (folder / "postgres").rename(folder / FAILED)
    (folder / SET_ASIDE).rename(folder / "postgres")


def put_back(file: Path) -> int:
    """Put the backup's rows in the place of those that are there; how many they are."""
    with file.open("rb") as opened:
        archive = BackupReader(opened)
        archive.require_described()
        archive.check_contents()
        server = DatabaseServer.of_the_site()
        require_nobody(server)
        return put_rows(archive, server, programs_to_restore(archive, server))


def main(*arguments: str) -> None:
    """Put it back, and say so; one line if that cannot be done."""
    if not arguments:
        sys.exit("Say which backup: python -m keeping.way_back FILE")
    *options, file = arguments
    try:
        read_env_file()
        folder = data_folder()
        if (folder / SET_ASIDE).exists() and CARRY_OVER not in options:
            swap_back(folder)
            sys.stdout.write(f"The data are as they were; what the upgrade made of them is in {folder / FAILED}.\n")
            return
        rows = put_back(Path(file))
    except (BrokenSeal, InUse, ProgramFailed, psycopg2.Error, OSError, ImproperlyConfigured) as problem:
        sys.exit(f"{file}: {' '.join(str(problem).split())} The database was not changed.")
    except NotTheSame as problem:
        sys.exit(f"{file}: {problem}")
    sys.stdout.write(f"{rows:,} rows are back, the same as in the backup.\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
