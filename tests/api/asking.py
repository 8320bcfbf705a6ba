"""What schemathesis asks, asked of this site without a network between, and how much of it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from requests import Request
from schemathesis import Case, Response
from schemathesis.config import SchemathesisConfig

REFUSED = ["2xx", "3xx", "400", "401", "403", "404", "409", "422", "429", "5xx"]
"""What a value of the right type may be answered with: a place in no list, a name of nothing, a field that is none."""
CHECKS = {
    "positive_data_acceptance": {"expected-statuses": REFUSED},
    "ignored_auth": {"enabled": False},  # it knows of no token but its own; tests of their own try forged ones
}
CONFIG = SchemathesisConfig.from_dict({"checks": CHECKS})
SEEN: Counter[int] = Counter()
SENT = ("method", "url", "headers", "params", "cookies", "json", "data")


@pytest.fixture(scope="module", autouse=True)
def told() -> Iterator[None]:
    """Say at the end of a module how much was tried (shown with `-s`)."""
    SEEN.clear()
    yield
    statuses = ", ".join(f"{count} of {status}" for status, count in sorted(SEEN.items()))
    print(f"\n{SEEN.total():,} cases: {statuses}")  # noqa: T201


def answer_to(case: Case, **more: str) -> Response:
    """What the site answers; `more` are headers besides those of the case."""
    kwargs = case.as_transport_kwargs(base_url="http://testserver")
    asked = Request(**{name: kwargs[name] for name in SENT if name in kwargs}).prepare()
    headers = {name: value for name, value in asked.headers.items() if name.lower() != "accept-encoding"}
    parts = urlsplit(str(asked.url))
    body: Any = asked.body or b""
    answer = Client(raise_request_exception=False).generic(
        str(asked.method),
        f"{parts.path}?{parts.query}",
        body,
        content_type=headers.pop("Content-Type", "application/octet-stream"),
        headers=headers | more,
    )
    said = {name.lower(): [value] for name, value in answer.items()}
    SEEN[answer.status_code] += 1
    return Response(answer.status_code, said, answer.content, asked, elapsed=0.0, verify=False)
