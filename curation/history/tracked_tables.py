"""Which tables have a history, under which names, and whose rows are read as part of another record's."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db.models import Model
from pghistory.core import event_models

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


@cache
def tracked_models() -> dict[str, type[Model]]:
    """The tracked models by label ("albums.album"), in the order of their names."""
    models = [model.pgh_tracked_model for model in event_models()]
    return {model._meta.label_lower: model for model in sorted(models, key=lambda model: model._meta.verbose_name)}


def home_of(model: type[Model]) -> type[Model]:
    """The model whose pages are about the rows of this one: its own, but for proxies made for the history's sake."""
    return apps.get_model(HOMES.get(model._meta.label_lower, model._meta.label_lower))


def own_table(model: type[Model]) -> type[Model] | None:
    """The tracked model of a record with a page; None where nothing is kept, or the record is part of another."""
    model = model._meta.concrete_model
    label = next((label for label, home in HOMES.items() if home == model._meta.label_lower), model._meta.label_lower)
    return tracked_models().get(label) if label in WITH_PAGES or label not in PARENTS else None


def parts_of(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The tracked models whose rows are parts of that one's records, each with its column that names the record."""
    home = home_of(model)._meta.concrete_model
    found = [(tracked_models()[label], name) for label, name in PARENTS.items()]
    return [
        (part, f"{name}_id")
        for part, name in found
        if part._meta.get_field(name).related_model._meta.concrete_model == home
    ]


def page_of(model: type[Model], row: dict[str, object], key: int) -> tuple[type[Model], int | None]:
    """The record on whose page an event of that row stands: its model and its key."""
    name = PARENTS.get(model._meta.label_lower)
    if name is None:
        return home_of(model), key
    return model._meta.get_field(name).related_model, row.get(f"{name}_id")
