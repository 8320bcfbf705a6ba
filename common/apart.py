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
from concurrent.futures import TimeoutError as TooLong
from typing import TypeVar

from pebble import ProcessPool

from common.text import Unreadable

Result = TypeVar("Result")

# Half the threads of a worker, so that the other half serves.
MOST_AT_ONCE = 2
PATIENCE_SECONDS = 1.0
SECONDS = 3.0
IDLE_SECONDS = 300


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

    def do(
        self, function: Callable[..., Result], arguments: tuple[object, ...], seconds: float, patience: float
    ) -> Result:
        if not self._room.acquire(timeout=patience):
            raise GivenUp("Other long texts are being read just now. Nothing is lost: send it again in a moment.")
        try:
            return self._enter().schedule(function, args=arguments, timeout=seconds).result()
        except TooLong:
            raise GivenUp(
                f"It was not read within {seconds:g} seconds, so it was given up. Leave out what is not the review, "
                "and send it again."
            ) from None
        finally:
            self._room.release()
            self._leave()

    def _enter(self) -> ProcessPool:
        with self._guard:
            if self._pool is None or not self._pool.active or self._pool_of != os.getpid():
                # A fork of a process with threads may hang; what a fresh one imports is paid once.
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPool(max_workers=1, initializer=_step_back, context=context)
                self._pool_of = os.getpid()
            self._jobs += 1
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


def _step_back() -> None:
    """Let the processes that answer readers go first."""
    os.nice(10)


_helper = _Helper()


def apart(
    function: Callable[..., Result], *arguments: object, seconds: float = SECONDS, patience: float = PATIENCE_SECONDS
) -> Result:
    """What `function` makes of `arguments`, in another process, within so many `seconds` of work.

    The function must be one of a module, without the database; it and what goes in and out are pickled. What it raises
    is raised here. Raises GivenUp when it takes longer, and when after `patience` (in seconds) `MOST_AT_ONCE` are still
    at work.
    """
    return _helper.do(function, arguments, seconds, patience)
