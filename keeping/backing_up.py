"""A site into one file: its database at one moment, the uploads that its rows name, its settings without secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import IO

from common.sealed_zip import BLOCK, SealedWriter, Uploads, Written
from keeping.backup_file import DUMP, SETTINGS, UPLOADS
from keeping.programs import programs_for
from keeping.servers import DatabaseServer
from keeping.site_settings import settings_without_secrets
from keeping.snapshot import snapshot_of


class NoSiteThere(Exception):
    """The database has no tables of a site's; the message says so. Nothing would be backed up, night after night."""


def back_up(
    file: IO[bytes],
    server: DatabaseServer,
    release: str,
    *,
    moment: datetime | None = None,
    storage: Uploads | None = None,
    upload_columns: Iterable[tuple[str, str]] = (),
    entering: Callable[[str], object] = lambda stage: None,
    advance: Callable[[int], object] = lambda count: None,
) -> Written:
    """Write the backup into `file`. Without a storage the uploads stay where they are, and the manifest says so.

    Everything about the database is of one moment. Uploads are copied after it: nobody can have named a file in that
    moment that is not there yet. `entering` is told each stage, `advance` how many bytes have been written. Raises
    NoSiteThere, ProgramFailed, OSError, psycopg2.Error.
    """
    done = Written()
    with SealedWriter(file, advance, packed=False) as archive, snapshot_of(server) as snapshot:
        migrations = snapshot.migrations()
        if not migrations:
            raise NoSiteThere("It has no tables. Is DATABASE_URL, or CHORUS_DATA, set where this runs?")
        entering("database")
        programs = programs_for(snapshot.server_version)
        with archive.entry(DUMP) as (entry, _), programs.dump(server, snapshot.name) as dump:
            while block := dump.read(BLOCK):
                entry.write(block)
        entering("checksums")
        contents = snapshot.contents()
        done.rows = {table: int(rows) for table, (rows, _) in contents.items()}
        with archive.entry(SETTINGS) as (entry, _):
            entry.write(settings_without_secrets().encode())
        entering("uploads")
        if storage is not None:
            archive.copy_uploads(storage, snapshot.values(upload_columns), UPLOADS, done)
        archive.describe(
            {
                "made_at": (moment or datetime.now(UTC)).isoformat(timespec="seconds"),
                "release": release,
                "postgresql": {"server": snapshot.server_version, "programs": programs.major},
                "migrations": migrations,
                "tables": contents,
                "uploads": storage is not None,
                "missing_uploads": done.missing,
            }
        )
    return done
