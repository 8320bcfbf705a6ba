"""A cache in a worker's own memory, bounded by what its entries weigh rather than by how many there are."""

from __future__ import annotations

import pickle
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

# What an entry costs beside its value: key, tuple, place in the order.
BYTES_BESIDE = 300


@dataclass
class _Store:
    entries: OrderedDict[str, tuple[bytes, float | None]] = field(default_factory=OrderedDict)
    weight: int = 0
    guard: Lock = field(default_factory=Lock)

    def drop(self, key: str) -> bool:
        packed, _ = self.entries.pop(key, (None, None))
        if packed is None:
            return False
        self.weight -= len(packed) + BYTES_BESIDE
        return True


class MemoryCache(BaseCache):
    """Keeps values until they weigh more than `OPTIONS["MAX_BYTES"]` together; what was unused longest goes first.

    The threads of a process share the entries of a `LOCATION`. A bound of 0 keeps nothing.
    """

    _stores: ClassVar[dict[str, _Store]] = {}

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._most = params["OPTIONS"]["MAX_BYTES"]
        self._store = self._stores.setdefault(location, _Store())

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value kept under the key."""
        name = self.make_and_validate_key(key, version=version)
        with self._store.guard:
            packed, expires = self._store.entries.get(name, (None, None))
            if packed is None:
                return default
            if expires is not None and expires <= time.monotonic():
                self._store.drop(name)
                return default
            self._store.entries.move_to_end(name)
        return pickle.loads(packed)  # noqa: S301

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep the value, if it fits at all, for `timeout` seconds (None: for as long as there is room)."""
        name = self.make_and_validate_key(key, version=version)
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        with self._store.guard:
            self._store.drop(name)
            if len(packed) + BYTES_BESIDE > self._most or (seconds is not None and seconds <= 0):
                return
            expires = None if seconds is None else time.monotonic() + seconds
            self._store.entries[name] = packed, expires
            self._store.weight += len(packed) + BYTES_BESIDE
            while self._store.weight > self._most:
                self._store.drop(next(iter(self._store.entries)))

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep the value unless there is one; say whether there was none."""
        if self.has_key(key, version=version):
            return False
        self.set(key, value, timeout, version)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget the key; say whether it was there."""
        with self._store.guard:
            return self._store.drop(self.make_and_validate_key(key, version=version))

    def clear(self) -> None:
        """Forget everything."""
        with self._store.guard:
            self._store.entries.clear()
            self._store.weight = 0
