"""What a bench has to do with whoever started it."""

from __future__ import annotations

import signal
import sys
from types import FrameType


def say(words: str) -> None:
    """How far it is: one line, beside what it prints."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def stop_on_signals() -> None:
    """End as for Ctrl-C when asked to terminate, or when the terminal closes: everything is cleared away."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
