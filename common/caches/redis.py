"""The cache of a site that has a Redis or Valkey server (`CACHE_URL`)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache.backends import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


@contextmanager
def _unless_away() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        log.warning("The cache cannot be reached: %s", error)


class RedisCache(redis.RedisCache):
    """Django's Redis cache; while the server is away it knows nothing and keeps nothing, and the site goes on.

    Rate limits read that as reached: nobody can guess passwords because a cache is down.
    """

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value under the key, or `default`."""
        with _unless_away():
            return super().get(key, default, version)
        return default

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep the value."""
        with _unless_away():
            super().set(key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep the value unless there is one; say whether it was kept."""
        with _unless_away():
            return super().add(key, value, timeout, version)
        return False

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add `delta` to a stored number and return the sum. Raises ValueError when there is no such entry."""
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            raise ValueError(f"Key '{key}' cannot be read") from error
