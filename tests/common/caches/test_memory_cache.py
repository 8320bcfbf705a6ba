"""The cache in a worker's memory stays within its bound and keeps what is asked for."""

from __future__ import annotations

from itertools import count

import pytest

from common.caches.memory import BYTES_BESIDE, MemoryCache

LOCATIONS = count()


def cache_of(most_bytes: int) -> MemoryCache:
    return MemoryCache(f"under-test-{next(LOCATIONS)}", {"OPTIONS": {"MAX_BYTES": most_bytes}})


def test_it_gives_back_what_it_was_given():
    cache = cache_of(10_000)
    cache.set("page", (b"packed", {"Content-Type": "text/html"}), timeout=None)
    assert cache.get("page") == (b"packed", {"Content-Type": "text/html"})
    assert cache.get("another", "nothing") == "nothing"


def test_the_threads_of_a_process_share_a_location():
    cache = MemoryCache("shared-under-test", {"OPTIONS": {"MAX_BYTES": 10_000}})
    cache.set("page", b"packed")
    assert MemoryCache("shared-under-test", {"OPTIONS": {"MAX_BYTES": 10_000}}).get("page") == b"packed"


def test_what_was_unused_longest_goes_first():
    cache = cache_of(3 * (1000 + BYTES_BESIDE + 100))
    for name in "abc":
        cache.set(name, name.encode() * 1000)
    cache.get("a")
    cache.set("d", b"d" * 1000)
    assert [name for name in "abcd" if name in cache] == ["a", "c", "d"]


def test_it_never_weighs_more_than_its_bound():
    cache = cache_of(5000)
    for number in range(100):
        cache.set(f"{number % 20}", b"x" * (37 * number))
    kept = [cache.get(f"{number}") for number in range(20)]
    assert sum(len(value) for value in kept if value) <= 5000
    assert any(kept)


@pytest.mark.parametrize("most_bytes", [0, 500])
def test_what_does_not_fit_is_not_kept_and_drives_nothing_out(most_bytes):
    cache = cache_of(most_bytes)
    cache.set("small", b"x")
    before = cache.get("small")
    cache.set("large", b"x" * 1000)
    assert cache.get("large") is None
    assert cache.get("small") == before


def test_an_entry_ends_when_its_time_is_up():
    cache = cache_of(10_000)
    cache.set("page", b"packed", timeout=-1)
    assert cache.get("page") is None
    cache.set("page", b"packed", timeout=100)
    assert cache.get("page") == b"packed"


def test_add_takes_only_what_is_new():
    cache = cache_of(10_000)
    assert cache.add("page", b"first")
    assert not cache.add("page", b"second")
    assert cache.get("page") == b"first"


def test_what_is_deleted_or_cleared_is_gone_and_makes_room():
    cache = cache_of(1500)
    cache.set("a", b"x" * 1000)
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.set("b", b"x" * 1000)
    cache.clear()
    cache.set("c", b"x" * 1000)
    assert (cache.get("b"), cache.get("c")) == (None, b"x" * 1000)
