"""Which tables travel in a site's export: every model's, except those named here with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, FileField, Model
from psycopg2.sql import SQL, Composable, Identifier, Literal

from common.model_fields import column_of, linked_model, stored_model

LEFT_OUT = {
    "account": "addresses of accounts",
    "accounts": "claims, notices, mail and invitations of accounts",
    "admin": "the admin's log of what accounts did",
    "auth": "accounts and their roles",
    "config": "what a site is called, and how far its first day has come",
    "contenttypes": "each site makes its own",
    "demo": "which rows the demo brought to this site",
    "mfa": "second factors of accounts",
    "readers": "what readers follow and keep, which is theirs",
    "pghistory": "not in use: each event of the history holds its own context",
    "sessions": "who is signed in",
    "curation.Hold": "who is at work on what just now",
    "curation.Job": "how the site's own timer went",
    "reviews.IncomingDocument": "pages of others on their way in, and their texts",
    "reviews.DocumentReview": "which of those pages a review came from",
    "reviews.WebHost": "what hosts answered of late",
    "reviews.Draft": "text that was kept while somebody typed and that nobody has saved",
    "albums.AwaitedRecord": "records that wait for MusicBrainz, and who asked for them",
    "albums.CatalogueHost": "when MusicBrainz may be asked next",
    "albums.DumpReading": "how far a dump of MusicBrainz was read",
    "albums.KeptAnswer": "what MusicBrainz answered of late",
    "albums.AlbumWords": "made anew from the names",
    "albums.CatalogueVersion": "counts changes, for the pages that a site keeps; each site goes on with its own",
    "albums.Vocabulary": "made anew from the names",
    "reviews.CountedReview": "made anew from the reviews",
    "reviews.CriticTally": "made anew from the reviews",
    "reviews.PublicationTally": "made anew from the reviews",
}
"""Apps and models that stay behind, and why. Columns that point at them stay behind, too, and are empty there."""

LEFT_OUT_COLUMNS = {
    ("albums.Album", "version"): "counts changes, as the catalogue's version does",
    ("albums.Album", "changed_at"): "when the version was raised last",
}
"""Single columns that stay behind, and why."""

FILLED_BY_MIGRATIONS = {"reviews.Calibration"}
"""Tables that are not empty on an empty site; an import replaces their rows."""


@dataclass(frozen=True)
class ExportedTable:
    """One table that travels, by its model."""

    model: type[Model]

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    @property
    def file(self) -> str:
        """Its file's name in the archive."""
        return f"tables/{self.name}.csv"

    @cached_property
    def fields(self) -> list[Field]:
        """The fields whose columns travel, in the order of the file."""
        return [field for field in self.model._meta.concrete_fields if _travels(field)]

    @property
    def columns(self) -> list[str]:
        """The names of its columns in the file, in order."""
        return [column_of(field) for field in self.fields]

    @property
    def file_columns(self) -> list[str]:
        """Columns that name uploaded files."""
        return [column_of(field) for field in self.fields if isinstance(field, FileField)]

    @property
    def needs(self) -> set[type[Model]]:
        """The models that its rows point at, itself aside."""
        return {linked_model(self.model, field.name) for field in self.fields if field.is_relation} - {self.model}

    @property
    def rows(self) -> Composable:
        """The query for its rows as they travel, in the order of the primary key."""
        columns = [SQL("{} AS {}").format(self._value(name), Identifier(name)) for name in self.columns]
        query = SQL("SELECT {columns} FROM {table} WHERE {chosen} ORDER BY {key}")
        return query.format(
            columns=SQL(", ").join(columns),
            table=Identifier(self.name),
            chosen=_entries_that_travel() if self.model._meta.label == _JOURNAL else SQL("true"),
            key=Identifier(column_of(self.model._meta.pk)),
        )

    def _value(self, column: str) -> Composable:
        if self.model._meta.label == _JOURNAL and column in ("before", "after"):
            return _without_accounts(column)
        if hasattr(self.model, "pgh_tracked_model") and column in _OF_EVENTS:
            return _OF_EVENTS[column](column)
        return Identifier(column)


def travelling_tables() -> list[ExportedTable]:
    """All tables that travel, each after those that it points at."""
    tables = {model: ExportedTable(model) for model in apps.get_models(include_auto_created=True) if _is_carried(model)}
    ordered = sorted(tables, key=lambda model: model._meta.db_table)
    needs = {model: sorted(tables[model].needs & tables.keys(), key=ordered.index) for model in ordered}
    return [tables[model] for model in TopologicalSorter(needs).static_order()]


def _is_carried(model: type[Model]) -> bool:
    meta = model._meta
    if meta.proxy or not meta.managed or not LEFT_OUT.keys().isdisjoint({meta.app_label, meta.label}):
        return False
    tracked = getattr(model, "pgh_tracked_model", None)
    return tracked is None or _is_carried(tracked)


def _travels(field: Field) -> bool:
    label = field.model._meta.label
    if getattr(field, "generated", False) or (label, field.column) in LEFT_OUT_COLUMNS:
        return False
    if field.is_relation and not _is_carried(stored_model(linked_model(field.model, field.name))):
        if not field.null:
            raise ImproperlyConfigured(
                f"{label}.{field.name} points at what does not travel and cannot be empty: "
                f"add {label} to LEFT_OUT in curation/exchange/tables.py, with the reason."
            )
        return False
    return True


_JOURNAL = "curation.JournalEntry"


def _entries_that_travel() -> Composable:
    """Of the merges' journal, the entries about rows that travel themselves."""
    names = SQL(", ").join(Literal(table.name) for table in travelling_tables())
    return SQL('"table" IN ({})').format(names)


def _without_accounts(column: str) -> Composable:
    """A row written as JSON, the columns that point at what does not travel emptied."""
    emptied = {
        column_of(field)
        for table in travelling_tables()
        for field in table.model._meta.concrete_fields
        if field.is_relation and not _travels(field)
    }
    value = SQL("CASE WHEN key = ANY({emptied}) THEN 'null' ELSE value END").format(emptied=Literal(sorted(emptied)))
    row = SQL("(SELECT jsonb_object_agg(key, {value}) FROM jsonb_each({row}))")
    return row.format(value=value, row=Identifier(column))


def _why(column: str) -> Composable:
    """An event's context without who it was and at which address."""
    return SQL("{} - ARRAY['user', 'url']").format(Identifier(column))


_OF_EVENTS = {"pgh_context": _why, "pgh_changed": _without_accounts}
"""Columns of the history's events (common.tracking) that hold traces of accounts, and how these are taken out."""
