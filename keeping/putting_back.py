"""The rows of a backup in the place of those that a database holds, compared with its sums. Needs no Django."""

from __future__ import annotations

import time

import psycopg2
from psycopg2.extensions import connection

from keeping.backup_file import DUMP, BackupReader, NotABackup
from keeping.programs import Programs, programs_for
from keeping.servers import DatabaseServer, major_version
from keeping.snapshot import snapshot_of

# What was just stopped, or killed, takes a moment to leave the database.
PATIENCE_SECONDS = 5.0
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> ALL(%s)
"""


class InUse(Exception):
    """Somebody is connected to the database; the message says so."""


class NotTheSame(Exception):
    """What was restored is not what the backup says it holds, or cannot be told to be; the message says why."""


def require_nobody(server: DatabaseServer, ours: int | None = None) -> None:
    """Raise InUse when anybody is connected to the database but this call and the backend `ours`."""
    with server.connected() as session:
        session.autocommit = True
        patience = time.monotonic() + PATIENCE_SECONDS
        while others := _others(session, [session.info.backend_pid, ours or 0]):
            if time.monotonic() > patience:
                raise InUse(f"The site is in use: its database has {others} other connections. Stop it first.")
            time.sleep(0.1)


def _others(session: connection, ours: list[int]) -> int:
    with session.cursor() as cursor:
        cursor.execute(_OTHERS, [ours])
        (others,) = cursor.fetchone() or (0,)
    return others


def programs_to_restore(archive: BackupReader, server: DatabaseServer) -> Programs:
    """The programs that put this backup into that server. Raises NotABackup when the server is older than it."""
    with server.connected() as session:
        version = major_version(session)
    said = archive.manifest["postgresql"]
    if said["server"] > version:
        raise NotABackup(
            f"It is of PostgreSQL {said['server']}; this site's server is {version}, which may not take it."
        )
    return programs_for(version, said["programs"])


def put_rows(archive: BackupReader, server: DatabaseServer, programs: Programs) -> int:
    """Replace all rows and tables in one transaction; how many rows there are now.

    Raises ProgramFailed, and then the database is as it was; NotTheSame.
    """
    with archive.open(DUMP) as dump:
        programs.load(server, dump)
    try:
        with snapshot_of(server) as snapshot:
            contents = snapshot.contents()
    except psycopg2.Error as error:
        raise NotTheSame(f"The rows are in, but cannot be compared: {' '.join(str(error).split())}") from error
    tables = sorted(contents.keys() | archive.contents.keys())
    if different := [table for table in tables if contents.get(table) != archive.contents.get(table)]:
        raise NotTheSame(f"Other rows than the backup says are in: {', '.join(different)}.")
    return sum(int(rows) for rows, _ in contents.values())
