"""A site out of a backup, into one that is empty: the uploads first, then the database in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

import psycopg2
from django.apps import apps
from django.core.cache import caches
from django.core.files.storage import Storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from psycopg2.extensions import cursor
from psycopg2.sql import SQL, Identifier

from common.models import SiteProfile
from common.stored_names import stays_within
from curation.exchange.tables import FILLED_BY_MIGRATIONS, travelling_tables
from keeping.backup_file import UPLOADS, BackupReader, NotABackup
from keeping.putting_back import programs_to_restore, put_rows, require_nobody
from keeping.servers import DatabaseServer
from keeping.snapshot import snapshot_of
from keeping.uploaded_files import columns_of_uploads, has_content, put_back, stored_uploads

ACCOUNTS = "auth_user"


class NotFree(Exception):
    """The site has rows or files of its own; the message says what."""


class NotFinished(Exception):
    """The rows are back, and what comes after them failed; the message says why."""


@dataclass
class Restored:
    """Rows and uploads brought back, and the names of the uploads that rows name and that are nowhere."""

    rows: int
    uploads: int
    lost: list[str]


def restore(
    file: IO[bytes],
    storage: Storage,
    *,
    replace: bool = False,
    migrate: bool = True,
    entering: Callable[[str, int], object] = lambda stage, total: None,
    advance: Callable[[int], object] = lambda count: None,
) -> Restored:
    """Make this site what the backup is of. With `replace` what it holds is thrown away; else it must be empty.

    Everything is checked first: NotABackup, NotFree or InUse, and nothing has changed. The rows come in one transaction
    in the end; whoever is killed before finds the database as it was, and some uploads in place, and may run it again.
    What goes wrong after that is NotTheSame or NotFinished.
    Without `migrate` the tables stay as the backup's release had them. `entering` is told each stage with the bytes
    that it has to read.
    """
    archive = BackupReader(file)
    archive.require_described()
    _require_no_newer(archive)
    server = DatabaseServer.of(connection.settings_dict)
    programs = programs_to_restore(archive, server)
    require_nobody(server, connection.connection.info.backend_pid if connection.connection else None)
    if not replace:
        with server.connected() as asking, asking.cursor() as asked:
            _require_empty(asked)
    entering("checking", archive.size)
    archive.check_contents(advance)
    waiting = _uploads_to_store(archive, storage)
    entering("uploads", archive.size)
    for name in waiting:
        with archive.open(UPLOADS + name) as content:
            put_back(storage, name, content)
    entering("database", archive.size)
    connection.close()
    rows = put_rows(archive, server, programs)
    try:
        _finish(server, migrate=migrate)
        lost = _lost(server, storage)
    except (OSError, DatabaseError, psycopg2.Error) as error:
        raise NotFinished(f"The rows are back, but what comes after them failed: {_words(error)}") from error
    return Restored(rows, len(archive.uploads), lost)


def _words(error: Exception) -> str:
    return f"{str(error).partition(chr(10))[0].rstrip('.')}."


def _require_no_newer(archive: BackupReader) -> None:
    known = MigrationLoader(None, ignore_no_migrations=True)
    ours = set(known.disk_migrations) | {old for new in known.replacements.values() for old in new.replaces}
    newer = sorted(f"{app}.{name}" for app, name in archive.migrations - ours)
    if newer:
        raise NotABackup(
            f"It is of a newer Chorus (commit {str(archive.manifest.get('release'))[:40]}): its database has been "
            f"through {newer[-1]}{f' and {len(newer) - 1} more steps' if newer[1:] else ''}, which are unknown here. "
            "Install that version, then restore."
        )


def _require_empty(asked: cursor) -> None:
    """Whether there is anything that somebody has put in: catalogue, reviews, accounts."""
    filled = {apps.get_model(label)._meta.db_table for label in FILLED_BY_MIGRATIONS}
    for table in [*sorted({table.name for table in travelling_tables()} - filled), ACCOUNTS]:
        asked.execute("SELECT to_regclass(%s)", [f"public.{table}"])
        if asked.fetchone() == (None,):
            continue
        asked.execute(SQL("SELECT EXISTS (SELECT FROM {})").format(Identifier("public", table)))
        if asked.fetchone() == (True,):
            raise NotFree(
                f"This site is not empty: there are rows in {table}. A backup goes into an empty site; "
                "--replace throws away what is there."
            )


def _uploads_to_store(archive: BackupReader, storage: Storage) -> list[str]:
    """Those of its uploads that are not there yet."""
    waiting = []
    for name in archive.uploads:
        if not stays_within(storage, name):
            raise NotABackup(f"{name[:120]!r} is a name that leads out of the uploads' folder.")
        same = has_content(storage, name, archive.checksum(name))
        if same is False:
            raise NotFree(f"This site has another upload of the name {name!r} already: move it away.")
        if same is None:
            waiting.append(name)
    return waiting


def _lost(server: DatabaseServer, storage: Storage) -> list[str]:
    """The names of the uploads that rows name and the storage does not have."""
    with snapshot_of(server) as snapshot:
        named = snapshot.values(columns_of_uploads())
    there = set(stored_uploads(storage)) if named else set()
    return [name for name in named if name not in there]


def _finish(server: DatabaseServer, *, migrate: bool) -> None:
    """Bring the tables to this release, tell the planner what is in them, forget what was kept before."""
    if migrate:
        call_command("migrate", verbosity=0, interactive=False)
    with server.connected() as session:
        session.autocommit = True
        with session.cursor() as opened:
            opened.execute("ANALYZE")
    if migrate:
        SiteProfile.objects.begin_anew()
        for name in caches:
            caches[name].clear()
