"""The database at one moment: what a backup's manifest says of it, and what a restore compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ, cursor
from psycopg2.sql import SQL, Identifier

from keeping.servers import DatabaseServer, major_version

# What the text of a moment or a number depends on.
_SPELLING = (
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; "
    "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; "
    # The transaction waits for as long as pg_dump reads and files are copied.
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
)
_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p' ORDER BY relname
"""
# Sixteen hexadecimal digits of each row's hash as a number, and their sum: whatever order the rows come in.
_SUM = """
    SELECT count(*), coalesce(sum(('x' || left(md5(kept::text), 16))::bit(64)::bigint::numeric), 0)::text
    FROM {table} kept
"""
_COLUMN = "SELECT FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = %s AND NOT attisdropped"


@dataclass(frozen=True)
class Snapshot:
    """One moment of the database, as long as its transaction is open."""

    name: str
    cursor: cursor

    @property
    def server_version(self) -> int:
        """The server's major version."""
        return major_version(self.cursor.connection)

    def tables(self) -> list[str]:
        """The names of all tables. (Unlogged ones hold what may be forgotten.)"""
        self.cursor.execute(_TABLES)
        return [name for (name,) in self.cursor.fetchall()]

    def contents(self) -> dict[str, list[int | str]]:
        """Rows and checksum of each table: equal rows, equal checksums."""
        sums: dict[str, list[int | str]] = {}
        for table in self.tables():
            self.cursor.execute(SQL(_SUM).format(table=Identifier("public", table)))
            sums[table] = list(self.cursor.fetchone() or ())
        return sums

    def migrations(self) -> dict[str, list[str]]:
        """The applied migrations by app; none of a database that was never migrated."""
        applied: dict[str, list[str]] = {}
        if "django_migrations" in self.tables():
            self.cursor.execute("SELECT app, name FROM public.django_migrations ORDER BY app, name")
            for app, name in self.cursor.fetchall():
                applied.setdefault(app, []).append(name)
        return applied

    def values(self, columns: Iterable[tuple[str, str]]) -> list[str]:
        """What stands in these columns, (table, column), of those that there are; each value once, in order."""
        found: set[str] = set()
        for table, column in columns:
            self.cursor.execute(_COLUMN, [f"public.{table}", column])
            if self.cursor.fetchone() is None:
                continue
            self.cursor.execute(SQL("SELECT {} FROM {}").format(Identifier(column), Identifier("public", table)))
            found.update(value for (value,) in self.cursor.fetchall() if value)
        return sorted(found)


@contextmanager
def snapshot_of(server: DatabaseServer) -> Iterator[Snapshot]:
    """The database as it is now, for as long as the context lasts, whatever is published meanwhile."""
    with server.connected() as connection:
        connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        with connection.cursor() as opened:
            opened.execute(_SPELLING)
            opened.execute("SELECT pg_export_snapshot()")
            (name,) = opened.fetchone() or ("",)
            yield Snapshot(name, opened)
