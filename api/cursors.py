"""Cursors: places in the API's lists, signed, so that nobody has to trust or to read what a program sends back.

A cursor holds the place itself, not the row that stood there: a list that is read for days goes on where it was left,
whatever has been merged or withdrawn meanwhile. One of another list, of another site, or made up is a problem (400).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from api.problems import Problem
from common.keyset import Keyset, Place
from common.page_addresses import absolute

SALT = "api.cursors"
LONGEST = 4000
Row = TypeVar("Row", bound=Model)
_READ: dict[str, Callable[[str], Any]] = {
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
    "n": float,
    "i": int,
    "s": str,
}


def next_url(request: HttpRequest, of: str, *place: object) -> str:
    """The address of the page behind that place of the list `of`, asked for as this one was."""
    query = request.GET.copy()
    query["cursor"] = written_cursor(of, *place)
    return absolute(f"{request.path}?{urlencode(list(query.lists()), doseq=True)}")


def written_cursor(of: str, *place: object) -> str:
    """The cursor of that place of the list `of`."""
    return signing.dumps([of, *map(_written, place)], salt=SALT)


def read_cursor(text: str, of: str, size: int) -> list[Any] | None:
    """The place of `size` values in the list `of` that a cursor holds; None without one. Raises a problem (400)."""
    if not text:
        return None
    try:
        named, *place = signing.loads(text, salt=SALT) if len(text) <= LONGEST else ["too long"]
        read = [_READ[value[0]](value[1:]) for value in place]
    except (signing.BadSignature, ValueError, TypeError, KeyError, IndexError):
        named, read = "", []
    if named != of or len(read) != size:
        raise Problem.with_parameter("cursor", "it is none of this list; begin again without one.")
    return read


def keyset_page(
    request: HttpRequest, rows: QuerySet[Row], order: Keyset, of: str, cursor: str, limit: int
) -> tuple[list[Row], str | None]:
    """A page of the rows in that order, and the address of the next one. Two queries: the rows, and where they end."""
    place = read_cursor(cursor, of, 2)
    sorted_rows = order.sorted(rows)
    if place:
        sorted_rows = sorted_rows.filter(order.beyond(Place(*place)))
    found = list(sorted_rows.annotate(cursor_key=order.key)[: limit + 1])
    page = found[:limit]
    more = len(found) > limit
    return page, next_url(request, of, page[-1].cursor_key, page[-1].pk) if more else None  # type: ignore[attr-defined]


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return f"m{value.isoformat()}"
    if isinstance(value, date):
        return f"d{value.isoformat()}"
    if isinstance(value, int):
        return f"i{value}"
    return f"n{value!r}" if isinstance(value, float) else f"s{value}"
