"""Work that a web process does beside its requests: one thread of its own, when called and every so often."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


class Rounds:
    """One thread of this process that does `work` when called, and looks every `seconds` whether there is any."""

    def __init__(self, name: str, work: Callable[[], object], seconds: float) -> None:
        self._name, self._work, self._seconds = name, work, seconds
        self._called = threading.Event()
        self._starting = threading.Lock()
        self._process = 0

    def call(self) -> None:
        """There is work. Returns at once."""
        self.start()
        self._called.set()

    def start(self) -> None:
        """Be there, once in each process (threads do not survive a fork)."""
        with self._starting:
            if self._process != os.getpid():
                self._process = os.getpid()
                threading.Thread(target=self._go_on, name=self._name, daemon=True).start()

    def _go_on(self) -> None:
        while True:
            self._called.wait(self._seconds)
            self._called.clear()
            try:
                self._work()
            except DatabaseError as error:
                logger.warning("The %s could not work: %s", self._name, error)
            except Exception:
                logger.exception("The %s failed and goes on", self._name)
            finally:
                connection.close()
