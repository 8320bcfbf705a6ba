"""The rows of a backup in the place of those that a database holds, compared with its sums. Needs no Django."""

from __future__ import annotations

from keeping.backup_file import DUMP, BackupReader, NotABackup
from keeping.programs import Programs, programs_for
from keeping.servers import DatabaseServer, major_version
from keeping.snapshot import snapshot_of


class NotTheSame(Exception):
    """What was restored is not what the backup says it holds; the message names the tables."""


def programs_to_restore(archive: BackupReader, server: DatabaseServer) -> Programs:
    """The programs that put this backup into that server. Raises NotABackup when the server is older than it."""
    with server.connected() as connection:
        version = major_version(connection)
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
    with snapshot_of(server) as snapshot:
        contents = snapshot.contents()
    tables = sorted(contents.keys() | archive.contents.keys())
    if different := [table for table in tables if contents.get(table) != archive.contents.get(table)]:
        raise NotTheSame(f"Other rows than the backup says are in: {', '.join(different)}.")
    return sum(int(rows) for rows, _ in contents.values())
