"""What people change is kept: the triggers that keep it, and who, where from and why.

Every tracked table has a table of events (django-pghistory), written by triggers of the database, so that bulk writes
and plain SQL are kept like everything else. An event of a change or a removal holds the whole row as it was before,
and of a change `pgh_changed`, the columns that differ with their new values. `docs/decisions/history.md` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as UserAndAddress

if TYPE_CHECKING:
    from pghistory.models import Event

_CONTEXT = "NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::JSONB"


def event_model_of(model: type[models.Model]) -> type[models.Model]:
    """The model of a tracked table's events."""
    return model.pgh_event_model  # type: ignore[attr-defined]  # django-pghistory's


def events_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """The events of a tracked table."""
    return event_model_of(model)._default_manager.all()


class _Recording(pgtrigger.Composer):
    """Writes the events of one kind of statement, all rows at once."""

    level = pgtrigger.Statement
    when = pgtrigger.After

    def __init__(self, event_model: type[models.Model], label: str, corrects: str) -> None:
        self.event_model = event_model
        self.label = label
        self.corrects = corrects
        operation = {"insert": pgtrigger.Insert, "update": pgtrigger.Update, "delete": pgtrigger.Delete}[label]
        super().__init__(name=f"history_{label}", operation=operation)

    def get_func(self, model: type[models.Model]) -> str:  # type: ignore[override]  # it is called with the class
        """The body of the trigger's function."""
        columns = kept_columns(self.event_model)
        row = "new_values" if self.label == "insert" else "old_values"
        values = {f'"{column}"': f'{row}."{column}"' for column in columns} | {
            "pgh_obj_id": f'{row}."{model._meta.pk.column}"',
            "pgh_created_at": "NOW()",
            "pgh_label": f"'{self.label}'",
            "pgh_context": "context.metadata",
        }
        source = f"(SELECT {_CONTEXT} AS metadata) context, {row}"
        where = ""
        if self.label == "insert":
            where = " WHERE context.metadata ->> 'user' IS NOT NULL"
        if self.label == "update":
            values["pgh_changed"] = "change.columns"
            key = f'"{model._meta.pk.column}"'
            old, new = (", ".join(f'{side}."{column}"' for column in columns) for side in ("old_values", "new_values"))
            source += (
                f" JOIN new_values ON old_values.{key} = new_values.{key} CROSS JOIN LATERAL ("  # noqa: S608
                "SELECT jsonb_object_agg(key, now.value) AS columns"
                " FROM jsonb_each(to_jsonb(new_values)) now JOIN jsonb_each(to_jsonb(old_values)) was USING (key)"
                f" WHERE now.value IS DISTINCT FROM was.value AND key = ANY ('{{{','.join(columns)}}}')) change"
            )
            where = f" WHERE ({old}) IS DISTINCT FROM ({new})"
        if self.corrects:
            values["pgh_corrects"] = self.corrects
        into = ", ".join(values)
        return (
            f'INSERT INTO "{self.event_model._meta.db_table}" ({into})'  # noqa: S608
            f" SELECT {', '.join(values.values())} FROM {source}{where}; RETURN NULL;"
        )


class _Recorded(pghistory.RowEvent):
    """A kind of statement whose events are written; `corrects` is the SQL that tells a correction in public."""

    condition = None

    def __init__(self, label: str, operation: pgtrigger.Operation, row: str, corrects: str = "") -> None:
        super().__init__(label, operation=operation, row=row, level=pghistory.Statement)
        self.statement = label
        self.corrects = corrects

    def add_event_trigger(self, event_model: type[Event]) -> None:
        """Put the trigger on the tracked table."""
        pgtrigger.register(_Recording(event_model, self.statement, self.corrects))(event_model.pgh_tracked_model)


def kept_columns(event_model: type[models.Model]) -> list[str]:
    """The columns of the tracked table that its events hold."""
    columns = (field.column for field in event_model._meta.concrete_fields if not field.name.startswith("pgh_"))
    return [column for column in columns if column]


def tracked(
    *,
    fields: Sequence[str] | None = None,
    exclude: Sequence[str] = (),
    within: Sequence[str] = (),
    corrects_on_update: str = "",
    corrects_on_delete: str = "false",
    app_label: str | None = None,
) -> Callable[[type[models.Model]], type[models.Model]]:
    """Keep what becomes of the model's rows, in all of its columns or `fields`, without `exclude`.

    `within` names foreign keys by which events are looked up too, as a credit's by its album. `corrects_on_update`
    and `corrects_on_delete` are SQL over the rows `old_values` and `new_values`, the JSON `change.columns` of changed
    columns and `context.metadata`: whether readers could have seen what was changed.
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        name = model._meta.model_name
        recent = (F("pgh_created_at").desc(), F("pgh_id").desc())
        indexes = [models.Index(*recent, name=f"{name}_log_recent")]
        indexes += [models.Index(F(field), F("pgh_id"), name=f"{name}_log_{field}") for field in within]
        attrs: dict[str, Any] = {"pgh_changed": models.JSONField(null=True)}
        if corrects_on_update:
            attrs["pgh_corrects"] = models.BooleanField(db_default=False)
            indexes.append(models.Index(*recent, condition=Q(pgh_corrects=True), name=f"{name}_log_corrects"))
        generated = [field.name for field in model._meta.local_fields if getattr(field, "generated", False)]
        return pghistory.track(
            _Recorded("insert", pgtrigger.Insert, "NEW", "false" if corrects_on_update else ""),
            _Recorded("update", pgtrigger.Update, "OLD", corrects_on_update),
            _Recorded("delete", pgtrigger.Delete, "OLD", corrects_on_delete if corrects_on_update else ""),
            fields=None if fields is None else list(fields),
            exclude=[model._meta.pk.name, *exclude, *generated],
            model_name=f"{model.__name__}Event",
            obj_field=pghistory.ObjForeignKey(db_index=True, related_name="events"),
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,  # type: ignore[arg-type]  # None: no column of it
            app_label=app_label,
            attrs=attrs,
            meta={"indexes": indexes, "default_permissions": (), "ordering": ["pgh_id"]},
        )(model)

    return decorate


@contextmanager
def because(why: str = "", by: User | None = None, **facts: object) -> Iterator[None]:
    """Keep with all events of the block why it was done, by whom, and `facts`. After it holds what held before.

    What is not given here is as the block around it says, or the request.
    """
    given = facts | ({"why": why} if why else {}) | ({"user": by.pk} if by else {})
    with pghistory.context() as said:
        before = dict(said.metadata)
        said.metadata.update(given)
        try:
            yield
        finally:
            said.metadata.clear()
            said.metadata.update(before)


class HistoryMiddleware(UserAndAddress):
    """Keeps with each event whose request it was and to which address. Reading changes nothing and is left alone."""

    def get_context(self, request: HttpRequest) -> dict[str, object]:
        """The user and the path, as far as a path is kept."""
        return super().get_context(request) | {"url": request.path[:500]}


class RecordedCommand(BaseCommand):
    """A management command that keeps its name with what it changes."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it."""
        with pghistory.context(command=type(self).__module__.rpartition(".")[2]):
            return super().execute(*args, **options)
