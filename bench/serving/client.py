"""A plain HTTP client: one kept connection, one request after the other, each timed."""

from __future__ import annotations

import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from types import TracebackType
from urllib.parse import urlencode

TIMEOUT_SECONDS = 60
BOUNDARY = "a-boundary-that-no-content-has"


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
        return self.post_encoded(address, urlencode(form).encode(), headers)

    def post_encoded(self, address: str, body: bytes, headers: Mapping[str, str] | None = None) -> TimedAnswer:
        """The same, with the form encoded already."""
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | dict(headers or {})
        return self._asked("POST", address, body, sent)

    def post_file(
        self, address: str, fields: Sequence[tuple[str, str]], file: tuple[str, str, bytes], headers: Mapping[str, str]
    ) -> TimedAnswer:
        """Send a form with a file: the field's name, the file's name, its content. Raises OSError as `post` does."""
        name, filename, content = file
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields
        ]
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()])
        sent = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"} | dict(headers)
        return self._asked("POST", address, body, sent)

    def ask(
        self, method: str, address: str, form: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> TimedAnswer:
        """Send whatever method, with a form where there is something in it. Raises OSError when nobody answers."""
        if form:
            return self.post(address, form, headers)
        return self._asked(method, address, None, headers or {})

    def _asked(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> TimedAnswer:
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
