"""The contract holds: whatever is asked by the OpenAPI document is answered as it says (schemathesis).

A few cases of every operation with each change; `make test-contract` tries thousands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, settings
from requests import Request
from schemathesis import Case, Response
from schemathesis.config import SchemathesisConfig

from api.openapi_document import document

KNOWN: dict[tuple[str, str], list[Any]] = {
    ("albums", "artist"): ["odalys-fenn"],
    ("albums", "slug"): ["the-weather-presenter", "nothing"],
    ("artists", "slug"): ["odalys-fenn", "nobody"],
    ("critics", "slug"): ["philippa-garrow", "nobody"],
    ("publications", "slug"): ["plinth-needle", "nothing"],
    ("charts", "kind"): ["best", "divisive", "reviewed", "worst"],
    ("reviews", "review"): [1, 2, 3, 10**30],
    ("corrections", "album"): ["", "odalys-fenn/the-weather-presenter", "nobody/nothing"],
    ("", "fields"): ["", "url", "title, consensus"],
    ("", "cursor"): [""],
    ("", "genre"): ["", "art-pop", "nothing"],
    ("", "label"): ["", "palisade-grand", "nothing"],
    ("", "critic"): ["", "philippa-garrow", "nobody"],
    ("", "publication"): ["", "plinth-needle", "nothing"],
    ("albums", "include"): ["", "genres", "labels,tracks", "reviews"],
    ("artists", "include"): ["", "genres, labels"],
    ("critics", "include"): ["", "leniency"],
    ("publications", "include"): ["", "leniency"],
}
"""By noun and parameter: what the demo has, and what it has not."""
REFUSED = ["2xx", "3xx", "400", "401", "403", "404", "409", "422", "429", "5xx"]
"""What a value of the right type may be answered with: a place in no list, a name of nothing, a field that is none."""


def _with_known_names() -> dict[str, Any]:
    """The document of what anybody may read; where a name or a list of fields may stand, some that there are."""
    made = deepcopy(document())
    del made["servers"]
    made["paths"] = {
        path: methods
        for path, methods in made["paths"].items()
        if "security" not in methods.get("get", {"security": []})
    }
    for path, methods in made["paths"].items():
        for parameter in methods["get"]["parameters"]:
            known = KNOWN.get((path.split("/")[3], parameter["name"])) or KNOWN.get(("", parameter["name"]))
            if known:
                parameter["schema"] = {"anyOf": [{"enum": known}, parameter["schema"]]}
    return made


CONFIG = {"checks": {"positive_data_acceptance": {"expected-statuses": REFUSED}}}
SCHEMA = schemathesis.openapi.from_dict(_with_known_names(), config=SchemathesisConfig.from_dict(CONFIG))
SEEN: Counter[int] = Counter()
SENT = ("method", "url", "headers", "params", "cookies")


@pytest.fixture(scope="module", autouse=True)
def told() -> Iterator[None]:
    """Say at the end how much was tried (shown with `-s`)."""
    yield
    statuses = ", ".join(f"{count} of {status}" for status, count in sorted(SEEN.items()))
    print(f"\n{SEEN.total():,} cases: {statuses}")  # noqa: T201


@SCHEMA.parametrize()
@settings(suppress_health_check=list(HealthCheck))
@pytest.mark.django_db
def test_every_answer_is_as_the_document_says(case: Case, demo: None) -> None:
    case.validate_response(_answer(case))


def _answer(case: Case) -> Response:
    """What the site answers, without a network between."""
    kwargs = case.as_transport_kwargs(base_url="http://testserver")
    asked = Request(**{name: kwargs[name] for name in SENT if name in kwargs}).prepare()
    headers = {name: value for name, value in asked.headers.items() if name.lower() != "accept-encoding"}
    parts = urlsplit(str(asked.url))
    client = Client(raise_request_exception=False)
    answer = client.generic(str(asked.method), f"{parts.path}?{parts.query}", headers=headers)
    said = {name.lower(): [value] for name, value in answer.items()}
    SEEN[answer.status_code] += 1
    return Response(answer.status_code, said, answer.content, asked, elapsed=0.0, verify=False)
