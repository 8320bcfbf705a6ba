"""The whole database as plain rows, to compare before and after."""

from __future__ import annotations

import pghistory.core
from django.db import connection
from psycopg2.sql import SQL, Identifier

NOT_COMPARED = {
    "version": "counts changes, and never goes back: a reader's kept page must not come back to life",
    "changed_at": "says when the version was raised last",
    "updated_at": "says when a row was last written",
}
"""Columns that a merge and its undoing leave different, of whatever table, and why."""

OWN_TABLES = {
    "albums_catalogueversion": "counts changes, as the columns `version`",
    "curation_rearrangement": "the log of the merge itself",
    "curation_journalentry": "its journal",
}
"""Tables that are not compared, and why. Sequences go on where they were, too: an id is never given twice."""


def dump() -> dict[str, list[str]]:
    """Every row of every model's table but `OWN_TABLES`, without the columns `NOT_COMPARED`, as text, by table.

    Rows of tallies that count nothing are as good as none, and left out.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.django_table_names(only_existing=True)) - set(OWN_TABLES)
        # The history has more to tell after an undoing than before the merge.
        tables -= {model._meta.db_table for model in pghistory.core.event_models()}
        return {table: _rows(cursor, table) for table in sorted(tables)}


def _rows(cursor, table: str) -> list[str]:
    statement = SQL("SELECT (to_jsonb(t) - %s::text[])::text FROM {} t ORDER BY 1").format(Identifier(table))
    cursor.execute(statement, [list(NOT_COMPARED)])
    rows = [row for (row,) in cursor.fetchall()]
    if table.endswith("tally"):
        rows = [row for row in rows if '"counted": 0' not in row]
    return rows


def differences(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """Rows that stand only before ("-") or only after ("+")."""
    found = []
    for table in sorted(before.keys() | after.keys()):
        old, new = set(before.get(table, [])), set(after.get(table, []))
        found += [f"- {table} {row}" for row in sorted(old - new)] + [f"+ {table} {row}" for row in sorted(new - old)]
    return found
