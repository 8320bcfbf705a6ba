"""What is answered, and how a program narrows it: `fields=` names what it wants, `include=` what comes along.

What `fields` may leave out is never required by the schema; whatever it does not leave out is always there.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field

from api.problems import Problem

CONTENT_TYPE = "application/json; charset=utf-8"
MOST_SAID = 5
LONGEST_SAID = 40


def _nothing_required(schema: dict[str, Any]) -> None:
    schema.pop("required", None)


class Resource(Schema):
    """Something with an address of its own, whose fields a program may choose."""

    model_config = ConfigDict(json_schema_extra=_nothing_required)


class Narrowed(Schema):
    """The parameters of every address that answers with resources."""

    fields: str = Field("", description="Names of fields with commas: nothing else is answered. Empty: all.")


def chosen(text: str, known: dict[str, Any] | set[str], parameter: str) -> set[str]:
    """The names that a parameter lists with commas; every one of them is known. Raises a problem (400) otherwise."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if len(names) > len(known):
        raise Problem.with_parameter(parameter, f"names {len(names)} where there are {len(known)}.")
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if unknown:
        said = ", ".join(f"“{name[:LONGEST_SAID]}”" for name in unknown[:MOST_SAID])
        raise Problem.with_parameter(parameter, f"there is no {said}; there are {', '.join(sorted(known))}.")
    return set(names)


def answer(shown: Resource, fields: str = "") -> HttpResponse:
    """The resource as JSON, or the chosen fields of it."""
    names = chosen(fields, type(shown).model_fields, "fields") or None
    return HttpResponse(shown.model_dump_json(include=names), content_type=CONTENT_TYPE)
