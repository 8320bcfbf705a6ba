"""The cache that every process shares: a table in the site's own database."""

from __future__ import annotations

import base64
import pickle
from typing import Any

from django.core.cache.backends import db
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.db import OperationalError, connections, router, transaction


class DatabaseCache(db.DatabaseCache):
    """Django's database cache with an `incr` that loses no count and keeps the entry's expiry, as rate limits need.

    A database that went is told from an entry that is there: otherwise a limit would count as reached.
    """

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store what has no entry yet, and say whether it had none. Raises OperationalError when nobody can know.

        One query where there is an entry, which is how every count but the first begins.
        """
        if self.has_key(key, version=version):
            return False
        database = connections[router.db_for_write(self.cache_model_class)]
        database.ensure_connection()
        asked = database.connection
        added: bool = super().add(key, value, timeout, version)
        if not added and database.connection is not asked:
            raise OperationalError("The database went while an entry was added.")
        return added

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add `delta` to a stored number and return the sum. Raises ValueError when there is no such entry."""
        stored_key = self.make_and_validate_key(key, version=version)
        database = router.db_for_write(self.cache_model_class)
        table = connections[database].ops.quote_name(self.cache_model_class._meta.db_table)
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            cursor.execute(
                f"SELECT value FROM {table} WHERE cache_key = %s AND expires > now() FOR UPDATE",  # noqa: S608
                [stored_key],
            )
            row = cursor.fetchone()
            if row is None:
                raise ValueError(f"Key '{key}' not found")
            value = pickle.loads(base64.b64decode(row[0])) + delta  # noqa: S301
            stored = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("ascii")
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [stored, stored_key])  # noqa: S608
        return value
