"""Microdata and RDFa Lite in a page, read in one walk over it."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.reading.findings import Where
from reviews.reading.web.items import Item, local_name
from reviews.reading.web.tree import Element, text_of

MOST_ITEMS = 2_000
LONGEST_VALUE = 5_000
MOST_TEXT = 2_000_000
_ADDRESS_ATTRIBUTES = {"a": "href", "link": "href", "area": "href", "img": "src", "audio": "src", "video": "src"}


@dataclass(frozen=True)
class _Notation:
    """The attributes that say where an item begins, what it is and which property an element gives."""

    scope: str
    type: str
    name: str


_MICRODATA = _Notation("itemscope", "itemtype", "itemprop")
_RDFA = _Notation("typeof", "typeof", "property")
# Google's first vocabulary, still found on old pages, in today's words.
_OLD_NAMES = {
    "itemreviewed": "itemreviewed",
    "reviewer": "author",
    "dtreviewed": "datepublished",
    "rating": "reviewrating",
    "value": "ratingvalue",
    "best": "bestrating",
    "worst": "worstrating",
    "summary": "headline",
    "created": "datepublished",
}


def read_microdata(tree: Element) -> list[Item]:
    """Every item that the page marks up, nested ones after those that they stand in."""
    return [*_read(tree, _MICRODATA), *_read(tree, _RDFA)]


def _read(tree: Element, notation: _Notation) -> list[Item]:
    if next(tree.iterfind(f".//*[@{notation.scope}]"), None) is None:
        return []
    found: list[Item] = []
    holders: dict[Element, Item] = {}
    length = 0
    for element in tree.iter("*"):
        parent = element.getparent()
        above = holders.get(parent) if parent is not None else None
        names = _property_names(element, notation)
        if element.get(notation.scope) is not None and len(found) < MOST_ITEMS:
            types = frozenset(map(local_name, (element.get(notation.type) or "").split()))
            item = Item(types, Where.MICRODATA, parent=above, property_of=names[0] if names else "", at=element)
            found.append(item)
            if above is not None:
                for name in names:
                    above.properties.setdefault(name, []).append(item)
            holders[element] = item
            continue
        if above is not None:
            holders[element] = above
            for name in names:
                value = _value(element, name) if length < MOST_TEXT else ""
                length += len(value)
                above.properties.setdefault(name, []).append(value)
    return found


def _property_names(element: Element, notation: _Notation) -> list[str]:
    names = [local_name(name) for name in (element.get(notation.name) or "").split()]
    return [_OLD_NAMES.get(name, name) for name in names]


def _value(element: Element, name: str) -> str:
    for attribute in ("content", "datetime"):
        if (value := element.get(attribute)) is not None:
            return value
    tag = element.tag
    if tag in ("data", "meter") and (value := element.get("value")) is not None:
        return value
    if tag in _ADDRESS_ATTRIBUTES and (name in ("url", "image", "sameas") or tag != "a"):
        return element.get(_ADDRESS_ATTRIBUTES[tag], "")
    return text_of(element, LONGEST_VALUE)
