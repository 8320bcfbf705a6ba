"""Everything that the public pages and the desks' records are made of, out of the database and into one file."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from psycopg2.sql import SQL

from common.sealed_zip import SealedWriter, Written
from curation.exchange.archive import MEDIA
from curation.exchange.tables import ExportedTable, travelling_tables

# What the text of a moment or a number depends on.
_SPELLING = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL extra_float_digits = 1"


def export_site(
    file: IO[bytes],
    entering: Callable[[str], object] = lambda table: None,
    advance: Callable[[int], object] = lambda count: None,
) -> Written:
    """Write the export into `file`, of the site as it is at one moment. The same site gives the same bytes.

    `entering` is told each table as it begins, `advance` how many bytes have been written.
    """
    exported = Written()
    alone = not connection.in_atomic_block
    with SealedWriter(file, advance) as archive, transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(_SPELLING)
        entering("media")
        archive.copy_uploads(default_storage, uploaded_files(), MEDIA, exported)
        for table in sorted(travelling_tables(), key=lambda table: table.file):
            entering(table.name)
            exported.rows[table.name] = _write_table(cursor, archive, table)
        archive.describe({"migrations": applied_migrations()})
    return exported


def applied_migrations() -> dict[str, list[str]]:
    """What the tables that travel look like: the applied migrations of their apps."""
    labels = {table.model._meta.app_label for table in travelling_tables()}
    applied: dict[str, list[str]] = {label: [] for label in sorted(labels)}
    for label, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if label in applied:
            applied[label].append(name)
    return applied


def _write_table(cursor: CursorWrapper, archive: SealedWriter, table: ExportedTable) -> int:
    statement = SQL("COPY ({rows}) TO STDOUT WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')").format(rows=table.rows)
    with archive.entry(table.file) as (opened, said):
        cursor.copy_expert(statement, opened)
        said["rows"] = cursor.rowcount
    return cursor.rowcount


def uploaded_files() -> list[str]:
    """The names of all uploaded files that rows name, in order."""
    names: set[str] = set()
    for table in travelling_tables():
        for column in table.file_columns:
            rows = table.model._base_manager.exclude(**{column: ""}).order_by()
            names.update(rows.values_list(column, flat=True))
    return sorted(filter(None, names))
