"""Work on much text in a process of its own, under a limit: the threads that serve readers go on meanwhile.

Threads of one process take turns; a second spent on a megabyte is a second that every reader of that process waits.
The process is started when it is first needed and ended when it has not been needed for a while.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from common.text import Unreadable

Result = TypeVar("Result")

LARGE = 100_000
"""Bytes, or characters: what has more of them is worked on in another process, and so much posted counts as large."""

# Half the threads of a worker, so that the other half serves.
MOST_AT_ONCE = 2
IDLE_SECONDS = 300


@dataclass(frozen=True)
class Patience:
    """How many seconds somebody waits for a turn, and then for the work."""

    turn: float
    work: float


SOMEBODY_WAITS = Patience(turn=1, work=3)
NOBODY_WAITS = Patience(turn=120, work=60)


class GivenUp(Unreadable):
    """It was not read for want of time; the message says in one line what to do. Nothing has changed."""


class _Helper:
    """The process beside this one: at most one, for jobs that come one after another."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._pool: ProcessPool | None = None
        self._pool_of = 0
        self._jobs = 0
        self._needed_at = 0.0

    def do(self, function: Callable[..., Result], arguments: tuple[object, ...], patience: Patience) -> Result:
        if not self._room.acquire(timeout=patience.turn):
            raise GivenUp("Other long texts are being read just now. Nothing is lost: send it again in a moment.")
        try:
            return self._enter(function.__module__).schedule(function, args=arguments, timeout=patience.work).result()
        except TooLong:
            raise GivenUp(
                f"It was not read within {patience.work:g} seconds, so it was given up. Leave out what is not the "
                "review, and send it again."
            ) from None
        except (ProcessExpired, BrokenProcessPool, CancelledError):
            # It was killed, or took more memory than there is.
            raise GivenUp("The process that reads long texts ended. Nothing is lost: send it again.") from None
        finally:
            self._room.release()
            self._leave()

    def _enter(self, module: str) -> ProcessPool:
        with self._guard:
            self._jobs += 1
            if self._pool is None or not self._pool.active or self._pool_of != os.getpid():
                # A fork of a process with threads may hang; what a fresh one imports is paid once.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPool(max_workers=1, initializer=_make_ready, initargs=(module,), context=context)
                self._pool_of = os.getpid()
            return self._pool

    def _leave(self) -> None:
        with self._guard:
            self._jobs -= 1
            self._needed_at = time.monotonic()
        timer = threading.Timer(IDLE_SECONDS + 1, self._end_if_idle)
        timer.daemon = True
        timer.start()

    def _end_if_idle(self) -> None:
        with self._guard:
            if self._pool and not self._jobs and time.monotonic() - self._needed_at > IDLE_SECONDS:
                self._pool.stop()
                self._pool = None


def _make_ready(module: str) -> None:
    """Let the processes that answer readers go first, and load what the work needs before its time begins."""
    os.nice(10)
    import_module(module)


_helper = _Helper()


def apart(function: Callable[..., Result], *arguments: object, patience: Patience = SOMEBODY_WAITS) -> Result:
    """What `function` makes of `arguments`, in another process.

    The function must be one of a module, without the database; it and what goes in and out are pickled. What it raises
    is raised here. Raises GivenUp when patience ends: while `MOST_AT_ONCE` others are at work, or over the work.
    """
    return _helper.do(function, arguments, patience)


def apart_if_large(
    size: int, function: Callable[..., Result], *arguments: object, patience: Patience = SOMEBODY_WAITS
) -> Result:
    """The same, of what has more than `LARGE` bytes or characters; less is worked on here and at once."""
    return function(*arguments) if size <= LARGE else apart(function, *arguments, patience=patience)
