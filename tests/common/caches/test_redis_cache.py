"""With `CACHE_URL`, pages and rate limits go to a Redis; while it is away the site goes on without.

The server here understands the few commands that Django's client sends, and no more.
"""

from __future__ import annotations

import runpy
import socketserver
import threading
import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory
from django_ratelimit.core import is_ratelimited

from tests.factories import AlbumFactory


class Conversation(socketserver.StreamRequestHandler):
    """One client's commands, in Redis's protocol."""

    def handle(self) -> None:
        while line := self.rfile.readline():
            words = []
            for _ in range(int(line[1:])):
                length = int(self.rfile.readline()[1:])
                words.append(self.rfile.read(length + 2)[:-2])
            self.wfile.write(self._answer(words[0].upper(), [*words[1:]]))

    def _answer(self, command: bytes, words: list[bytes]) -> bytes:
        kept, now = self.server.kept, time.monotonic()
        if command == b"SET":
            options = [word.upper() for word in words[2:]]
            if b"NX" in options and words[0] in kept:
                return b"_\r\n"
            seconds = int(words[2 + options.index(b"EX") + 1]) if b"EX" in options else None
            kept[words[0]] = words[1], seconds and now + seconds
            return b"+OK\r\n"
        if command == b"EXISTS":
            return b":%d\r\n" % (words[0] in kept)
        if command == b"INCRBY":
            value, expires = kept[words[0]]
            kept[words[0]] = b"%d" % (int(value) + int(words[1])), expires
            return b":%s\r\n" % kept[words[0]][0]
        if command == b"GET":
            value, _ = kept.get(words[0], (None, None))
            return b"_\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)
        if command == b"HELLO":
            return b"%1\r\n$5\r\nproto\r\n:3\r\n"
        return b"+OK\r\n" if command == b"CLIENT" else b"-ERR unknown command %s\r\n" % command


class Server(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; `kept` is what it was given."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.kept: dict[bytes, tuple[bytes, float | None]] = {}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as listening:
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
    assert any(expires for _, expires in server.kept.values())


@pytest.mark.django_db
def test_pages_are_kept_there_and_not_for_ever(server, cached_at, client, django_assert_num_queries):
    cached_at(server.server_address[1])
    address = AlbumFactory().get_absolute_url()
    first = client.get(address)
    with django_assert_num_queries(1):
        assert client.get(address).content == first.content
    assert all(expires for _, expires in server.kept.values())


@pytest.mark.django_db
def test_without_its_server_pages_are_served_and_limits_count_as_reached(server, cached_at, client):
    cached_at(server.server_address[1])
    server.server_close()
    server.shutdown()
    assert client.get(AlbumFactory().get_absolute_url()).status_code == 200
    assert count_a_visit()
