"""Django's PostgreSQL engine, with a connection looked at, rather than asked, whether it still stands."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_INTRANS


class DatabaseWrapper(base.DatabaseWrapper):
    """Checks a kept connection without a round trip, which would cost as much as the query of a kept page."""

    def is_usable(self) -> bool:
        """Whether the server is still there. One that left has closed its end, so there is something to read: the end.

        Nothing else comes unasked but notices; then, and where the transaction has failed, the server is asked.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.connection.info.transaction_status not in (TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_INTRANS):
            return super().is_usable()
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or super().is_usable()
