"""Reading a CSV file that somebody uploads: every row with its number, or what is wrong with it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from common.tables.cells import read
from common.tables.opening import Opening, opening_of

LARGEST_FILE = 5_000_000
MOST_ROWS = 100_000
"""More than any kind of table may have; what is more is not read."""
BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class NotATable(ValueError):
    """A file that is no such table at all; the message says why and what to do."""


@dataclass(frozen=True)
class TableRow:
    """One row: its number as a spreadsheet counts, the header being row 1, and its values or what is wrong with it."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """A file as it was sent, the columns it names, and its rows."""

    content: bytes
    columns: list[str]
    rows: list[TableRow]

    def __len__(self) -> int:
        return len(self.rows)


def read_table(content: bytes | None) -> Table:
    """The table in a file. Raises NotATable for what is no UTF-8 text with a first line of columns."""
    if content is None:
        raise NotATable("The site could not keep the file for the second step. Try a smaller one.")
    columns, found = table_rows(content)
    rows = list(islice(found, MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise NotATable(f"It has more than {MOST_ROWS:,} rows. Split it.")
    return Table(content, columns, rows)


def table_rows(content: bytes) -> tuple[list[str], Iterator[TableRow]]:
    """The columns of the table in a file, and its rows one by one. Raises NotATable as `read_table` does."""
    lines = _lines(_text(content))
    opening = opening_of(lines)
    if opening is None:
        raise NotATable("Its first line is blank: it must name the columns." if content.strip(BOM) else "It is empty.")
    try:
        named = next(csv.reader([opening.line], delimiter=opening.separator, strict=True))
        columns = [column_name(name) for name in named]
    except csv.Error as error:
        raise NotATable(f"Its first line cannot be read ({error}).") from error
    times = Counter(columns)
    twice = next((name for name in columns if name and times[name] > 1), None)
    if twice:
        raise NotATable(f"Its first line names the column {twice[:60]} twice.")
    return columns, _rows(lines, opening, columns)


def require(table: Table, columns: Sequence[str], most_rows: int) -> None:
    """Raise NotATable when a column is missing or the rows are too many."""
    if missing := [name for name in columns if name not in table.columns]:
        named = ", ".join(table.columns)
        shown = f" It names {named}." if named.isprintable() and len(named) < 300 else ""
        raise NotATable(f"Its first line does not name the column {' nor '.join(missing)}.{shown}")
    if not table.rows:
        raise NotATable("There is no row below its first line.")
    if len(table) > most_rows:
        raise NotATable(f"It has {len(table):,} rows; {most_rows:,} can be imported at once. Split it.")


def column_name(name: str) -> str:
    """A column's name however it is spelt: "Release Date" is release_date."""
    return "_".join(re.split(r"[\s_-]+", name.strip().casefold()))


def _text(content: bytes) -> str:
    if content.startswith(_UTF_16):
        raise NotATable("It is UTF-16: save it as “CSV UTF-8” and try again.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotATable(f"Line {line:,} is not UTF-8: save the file as “CSV UTF-8” and try again.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise NotATable(f"Line {line:,} holds a NUL byte: this is no text file.")
    return text


def _lines(text: str) -> Iterator[str]:
    # Not splitlines(), which also splits at characters that may stand within a text.
    return (found[0] for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text))


def _rows(lines: Iterator[str], opening: Opening, columns: list[str]) -> Iterator[TableRow]:
    reader = csv.reader(lines, delimiter=opening.separator, strict=True)
    number = opening.number
    while True:
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield TableRow(number, problem=f"it cannot be read ({error}): is a quotation mark left open?")
            continue
        if not any(values):
            continue
        if len(values) != len(columns):
            yield TableRow(number, problem=f"it has {len(values)} values, the first line {len(columns)} columns")
            continue
        yield TableRow(number, {name: read(value) for name, value in zip(columns, values, strict=True)})
