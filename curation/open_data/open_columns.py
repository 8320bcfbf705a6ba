"""The columns of open data: of what kind they are, in Parquet and as Frictionless calls it, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from curation.open_data.site_snapshot import SiteSnapshot

Row = tuple[object, ...]


class ColumnKind(StrEnum):
    """What a column holds. A tenth is a number as it is printed, to one decimal."""

    INTEGER = "integer"
    NUMBER = "number"
    TENTH = "tenth"
    TEXT = "string"
    TRUTH = "boolean"
    DAY = "date"
    MOMENT = "datetime"

    @property
    def frictionless(self) -> str:
        """The type by the name that Frictionless has for it."""
        return "number" if self is ColumnKind.TENTH else self.value


@dataclass(frozen=True)
class OpenColumn:
    """One column. `points_at` names the table and the column that its values are keys of."""

    name: str
    kind: ColumnKind
    meaning: str
    points_at: tuple[str, str] | None = None


@dataclass(frozen=True)
class OpenTable:
    """One table: its columns, and where its rows come from. The first column is the key where `keyed`."""

    name: str
    title: str
    about: str
    columns: tuple[OpenColumn, ...]
    rows: Callable[[SiteSnapshot], Iterator[Row]]
    keyed: bool = True
    quotations: bool = False
