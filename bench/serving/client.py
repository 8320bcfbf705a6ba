"""A plain HTTP client: one kept connection, one request after the other, each timed."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from urllib.parse import urlencode

TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class TimedAnswer:
    """What came back, and after how many seconds. Names in `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


class Client:
    """One connection, opened at the first request and again where the server closed it."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> TimedAnswer:
        """Ask for an address, taking gzip as browsers do. Raises OSError when nobody answers."""
        return self._asked("GET", address, None, headers or {})

    def post(self, address: str, form: Mapping[str, object], headers: Mapping[str, str] | None = None) -> TimedAnswer:
        """Send a form as browsers do; where the answer leads is not followed. Raises OSError when nobody answers."""
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | dict(headers or {})
        return self._asked("POST", address, urlencode(form), sent)

    def _asked(self, method: str, address: str, body: str | None, headers: Mapping[str, str]) -> TimedAnswer:
        began = perf_counter()
        try:
            self._connection.request(method, address, body=body, headers={"Accept-Encoding": "gzip"} | dict(headers))
            response = self._connection.getresponse()
            read = response.read()
        except http.client.HTTPException as error:
            self._connection.close()
            raise ConnectionError(f"{address[:80]}: {error!r}") from error
        except OSError:
            self._connection.close()
            raise
        seconds = perf_counter() - began
        return TimedAnswer(
            response.status, {name.lower(): value for name, value in response.getheaders()}, read, seconds
        )
