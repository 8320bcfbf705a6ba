"""How a CSV file begins: what may stand above its line of columns, and what separates them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SEPARATORS = ",;\t"

# "sep=;" tells spreadsheets what separates columns, and is shown by none of them.
_SEPARATOR_LINE = re.compile(r'\s*"?sep=(["\']?)([^\w\s"\']|\t)\1"?[,;\t"]*+\s*+', re.IGNORECASE)
_BLANK_LINE = re.compile(r'[\s,;"]*')


class Opening(NamedTuple):
    """A file's line of columns, the number that a spreadsheet gives it, and what separates the columns."""

    line: str
    number: int
    separator: str


def opening_of(lines: Iterator[str]) -> Opening | None:
    """Take the lines from a file up to its line of columns. None when all of them are blank."""
    number, named = 0, ""
    for line in (line.removeprefix("\ufeff") for line in lines):
        if not named and (said := _SEPARATOR_LINE.fullmatch(line)):
            named = said[2]
            continue
        number += 1
        if not _BLANK_LINE.fullmatch(line):
            return Opening(line, number, named or max(SEPARATORS, key=line.count))
    return None
