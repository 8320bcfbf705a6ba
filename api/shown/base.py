"""What is answered, and how a program narrows it: `fields=` names what it wants, `include=` what comes along.

What `fields` may leave out is never required by the schema; whatever it does not leave out is always there. A number
that is printed rounded is told twice: `score` as the page prints it, `score_unrounded` as it is.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, ClassVar, Generic, Self, TypeVar, overload
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Schema
from pydantic import ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator

from albums.browsing.filters import said
from api.problems import Problem
from common.page_addresses import absolute
from reviews.consensus.album import round_half_up

PREFIX = "/api/v1"
CONTENT_TYPE = "application/json; charset=utf-8"
MOST_SAID = 5
MOST_ITEMS = 100
ITEMS = 36


def _nothing_required(schema: dict[str, Any]) -> None:
    schema.pop("required", None)


class Part(Schema):
    """What stands within a resource, always whole."""


class Resource(Schema):
    """Something with an address of its own, whose fields a program may choose."""

    model_config = ConfigDict(json_schema_extra=_nothing_required)

    along: ClassVar[tuple[str, ...]] = ()
    """Fields that come only where `include` names them."""


def one_of(*values: str) -> WithJsonSchema:
    """For the schema of a text that is one of these."""
    return WithJsonSchema({"type": "string", "enum": list(values)})


Item = TypeVar("Item", bound=Resource)


class Listed(Schema, Generic[Item]):
    """A page of a list. `next` is the address of the page after it; null on the last."""

    items: list[Item]
    next: str | None


class Link(Part):
    """Another thing of the site: what it is called, its page, and where the API has it, if it has."""

    name: str
    url: str = Field(description="Its page.")
    api_url: str | None = Field(description="Its address in the API.")


class OneAsked(Schema):
    """The parameters of an address that answers with one resource. Any other is a problem, not left unread."""

    fields: str = Field("", description="Names of fields with commas: nothing else is answered. Empty: all.")

    @model_validator(mode="after")
    def nothing_else(self, info: ValidationInfo) -> Self:
        """Refuse what a program believes to be a parameter: left unread, it would get something else than it asked."""
        known = type(self).model_fields
        for name in info.context["request"].GET if info.context else ():
            if name not in known:
                raise Problem.with_parameter(said(name), f"there is no such parameter; there are {', '.join(known)}.")
        return self


class OneIncluded(OneAsked):
    """The same, where something may come along."""

    include: str = Field("", description="Names, with commas, of what is to come along.")


class CursorAsked(OneAsked):
    """The parameters of an address that answers with a list whose pages have one length."""

    cursor: str = Field("", description="Where the page begins: take it from `next` as it is, and read nothing in it.")


class PageAsked(CursorAsked):
    """The parameters of an address that answers with a list."""

    limit: int = Field(ITEMS, ge=1, le=MOST_ITEMS, description="How many of them, at most.")


def chosen(text: str, known: Collection[str], parameter: str) -> set[str]:
    """The names that a parameter lists with commas; every one of them is known. Raises a problem (400) otherwise."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if len(names) > MOST_ITEMS:
        raise Problem.with_parameter(parameter, f"names {len(names)} where there are {len(known)}.")
    if unknown:
        those = ", ".join(map(said, unknown[:MOST_SAID]))
        raise Problem.with_parameter(parameter, f"there is no {those}; there are {', '.join(sorted(known)) or 'none'}.")
    return set(names)


def one_named(rows: QuerySet[Any], noun: str, slug: str) -> Any:
    """The one of the rows that a parameter means, by its name in addresses. Raises a problem (404)."""
    found = rows.filter(slug=slug).first() if "\x00" not in slug else None
    if found is None:
        raise Problem(404, f"There is no {noun} of that name.")
    return found


def fields_of(kind: type[Resource], fields: str, include: Collection[str] = ()) -> set[str]:
    """The names of what is answered of a kind of resource, as `fields` and `include` ask."""
    asked = chosen(fields, kind.model_fields, "fields") or set(kind.model_fields) - set(kind.along)
    return asked | set(include)


def answer(shown: Resource, fields: str = "", include: Collection[str] = ()) -> HttpResponse:
    """The resource as JSON, or the chosen fields of it."""
    return _json(shown.model_dump_json(include=fields_of(type(shown), fields, include)))


def answer_list(
    page: Listed[Any], kind: type[Resource], fields: str = "", include: Collection[str] = ()
) -> HttpResponse:
    """A page of resources as JSON, or the chosen fields of each of them."""
    wanted: dict[str, Any] = dict.fromkeys(type(page).model_fields, True)
    return _json(page.model_dump_json(include=wanted | {"items": {"__all__": fields_of(kind, fields, include)}}))


def _json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=CONTENT_TYPE)


@overload
def printed(value: float, decimals: int) -> float: ...
@overload
def printed(value: float | None, decimals: int) -> float | None: ...
def printed(value: float | None, decimals: int) -> float | None:
    """A number as the page prints it, with so many decimals; None for None."""
    return None if value is None else float(round_half_up(value, decimals))


def told_twice(decimals: int, **numbers: float | None) -> dict[str, Any]:
    """Numbers as the page prints them, with so many decimals, and beside each how it is: `error`, `error_unrounded`."""
    as_printed: dict[str, Any] = {name: printed(number, decimals) for name, number in numbers.items()}
    return as_printed | {f"{name}_unrounded": number for name, number in numbers.items()}


@overload
def to_a_point(value: float | Decimal) -> int: ...
@overload
def to_a_point(value: float | Decimal | None) -> int | None: ...
def to_a_point(value: float | Decimal | None) -> int | None:
    """A number as the page prints it whole; None for None."""
    return None if value is None else int(round_half_up(float(value)))


def link_to(thing: Any) -> Link:
    """A link to what has a page and a name, and is in the API at the page's own path."""
    return Link(name=str(thing), **addresses_of(thing))


def addresses_of(thing: Any) -> dict[str, Any]:
    """Both addresses of what has a page, and is in the API at the page's own path: `url` and `api_url`."""
    path = thing.get_absolute_url()
    return {"url": absolute(path), "api_url": absolute(api_path(path))}


def list_by(page: str, of: Any) -> str:
    """Where the API has of that page's list what is of one critic, publication, genre or label."""
    return absolute(f"{api_path(page)}?{urlencode({of._meta.model_name: of.slug})}")


def api_path(page: str) -> str:
    """Where the API has what that page shows."""
    return f"{PREFIX}{page.rstrip('/')}"
