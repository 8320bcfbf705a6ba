"""Columns of numbers in and out of PostgreSQL as numpy arrays, by binary COPY: a million rows in a second or two.

Every value is there and of fixed width, so a table is one array of records. What may be missing goes as NaN.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from numpy.typing import NDArray

# https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format": a signature, flags and the length of an
# extension; then for each row the number of fields, and for each field its length and value, big-endian; then -1.
_HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_TRAILER = b"\xff\xff"
_FIELDS = "number of fields"


def read_columns(cursor: CursorWrapper, rows: QuerySet, types: Mapping[str, str]) -> dict[str, NDArray]:
    """The values of a ``values_list`` query, whose columns ``types`` names in order with their numpy types.

    A type is that of the column in PostgreSQL: "i4" for int, "i8" for bigint, "f8" for double precision.
    Raises ValueError when a value is null or of another width.
    """
    sql, params = rows.query.sql_with_params()
    query = cursor.mogrify(sql, params).decode()
    copied = io.BytesIO()
    cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT binary)", copied)
    layout = _layout(types)
    body = copied.getbuffer()[len(_HEADER) : -len(_TRAILER)]
    if len(body) % layout.itemsize:
        raise ValueError("a row is not as wide as its types say: a value is null, or of another type")
    records = np.frombuffer(body, layout)
    for name in types:
        if (records[_width(name)] != layout[name].itemsize).any():
            raise ValueError(f"a value of {name} is null, or of another type")
    return {name: records[name].astype(kind) for name, kind in types.items()}


def write_columns(cursor: CursorWrapper, table: str, columns: Mapping[str, NDArray]) -> None:
    """Add rows to a table or a temporary one. Each column's numpy type must be that of the column in PostgreSQL."""
    layout = _layout({name: column.dtype.str[1:] for name, column in columns.items()})
    records = np.empty(len(next(iter(columns.values()))), layout)
    records[_FIELDS] = len(columns)
    for name, column in columns.items():
        records[name] = column
        records[_width(name)] = layout[name].itemsize
    data = io.BytesIO(_HEADER + records.tobytes() + _TRAILER)
    cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT binary)", data)


def _width(name: str) -> str:
    return f"width of {name}"


def _layout(types: Mapping[str, str]) -> np.dtype:
    fields: list[tuple[str, str]] = [(_FIELDS, ">i2")]
    for name, kind in types.items():
        fields += [(_width(name), ">i4"), (name, f">{kind}")]
    return np.dtype(fields)
