"""Which backups are kept: the newest of each of so many days, weeks and months. Knows names and moments, no files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

NAME = re.compile(r"chorus-(\d{8}T\d{6}Z)(?:-(\d+))?\.zip")
_MOMENT = "%Y%m%dT%H%M%SZ"


def name_at(moment: datetime, again: int = 0) -> str:
    """The name of a backup made at that moment; `again` tells apart those of one second."""
    return f"chorus-{moment.astimezone(UTC):{_MOMENT}}{f'-{again}' if again else ''}.zip"


def moment_of(name: str) -> datetime | None:
    """When the backup of that name was made; None for what bears no such name, and is somebody else's."""
    found = NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


class Keep(NamedTuple):
    """How many days, weeks and months a backup is kept of."""

    days: int
    weeks: int
    months: int

    @classmethod
    def read(cls, text: str) -> Keep:
        """The numbers out of `7,4,12`. Raises ValueError."""
        numbers = text.split(",")
        if len(numbers) != 3 or not all(number.strip().isascii() and number.strip().isdigit() for number in numbers):
            raise ValueError("Say three numbers: how many days, weeks and months to keep a backup of, such as 7,4,12.")
        kept = cls(*map(int, numbers))
        if not any(kept):
            raise ValueError("Nothing would be kept.")
        return kept


@dataclass(frozen=True)
class _Named:
    moment: datetime
    name: str


def dropped(names: Iterable[str], keep: Keep, just_made: str) -> list[str]:
    """Those of the backups that are kept no longer, the oldest first.

    Periods are counted by the backups that there are, not by the clock: a site that stood still for a month, or whose
    clock was set back, loses none by that. What was just made is kept in any case, and so is the newest by its name.
    """
    there = sorted(
        (_Named(moment, name) for name in names if (moment := moment_of(name))),
        key=lambda named: (named.moment, len(named.name), named.name),
        reverse=True,
    )
    kept = {just_made, *(named.name for named in there[:1])}
    periods: list[tuple[int, Callable[[datetime], object]]] = [
        (keep.days, lambda moment: moment.date()),
        (keep.weeks, lambda moment: moment.isocalendar()[:2]),
        (keep.months, lambda moment: (moment.year, moment.month)),
    ]
    for most, period in periods:
        newest: dict[object, str] = {}
        for named in there:
            newest.setdefault(period(named.moment), named.name)
        kept.update(list(newest.values())[:most])
    return [named.name for named in reversed(there) if named.name not in kept]
