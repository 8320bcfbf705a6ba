"""Dates as pages print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from reviews.reading.months import is_weekday, month_of
from reviews.reading.words import vocabulary

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
MOST_MONTHS, MOST_DAYS = 12, 31
LONGEST_LINE = 200
ENOUGH_TEXT = 100_000

DAY_FIRST_LANGUAGES = vocabulary("de fr es it pt nl sv da no nb nn fi is pl cs sk sl hr ru uk bg tr el ro et ca gl")
"""Languages whose dates in figures put the day before the month. English is not one: its writers do both."""

_SPACE = r"[ \t\u00a0\u2009\u202f]"
_FIGURES = (
    rf"(?<![\d/.,-])(?P<first>\d{{1,4}})(?P<mark>[-/.]){_SPACE}?(?P<second>\d{{1,2}})(?P=mark){_SPACE}?"
    r"(?P<third>\d{1,4})(?!\d)"
)
_FULL_FIGURES = re.compile(r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)\d{4}(?!\d)")
_EAST_ASIAN = (
    rf"(?P<ea_year>\d{{4}}){_SPACE}?[年년]{_SPACE}?(?P<ea_month>\d{{1,2}}){_SPACE}?[月월]{_SPACE}?(?P<ea_day>\d{{1,2}})"
    rf"{_SPACE}?[日일]"
)
_ORDINAL = r"(?:st|nd|rd|th|er|re|ème|[.ºªo°])?"
_OF = r"(?:(?:of|de|den)\s|d['’])?"
_MONTH = r"[^\W\d_]{3,14}|[IVX]{1,4}"
_YEAR = r"(?:\d{4}(?!\d)|['’‘]\d{2}(?!\d))"
_DAY_FIRST = (
    rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[\s,-]{{0,2}}{_OF}(?P<month>{_MONTH})[.,]{{0,2}}[\s-]{{0,2}}"
    rf"(?:(?:de|del|of)\s)?(?P<year>{_YEAR})"
)
_MONTH_FIRST = rf"(?P<us_month>{_MONTH})\.?\s{{0,2}}(?P<us_day>\d{{1,2}}){_ORDINAL}[.,]?\s{{0,2}}(?P<us_year>{_YEAR})"
_YEAR_FIRST = r"(?<!\d)(?P<y_year>\d{4})[.,]?\s(?P<y_month>[^\W\d_]{3,14})\.?\s(?P<y_day>\d{1,2})(?!\d)\.?"
_DATE = re.compile(rf"{_EAST_ASIAN}|{_FIGURES}|{_DAY_FIRST}|{_MONTH_FIRST}|{_YEAR_FIRST}", re.IGNORECASE)
_CLOCK = re.compile(
    r"T?\d{1,2}(?:[:.h]\d{2}){1,2}(?:[.,]\d{1,6})?(?:[ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?"
    r"|\d{1,2}h|\d{1,2}[ap]\.?m\.?|[+-]\d{2}:?\d{2}|[ap]\.?m\.?|Uhr|hrs?|Z|(?-i:[A-Z]{2,5})",
    re.IGNORECASE,
)
_BESIDE = vocabulary(
    "on at le la les am um el a à as às las den der the kl klo om ore alle il dia di e - – — | • · @ , . du of den op "
    "på em no den dne г г. r. г.,"
)


@dataclass(frozen=True)
class DateRules:
    """How the dates of one page are to be read: whether figures put the day first, and the last day that can be past.

    `day_first` is None where that cannot be told.
    """

    day_first: bool | None = None
    last: date = date(LATEST_YEAR, 12, 31)

    @classmethod
    def of(cls, language: str | None, today: date | None = None, text: str = "") -> DateRules:
        """The rules for a text in `language`, read `today`: as the other dates in figures of `text` are printed."""
        today = today or datetime.now(UTC).date()
        order = True if language in DAY_FIRST_LANGUAGES else _order_in(text)
        return cls(order, latest_day(today))


def _order_in(text: str) -> bool | None:
    """Whether the dates in figures of a text put the day first; None where none of them tells, or they differ."""
    orders = set()
    for match in _FULL_FIGURES.finditer(text[:ENOUGH_TEXT]):
        one, two = int(match["one"]), int(match["two"])
        if (one > 12) != (two > 12):
            orders.add(one > 12)
    return orders.pop() if orders == {True} else None


def latest_day(today: date) -> date:
    """The latest day on which something can have been published: it may be tomorrow already where its author is."""
    return today + timedelta(days=1)


EITHER = DateRules()


@dataclass(frozen=True)
class PrintedDate:
    """A date in a line: where it stands, the day that it names if that is clear, and if not, why."""

    start: int
    end: int
    day: date | None
    problem: str = ""


def find_dates(line: str, rules: DateRules = EITHER) -> list[PrintedDate]:
    """The dates in a short line, also those that name no day for certain."""
    if len(line) > LONGEST_LINE:
        return []
    found = []
    for match in _DATE.finditer(line):
        printed = _read(match, rules)
        if printed:
            found.append(printed)
    return found


def read_date(printed: str, rules: DateRules = EITHER) -> date | None:
    """The day that the whole of `printed` names, None when it names none or could be read in two ways ("03/04/2025").

    Months are read in some twenty languages.
    """
    printed = printed.strip()
    found = find_dates(printed, rules)
    if len(found) != 1 or not found[0].day:
        return None
    return found[0].day if is_beside_date(printed[: found[0].start] + " " + printed[found[0].end :]) else None


def is_beside_date(text: str) -> bool:
    """Whether `text` holds only what goes with a date: a day of the week, a clock, a preposition."""
    words = text.replace(",", " ").replace("(", " ").replace(")", " ").split()
    return len(words) <= 10 and all(
        word.casefold() in _BESIDE or is_weekday(word) or _CLOCK.fullmatch(word) for word in words
    )


def _read(match: re.Match[str], rules: DateRules) -> PrintedDate | None:
    part = match.groupdict()
    if part["ea_year"]:
        return _printed(match, _day(part["ea_year"], part["ea_month"], part["ea_day"]), rules)
    if part["first"]:
        return _figures(match, part, rules)
    month = month_of(part["month"] or part["us_month"] or part["y_month"])
    if month is None:
        return None
    year = _whole_year(part["year"] or part["us_year"] or part["y_year"])
    return _printed(match, _day(year, month, part["day"] or part["us_day"] or part["y_day"]), rules)


def _figures(match: re.Match[str], part: dict[str, str], rules: DateRules) -> PrintedDate | None:
    first, second, third = part["first"], part["second"], part["third"]
    if len(first) == 4 and len(third) <= 2:
        return _printed(match, _day(first, second, third), rules)
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    if len(third) == 2 and not rules.day_first and not _is_plain_short(part):
        return PrintedDate(match.start(), match.end(), None, "names no day for certain")
    year, one, two = _whole_year(third), int(first), int(second)
    if two > 12:
        return _printed(match, _day(year, one, two), rules)
    if rules.day_first or one > 12 or one == two:
        return _printed(match, _day(year, two, one), rules)
    return PrintedDate(match.start(), match.end(), None, "could be two days")


def _is_plain_short(part: dict[str, str]) -> bool:
    """Whether a date with two figures for its year can be read in one way only: "3/22/98", "22/3/98"."""
    first, second, third = int(part["first"]), int(part["second"]), int(part["third"])
    if part["mark"] != "/" or max(first, second) > MOST_DAYS:
        return False
    return first <= MOST_MONTHS < second or (second <= MOST_MONTHS < first and third > MOST_DAYS)


def _printed(match: re.Match[str], day: date | None, rules: DateRules) -> PrintedDate:
    if day is None:
        return PrintedDate(match.start(), match.end(), None, "is no day of the calendar, or too long ago")
    if day > rules.last:
        return PrintedDate(match.start(), match.end(), None, "is still to come")
    return PrintedDate(match.start(), match.end(), day)


def _whole_year(printed: str) -> int:
    """The year, of this century or the last where only two figures of it are printed."""
    figures = printed.lstrip("'’‘")
    return int(figures) + (0 if len(figures) == 4 else 2000 if int(figures) < 70 else 1900)


def _day(year: int | str, month: int | str, day: int | str) -> date | None:
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
