"""Asking a stranger's server for an address without ever reaching one of our own. Standard library alone; no Django.

An address in a review is somebody else's text, so it may name a host inside this network. Each host is resolved once,
every address it has is checked, and the connection goes to the address that was checked: a name that answers
differently the second time gains nothing. The same holds for each redirect.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from common.measures import FETCHES

MOST_REDIRECTS = 5
MOST_BYTES_ASKED = 16_384
MOST_BYTES_GOT = 5_000_000
SECONDS = 10
SECONDS_TO_GET = 20
PORTS = {"http": 80, "https": 443}
PERMANENT = (301, 308)
REDIRECTS = (301, 302, 303, 307, 308)

# Ranges that carry an IPv4 address inside, or lead to one.
_TRANSLATED = [ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")]

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]
Dial = Callable[[str, int, float], socket.socket]


class NotAsked(Exception):
    """The address is one that we do not ask; the message says why."""


class NoAnswer(Exception):
    """Nobody answered; the message says why."""


@dataclass(frozen=True)
class Answer:
    """The last answer. `url` is where it came from; `moved` whether all redirects on the way were permanent."""

    status: int
    url: str
    moved: bool


@dataclass(frozen=True)
class Fetched(Answer):
    """An answer with its headers, by their names in small letters, and its body, unpacked."""

    headers: Mapping[str, str]
    body: bytes


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet."""
    address: Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """Every address of the host, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to that IP address."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Fetcher:
    """Asks for addresses under one name. `resolve` and `dial` are how it reaches the network.

    `loopback` names hosts that stand on this machine, with their ports: for tests and rehearsals, never for a site.
    """

    agent: str
    resolve: Resolve = resolve
    dial: Dial = dial
    seconds: float = SECONDS
    loopback: Mapping[str, int] = field(default_factory=dict)

    def ask(self, url: str) -> Answer:
        """HEAD the address, and GET it where HEAD is refused; follow redirects. Raises NotAsked and NoAnswer."""
        answer = self._follow("HEAD", url)
        return answer if answer.status < 400 else self._follow("GET", url)

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        may_ask: Callable[[str], None] = lambda url: None,
        seconds: float = SECONDS_TO_GET,
        most_bytes: int = MOST_BYTES_GOT,
        cut: bool = False,
    ) -> Fetched:
        """GET the address with its body, within so many seconds and so many bytes, packed or unpacked.

        What is larger is no answer, or with `cut` the first bytes of it.
        `may_ask` is asked before each address on the way, and raises NotAsked for one that is not to be asked.
        Raises NotAsked and NoAnswer.
        """
        until = time.monotonic() + seconds
        moved, here = False, url
        for hop in range(MOST_REDIRECTS + 1):
            may_ask(here)
            with self._answering("GET", here, headers or {}, until) as response:
                found = {name.lower(): value for name, value in response.getheaders()}
                location = found.get("location", "")
                if response.status not in REDIRECTS or not location:
                    body = _read_whole(response, found.get("content-encoding", ""), most_bytes, cut)
                    return Fetched(response.status, here, moved, found, body)
            moved = (moved or hop == 0) and response.status in PERMANENT
            here = urljoin(here, location)
        raise NoAnswer(f"It redirects more than {MOST_REDIRECTS} times.")

    def _follow(self, method: str, url: str) -> Answer:
        moved, here = False, url
        for hop in range(MOST_REDIRECTS + 1):
            status, location = self._once(method, here)
            if status not in REDIRECTS or not location:
                return Answer(status, here, moved)
            moved = (moved or hop == 0) and status in PERMANENT
            here = urljoin(here, location)
        raise NoAnswer(f"It redirects more than {MOST_REDIRECTS} times.")

    def _once(self, method: str, url: str) -> tuple[int, str]:
        with self._answering(method, url, {}, time.monotonic() + 2 * self.seconds) as response:
            if method == "GET":
                response.read(MOST_BYTES_ASKED)
            return response.status, response.getheader("Location", "")

    @contextmanager
    def _answering(
        self, method: str, url: str, headers: Mapping[str, str], until: float
    ) -> Iterator[http.client.HTTPResponse]:
        """The answer to one request. A server that has not finished at the moment `until` is hung up on."""
        parts, host = self._checked(url)
        connection = _Pinned(parts.scheme, host, *self._place(host, PORTS[parts.scheme]), self)
        given = {"User-Agent": self.agent, "Accept": "text/html,*/*;q=0.5", "Accept-Encoding": "gzip", **headers}
        hanging_up = Timer(max(until - time.monotonic(), 0), connection.hang_up)
        hanging_up.daemon = True
        hanging_up.start()
        try:
            connection.request(method, _target(parts), headers=given)
            with closing(connection.getresponse()) as response:
                FETCHES.count(f"{response.status // 100}xx")
                yield response
            if connection.hung_up:
                raise TimeoutError  # what it had sent by then is not the whole
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            FETCHES.count("no answer")
            raise NoAnswer(_in_words(TimeoutError() if connection.hung_up else error)) from error
        finally:
            hanging_up.cancel()
            connection.close()

    def _checked(self, url: str) -> tuple[SplitResult, str]:
        parts, host = _checked(url)
        if parts.scheme == "https" and host in self.loopback:
            raise NotAsked("A host on this machine is asked without TLS.")
        return parts, host

    def _place(self, host: str, port: int) -> tuple[str, int]:
        """Which address and port to connect to."""
        if host in self.loopback:
            return "127.0.0.1", self.loopback[host]
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NoAnswer("Its host has no address.") from error
        if not addresses:
            raise NoAnswer("Its host has no address.")
        if not all(is_public(address) for address in addresses):
            raise NotAsked("It leads into a private network.")
        return addresses[0], port


class _Pinned(http.client.HTTPConnection):
    """A connection to one checked IP address, in the name of a host."""

    def __init__(self, scheme: str, host: str, address: str, port: int, fetcher: Fetcher) -> None:
        super().__init__(host, PORTS[scheme], timeout=fetcher.seconds)
        self.default_port = PORTS[scheme]
        self.hung_up = False
        self._scheme, self._fetcher = scheme, fetcher
        self._place = address, port

    def connect(self) -> None:
        """To the address, never to the name; over TLS the name is what the certificate must be for."""
        self.sock = self._fetcher.dial(*self._place, self._fetcher.seconds)
        if self._scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def hang_up(self) -> None:
        """End it from another thread: a read that waits for more ends at once."""
        self.hung_up = True
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _read_whole(response: http.client.HTTPResponse, encoding: str, most: int, cut: bool) -> bytes:
    """The body, unpacked; once it is larger than `most`, packed or unpacked, NoAnswer or what came until then."""
    packed = encoding.strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise NoAnswer(f"It is packed as {packed[:20]}, which was not asked for.")
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16) if packed in ("gzip", "x-gzip") else None
    body, read = bytearray(), 0
    while piece := response.read(65_536):
        read += len(piece)
        body += unpacking.decompress(piece, most + 1 - len(body)) if unpacking else piece
        if len(body) > most or read > most:
            if cut:
                return bytes(body[:most])
            raise NoAnswer(f"It is larger than {most / 1e6:g} MB.")
    if response.length:
        raise NoAnswer("It breaks off.")
    return bytes(body)


def _target(parts: SplitResult) -> str:
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=-._~?") if parts.query else ""
    return quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~") + query


def _checked(url: str) -> tuple[SplitResult, str]:
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
        host = host if _is_address(host) else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise NotAsked("It is no address on the web.") from error
    if parts.scheme not in PORTS or not host:
        raise NotAsked("It is no address on the web.")
    if parts.username is not None or port not in (None, PORTS[parts.scheme]):
        raise NotAsked("It names a user or an unusual port.")
    return parts, host


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _in_words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "It does not answer in time."
    if isinstance(error, ssl.SSLError):
        return "Its certificate is not valid."
    return "The connection fails." if isinstance(error, OSError) else "What it answers is not HTTP."
