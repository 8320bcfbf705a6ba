"""Every job that is done on a timer: a command of the site's, how often, and how long it may take.

Each is safe to be killed and to be run twice: what it has to do is kept in the tables it works on, so a job that is
late, that was cut short or that ran beside a curator's own command only finds less to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FIRST_PAUSE = timedelta(minutes=1)
"""After a failure a job is tried again so soon, then after twice the time, and never later than it would be anyway."""
HALF_A_DAY = timedelta(hours=12)
"""A night's job that was made up for by day is due in the next night all the same."""


@dataclass(frozen=True)
class ScheduledJob:
    """One command on a timer. `at` is an hour of the site's own clock, for what belongs into the night."""

    command: str
    title: str
    tells: str
    every: timedelta
    longest: timedelta
    arguments: tuple[str, ...] = ()
    at: time | None = None

    def first_time(self, now: datetime) -> datetime:
        """When it is due on a site that has never done it: at once, or in the coming night."""
        return now if self.at is None else _next(self.at, now)

    def next_time(self, now: datetime, failures: int = 0) -> datetime:
        """When it is due again, when it has ended just now after so many failures in a row."""
        regular = now + self.every if self.at is None else _next(self.at, now + self.every - HALF_A_DAY)
        if not failures:
            return regular
        return min(regular, now + FIRST_PAUSE * 2 ** min(failures - 1, 20))


def _next(at: time, earliest: datetime) -> datetime:
    """The first such hour from then on, on the site's clock."""
    local = timezone.localtime(earliest)
    on_that_day = datetime.combine(local.date(), at, local.tzinfo)
    return on_that_day if on_that_day >= local else datetime.combine(local.date() + timedelta(days=1), at, local.tzinfo)


_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def nightly_backup(place: str, keep: str) -> list[ScheduledJob]:
    """The backup of each night, on a site that has named a place for it."""
    if not place:
        return []
    arguments = (place, "--keep", keep)
    return [ScheduledJob("backup", "Backup", "Backs the site up.", _DAY, 6 * _HOUR, arguments, at=time(2, 15))]


def nightly_open_data(folder: Path | None) -> list[ScheduledJob]:
    """The open data of each night, on a site that has named a folder for it."""
    if folder is None:
        return []
    tells = "Puts what the site gives away into its folder."
    return [ScheduledJob("export_open", "Open data", tells, _DAY, 3 * _HOUR, (str(folder),), at=time(5, 15))]


JOBS = {
    job.command: job
    for job in [
        ScheduledJob("send_mail", "Mail", "Sends the mail that is due.", _MINUTE, 10 * _MINUTE),
        ScheduledJob(
            "poll_feeds",
            "Feeds and pages",
            "Asks the feeds that are due and fetches what waits.",
            timedelta(seconds=20),
            30 * _MINUTE,
        ),
        ScheduledJob(
            "tell_readers",
            "News for readers",
            "Notes what has come for those who follow it, and writes the mail of it.",
            timedelta(seconds=20),
            10 * _MINUTE,
        ),
        ScheduledJob(
            "look_at_mentions",
            "Mentions",
            "Looks at the pages that say they link here.",
            _MINUTE,
            30 * _MINUTE,
        ),
        ScheduledJob(
            "import_musicbrainz",
            "Records that wait",
            "Asks MusicBrainz again for what was asked for while it was away.",
            5 * _MINUTE,
            30 * _MINUTE,
            ("--waiting",),
        ),
        ScheduledJob(
            "look_up_shelves",
            "Readers’ files",
            "Looks up the records that readers have brought along.",
            timedelta(seconds=20),
            30 * _MINUTE,
        ),
        *nightly_backup(settings.BACKUP_TO, settings.BACKUP_KEEP),
        ScheduledJob(
            "clearsessions", "Old sign-ins", "Forgets who was signed in long ago.", _DAY, _HOUR, at=time(3, 0)
        ),
        ScheduledJob(
            "forget_old_merges",
            "Old merges",
            "Forgets how merges of a month ago can be undone.",
            _DAY,
            _HOUR,
            at=time(3, 5),
        ),
        ScheduledJob(
            "find_duplicates",
            "Likely duplicates",
            "Puts likely duplicates on the curators’ worklist.",
            _DAY,
            3 * _HOUR,
            at=time(3, 15),
        ),
        ScheduledJob(
            "check_links", "Link checks", "Asks whether sources are still there.", _DAY, 6 * _HOUR, at=time(3, 45)
        ),
        ScheduledJob(
            "fit_consensus",
            "The model’s fit",
            "Fits the model on the site’s own reviews.",
            7 * _DAY,
            3 * _HOUR,
            at=time(4, 30),
        ),
        *nightly_open_data(settings.OPEN_DATA_TO),
    ]
}
"""By their command, the most frequent first."""
