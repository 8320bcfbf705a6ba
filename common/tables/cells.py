"""How values stand in the cells of a CSV file, so that what is written is read again as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from html import unescape

from django.utils.safestring import SafeString

# What spreadsheets take for the beginning of a formula, behind any number of the apostrophes that say it is none.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_TAG = re.compile(r"<[^<>]*>")
_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*);")


def written(value: object) -> str:
    """The value as a cell. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, list | tuple):
        return written(listed(value))
    text = _plain(value) if isinstance(value, SafeString) else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())


def read(cell: str) -> str:
    """The text that a cell stands for."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def listed(texts: Iterable[object]) -> str:
    """Several texts in one cell, with semicolons between them."""
    return "; ".join(str(text).replace("\\", "\\\\").replace(";", "\\;") for text in texts)


def unlisted(cell: str) -> list[str]:
    """The texts of such a cell. Empty ones keep their place; an empty cell has none."""
    if not cell.strip():
        return []
    parts, start = [], 0
    for found in _SEPARATOR.finditer(cell):
        parts.append(cell[start : found.end() - 1])
        start = found.end()
    return [re.sub(r"\\(.)", r"\1", part.strip()) for part in [*parts, cell[start:]]]
