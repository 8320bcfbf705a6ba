"""Which tables have a history, under which names, and whose rows are read as part of another record's."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from pghistory.core import event_models

from common.model_fields import linked_model, stored_model

PARENTS = {
    "albums.credit": "album",
    "albums.track": "album",
    "albums.albumlink": "album",
    "albums.albumgenre": "album",
    "albums.albumlabel": "album",
    "albums.artistalias": "artist",
    "reviews.excerpt": "review",
    "reviews.correctionrequest": "review",
    "reviews.scaleletter": "scale",
    "reviews.thresholds": "critic",
    "accounts.bylineclaim": "critic",
    "accounts.membership": "user",
}
"""Tables whose rows are parts of another table's records, each with the column that names the record."""

WITH_PAGES = {"reviews.correctionrequest", "accounts.bylineclaim"}
"""Tables among those whose rows have a page of their own all the same."""

HOMES = {"accounts.account": "auth.user"}
"""A table that is read under another's name."""


def tracked_by(events: type[Model]) -> type[Model]:
    """The model whose events these are."""
    return events.pgh_tracked_model  # type: ignore[attr-defined]  # django-pghistory's


@cache
def tracked_models() -> dict[str, type[Model]]:
    """The tracked models by label ("albums.album"), in the order of their names."""
    models = [tracked_by(model) for model in event_models()]
    return {model._meta.label_lower: model for model in sorted(models, key=lambda model: str(model._meta.verbose_name))}


def home_of(model: type[Model]) -> type[Model]:
    """The model whose pages are about the rows of this one: its own, but for proxies made for the history's sake."""
    return apps.get_model(HOMES.get(model._meta.label_lower, model._meta.label_lower))


def own_table(model: type[Model]) -> type[Model] | None:
    """The tracked model of a record with a page; None where nothing is kept, or the record is part of another."""
    stored = stored_model(model)._meta.label_lower
    label = next((label for label, home in HOMES.items() if home == stored), stored)
    return tracked_models().get(label) if label in WITH_PAGES or label not in PARENTS else None


def parts_of(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The tracked models whose rows are parts of that one's records, each with its column that names the record."""
    home = stored_model(home_of(model))
    found = [(tracked_models()[label], name) for label, name in PARENTS.items()]
    return [(part, f"{name}_id") for part, name in found if stored_model(linked_model(part, name)) == home]


def record_of(model: type[Model]) -> type[Model]:
    """The model of the records on whose pages its events stand: that which its rows are parts of, else its own."""
    name = PARENTS.get(model._meta.label_lower)
    return home_of(model) if name is None else linked_model(model, name)


def page_of(model: type[Model], row: dict[str, Any], key: int) -> tuple[type[Model], int]:
    """The record on whose page an event of that row stands: its model and its key. A part of nothing has its own."""
    parent = row.get(f"{PARENTS.get(model._meta.label_lower)}_id")
    return (home_of(model), key) if parent is None else (record_of(model), parent)
