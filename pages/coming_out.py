"""The release calendar: what comes out, week by week, and what has just come out.

Dates that are known to the month or the year alone stand at that month's or year's end, and say so. They count as
ahead while their month or year has not begun; in the month that is running, while nobody has reviewed the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import formats

from albums.models import Album
from albums.models.album import RELEASED, AlbumQuerySet

ALBUMS_A_PAGE = 100
JUST_OUT = 60
JUST_OUT_DAYS = 28
WEEKS = 8
"""So far ahead the calendar goes by weeks; by months beyond."""


@dataclass(frozen=True)
class Release:
    """One album in the calendar, and where in it: the last day on which it can be out."""

    album: Album
    day: date
    exact: bool

    @classmethod
    def of(cls, album: Album) -> Release:
        """Where an album with a date stands."""
        day = album.release_date or date.max
        if album.release_precision == Album.Precision.YEAR:
            return cls(album, date(day.year, 12, 31), False)
        if album.release_precision == Album.Precision.MONTH:
            return cls(album, _month_after(day) - timedelta(days=1), False)
        return cls(album, day, True)


@dataclass(frozen=True)
class CalendarPart:
    """A week, a month or a year of the calendar, by what it is called."""

    name: str
    releases: list[Release]


@dataclass(frozen=True)
class Calendar:
    """One page of it: what is ahead, nearest first; on the first page what is just out, newest first."""

    ahead: list[CalendarPart]
    just_out: list[CalendarPart]
    number: int
    more: bool


def calendar(number: int, today: date) -> Calendar:
    """That page of the calendar. Three queries a list, whatever it holds."""
    start = (number - 1) * ALBUMS_A_PAGE
    found = list(_ahead(today)[start : start + ALBUMS_A_PAGE + 1])
    releases = sorted(map(Release.of, found[:ALBUMS_A_PAGE]), key=lambda release: (release.day, not release.exact))
    just_out = [Release.of(album) for album in just_released(today)] if number == 1 else []
    return Calendar(
        ahead=_stretches(releases, today),
        just_out=_stretches(just_out, today),
        number=number,
        more=len(found) > ALBUMS_A_PAGE,
    )


def just_released(today: date) -> AlbumQuerySet:
    """What has come out in the last four weeks, on a day that is known, newest first."""
    since = today - timedelta(days=JUST_OUT_DAYS)
    dated = _from(since).filter(release_precision=Album.Precision.DAY, release_date__lte=today)
    return dated.with_cards().newest_first()[:JUST_OUT]


def _ahead(today: date) -> AlbumQuerySet:
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    coming = (
        Q(release_precision=Album.Precision.DAY, release_date__gt=today)
        | Q(release_precision=Album.Precision.MONTH, release_date__gte=_month_after(month))
        | Q(release_precision=Album.Precision.MONTH, counted_reviews=0)
        | Q(release_precision=Album.Precision.YEAR, release_date__gt=year.replace(month=12, day=31))
    )
    return _from(month).filter(coming).with_cards().order_by(RELEASED.asc(), "pk")


def _from(day: date) -> AlbumQuerySet:
    """Listed albums that came out on that day or later, by the index that lists of the newest are read from."""
    return Album.objects.listed().annotate(out=RELEASED).filter(out__gte=day)


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _stretches(releases: Iterable[Release], today: date) -> list[CalendarPart]:
    """The parts in the order of their first releases. A month without days may end in the middle of a week."""
    parts: dict[str, CalendarPart] = {}
    for release in releases:
        name = _name(release, today)
        parts.setdefault(name, CalendarPart(name, [])).releases.append(release)
    return list(parts.values())


def _name(release: Release, today: date) -> str:
    """What the part of the calendar is called in which a release stands."""
    monday = today - timedelta(days=today.weekday())
    weeks = (release.day - monday).days // 7
    if release.album.release_precision == Album.Precision.YEAR:
        return f"{release.day.year}, the month is not known"
    month = formats.date_format(release.day, "YEAR_MONTH_FORMAT")
    if not release.exact:
        return f"{month}, the day is not known"
    if weeks >= WEEKS:
        return month
    begins = formats.date_format(monday + timedelta(weeks=weeks), "DATE_FORMAT")
    return {-1: "Last week", 0: "This week", 1: "Next week"}.get(weeks, f"Week of {begins}")
