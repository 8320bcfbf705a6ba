"""Kept events, read: of one record with its parts, or the newest of all tables; newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet, TextField, Value

from common.keyset import MergedPlace
from common.tracking import events_of
from curation.history.rows_in_words import FieldChange, Names, changes, fields_of, in_words, names_in
from curation.history.tracked_tables import PARENTS, own_table, page_of, parts_of, tracked_models

PAGE_SIZE = 50
_SAID = ("pgh_id", "pgh_obj_id", "pgh_created_at", "pgh_label", "pgh_changed", "pgh_context")
_NAMED_BY = ("title", "name", "old_path", "address", "text", "letter", "url", "headline")
DONE = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Event:
    """What one statement did to one row. `row` is the row as it was before; of an added one, as it was added."""

    model: type[Model]
    key: int
    number: int
    at: datetime
    label: str
    row: dict[str, Any]
    changed: dict[str, Any] | None
    context: dict[str, Any]

    @property
    def place(self) -> MergedPlace[str]:
        """Its place among all."""
        return MergedPlace(self.at, self.model._meta.label_lower, self.number)

    @property
    def new_values(self) -> dict[str, Any]:
        """The columns that were changed, with what they were changed to; none where it was added or removed."""
        return self.changed or {}

    @property
    def done(self) -> str:
        """In a word."""
        return DONE[self.label]

    @property
    def user(self) -> int | None:
        """Key of the account that did it."""
        user = self.context.get("user")
        return user if isinstance(user, int) else None


@dataclass(frozen=True)
class EventInWords:
    """An event in words."""

    event: Event
    kind: str
    name: str
    fields: list[FieldChange]
    page: tuple[type[Model], int]


@dataclass(frozen=True)
class Changeset:
    """What one person did at one moment."""

    at: datetime
    who: str
    why: str
    where: str
    entries: list[EventInWords]


def record_events(model: type[Model], key: int, before: MergedPlace[str] | None = None) -> list[Event]:
    """The newest events of a record and its parts, one more than a page. A query for each table."""
    own = own_table(model)
    if own is None:
        return []
    tables = [(own, Q(pgh_obj_id=key)), *((part, Q(**{column: key})) for part, column in parts_of(own))]
    events = [event for table, which in tables for event in _newest(table, events_of(table).filter(which), before)]
    return sorted(events, key=lambda event: event.place, reverse=True)[: PAGE_SIZE + 1]


def recent_events(
    tables: Sequence[type[Model]], which: Q, words: str = "", before: MergedPlace[str] | None = None
) -> list[Event]:
    """The newest events of the tables that `which` holds for, one more than a page, by one query and one for each table
    on the page. `words` stand in the reason or in the row's name."""
    parts = []
    for table in tables:
        stored = events_of(table).filter(which)
        if words:
            stored = stored.filter(_says(table, words))
        label = Value(table._meta.label_lower, output_field=TextField())
        cut = stored.filter(_behind(before, table)) if before else stored
        parts.append(
            cut.order_by("-pgh_created_at", "-pgh_id").values_list("pgh_created_at", label, "pgh_id")[: PAGE_SIZE + 1]
        )
    if not parts:
        return []
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    places = sorted((MergedPlace(*place) for place in found), reverse=True)[: PAGE_SIZE + 1]
    events = []
    for label, group in groupby(sorted(places, key=lambda place: place.table), key=lambda place: place.table):
        table = tracked_models()[label]
        events += _events(table, events_of(table).filter(pgh_id__in=[place.key for place in group]))
    return sorted(events, key=lambda event: event.place, reverse=True)


def event_of(table: type[Model], number: int) -> Event | None:
    """One event."""
    return next(iter(_events(table, events_of(table).filter(pgh_id=number))), None)


def read_events(table: type[Model], numbers: Sequence[int]) -> list[Event]:
    """The events of those numbers, in no order. One query."""
    return _events(table, events_of(table).filter(pgh_id__in=numbers).order_by())


def acts(events: Iterable[Event]) -> list[Changeset]:
    """The events in words, those of one person and moment together. A query for each table that they name."""
    events = list(events)
    rows = [(event.model, event.row) for event in events]
    names = names_in(rows + [(event.model, event.changed) for event in events if event.changed])
    users = {event.user for event in events if event.user is not None}
    called = dict(get_user_model()._default_manager.filter(pk__in=users).values_list("pk", "username"))
    return [
        Changeset(
            at=at,
            who=_who(context, called),
            why=str(context.get("why", "")),
            where=str(context.get("url", "")),
            entries=[entry(event, names) for event in group],
        )
        for at, context, group in _together(events)
    ]


def entry(event: Event, names: Names) -> EventInWords:
    """One event in words."""
    after = event.changed if event.label == "update" else None
    fields = changes(event.model, _own(event), after, names)
    return EventInWords(
        event=event,
        kind=str(event.model._meta.verbose_name),
        name=name_of(event, names),
        fields=fields,
        page=page_of(event.model, event.row, event.key),
    )


def _own(event: Event) -> dict[str, Any]:
    """The row without what its place on the page tells: the record that it is part of."""
    parent = PARENTS.get(event.model._meta.label_lower)
    return {column: value for column, value in event.row.items() if column != f"{parent}_id"}


def name_of(event: Event, names: Names) -> str:
    """What the row was called."""
    fields = fields_of(event.model)
    for column in _NAMED_BY:
        if event.row.get(column):
            return str(event.row[column])
    parent = PARENTS.get(event.model._meta.label_lower)
    keys = {column: field for column, field in fields.items() if field.is_relation and field.name != parent}
    told = [
        in_words(field, event.row[column], names) for column, field in keys.items() if event.row[column] is not None
    ]
    return ", ".join(told[:2]) or f"{event.model._meta.verbose_name} {event.key}"


def _together(events: list[Event]) -> Iterator[tuple[datetime, dict[str, Any], list[Event]]]:
    for (at, _), group in groupby(events, key=lambda event: (event.at, event.user)):
        members = list(group)
        told = [event.context for event in members if event.context.get("why")]
        yield at, (told or [members[0].context])[0], members


def _who(context: dict[str, object], called: dict[int, str]) -> str:
    user = context.get("user")
    if isinstance(user, int):
        return called.get(user) or f"account {user}, gone"
    if command := context.get("command"):
        return f"manage.py {command}"
    return "Outside the site"


def _newest(table: type[Model], stored: QuerySet, before: MergedPlace[str] | None) -> list[Event]:
    if before:
        stored = stored.filter(_behind(before, table))
    return _events(table, stored.order_by("-pgh_created_at", "-pgh_id")[: PAGE_SIZE + 1])


def _behind(place: MergedPlace[str], table: type[Model]) -> Q:
    return place.behind(table._meta.label_lower, "pgh_created_at", "pgh_id", newest_first=True)


def _says(table: type[Model], words: str) -> Q:
    columns = [column for column in _NAMED_BY if column in fields_of(table)]
    said = Q(pgh_context__why__icontains=words)
    for column in columns:
        said |= Q(**{f"{column}__icontains": words})
    return said


def _events(table: type[Model], stored: QuerySet) -> list[Event]:
    columns = list(fields_of(table))
    attributes = [field.attname for field in fields_of(table).values()]
    return [
        Event(
            model=table,
            key=said["pgh_obj_id"],
            number=said["pgh_id"],
            at=said["pgh_created_at"],
            label=said["pgh_label"],
            row={column: said[name] for column, name in zip(columns, attributes, strict=True)},
            changed=said["pgh_changed"],
            context=said["pgh_context"] or {},
        )
        for said in stored.values(*_SAID, *attributes)
    ]
