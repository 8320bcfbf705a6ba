"""The journal of a merge or split: what it did to each row, written in the database as it is done, and played back.

Rows travel as JSON that PostgreSQL makes and reads itself (`to_jsonb`, `jsonb_populate_record`), so numbers, moments
and arrays come back bit by bit. Steps are played back in reverse, which retraces states that were all allowed; only
what has changed since can stand in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model, QuerySet
from psycopg2.sql import SQL, Composable, Identifier, Literal

from common.model_fields import column_of, linked_model, stored_field, stored_model
from curation.models import JournalEntry, Rearrangement

_ENTRIES = Identifier(JournalEntry._meta.db_table)


class Journal:
    """Writes down what is done in the name of one rearrangement."""

    def __init__(self, rearrangement: Rearrangement) -> None:
        self.rearrangement = rearrangement
        self._step = 0

    def change(self, rows: QuerySet, **values: object) -> int:
        """Set columns of the rows; return how many they are."""
        keys = _keys(rows)
        if not keys:
            return 0
        columns = [column_of(stored_field(rows.model, name)) for name in values]
        chosen = rows.model._base_manager.filter(pk__in=keys)
        with self.watching(chosen, columns):
            chosen.update(**values)
        return len(keys)

    def remove(self, rows: QuerySet) -> int:
        """Remove the rows and nothing else: what still points at them makes the database refuse."""
        keys = _keys(rows)
        if not keys:
            return 0
        with self.watching(rows.model._base_manager.filter(pk__in=keys)):
            _execute(_named(rows.model, "DELETE FROM {table} WHERE {key} = ANY(%s)"), [keys])
        return len(keys)

    def added(self, rows: QuerySet) -> None:
        """Write down that these rows were added just now."""
        self._step += 1
        said = {"id": self.rearrangement.pk, "step": self._step, "table": rows.model._meta.db_table}
        _execute(_named(rows.model, _ADDED), said | {"keys": _keys(rows)})

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Note that what the block does is no more than a count of what it finds."""
        self.rearrangement.counted_from = self._step + 1
        yield
        self.rearrangement.save(update_fields=["counted_from"])

    @contextmanager
    def watching(self, rows: QuerySet, columns: Collection[str] | None = None) -> Iterator[None]:
        """Write down what the block does to the rows: those that the query finds before, or finds after.

        `columns` are the only ones compared; without them whole rows are.
        """
        self._step += 1
        said = {"id": self.rearrangement.pk, "step": self._step, "table": rows.model._meta.db_table}
        row = _as_json(columns)
        said["keys"] = _keys(rows)
        _execute(_named(rows.model, _BEFORE, row=row), said)
        yield
        _execute(_named(rows.model, _AFTER, row=row), said)
        said["keys"] = _keys(rows)
        _execute(_named(rows.model, _ADDED), said)
        _execute(_named(rows.model, _SAME), said)
        _execute(_named(rows.model, _DIFFERENCE), said)


class Obstacle(NamedTuple):
    """A row that has changed since: its model, its key and the columns that are not as they were left."""

    model: type[Model]
    key: int
    columns: tuple[str, ...]


def steps_backwards(rearrangement: Rearrangement) -> list[tuple[int, type[Model]]]:
    """The steps, last first, each with the model whose rows it touched."""
    models = _model_of()
    steps = rearrangement.journal.order_by("-step").values_list("step", "table").distinct()
    return [(step, models[table]) for step, table in steps]


def is_of_readers(model: type[Model]) -> bool:
    """Whether the rows are what readers keep. These change as readers like, and stand in nobody's way.

    Played back, they keep what their reader has done since; what went with a reader, or their list, stays gone.
    """
    return model._meta.app_label == "readers"


def changed_since(rearrangement: Rearrangement, steps: Collection[int]) -> list[Obstacle]:
    """The rows changed in those steps which are not as the last of them left them; without columns: rows that are gone.

    When a row was last changed says nothing about what it holds, and is not compared.
    """
    tables = rearrangement.journal.filter(step__in=steps).order_by("table").values_list("table", flat=True).distinct()
    found = []
    for model in map(_model_of().__getitem__, tables):
        if is_of_readers(model):
            continue
        said = {"id": rearrangement.pk, "steps": list(steps), "table": model._meta.db_table}
        rows = _execute(_named(model, _CHANGED_SINCE), said, lambda cursor: cursor.fetchall())
        found += [Obstacle(model, key, tuple(columns)) for key, columns in rows]
    return found


def play_back(rearrangement: Rearrangement, step: int, model: type[Model]) -> None:
    """Undo one step: remove what it added, set back what it changed, put back what it removed."""
    said = {"id": rearrangement.pk, "step": step}
    _execute(_named(model, _REMOVE_ADDED), said)
    columns = _execute(_named(model, _CHANGED_COLUMNS), said, lambda cursor: cursor.fetchall())
    for (names,) in columns:
        setting = SQL(", ").join(SQL("{column} = old.{column}").format(column=Identifier(name)) for name in names)
        unchanged: Composable = SQL("true")
        if is_of_readers(model):
            same = SQL("t.{column} IS NOT DISTINCT FROM left_as.{column}")
            unchanged = SQL(" AND ").join(same.format(column=Identifier(name)) for name in names)
        _execute(_named(model, _SET_BACK, setting=setting, unchanged=unchanged), {**said, "names": names})
    stored = SQL(", ").join(
        Identifier(column_of(field)) for field in model._meta.concrete_fields if not getattr(field, "generated", False)
    )
    stands = _parents_stand(model) if is_of_readers(model) else SQL("true")
    unless = SQL("ON CONFLICT DO NOTHING" if is_of_readers(model) else "")
    _execute(_named(model, _PUT_BACK, columns=stored, stands=stands, unless=unless), said)


def _parents_stand(model: type[Model]) -> Composable:
    """Whether all that the row `old` points at is there."""
    condition = SQL("(old.{column} IS NULL OR EXISTS (SELECT FROM {parent} parent WHERE parent.{key} = old.{column}))")
    parents = [
        condition.format(
            column=Identifier(column_of(field)),
            parent=Identifier(stored_model(linked_model(model, field.name))._meta.db_table),
            key=Identifier(column_of(field.target_field)),
        )
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
    ]
    return SQL(" AND ").join(parents)


def _keys(rows: QuerySet) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _model_of() -> dict[str, type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model for model in models if not model._meta.proxy}


def _as_json(columns: Collection[str] | None) -> Composable:
    if columns is None:
        return SQL("to_jsonb(t)")
    pairs = [SQL("{name}, t.{column}").format(name=Literal(name), column=Identifier(name)) for name in columns]
    return SQL("jsonb_build_object({})").format(SQL(", ").join(pairs))


def _named(model: type[Model], statement: str, **parts: Composable) -> Composable:
    table, key = Identifier(model._meta.db_table), Identifier(column_of(model._meta.pk))
    return SQL(statement).format(entries=_ENTRIES, table=table, key=key, **parts)


def _execute(
    statement: Composable, said: Mapping[str, Any] | Sequence[Any], answer: Callable = lambda cursor: None
) -> Sequence[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection), said)
        return answer(cursor)


_BEFORE = """
INSERT INTO {entries} (rearrangement_id, step, "table", "row", before)
SELECT %(id)s, %(step)s, %(table)s, t.{key}, {row} FROM {table} t WHERE t.{key} = ANY(%(keys)s) ORDER BY t.{key}
"""
_AFTER = """
UPDATE {entries} entry SET after = {row} FROM {table} t
WHERE rearrangement_id = %(id)s AND step = %(step)s AND t.{key} = entry."row"
"""
_ADDED = """
INSERT INTO {entries} (rearrangement_id, step, "table", "row", after)
SELECT %(id)s, %(step)s, %(table)s, t.{key}, to_jsonb(t) FROM {table} t WHERE t.{key} = ANY(%(keys)s)
AND NOT EXISTS (
    SELECT FROM {entries} entry WHERE rearrangement_id = %(id)s AND step = %(step)s AND entry."row" = t.{key}
)
ORDER BY t.{key}
"""
_SAME = "DELETE FROM {entries} WHERE rearrangement_id = %(id)s AND step = %(step)s AND before = after"
_DIFFERENCE = """
UPDATE {entries} SET (before, after) = (
    SELECT jsonb_object_agg(key, before -> key), jsonb_object_agg(key, after -> key) FROM jsonb_object_keys(before) key
    WHERE before -> key IS DISTINCT FROM after -> key
)
WHERE rearrangement_id = %(id)s AND step = %(step)s AND before IS NOT NULL AND after IS NOT NULL
"""
_CHANGED_SINCE = """
SELECT left_as."row", coalesce(array_agg(left_as.name ORDER BY left_as.name) FILTER (WHERE t.{key} IS NOT NULL), '{{}}')
FROM (
    SELECT DISTINCT ON (entry."row", said.name) entry."row", said.name, said.value
    FROM {entries} entry, jsonb_each(after) AS said (name, value)
    WHERE rearrangement_id = %(id)s AND "table" = %(table)s AND step = ANY(%(steps)s)
    AND before IS NOT NULL AND said.name <> 'updated_at'
    AND NOT EXISTS (
        SELECT FROM {entries} later WHERE later.rearrangement_id = %(id)s AND later."table" = %(table)s
        AND later."row" = entry."row" AND later.step > entry.step AND later.after IS NULL
    )
    ORDER BY entry."row", said.name, step DESC
) left_as
LEFT JOIN {table} t ON t.{key} = left_as."row"
WHERE t.{key} IS NULL OR to_jsonb(t) -> left_as.name IS DISTINCT FROM left_as.value
GROUP BY left_as."row" ORDER BY left_as."row"
"""
_REMOVE_ADDED = """
DELETE FROM {table} t USING {entries} entry
WHERE rearrangement_id = %(id)s AND step = %(step)s AND before IS NULL AND t.{key} = entry."row"
"""
_CHANGED_COLUMNS = """
SELECT DISTINCT ARRAY(SELECT key FROM jsonb_object_keys(before) key ORDER BY key) FROM {entries}
WHERE rearrangement_id = %(id)s AND step = %(step)s AND before IS NOT NULL AND after IS NOT NULL
"""
_SET_BACK = """
UPDATE {table} t SET {setting} FROM {entries} entry, jsonb_populate_record(NULL::{table}, entry.before) old,
    jsonb_populate_record(NULL::{table}, entry.after) left_as
WHERE rearrangement_id = %(id)s AND step = %(step)s AND after IS NOT NULL AND t.{key} = entry."row"
AND ARRAY(SELECT key FROM jsonb_object_keys(before) key ORDER BY key) = %(names)s AND {unchanged}
"""
_PUT_BACK = """
INSERT INTO {table} ({columns})
SELECT {columns} FROM (
    SELECT (jsonb_populate_record(NULL::{table}, before)).* FROM {entries}
    WHERE rearrangement_id = %(id)s AND step = %(step)s AND after IS NULL
) old
WHERE {stands} ORDER BY {key} {unless}
"""
