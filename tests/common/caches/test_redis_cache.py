"""With `CACHE_URL`, pages and rate limits go to a Redis; while it is away the site goes on without."""

from __future__ import annotations

import runpy
import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory
from django_ratelimit.core import is_ratelimited
from fakeredis import TcpFakeServer

from tests.factories import AlbumFactory


@pytest.fixture
def server() -> Iterator[TcpFakeServer]:
    with TcpFakeServer(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


@pytest.fixture
def cached_at(settings, monkeypatch):
    """Take the caches that the settings make of an address."""

    def take(port: int) -> None:
        monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{port}/0")
        settings.CACHES = runpy.run_path(str(settings.BASE_DIR / "config" / "settings.py"))["CACHES"]

    yield take
    for used in caches.all(initialized_only=True):
        used.close()


def count_a_visit() -> bool:
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    return is_ratelimited(request, group="test", key="ip", rate="2/h", increment=True)


def test_what_is_kept_comes_back(server, cached_at):
    cached_at(server.server_address[1])
    cache.set("number", 5)
    assert cache.get("number") == 5
    assert caches["pages"].get("number") is None


def test_rate_limits_count_there(server, cached_at):
    cached_at(server.server_address[1])
    assert [count_a_visit() for _ in range(3)] == [False, False, True]
    assert cache.ttl(next(iter(cache.keys("rl:*")))) > 0


@pytest.mark.django_db
def test_pages_are_kept_there_and_not_for_ever(server, cached_at, client, django_assert_num_queries):
    cached_at(server.server_address[1])
    address = AlbumFactory().get_absolute_url()
    first = client.get(address)
    with django_assert_num_queries(1):
        assert client.get(address).content == first.content
    pages = caches["pages"]
    assert [pages.ttl(key) > 0 for key in pages.keys("*")] == [True]


@pytest.mark.django_db
def test_without_its_server_pages_are_served_and_limits_count_as_reached(server, cached_at, client):
    cached_at(server.server_address[1])
    server.server_close()
    server.shutdown()
    assert client.get(AlbumFactory().get_absolute_url()).status_code == 200
    assert count_a_visit()
