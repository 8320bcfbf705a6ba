"""Whose turn it is to ask a host: one request at a time, whichever worker makes it, and a pause after each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from django.db.models import Manager, Q
from django.utils import timezone

LEASE = timedelta(seconds=90)
"""Longer than anything done in one turn. A worker that dies in its turn gives the host up so much later."""

LONGEST_WAIT = timedelta(days=7)
LONGEST_PAUSE = timedelta(days=8)
"""Longer than any pause. A turn that is further ahead was written before the clock was set back."""


class NotYet(Exception):
    """Somebody else is asking the host just now, or has a moment ago. `host` may be asked again later."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is asked by somebody else just now.")
        self.host = host


class Turn:
    """One turn to ask a host; `pause` is how long nobody asks it afterwards, and grows with what the host asks for."""

    def __init__(self, host: str, pause: timedelta) -> None:
        self.host = host
        self.pause = pause

    def wait_longer(self, pause: timedelta) -> None:
        """Make the pause at least so long."""
        self.pause = max(self.pause, pause)


@contextmanager
def turn_at(
    hosts: Manager[Any],
    host: str,
    pause: timedelta,
    longest: timedelta = LONGEST_PAUSE,
    clock: Callable[[], datetime] | None = None,
) -> Iterator[Turn]:
    """Ask the host within this block, and nobody else meanwhile. Raises NotYet.

    `hosts` are rows with `host` and `next_turn_at`; no pause of theirs is longer than `longest`. Taking and ending are
    transactions of their own: no lock is held while a stranger's server takes its time.
    """
    now = (clock or timezone.now)()
    hosts.get_or_create(host=host, defaults={"next_turn_at": now})
    free = Q(next_turn_at__lte=now) | Q(next_turn_at__gt=now + longest + LEASE)
    if not hosts.filter(free, host=host).update(next_turn_at=now + LEASE):
        raise NotYet(host)
    turn = Turn(host, pause)
    try:
        yield turn
    finally:
        hosts.filter(host=host).update(next_turn_at=(clock or timezone.now)() + min(turn.pause, longest))


def retry_after(value: str, now: datetime) -> timedelta | None:
    """How long a Retry-After header, in seconds or a date, asks to wait: a week at most, None when it says nothing."""
    if value.strip().isdecimal() and len(value.strip()) < 10:
        return min(timedelta(seconds=int(value)), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=now.tzinfo)
    return min(max(until - now, timedelta()), LONGEST_WAIT)
