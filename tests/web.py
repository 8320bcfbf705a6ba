"""Strangers' servers on this machine: hosts with pages, asked over real HTTP, and what they were asked."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

Headers = dict[str, str]


@dataclass
class Page:
    """What a server answers at one address."""

    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What a server was asked."""

    host: str
    path: str
    headers: Headers
    at: datetime


class Web:
    """Hosts by name, each with pages by path; `asked` is every request in its order.

    A page is a `Page`, or a function that makes one of the request. What is not there is a 404, robots.txt too.
    """

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], Page | Callable[[Request], Page]] = {}
        self.asked: list[Request] = []
        self._lock = Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.server.daemon_threads = True

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server.server_address[1]

    def put(self, url: str, body: bytes | str = b"", status: int = 200, **headers: str) -> None:
        """Answer so at that address; in the names of headers an underscore stands for a hyphen."""
        host, _, path = url.removeprefix("http://").partition("/")
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self.pages[host, f"/{path}"] = Page(data, status, {"Content-Type": "text/html; charset=utf-8"} | named)

    def put_packed(self, url: str, body: bytes) -> None:
        """Answer with that body, gzipped."""
        self.put(url, gzip.compress(body), content_encoding="gzip")

    def answer(self, url: str, page: Callable[[Request], Page]) -> None:
        """Let a function answer at that address."""
        host, _, path = url.removeprefix("http://").partition("/")
        self.pages[host, f"/{path}"] = page

    def paths(self, host: str = "") -> list[str]:
        """The addresses that were asked for, in order; of one host."""
        return [request.path for request in self.asked if not host or request.host == host]

    def _answer(self, host: str, path: str, headers: Headers) -> Page:
        request = Request(host, path, headers, datetime.now(UTC))
        with self._lock:
            self.asked.append(request)
        page = self.pages.get((host, path)) or self.pages.get((host, path.partition("?")[0])) or Page(status=404)
        return page if isinstance(page, Page) else page(request)


def _handler_of(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = web._answer(self.headers["Host"].partition(":")[0], self.path, dict(self.headers.items()))
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in page.headers:
                self.send_header("Content-Length", str(len(page.body)))
            self.end_headers()
            with suppress(OSError):  # hung up on
                self.wfile.write(page.body)

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            """Not on the test's screen."""

    return Handler


@contextmanager
def serving() -> Iterator[Web]:
    """A web that answers until the block ends."""
    web = Web()
    thread = Thread(target=web.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.server.shutdown()
        thread.join()
        web.server.server_close()


def http_date(at: datetime, **later: float) -> str:
    """A date as headers write it."""
    return (at + timedelta(**later)).strftime("%a, %d %b %Y %H:%M:%S GMT")


def rss(*items: tuple[str, str], host: str = "lantern.example", channel: str = "", dates: bool = True) -> str:
    """An RSS feed of titles and paths, newest first, a day apart."""
    day = datetime(2026, 5, 20, 9, tzinfo=UTC)
    rows = "".join(
        f"<item><title>{title}</title><link>http://{host}{path}</link><guid>{path}</guid>"
        + (f"<pubDate>{http_date(day, days=-number)}</pubDate>" if dates else "")
        + "</item>"
        for number, (title, path) in enumerate(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{channel}{rows}</channel></rss>'
