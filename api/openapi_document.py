"""The OpenAPI document (3.1) of the contract.

It is the same for everybody until the next release and slow to make, so it is made once in a process. What every
operation may answer besides what it is for is said here, once for all of them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from django.conf import settings
from ninja.openapi.schema import REF_TEMPLATE

from api.contract import api
from api.entering import bearer
from api.problems import CONTENT_TYPE, ProblemShown

PREFIX = "/api/v1/"

_REFERENCE = re.compile(r'("#/components/schemas/)(\w+)')
_ETAG = {"ETag": {"description": "The version of what is answered.", "schema": {"type": "string"}}}
RESPONSES = {
    "Problem": {
        "description": "Something is wrong, as RFC 9457 says it.",
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemShown"}}},
    },
    "Unchanged": {"description": "What you have (`If-None-Match`) still holds.", "headers": _ETAG},
    "Moved": {
        "description": "It goes by another address now.",
        "headers": {"Location": {"description": "Where it went.", "schema": {"type": "string"}}},
    },
}
PROBLEMS = {
    "400": "a parameter makes no sense",
    "401": "the site knows no such token",
    "403": "this token may not do that",
    "404": "nothing is there",
    "409": "not as things stand by now: another version is stored, the step is not possible, the key was used",
    "422": "a value is not of its type",
    "429": "too many requests: see `Retry-After`",
    "500": "the site failed",
    "503": "not just now: see `Retry-After`",
}


@cache
def document() -> dict[str, Any]:
    """The document."""
    made = dict(api.get_openapi_schema(path_prefix=PREFIX))
    made["servers"] = [{"url": settings.SITE_URL}]
    components = made["components"]
    problem = ProblemShown.model_json_schema(ref_template=REF_TEMPLATE)
    components["schemas"] |= problem.pop("$defs") | {"ProblemShown": problem}
    components["responses"] = RESPONSES
    components["securitySchemes"] = {type(bearer).__name__: bearer.openapi_security_schema}
    made["security"] = [{}, {type(bearer).__name__: []}]
    for methods in made["paths"].values():
        for method, operation in methods.items():
            operation["responses"] = _responses(operation["responses"], reads=method == "get")
            operation["summary"], _, operation["description"] = operation["description"].partition("\n\n")
    return _plainly_named(made)


def _responses(own: dict[Any, Any], *, reads: bool) -> dict[str, Any]:
    """What an operation answers, with what any may answer besides."""
    said = {str(status): response for status, response in own.items()}
    if reads:
        said["301"] = {"$ref": "#/components/responses/Moved"}
        said["304"] = {"$ref": "#/components/responses/Unchanged"}
    return said | {
        status: {"$ref": "#/components/responses/Problem", "description": words} for status, words in PROBLEMS.items()
    }


def _plainly_named(made: dict[str, Any]) -> dict[str, Any]:
    """The document with things called as programs will call them (`Album`, not `AlbumShown`), and nothing unused."""
    schemas = made["components"]["schemas"]
    plain = {name: name.removesuffix("Shown") for name in schemas}
    plain |= {name: name for name, short in plain.items() if list(plain.values()).count(short) > 1}
    text = _REFERENCE.sub(lambda found: found[1] + plain[found[2]], json.dumps(_untitled(made)))
    made = json.loads(text)
    named = {plain[name]: schema for name, schema in made["components"]["schemas"].items()}
    used: set[str] = set()
    waiting = {found[2] for found in _REFERENCE.finditer(json.dumps([made["paths"], RESPONSES]))}
    waiting = {plain.get(name, name) for name in waiting}
    while waiting:
        used |= waiting
        within = json.dumps([named[name] for name in waiting])
        waiting = {found[2] for found in _REFERENCE.finditer(within)} - used
    made["components"]["schemas"] = {name: named[name] for name in sorted(used)}
    return made


def _untitled(part: Any) -> Any:
    """The same without the titles that are made of names: whoever reads the name needs no title."""
    if isinstance(part, list):
        return [_untitled(each) for each in part]
    if not isinstance(part, dict):
        return part
    machine_made = {"type", "anyOf", "$ref", "properties", "const", "enum"} & part.keys()
    return {
        name: _untitled(each)
        for name, each in part.items()
        if not (name == "title" and machine_made and isinstance(each, str))
    }
