"""JSON-LD as it is found in pages: with control characters, comments, stray commas, escaped, in pieces."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from reviews.reading.findings import Where
from reviews.reading.web.items import Item, local_name
from reviews.reading.web.tree import Element

LONGEST_SCRIPT = 1_000_000
DEEPEST = 40
MOST_ITEMS = 4_000

_WRAPPER = re.compile(r"(?:<!--|//|/\*|\*/|<!\[CDATA\[|\s)*+")
_WRAPPER_BACKWARDS = re.compile(r"(?:>--|//|\*/|/\*|>\]\]|;|\s)*+")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def read_json_ld(tree: Element) -> list[Item]:
    """Every item of the page's JSON-LD, nested ones after those that they stand in; references are followed."""
    data: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and len(script.text or "") <= LONGEST_SCRIPT:
            data += _parse(script.text or "")
    return _Builder().build(data)


def _parse(text: str) -> list[Any]:
    text = _unwrapped(text)
    attempts = (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text) if "&quot;" in text else "")
    for attempt in attempts:
        if found := list(_values(attempt)):
            return found
    return []


def _unwrapped(text: str) -> str:
    """The text without the marks of a comment around it, by which old browsers were kept from showing it."""
    start, end = _WRAPPER.match(text), _WRAPPER_BACKWARDS.match(text[::-1])
    return text[start.end() if start else 0 : len(text) - (end.end() if end else 0)]


def _values(text: str) -> Iterator[Any]:
    """The JSON values that stand in `text` one after the other, up to the first that is none."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        while at < len(text) and text[at] in " \t\r\n;,":
            at += 1


class _Builder:
    """Makes items of JSON, depth and number bounded."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._by_id: dict[str, Item] = {}
        self._references: list[tuple[Item, str, str]] = []

    def build(self, data: list[Any]) -> list[Item]:
        """The items in `data`."""
        for value in data:
            self._take(value, None, "", 0)
        for item, name, reference in self._references:
            target = self._by_id.get(reference)
            if target is not None and target is not item and target not in item.above():
                item.properties.setdefault(name, []).append(target)
        return self.items

    def _take(self, value: Any, parent: Item | None, name: str, depth: int) -> None:
        if depth > DEEPEST or len(self.items) >= MOST_ITEMS:
            return
        if isinstance(value, list):
            for one in value:
                self._take(one, parent, name, depth + 1)
        elif isinstance(value, dict):
            self._take_object(value, parent, name, depth)
        elif parent is not None and isinstance(value, str | int | float) and not isinstance(value, bool):
            parent.properties.setdefault(name, []).append(str(value))
        elif parent is not None and isinstance(value, bool):
            parent.properties.setdefault(name, []).append(str(value).lower())

    def _take_object(self, value: dict[str, Any], parent: Item | None, name: str, depth: int) -> None:
        identity = value.get("@id")
        if set(value) == {"@value"} or ("@value" in value and "@type" not in value):
            self._take(value["@value"], parent, name, depth + 1)
            return
        if set(value) <= {"@id", "@type"} and isinstance(identity, str):
            if parent is not None:
                self._references.append((parent, name, identity))
            return
        types = value.get("@type")
        named = [one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)]
        item = Item(frozenset(map(local_name, named)), Where.JSON_LD, parent=parent, property_of=name)
        if named or set(value) - {"@context", "@graph", "@id"}:
            self.items.append(item)
            if parent is not None:
                parent.properties.setdefault(name, []).append(item)
        if isinstance(identity, str):
            self._by_id.setdefault(identity, item)
            item.properties["@id"] = [identity]
        for key, inner in value.items():
            if key == "@graph":
                self._take(inner, None, "", depth + 1)
            elif not key.startswith("@"):
                self._take(inner, item, local_name(key), depth + 1)
