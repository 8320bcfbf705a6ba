"""Pages of long lists that begin behind a row, not after a number of rows ("keyset paging").

A page is one range of the order's index, so the last is as near as the first, and nothing is skipped or shown twice
when rows come and go between two pages. A `Keyset` orders the rows of one table; a `MergedPlace` stands among the rows
of several, which are told apart by their moment first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan

from common.query import moment, whole

Row = TypeVar("Row", bound=Model)


class Comparable(Protocol):
    """What says of two which is first."""

    def __lt__(self, other: Any, /) -> bool: ...

    def __gt__(self, other: Any, /) -> bool: ...


Table = TypeVar("Table", bound=Comparable)


class RowValue(Func):
    """Several values as one, compared from the left; the type is never looked at."""

    function = "ROW"
    output_field = BooleanField()


@dataclass(frozen=True)
class Place:
    """Where one row stands in the order of its table: its sort key, and its primary key."""

    key: object
    pk: int


@dataclass(frozen=True)
class Keyset:
    """An order of one table: by a key that is never null, then by primary key, both the same way round."""

    key: F | Func
    descending: bool = False

    def place_of(self, rows: QuerySet[Row], pk: int) -> Place | None:
        """Where that one of the rows stands; None when it is none of them. One query."""
        key = rows.filter(pk=pk).order_by().values_list(self.key, flat=True).first()
        return None if key is None else Place(key, pk)

    def sorted(self, rows: QuerySet[Row], *, backwards: bool = False) -> QuerySet[Row]:
        """The rows in this order, or from its end."""
        if self.descending is not backwards:
            return rows.order_by(self.key.desc(), F("pk").desc())
        return rows.order_by(self.key.asc(), F("pk").asc())

    def beyond(self, place: Place, *, backwards: bool = False) -> GreaterThan | LessThan:
        """The condition of what comes after a place, or before it."""
        comparison = LessThan if self.descending is not backwards else GreaterThan
        return comparison(RowValue(self.key, F("pk")), RowValue(Value(place.key), Value(place.pk)))


@dataclass(frozen=True, order=True)
class MergedPlace(Generic[Table]):
    """Where a row stands among those of several tables: by its moment, by its table, by its key."""

    at: datetime
    table: Table
    key: int

    def __str__(self) -> str:
        """As an address has it."""
        return f"{self.at.isoformat()}~{self.table}~{self.key}"

    def behind(self, table: Table, at: str, key: str, *, newest_first: bool) -> Q:
        """The rows of one of the tables, with those columns, that come after this place.

        The first condition is the one that the table's index follows.
        """
        after = "lt" if newest_first else "gt"
        not_before = Q(**{f"{at}__{after}e": self.at})
        later: Q = Q(**{f"{at}__{after}": self.at})
        if table == self.table:
            return not_before & (later | Q(**{f"{key}__{after}": self.key}))
        follows = table < self.table if newest_first else table > self.table
        return not_before if follows else later


def read_place(text: str, tables: Mapping[str, Table]) -> MergedPlace[Table] | None:
    """The place that an address names; None for none. `tables` are all there are, by what addresses call them."""
    at, _, rest = text.partition("~")
    name, _, number = rest.partition("~")
    found, key = moment(at), whole(number)
    if found is None or key is None or name not in tables:
        return None
    return MergedPlace(found, tables[name], key)
