"""The contract for people: what its document says, put as a page needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from api.openapi_document import document

PERIODS = {
    "s": ("a second", "seconds"),
    "m": ("a minute", "minutes"),
    "h": ("an hour", "hours"),
    "d": ("a day", "days"),
}
REFERENCE = "#/components/schemas/"
PLAIN = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}
FORMATS = {"date-time": "moment (ISO 8601)", "date": "date (ISO 8601)", "uuid": "UUID"}


@dataclass(frozen=True)
class TypeInWords:
    """What a value is: words, around the thing of the document that it is, if it is one."""

    before: str
    thing: str = ""
    after: str = ""


@dataclass(frozen=True)
class FieldInWords:
    """A parameter or a field."""

    name: str
    type: TypeInWords
    description: str
    required: bool


@dataclass(frozen=True)
class OperationInWords:
    """One operation."""

    method: str
    path: str
    name: str
    summary: str
    description: str
    parameters: list[FieldInWords]
    takes: TypeInWords | None
    answers: TypeInWords | None
    needs_token: bool


@dataclass(frozen=True)
class ThingInWords:
    """One thing that is answered or taken."""

    name: str
    description: str
    fields: list[FieldInWords]


def nouns() -> dict[str, list[OperationInWords]]:
    """The operations of each noun."""
    found: dict[str, list[OperationInWords]] = {}
    for path, methods in document()["paths"].items():
        for method, said in methods.items():
            found.setdefault(said["tags"][0], []).append(_operation(method, path, said))
    return found


def things() -> list[ThingInWords]:
    """What is answered and taken, by name."""
    schemas = document()["components"]["schemas"]
    return [
        ThingInWords(name, _plain(schema), list(_fields(schema)))
        for name, schema in schemas.items()
        if "properties" in schema
    ]


def limits() -> dict[str, str]:
    """How often a program may ask, by address and by token, in words."""
    return {name: _rate(settings.RATE_LIMITS[f"api-{name}"]) for name in ("address", "token")}


def _rate(rate: str) -> str:
    number, _, period = rate.partition("/")
    times, (one, many) = period[:-1], PERIODS[period[-1]]
    return f"{int(number):,} requests {f'in {times} {many}' if times else one}"


def _plain(said: dict[str, Any], key: str = "description") -> str:
    """A text of the document without the marks of its Markdown."""
    return str(said.get(key, "")).replace("`", "")


def _operation(method: str, path: str, said: dict[str, Any]) -> OperationInWords:
    body = said.get("requestBody", {}).get("content", {}).get("application/json")
    answers = next(
        (
            response["content"]["application/json"]["schema"]
            for status, response in said["responses"].items()
            if status.startswith("2") and "content" in response
        ),
        None,
    )
    return OperationInWords(
        method=method.upper(),
        path=path,
        name=said["operationId"],
        summary=_plain(said, "summary"),
        description=_plain(said),
        parameters=[
            FieldInWords(each["name"], type_in_words(each["schema"]), _plain(each), each["required"])
            for each in said["parameters"]
        ],
        takes=type_in_words(body["schema"]) if body else None,
        answers=type_in_words(answers) if answers else None,
        needs_token="security" in said,
    )


def _fields(schema: dict[str, Any]) -> Iterator[FieldInWords]:
    required = schema.get("required", ())
    for name, said in schema["properties"].items():
        yield FieldInWords(name, type_in_words(said), _plain(said), name in required)


def type_in_words(schema: dict[str, Any]) -> TypeInWords:
    """A schema in a few words."""
    if "$ref" in schema:
        return _thing(schema["$ref"].removeprefix(REFERENCE))
    if "anyOf" in schema:
        parts = [type_in_words(part) for part in schema["anyOf"]]
        thing = next((part.thing for part in parts if part.thing), "")
        words = " or ".join(part.before for part in parts if not part.thing)
        return TypeInWords("", thing, f" or {words}") if thing else TypeInWords(words)
    if schema.get("type") == "array":
        of = type_in_words(schema["items"])
        return TypeInWords(f"list of {of.before}", of.thing, of.after)
    if "const" in schema:
        return TypeInWords(f"“{schema['const']}”")
    if "enum" in schema:
        return TypeInWords(_one_of([value for value in schema["enum"] if value != ""]))
    return TypeInWords(FORMATS.get(schema.get("format", "")) or PLAIN.get(schema.get("type", ""), "anything"))


def _thing(name: str) -> TypeInWords:
    """What has fields is told of by itself; one of a few words is said here."""
    schema = document()["components"]["schemas"][name]
    return TypeInWords("", name) if "properties" in schema else type_in_words(schema)


def _one_of(values: list[Any]) -> str:
    said = [f"“{value}”" for value in values]
    return f"{', '.join(said[:-1])} or {said[-1]}" if len(said) > 1 else said[0]
