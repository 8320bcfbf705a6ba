"""Rows into tables by COPY, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from itertools import repeat
from typing import cast

import numpy as np
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max

NULL = r"\N"
CHARACTERS_AT_ONCE = 1 << 18


def copy_rows(model: type[models.Model], columns: Mapping[str, str | Iterable[str]]) -> None:
    """Append rows to the model's table. A column is one text for every row, or a text for each; NULL stands for none.

    Texts that may hold a tab, a line break or a backslash go through `texts` first.
    """
    quote = connection.ops.quote_name
    fields = (cast("models.Field[object, object]", model._meta.get_field(name)) for name in columns)
    names = ", ".join(quote(field.column or "") for field in fields)
    rows = zip(*(repeat(each) if isinstance(each, str) else each for each in columns.values()), strict=False)
    buffer = StringIO("\n".join(map("\t".join, rows)))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN", buffer, CHARACTERS_AT_ONCE)


def texts(values: Iterable[str]) -> list[str]:
    """Texts as COPY reads them."""
    return [each.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t") for each in values]


def numbers(values: np.ndarray, missing: np.ndarray | None = None) -> list[str]:
    """Whole numbers, NULL where `missing`."""
    written = list(map(str, values.tolist()))
    if missing is not None:
        for place in np.flatnonzero(missing).tolist():
            written[place] = NULL
    return written


def moments(values: np.ndarray) -> list[str]:
    """Days or seconds (UTC), NULL where there is none."""
    zone = "+00" if values.dtype == np.dtype("datetime64[s]") else ""
    return [NULL if each == "NaT" else each + zone for each in np.datetime_as_string(values).tolist()]


def flags(values: np.ndarray) -> list[str]:
    """True and false."""
    return ["t" if each else "f" for each in values.tolist()]


class Keys:
    """Primary keys of the new rows of some models: they follow the highest there is, in the order of their places."""

    def __init__(self, stored: Iterable[type[models.Model]]) -> None:
        last = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in stored}
        self._first = {model: key + 1 for model, key in last.items()}
        self._next = dict(self._first)

    def new(self, model: type[models.Model], count: int) -> list[str]:
        """Keys for the next `count` rows."""
        first = self._next[model]
        self._next[model] = first + count
        return list(map(str, range(first, first + count)))

    def of(self, model: type[models.Model], places: np.ndarray, missing: np.ndarray | None = None) -> list[str]:
        """Keys of the rows at these places, counted from the first new one; NULL where `missing`."""
        return numbers(self._first[model] + places, missing)

    def catch_up(self) -> None:
        """Let the tables' own sequences go on after the new keys."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._first)):
                cursor.execute(statement)
