"""What can be wrong with a table of scores and with a row of it."""

from __future__ import annotations

from typing import NamedTuple


class NotScores(ValueError):
    """A file that is no table of scores at all; the message says why and what to do."""


class BadValue(ValueError):
    """A value that keeps its row out; the message names it."""


class BadRow(NamedTuple):
    """A row that was not imported. `number` counts as a spreadsheet does: the header is row 1."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"row {self.number}: {self.reason}"
