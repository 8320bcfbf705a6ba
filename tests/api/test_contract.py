"""The contract holds: whatever is asked by the OpenAPI document is answered as it says (schemathesis).

A few cases of every operation with each change; `make test-contract` tries thousands.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case

from api.openapi_document import document
from tests.api.asking import CONFIG, answer_to, told

__all__ = ["told"]

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


SCHEMA = schemathesis.openapi.from_dict(_with_known_names(), config=CONFIG)


@SCHEMA.parametrize()
@settings(suppress_health_check=list(HealthCheck))
@pytest.mark.django_db
def test_every_answer_is_as_the_document_says(case: Case, demo: None) -> None:
    case.validate_response(answer_to(case))
