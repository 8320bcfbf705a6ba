"""Getting a page whole: within bounds of size and time, and never from inside."""

from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Iterator
from threading import Event

import pytest

from common.fetching import Fetcher, NoAnswer, NotAsked
from tests.web import Page, Request, Web, serving


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


@pytest.fixture
def fetcher(web: Web) -> Fetcher:
    return Fetcher("Chorus", seconds=5, loopback={"lantern.example": web.port, "kiosk.example": web.port})


def test_a_page_comes_with_its_headers_and_bytes(web, fetcher):
    web.put("http://lantern.example/a", "Grüße", etag='"1"')
    found = fetcher.get("http://lantern.example/a")
    assert (found.status, found.body.decode(), found.headers["etag"]) == (200, "Grüße", '"1"')


def test_a_packed_page_is_unpacked(web, fetcher):
    web.put_packed("http://lantern.example/packed", b"salt " * 1000)
    assert fetcher.get("http://lantern.example/packed").body == b"salt " * 1000


def test_a_bomb_is_not_unpacked_beyond_the_bound(web, fetcher):
    web.put_packed("http://lantern.example/bomb", bytes(50_000_000))
    with pytest.raises(NoAnswer, match="larger than 5 MB"):
        fetcher.get("http://lantern.example/bomb")


def test_a_page_that_is_too_large_is_not_read_to_its_end(web, fetcher):
    web.put("http://lantern.example/large", bytes(6_000_000))
    with pytest.raises(NoAnswer, match="larger than 5 MB"):
        fetcher.get("http://lantern.example/large")


def test_of_a_page_that_may_be_cut_the_beginning_is_read(web, fetcher):
    web.put("http://lantern.example/robots.txt", b"x" * 2_000_000)
    assert len(fetcher.get("http://lantern.example/robots.txt", most_bytes=600_000, cut=True).body) == 600_000


def test_a_damaged_packing_is_no_answer(web, fetcher):
    web.put("http://lantern.example/damaged", gzip.compress(b"x" * 500)[:20] + b"\xff" * 200, content_encoding="gzip")
    with pytest.raises(NoAnswer):
        fetcher.get("http://lantern.example/damaged")


def test_a_packing_that_was_not_asked_for_is_no_answer(web, fetcher):
    web.put("http://lantern.example/zstd", b"x", content_encoding="zstd")
    with pytest.raises(NoAnswer, match="zstd"):
        fetcher.get("http://lantern.example/zstd")


def test_a_page_that_breaks_off_is_no_answer(web, fetcher):
    short = Page(b"x" * 10, headers={"Content-Length": "1000", "Content-Type": "text/html"})
    web.answer("http://lantern.example/short", lambda request: short)
    with pytest.raises(NoAnswer, match="breaks off"):
        fetcher.get("http://lantern.example/short")


def test_a_server_that_takes_its_time_is_hung_up_on(web, fetcher):
    hung_up = Event()

    def slowly(request: Request) -> Page:
        hung_up.wait(20)
        return Page(b"at last")

    web.answer("http://lantern.example/slow", slowly)
    with pytest.raises(NoAnswer, match="in time"):
        fetcher.get("http://lantern.example/slow", seconds=0.2)
    hung_up.set()


def test_redirects_are_followed_and_each_is_asked_about(web, fetcher):
    web.put("http://lantern.example/old", status=301, location="/older")
    web.put("http://lantern.example/older", status=308, location="http://kiosk.example/new")
    web.put("http://kiosk.example/new", "here")
    asked: list[str] = []
    found = fetcher.get("http://lantern.example/old", may_ask=asked.append)
    assert (found.url, found.moved) == ("http://kiosk.example/new", True)
    assert asked == ["http://lantern.example/old", "http://lantern.example/older", "http://kiosk.example/new"]


def test_a_loop_ends(web, fetcher):
    web.put("http://lantern.example/loop", status=302, location="/loop")
    with pytest.raises(NoAnswer, match="redirects more than 5 times"):
        fetcher.get("http://lantern.example/loop")


@pytest.mark.parametrize(
    "inside",
    [
        *("http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"),
        *("http://0x7f.1/", "http://127.1/", "http://[::ffff:7f00:1]/", "http://169.254.169.254/latest"),
        *("file:///etc/passwd", "ftp://lantern.example/", "http://user@lantern.example/", "http://lantern.example:22/"),
    ],
)
def test_a_redirect_to_the_inside_is_not_followed(web, fetcher, inside):
    web.put("http://lantern.example/in", status=302, location=inside)
    with pytest.raises((NotAsked, NoAnswer)):
        fetcher.get("http://lantern.example/in")


def test_a_name_that_resolves_anew_to_the_inside_gains_nothing(web):
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    dialled: list[str] = []

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        dialled.append(address)
        return socket.create_connection(("127.0.0.1", web.port), timeout=seconds)

    web.put("http://rebinding.example/", "once")
    fetcher = Fetcher("Chorus", lambda host, port: next(answers), dial, seconds=5)
    assert fetcher.get("http://rebinding.example/").body == b"once"
    with pytest.raises(NotAsked, match="private"):
        fetcher.get("http://rebinding.example/")
    assert dialled == ["93.184.216.34"]


def test_a_certificate_that_does_not_fit_is_said(web):
    def dial(address: str, port: int, seconds: float) -> socket.socket:
        raise ssl.SSLCertVerificationError("self-signed")

    with pytest.raises(NoAnswer, match="certificate"):
        Fetcher("Chorus", lambda host, port: ["93.184.216.34"], dial).get("https://lantern.example/")
