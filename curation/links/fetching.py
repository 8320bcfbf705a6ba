"""Asking a stranger's server for an address without ever reaching one of our own. Standard library alone; no Django.

An address in a review is somebody else's text, so it may name a host inside this network. Each host is resolved once,
every address it has is checked, and the connection goes to the address that was checked: a name that answers
differently the second time gains nothing. The same holds for each redirect.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

MOST_REDIRECTS = 5
MOST_BYTES = 16_384
SECONDS = 10
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
    """Asks for addresses under one name. `resolve` and `dial` are how it reaches the network."""

    agent: str
    resolve: Resolve = resolve
    dial: Dial = dial
    seconds: float = SECONDS

    def ask(self, url: str) -> Answer:
        """HEAD the address, and GET it where HEAD is refused; follow redirects. Raises NotAsked and NoAnswer."""
        answer = self._follow("HEAD", url)
        return answer if answer.status < 400 else self._follow("GET", url)

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
        parts, host = _checked(url)
        address = self._public_address(host, PORTS[parts.scheme])
        connection = _Pinned(parts.scheme, host, address, self)
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=-._~") + (
            "?" + quote(parts.query, safe="/%:@!$&'()*+,;=-._~?") if parts.query else ""
        )
        try:
            connection.request(method, target, headers={"User-Agent": self.agent, "Accept": "text/html,*/*;q=0.5"})
            response = connection.getresponse()
            if method == "GET":
                response.read(MOST_BYTES)
            return response.status, response.getheader("Location", "")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NoAnswer(_in_words(error)) from error
        finally:
            connection.close()

    def _public_address(self, host: str, port: int) -> str:
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NoAnswer("Its host has no address.") from error
        if not addresses:
            raise NoAnswer("Its host has no address.")
        if not all(is_public(address) for address in addresses):
            raise NotAsked("It leads into a private network.")
        return addresses[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to one checked IP address, in the name of a host."""

    def __init__(self, scheme: str, host: str, address: str, fetcher: Fetcher) -> None:
        super().__init__(host, PORTS[scheme], timeout=fetcher.seconds)
        self.default_port = PORTS[scheme]
        self._scheme, self._address, self._fetcher = scheme, address, fetcher

    def connect(self) -> None:
        """To the address, never to the name; over TLS the name is what the certificate must be for."""
        self.sock = self._fetcher.dial(self._address, self.port, self._fetcher.seconds)
        if self._scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _checked(url: str) -> tuple:
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
