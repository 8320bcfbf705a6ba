"""What Django knows of a model's columns, where its own answer may also be that there is none."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model


def stored_field(model: type[Model], name: str) -> Field[Any, Any]:
    """The field of that name that is the model's own: not another model's link to it."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(f"{name} is no field of {model._meta.label}")
    return field


def column_of(field: Field[Any, Any]) -> str:
    """The column in which a field is stored."""
    if field.column is None:
        raise FieldDoesNotExist(f"{field} is stored in no column")
    return field.column


def linked_model(model: type[Model], name: str) -> type[Model]:
    """The model that a foreign key leads to."""
    linked = model._meta.get_field(name).related_model
    if linked is None or isinstance(linked, str):
        raise FieldDoesNotExist(f"{name} of {model._meta.label} leads to no model")
    return linked


def stored_model(model: type[Model]) -> type[Model]:
    """The model whose table holds the rows: itself, but for proxies."""
    return model._meta.concrete_model or model
