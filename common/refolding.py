"""Folding the names of a filled database anew, for migrations: `common.names.fold` has changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import connection
from django.db.models import Model, QuerySet

from common.fields import longest_text
from common.names import fold

BATCH = 5_000


class _Row(NamedTuple):
    """A row whose name folds to something else than what is stored."""

    key: int
    name: str
    folded: str


def refold(model: type[Model], source: str, said: Callable[[str], str] = str) -> None:
    """Set `folded` to the fold of what `said` makes of the column `source`, in every row where it is another."""
    for rows in filter(None, _changed(model, source, said)):
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{model._meta.db_table}" AS named SET folded = found.folded '  # noqa: S608
                "FROM unnest(%s::bigint[], %s::text[]) AS found (id, folded) WHERE found.id = named.id",
                [[row.key for row in rows], [row.folded for row in rows]],
            )


def refold_once(model: type[Model], source: str, within: str | None = None) -> None:
    """The same where no two rows, or no two of one `within`, may have the same folded name.

    A row whose new one is another's stays as it is, and both are told on the standard error output: which of the two
    remains is for people to say.
    """
    waiting = [row for rows in _changed(model, source, str) for row in rows]
    # A name may become free when the row that had it gets its own.
    while moved := [row for row in waiting if _moved(model, within, row)]:
        waiting = [row for row in waiting if row not in moved]
    for row in waiting:
        namesake = _namesakes(model, within, row).values_list(source, flat=True).first()
        sys.stderr.write(
            f"The {model._meta.verbose_name} “{row.name}” ({row.key}) has the name of “{namesake}” now: "
            "merge the two, or rename one of them.\n"
        )


def _changed(model: type[Model], source: str, said: Callable[[str], str]) -> Iterator[list[_Row]]:
    longest = longest_text(model, "folded")
    last = 0
    while True:
        rows = model._default_manager.filter(pk__gt=last).order_by("pk").values_list("pk", source, "folded")[:BATCH]
        batch = [(_Row(key, name, fold(said(name))[:longest]), folded) for key, name, folded in rows]
        if not batch:
            return
        yield [row for row, folded in batch if row.folded != folded]
        last = batch[-1][0].key


def _moved(model: type[Model], within: str | None, row: _Row) -> bool:
    if _namesakes(model, within, row).exists():
        return False
    return bool(model._default_manager.filter(pk=row.key).update(folded=row.folded))


def _namesakes(model: type[Model], within: str | None, row: _Row) -> QuerySet:
    same = model._default_manager.filter(folded=row.folded).exclude(pk=row.key)
    return same.filter(**{within: model._default_manager.values(within).get(pk=row.key)[within]}) if within else same
