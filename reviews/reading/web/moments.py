"""The day in a moment as machines write it: "2019-04-05T08:12:00+02:00"."""

from __future__ import annotations

import re
from datetime import date

from reviews.reading.dates import EARLIEST_YEAR, read_date

_MOMENT = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T\s].*)?", re.DOTALL)


def day_of(moment: str) -> date | None:
    """The day as written, in whatever zone it was written; None when there is none to be read for certain."""
    match = _MOMENT.fullmatch(moment[:60])
    if match is None:
        return read_date(moment[:60]) if moment else None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day if day.year >= EARLIEST_YEAR else None
