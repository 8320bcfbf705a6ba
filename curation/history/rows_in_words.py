"""What stands in a kept row, in words: names for keys, labels for choices, a comparison word by word for long texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Field, ForeignKey, Model, QuerySet, TextField
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format

from common.model_fields import column_of, stored_field
from common.tracking import event_model_of, events_of
from common.word_diff import Piece, compare_words

LONG = 160
NOTHING = "–"
Row = Mapping[str, object]
Names = Mapping[tuple[type[Model], object], str]


@dataclass(frozen=True)
class FieldChange:
    """One column in words; `after` is None where the row was removed. `pieces` compare long texts."""

    label: str
    before: str
    after: str | None
    pieces: list[Piece] | None = None


def fields_of(model: type[Model]) -> dict[str, Field]:
    """The kept fields of a tracked model by column."""
    return {
        column_of(field): stored_field(model, field.name)
        for field in event_model_of(model)._meta.concrete_fields
        if not field.name.startswith("pgh_")
    }


def names_in(rows: Iterable[tuple[type[Model], Row]]) -> Names:
    """What the records are called whose keys stand in the rows, or were when they went. Two queries for each table."""
    keys: dict[type[Model], set[object]] = defaultdict(set)
    for model, row in rows:
        for column, field in fields_of(model).items():
            if isinstance(field, ForeignKey) and row.get(column) is not None:
                keys[field.related_model].add(row[column])
    names: dict[tuple[type[Model], object], str] = {}
    for model, wanted in keys.items():
        names |= {(model, record.pk): str(record) for record in _called(model).filter(pk__in=wanted)}
        if gone := [key for key in wanted if (model, key) not in names]:
            names |= _last_names(model, gone)
    return names


def _last_names(model: type[Model], keys: Iterable[object]) -> dict[tuple[type[Model], object], str]:
    """What records that are gone were called when they went."""
    if not (hasattr(model, "pgh_event_model") and {"name", "title"} & fields_of(model).keys()):
        return {}
    called = "name" if "name" in fields_of(model) else "title"
    gone = events_of(model).filter(pgh_obj__in=keys, pgh_label="delete")
    return {(model, key): f"{name} (gone)" for key, name in gone.order_by("pgh_id").values_list("pgh_obj", called)}


def _called(model: type[Model]) -> QuerySet[Model]:
    """The records with what their names are made of."""
    named_by = {"reviews.review": ["album", "critic"], "accounts.bylineclaim": ["critic", "user"]}
    return model._base_manager.select_related(*named_by.get(model._meta.label_lower, []))


def changes(model: type[Model], before: Row, after: Row | None, names: Names) -> list[FieldChange]:
    """The columns of `after` beside what they were `before`; all that say something where the row was removed."""
    found = []
    for column, field in fields_of(model).items():
        old = in_words(field, before.get(column), names)
        if after is None:
            if old != NOTHING:
                found.append(FieldChange(_label(field), old, None))
        elif column in after:
            new = in_words(field, after[column], names)
            long = isinstance(field, TextField) or len(old) + len(new) > LONG
            pieces = compare_words(_text(old), _text(new)) if long else None
            found.append(FieldChange(_label(field), old, new, pieces))
    return found


def in_words(field: Field, value: object, names: Names) -> str:
    """A column's value, as stored or as JSON has it, for a person to read; a dash for nothing."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, value)) or f"{field.related_model._meta.verbose_name} {value}, gone"
    if isinstance(field, BooleanField):
        return "yes" if value else "no"
    if isinstance(field, ArrayField) and isinstance(value, Iterable):
        return ", ".join(in_words(field.base_field, item, names) for item in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _moment(field, value)


def _moment(field: Field, value: object) -> str:
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        moment = value if isinstance(value, datetime) else parse_datetime(str(value))
        return date_format(moment, "DATETIME_FORMAT") if moment else str(value)
    if kind == "DateField":
        day = value if isinstance(value, date) else parse_date(str(value))
        return date_format(day, "DATE_FORMAT") if day else str(value)
    return str(value)


def _text(words: str) -> str:
    return "" if words == NOTHING else words


def _label(field: Field) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]
