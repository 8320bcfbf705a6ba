"""A watch over requests: none works longer than `settings.REQUEST_SECONDS`, whatever it does.

A thread of each process looks every second. In a request that has had its time it raises `RequestTookTooLong`, which
Python delivers before the next line of that thread: loops end, transactions roll back, and the middleware answers 503.
Waits for the database end before that by the statement timeout. What never comes to a next line, as one expression
matched for minutes inside C, would hold the whole process: then the process ends, and the server starts another.
"""

from __future__ import annotations

import ctypes
import faulthandler
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psycopg2
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse

from config.errors import Why, unavailable

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
STUCK_SECONDS = 15
"""So much longer than a request may take, a process may hold its own watch up before it is ended."""


class RequestTookTooLong(BaseException):
    """Raised into the thread of a request that has had its time. No `except Exception` holds it up."""


class _Watch:
    """Which threads are at work on a request, and until when."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._until: dict[int, float] = {}
        self._process = 0
        self._ends_stuck_process = False

    def end_process_if_stuck(self) -> None:
        """From now on, end this process when its threads do not come to a next line."""
        self._ends_stuck_process = True

    def enter(self, seconds: float) -> None:
        with self._guard:
            self._until[threading.get_ident()] = time.monotonic() + seconds
            if self._process != os.getpid():
                self._process = os.getpid()
                self._put_off_the_end()
                threading.Thread(target=self._go_on, name="watch", daemon=True).start()

    def leave(self) -> None:
        """The request is done. One that is done just as its time ends is not stopped any more."""
        with self._guard:
            thread = threading.get_ident()
            self._until.pop(thread, None)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)

    def _go_on(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            self._put_off_the_end()
            self._look()

    def _put_off_the_end(self) -> None:
        """Whoever comes to a next line is not stuck."""
        if self._ends_stuck_process:
            patience = settings.REQUEST_SECONDS + STUCK_SECONDS
            faulthandler.dump_traceback_later(patience, exit=True, file=sys.__stderr__ or 2)

    def _look(self) -> None:
        now = time.monotonic()
        with self._guard:
            for thread, until in self._until.items():
                if now > until:
                    error = ctypes.py_object(RequestTookTooLong)
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error)


watch = _Watch()


class WatchMiddleware:
    """Gives a request up that works longer than it may, with a 503 that hands back what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            watch.enter(settings.REQUEST_SECONDS)
            try:
                return self.get_response(request)
            finally:
                watch.leave()
        except RequestTookTooLong:
            watch.leave()  # again: it may have been leaving that was interrupted
            logger.error("%s %s was given up after %g s", request.method, request.path, settings.REQUEST_SECONDS)
            _leave_connection()
            return unavailable(request, Why.TOO_LONG)


def _leave_connection() -> None:
    """Let the connection go: nobody knows what it was in the middle of."""
    left = connections[DEFAULT_DB_ALIAS]
    del connections[DEFAULT_DB_ALIAS]
    if left.connection is not None:
        with suppress(psycopg2.Error):
            left.connection.close()
