"""One worker for all jobs: it does what is due, each job in a process of its own, and writes down how it went.

Of several workers, on however many machines, one works and the others stand by: who works holds a lock in the database,
and loses it with the connection when it dies. What it had begun ends with it, and is due again.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from io import StringIO
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

import psycopg2
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.models import F
from django.utils import timezone

from common.processes import end_with_parent
from curation.jobs.schedule import JOBS, ScheduledJob
from curation.models import Job
from curation.models.job import MOST_SAID

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
STAND_BY_SECONDS = 5.0
GRACE = timedelta(seconds=10)
"""How long a job that is told to end may take to do so."""
_ONE_WORKER = 7_310_442_119
"""The key of the advisory lock that the worker holds: any number that nothing else takes."""


def somebody_works() -> bool:
    """Whether a worker is at work just now, on whichever machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND (classid::bigint << 32) + objid::bigint = %s)",
            [_ONE_WORKER],
        )
        (works,) = cursor.fetchone()
    return works


def know_all_jobs(now: datetime) -> None:
    """Have a row for every job of this release, and for no other. A new one is due when a new site's would be."""
    Job.objects.exclude(name__in=JOBS).delete()
    missing = JOBS.keys() - set(Job.objects.values_list("name", flat=True))
    Job.objects.bulk_create(
        [Job(name=name, next_at=JOBS[name].first_time(now)) for name in sorted(missing)], ignore_conflicts=True
    )


def begin(row: Job, now: datetime) -> None:
    """Write down that a job has begun."""
    Job.objects.filter(pk=row.pk).update(begun_at=now, asked_for=False)


def end(name: str, now: datetime, said: str, problem: str | None) -> None:
    """Write down how a job has ended, and when it is due again. `problem` is None where it went well."""
    ended: dict[str, Any] = {"ended_at": now, "said": said.strip()[-MOST_SAID:]}
    if problem is None:
        ended |= {"failures": 0, "next_at": JOBS[name].next_time(now)}
    else:
        logger.error("The job %s failed: %s", name, problem)
        failures = (Job.objects.filter(name=name).values_list("failures", flat=True).first() or 0) + 1
        again = JOBS[name].next_time(now, failures)
        ended |= {"failures": failures, "failed_at": now, "problem": problem[-MOST_SAID:], "next_at": again}
    # The clock may have been set back meanwhile.
    Job.objects.filter(name=name, begun_at__gt=now).update(begun_at=now)
    Job.objects.filter(name=name).update(**ended)


def outcome_of(job: ScheduledJob) -> tuple[str, str | None]:
    """Do it here and now: what it said, and what went wrong, in words, or None."""
    out, err = StringIO(), StringIO()
    problem = None
    try:
        call_command(job.command, *job.arguments, stdout=out, stderr=err)
    except SystemExit as error:
        problem = None if error.code in (None, 0) else str(error.code)
    except CommandError as error:
        problem = str(error)
    except Exception as error:
        logger.exception("The job %s failed", job.command)
        problem = f"{type(error).__name__}: {error}"
    return "\n".join(filter(None, [err.getvalue().strip(), out.getvalue().strip()])), problem


def work_once(say: Callable[[str], object]) -> int:
    """Do all that is due now, one after the other, in this process; how many jobs failed. For cron."""
    know_all_jobs(timezone.now())
    failed = 0
    for row in list(Job.objects.due(timezone.now())):
        begin(row, timezone.now())
        said, problem = outcome_of(JOBS[row.name])
        end(row.name, timezone.now(), said, problem)
        say(f"{row.name}: {problem or said or 'done.'}")
        failed += problem is not None
    return failed


class _Running:
    """A job in its process."""

    def __init__(self, job: ScheduledJob, process: ForkProcess, answer: Connection, until: datetime) -> None:
        self.job, self._process, self._answer, self._until = job, process, answer, until
        self._is_late = False

    def outcome(self, now: datetime) -> tuple[str, str | None] | None:
        """What came of it, or None while it runs. What takes too long is told to end, then ended."""
        if self._answer.poll():
            with suppress(EOFError):
                told = self._answer.recv()
                self._process.join()
                return told
        if self._process.is_alive():
            self._hurry(now)
            return None
        return "", self._cause_of_death()

    def _hurry(self, now: datetime) -> None:
        if now > self._until:
            self._is_late = True
            self._process.terminate()
        if now > self._until + GRACE:
            self._process.kill()

    def _cause_of_death(self) -> str:
        if self._is_late:
            return f"It took longer than {self.job.longest} and was ended."
        code = self._process.exitcode or 0
        return (
            f"Its process was killed ({signal.Signals(-code).name})." if code < 0 else f"Its process ended with {code}."
        )

    def stop(self) -> None:
        """End it now."""
        self._process.kill()
        self._process.join()


class Worker:
    """Does what is due until it is told to stop."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._stopped = False
        self._running: dict[str, _Running] = {}
        self._lock = connections.create_connection(DEFAULT_DB_ALIAS)
        self._parent_end, self._child_end = os.pipe()

    def stop(self, *signal_: object) -> None:
        """End after this look. What runs is ended too: it is due again."""
        self._stopped = True

    def work(self) -> None:
        """Stand by until nobody else works, then do what is due, until told to stop."""
        for name in JOBS:  # each process is forked with everything loaded
            load_command_class(get_commands()[name], name)
        told = False
        while not self._stopped:
            try:
                if self._is_mine():
                    self._take_up()
                    self._go_on()
                elif not told:
                    self._say("Another worker is at work; standing by.")
                    told = True
                self._wait(STAND_BY_SECONDS)
            except (Error, psycopg2.Error) as error:
                self._let_go()
                logger.warning("The worker waits for the database: %s", " ".join(str(error).split()))
                self._wait(STAND_BY_SECONDS)
        self._let_go()

    def _is_mine(self) -> bool:
        with self._lock.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ONE_WORKER])
            (mine,) = cursor.fetchone()
        return mine

    def _take_up(self) -> None:
        know_all_jobs(timezone.now())
        # Whoever worked before has died with these, and what was not written down is done again.
        for row in Job.objects.begun():
            end(row.name, timezone.now(), "", "The worker ended while it ran.")
            Job.objects.filter(pk=row.pk).update(next_at=timezone.now())
        self._say(f"At work on {len(JOBS)} jobs. Stop with Ctrl-C.")

    def _go_on(self) -> None:
        while not self._stopped:
            with self._lock.cursor() as cursor:  # the lock is ours as long as this connection stands
                cursor.execute("SELECT 1")
            self._look(timezone.now())
            self._wait(LOOK_SECONDS)

    def _look(self, now: datetime) -> None:
        for name, running in list(self._running.items()):
            if (came := running.outcome(now)) is not None:
                del self._running[name]
                end(name, now, *came)
        for row in Job.objects.due(now):
            if row.name in JOBS and self._has_room_for(JOBS[row.name]):
                begin(row, now)
                self._running[row.name] = self._start(JOBS[row.name], now)

    def _has_room_for(self, job: ScheduledJob) -> bool:
        """Those of the night come one after the other, however long they take, and nothing else waits for them."""
        a_night_is_at_work = any(running.job.at for running in self._running.values())
        return job.command not in self._running and not (job.at and a_night_is_at_work)

    def _start(self, job: ScheduledJob, now: datetime) -> _Running:
        connection.close()  # the process opens one of its own
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe(duplex=False)
        ends = self._parent_end, self._child_end
        # No daemon: those may have no processes of their own, as reading a long text apart has.
        process = context.Process(target=_in_process, args=(job, theirs, *ends), daemon=False)
        process.start()
        theirs.close()
        return _Running(job, process, ours, now + job.longest)

    def _let_go(self) -> None:
        for running in self._running.values():
            running.stop()
        names = list(self._running)
        self._running.clear()
        with suppress(Error, psycopg2.Error):
            # Ended by us and for no fault of theirs: as if they had not begun.
            Job.objects.filter(name__in=names).update(begun_at=F("ended_at"), next_at=timezone.now())
        with suppress(Error, psycopg2.Error):
            # A connection that is closed keeps its locks for another moment.
            if self._lock.connection is not None:
                self._lock.cursor().execute("SELECT pg_advisory_unlock_all()")
        with suppress(Error, psycopg2.Error):
            self._lock.close()
        with suppress(Error, psycopg2.Error):
            connection.close()

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopped and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))


def _in_process(job: ScheduledJob, answer: Connection, read_end: int, write_end: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.close(write_end)
    end_with_parent(read_end)
    answer.send(outcome_of(job))
    connections.close_all()
