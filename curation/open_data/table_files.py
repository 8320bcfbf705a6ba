"""Tables into CSV and Parquet, from one pass over their rows, some thousands of them at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from curation.open_data.open_columns import ColumnKind, OpenColumn, OpenTable, Row

ROWS_A_BATCH = 20_000
BLOCK = 1 << 20

_ARROW = {
    ColumnKind.INTEGER: pa.int64(),
    ColumnKind.NUMBER: pa.float64(),
    ColumnKind.TENTH: pa.decimal128(5, 1),
    ColumnKind.TEXT: pa.string(),
    ColumnKind.TRUTH: pa.bool_(),
    ColumnKind.DAY: pa.date32(),
    ColumnKind.MOMENT: pa.timestamp("s", "UTC"),
}


@dataclass(frozen=True)
class WrittenFile:
    """One file of an edition: its name, length, SHA-256, and rows where it is a table's."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


def write_table(
    folder: Path, table: OpenTable, rows: Iterable[Row], advance: Callable[[int], object] = lambda count: None
) -> list[WrittenFile]:
    """Write the rows into NAME.csv and NAME.parquet; `advance` is told how many more have been written."""
    schema = pa.schema([pa.field(column.name, _ARROW[column.kind]) for column in table.columns])
    as_text = pa.schema([pa.field(column.name, _in_text(column)) for column in table.columns])
    paths = [folder / f"{table.name}.{ending}" for ending in ("csv", "parquet")]
    count = 0
    with ExitStack() as stack:
        csv = stack.enter_context(pyarrow.csv.CSVWriter(paths[0], as_text))
        parquet = stack.enter_context(pyarrow.parquet.ParquetWriter(paths[1], schema, compression="zstd"))
        for some in _batches(rows):
            batch = pa.record_batch(_columns(table.columns, some), schema=schema)
            parquet.write_batch(batch)
            csv.write_batch(pa.record_batch([_as_text(column) for column in batch.columns], schema=as_text))
            count += len(some)
            advance(len(some))
    return [seal(path, count) for path in paths]


def seal(path: Path, rows: int | None = None) -> WrittenFile:
    """A finished file with what tells it from any other."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return WrittenFile(path.name, path.stat().st_size, digest, rows)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, ROWS_A_BATCH)):
        yield some


def _columns(columns: Sequence[OpenColumn], rows: Sequence[Row]) -> list[pa.Array]:
    values = zip(*rows, strict=True)
    return [pa.array(map(_plain, of_one), _ARROW[column.kind]) for column, of_one in zip(columns, values, strict=True)]


def _plain(value: object) -> object:
    """As Arrow takes it: an empty text is a missing one, and moments are told to the second."""
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    return None if value == "" else value


def _in_text(column: OpenColumn) -> pa.DataType:
    return pa.string() if column.kind is ColumnKind.MOMENT else _ARROW[column.kind]


def _as_text(column: pa.Array) -> pa.Array:
    """A column as CSV has it: Arrow itself writes moments with a space where ISO 8601 has a T."""
    return pc.strftime(column, "%Y-%m-%dT%H:%M:%SZ") if pa.types.is_timestamp(column.type) else column
