"""What a page says of itself in the terms of schema.org, whichever notation it says it in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Union

from reviews.reading.findings import Where
from reviews.reading.web.tree import Element

Value = Union[str, "Item"]

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
LONGEST_NAME = 300


@dataclass(eq=False)
class Item:
    """A thing with types and properties, as JSON-LD and microdata both give it. Names are local and in lower case."""

    types: frozenset[str]
    where: Where
    properties: dict[str, list[Value]] = field(default_factory=dict)
    parent: Item | None = None
    property_of: str = ""
    at: Element | None = None

    def all(self, name: str) -> list[Value]:
        """Every value of a property."""
        return self.properties.get(name, [])

    def items(self, name: str) -> list[Item]:
        """The values of a property that are items themselves."""
        return [value for value in self.all(name) if isinstance(value, Item)]

    def text(self, *names: str) -> str:
        """The first value of the first of these properties that is text, on one line and without markup."""
        for name in names:
            for value in self.all(name):
                if isinstance(value, str) and (plain := plain_text(value)):
                    return plain
        return ""

    def names(self, name: str) -> list[str]:
        """The names that a property gives: text, or the `name` of items."""
        found = [value.text("name") if isinstance(value, Item) else plain_text(value) for value in self.all(name)]
        return list(dict.fromkeys(name for name in found if name and len(name) <= LONGEST_NAME))

    def is_any(self, *types: str) -> bool:
        """Whether it is of one of these types."""
        return not self.types.isdisjoint(types)

    def above(self) -> Iterator[Item]:
        """The items that it stands in, from the nearest outwards."""
        item = self.parent
        while item is not None:
            yield item
            item = item.parent


def plain_text(value: str) -> str:
    """A value as text on one line: entities resolved (twice, as some systems write them) and tags taken out."""
    value = value[:20_000]
    if "&" in value:
        value = html.unescape(html.unescape(value))
    return " ".join(_TAG.sub(" ", value).split()) if "<" in value else " ".join(value.split())


def local_name(name: str) -> str:
    """A type or property without its vocabulary: "http://schema.org/Review" and "schema:Review" are "review"."""
    return re.split(r"[/#:]", name.strip().rstrip("/#"))[-1].lower()
