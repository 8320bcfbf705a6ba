"""All rows of the database at one moment, as PostgreSQL copies them, to be had again in a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name
"""
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
DEFERRED = "SELECT string_agg(quote_ident(conname), ', ') FROM pg_constraint WHERE contype = 'f' AND condeferred"
IS_SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = user"


@dataclass(frozen=True)
class Contents:
    """What each table with rows holds, and the last number that each sequence gave."""

    rows: dict[str, str]
    numbers: dict[str, int]

    @classmethod
    def now(cls) -> Contents:
        """What is in the database."""
        with connection.cursor() as cursor:
            cursor.execute(SEQUENCES)
            numbers = dict(cursor.fetchall())
            return cls({table: _copied(cursor, table) for table in _filled(cursor)}, numbers)

    @transaction.atomic
    def put_back(self) -> None:
        """Make the database hold this and nothing else. Tables that hold it already are left alone."""
        with connection.cursor() as cursor:
            tables = [
                table
                for table in sorted({*_filled(cursor), *self.rows})
                if table not in self.rows or _copied(cursor, table) != self.rows[table]
            ]
            with _triggers_at_rest(cursor, tables):
                # TRUNCATE would cost a file for each table and each index.
                for table in tables:
                    cursor.execute(_named("DELETE FROM {}", table))
                for table in tables:
                    if rows := self.rows.get(table):
                        cursor.copy_expert(_named("COPY {} FROM STDIN", table), StringIO(rows))
            self._count_on(cursor)

    def _count_on(self, cursor: Any) -> None:
        """Have no sequence give a number again that a row may have."""
        cursor.execute(SEQUENCES)
        reached = dict(cursor.fetchall())
        for sequence, number in self.numbers.items():
            if reached.get(sequence, 0) < number:
                cursor.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [sequence, number])


def _filled(cursor: Any) -> list[str]:
    cursor.execute(TABLES)
    asked = (
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(table), sql.Identifier(table))
        for (table,) in cursor.fetchall()
    )
    cursor.execute(sql.SQL(" UNION ALL ").join(asked))
    return [name for (name,) in cursor.fetchall()]


def _copied(cursor: Any, table: str) -> str:
    rows = StringIO()
    cursor.copy_expert(_named("COPY {} TO STDOUT", table), rows)
    return rows.getvalue()


@contextmanager
def _triggers_at_rest(cursor: Any, tables: Iterable[str]) -> Iterator[None]:
    """Rows come and go as they are. Who is no superuser can still say so of their own tables, one by one."""
    cursor.execute(IS_SUPERUSER)
    if cursor.fetchone() == (True,):
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")
        return
    _turn(cursor, tables, "DISABLE")
    yield
    _turn(cursor, tables, "ENABLE")


def _turn(cursor: Any, tables: Iterable[str], act: str) -> None:
    """ENABLE or DISABLE the triggers of the tables; keys that wait for the transaction's end are looked at before."""
    cursor.execute(DEFERRED)
    deferred = cursor.fetchone()[0]
    cursor.execute(f"SET CONSTRAINTS {deferred} IMMEDIATE")
    for table in tables:
        cursor.execute(_named(f"ALTER TABLE {{}} {act} TRIGGER USER", table))
    cursor.execute(f"SET CONSTRAINTS {deferred} DEFERRED")


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
