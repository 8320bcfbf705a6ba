"""Whose turn it is to ask a host: one request at a time, whichever worker makes it, and a pause after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from reviews.models import WebHost

LEASE = timedelta(seconds=90)
"""Longer than anything done in one turn. A worker that dies in its turn gives the host up so much later."""

_TAKE = """
INSERT INTO reviews_webhost (host, robots, reserved, next_turn_at) VALUES (%(host)s, '', '[]', %(until)s)
ON CONFLICT (host) DO UPDATE SET next_turn_at = excluded.next_turn_at
WHERE reviews_webhost.next_turn_at <= %(now)s
RETURNING host
"""


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
def turn_at(host: str, pause: timedelta) -> Iterator[Turn]:
    """Ask the host within this block, and nobody else meanwhile. Raises NotYet.

    Taking and ending are transactions of their own: no lock is held while a stranger's server takes its time.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"host": host, "until": now + LEASE, "now": now})
        if cursor.fetchone() is None:
            raise NotYet(host)
    turn = Turn(host, pause)
    try:
        yield turn
    finally:
        WebHost.objects.filter(host=host).update(next_turn_at=timezone.now() + turn.pause)
