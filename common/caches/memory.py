"""A cache in a worker's own memory, bounded by what its entries weigh rather than by how many there are."""

from __future__ import annotations

import pickle
import time
from math import inf
from threading import Lock
from typing import Any, ClassVar, NamedTuple

from cachetools import TLRUCache
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

# What an entry costs beside its value: key, tuple, place in the order.
BYTES_BESIDE = 300


class _Entry(NamedTuple):
    packed: bytes
    expires: float


class _Store:
    """The entries of one location, and the lock without which no thread may touch them."""

    def __init__(self, most_bytes: int) -> None:
        self.guard = Lock()
        self.entries: TLRUCache[str, _Entry] = TLRUCache(
            most_bytes,
            ttu=lambda _key, entry, _now: entry.expires,
            getsizeof=lambda entry: len(entry.packed) + BYTES_BESIDE,
        )


class MemoryCache(BaseCache):
    """Keeps values until they weigh more than `OPTIONS["MAX_BYTES"]` together; what was unused longest goes first.

    The threads of a process share the entries of a `LOCATION`. A bound of 0 keeps nothing.
    """

    _stores: ClassVar[dict[str, _Store]] = {}

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._most = params["OPTIONS"]["MAX_BYTES"]
        self._store = self._stores.setdefault(location, _Store(self._most))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value kept under the key."""
        name = self.make_and_validate_key(key, version=version)
        try:
            with self._store.guard:
                packed = self._store.entries[name].packed
        except KeyError:
            return default
        return pickle.loads(packed)  # noqa: S301

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep the value, if it fits at all, for `timeout` seconds (None: for as long as there is room)."""
        name = self.make_and_validate_key(key, version=version)
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        expires = inf if seconds is None else time.monotonic() + seconds
        with self._store.guard:
            self._store.entries.pop(name, None)
            if len(packed) + BYTES_BESIDE <= self._most:
                self._store.entries[name] = _Entry(packed, expires)

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep the value unless there is one; say whether there was none."""
        if self.has_key(key, version=version):
            return False
        self.set(key, value, timeout, version)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget the key; say whether it was there."""
        name = self.make_and_validate_key(key, version=version)
        with self._store.guard:
            return self._store.entries.pop(name, None) is not None

    def clear(self) -> None:
        """Forget everything."""
        with self._store.guard:
            self._store.entries.clear()
