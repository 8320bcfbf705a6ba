"""Years and decades, as addresses and pages name them: `2019`, `2010s`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.urls import register_converter

FIRST, LAST = 1000, 2999
MOST_YEARS = 300

Albums = TypeVar("Albums", bound=QuerySet[Any, Any])

# From each year found, straight to the next one before it: as many steps through the index as there are years.
_YEARS = """
WITH RECURSIVE step (year) AS (
    SELECT {last}::int + 1
    UNION ALL
    SELECT (
        SELECT extract(year FROM found.day)::int FROM ({albums}) found (day)
        WHERE found.day < make_date(step.year, 1, 1) ORDER BY found.day DESC NULLS LAST LIMIT 1
    ) FROM step WHERE step.year IS NOT NULL
)
SELECT year FROM step WHERE year <= {last} LIMIT {most}
"""


@dataclass(frozen=True)
class Period:
    """A year, or the ten of a decade, by the first of them."""

    first: int
    years: int = 1

    def __str__(self) -> str:
        return f"{self.first}s" if self.is_decade else str(self.first)

    @property
    def is_decade(self) -> bool:
        """Whether it is a decade."""
        return self.years > 1

    @property
    def name(self) -> str:
        """As a sentence says it: "2019", "the 2010s"."""
        return f"the {self}" if self.is_decade else str(self)

    @property
    def decade(self) -> Period:
        """The decade it lies in; itself, if it is one."""
        return Period(self.first - self.first % 10, 10)

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day."""
        return date(self.first, 1, 1), date(self.first + self.years - 1, 12, 31)

    def within(self, albums: Albums) -> Albums:
        """The albums that were released in it."""
        return albums.filter(release_date__range=self.days)


def parse_period(text: str) -> Period | None:
    """The period of that name; None when it is none."""
    found = re.fullmatch(PeriodInAddress.regex, text)
    if not found:
        return None
    return Period(int(text[:4]), 10) if text.endswith("s") else Period(int(text))


def years_of(albums: QuerySet) -> list[int]:
    """The years in which any of the albums was released, newest first. One query, as long as there are years."""
    dated = albums.filter(release_date__isnull=False).order_by().values_list("release_date")
    sql, params = dated.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_YEARS.format(albums=sql, last=LAST, most=MOST_YEARS), params)
        return [year for (year,) in cursor.fetchall()]


class PeriodInAddress:
    """`<period:period>` in an address."""

    regex = "[12][0-9]{2}0s|[12][0-9]{3}"

    def to_python(self, value: str) -> Period:
        """The period of that name."""
        period = parse_period(value)
        if period is None:
            raise ValueError(value)
        return period

    def to_url(self, value: Period | int | str) -> str:
        """Its name."""
        return str(value)


register_converter(PeriodInAddress, "period")
