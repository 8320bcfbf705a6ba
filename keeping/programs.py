"""PostgreSQL's programs for dumps: those in the wheel, or others of this machine whose version fits better."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from common.sealed_zip import BLOCK
from config.embedded import server as embedded
from keeping.servers import DatabaseServer

# Where distributions put the versions that their PATH does not show.
ELSEWHERE = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
NEEDED = ("pg_dump", "pg_restore", "psql")
# Removes what is ours in the schema; what belongs to an extension may belong to somebody else, and stays.
EMPTIED = """
SET client_min_messages = warning;
DO $$
DECLARE statement text;
BEGIN
    -- All names first: what goes along with another has none any more when its turn comes.
    FOREACH statement IN ARRAY array(
        SELECT format('DROP %s IF EXISTS %I.%I CASCADE', kinds.word, nspname, relname)
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        JOIN (VALUES ('r', 'TABLE'), ('p', 'TABLE'), ('v', 'VIEW'), ('m', 'MATERIALIZED VIEW'), ('S', 'SEQUENCE'))
            AS kinds (letter, word) ON kinds.letter = relkind::text
        WHERE nspname = 'public'
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype IN ('e', 'i')))
    LOOP EXECUTE statement; END LOOP;
    FOREACH statement IN ARRAY array(
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', pg_proc.oid::regprocedure)
        FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
        WHERE nspname = 'public'
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e'))
    LOOP EXECUTE statement; END LOOP;
END $$;
"""


class ProgramFailed(Exception):
    """A program of PostgreSQL's did not do its work, or there is none that could; the message says why."""


@dataclass(frozen=True, order=True)
class Programs:
    """The programs of one installation."""

    major: int
    folder: Path

    @contextmanager
    def dump(self, server: DatabaseServer, snapshot: str) -> Iterator[IO[bytes]]:
        """What pg_dump writes of the database as a snapshot sees it. Raises ProgramFailed when it was not all."""
        command = [str(self.folder / "pg_dump"), "--format=custom", "--no-owner", "--no-acl"]
        command += ["--no-unlogged-table-data"]
        command += [f"--snapshot={snapshot}", f"--dbname={server.dsn}"]
        with _running(command, server, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None  # noqa: S101
            yield process.stdout

    def load(self, server: DatabaseServer, dump: IO[bytes]) -> None:
        """Put a dump in the place of what the database holds: all of it in one transaction, or nothing.

        psql gets the end of the transaction only when pg_restore has come to its own. Whoever is killed on the way
        leaves psql with a script that breaks off, and the database as it was.
        """
        into = [str(self.folder / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={server.dsn}"]
        out_of = [str(self.folder / "pg_restore"), "--no-owner", "--no-acl", "--no-comments", "--file=-"]
        with _running(into, server, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as psql:
            assert psql.stdin is not None  # noqa: S101
            psql.stdin.write(f"BEGIN;{EMPTIED}".encode())
            psql.stdin.flush()
            try:
                with _running(out_of, server, stdin=subprocess.PIPE, stdout=psql.stdin) as restore:
                    assert restore.stdin is not None  # noqa: S101
                    shutil.copyfileobj(dump, restore.stdin, BLOCK)
                    restore.stdin.close()
            except ProgramFailed:
                psql.stdin.close()
                if not psql.wait():
                    raise
                return  # psql was the first to end, and its words say why
            psql.stdin.write(b"\nCOMMIT;\n")
            psql.stdin.close()


@contextmanager
def _running(command: list[str], server: DatabaseServer, **pipes: int | IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A program at work. Raises ProgramFailed with its own words; left by an error it is ended."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=server.environment, stderr=said, **pipes)  # type: ignore[call-overload] # noqa: S603
        try:
            with suppress(BrokenPipeError):
                yield process
            status = process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
        if status:
            said.seek(0)
            words = said.read(4000).decode("utf-8", "replace").strip()
            raise ProgramFailed(words or f"{Path(command[0]).name} ended with status {status}.")


def programs_for(server_major: int, made_with: int = 0) -> Programs:
    """Programs that get on with a server of this version, the nearest to it, and read what `made_with` has dumped.

    A program reads servers of its own version and older ones, and dumps of its own version and older ones.
    """
    there = sorted(found())
    for programs in there:
        if programs.major >= max(server_major, made_with):
            return programs
    wanted = max(server_major, made_with)
    versions = ", ".join(str(programs.major) for programs in there) or "none"
    raise ProgramFailed(
        f"pg_dump, pg_restore and psql of PostgreSQL {wanted} or newer are needed; there are those of: {versions}. "
        f"Install them (on Debian: postgresql-client-{wanted}) and run this again."
    )


@cache
def found() -> frozenset[Programs]:
    """All installations on this machine that have the programs, one for each version."""
    folders = []
    with suppress(embedded.EmbeddedServerError):
        folders.append(embedded.programs())
    if there := shutil.which("pg_dump"):
        folders.append(Path(there).resolve().parent)
    for pattern in ELSEWHERE:
        folders += sorted(Path("/").glob(pattern.lstrip("/")))
    versions: dict[int, Path] = {}
    for folder in folders:
        if all((folder / name).exists() for name in NEEDED) and (major := _major(folder)):
            versions.setdefault(major, folder)
    return frozenset(Programs(major, folder) for major, folder in versions.items())


def _major(folder: Path) -> int | None:
    answer = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    said = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(said[1]) if said else None
