"""h-review, hReview, h-entry and hAtom in a page, read by mf2py."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import mf2py
from bs4 import BeautifulSoup
from lxml import etree

from reviews.reading.credit_words import is_nobody
from reviews.reading.findings import HouseRule, Where
from reviews.reading.testimony import Testimony
from reviews.reading.web.meta import is_page, same_site
from reviews.reading.web.moments import day_of
from reviews.reading.web.schema import read_rating
from reviews.reading.web.tree import Element, class_words, text_of

MOST_ELEMENTS = 1_500
MOST_ROOTS = 8
LONG_ENOUGH = 400
_ROOTS = ("h-review", "hreview", "h-entry", "hentry")


def read_microformats(tree: Element, claims: Testimony, rule: HouseRule, address: str) -> None:
    """Claim what the page's own review or entry says. Several side by side are a list, and say nothing of the page."""
    for names in (("h-review", "hreview"), ("h-entry", "hentry")):
        roots = _roots(tree, names)
        if len(roots) > 1:
            roots = [root for root in roots if len(text_of(root, LONG_ENOUGH + 100)) > LONG_ENOUGH]
        if len(roots) == 1 and sum(1 for _ in roots[0].iter()) <= MOST_ELEMENTS:
            _claim(roots[0], claims, rule, address)


def _roots(tree: Element, names: tuple[str, ...]) -> list[Element]:
    found: list[Element] = []
    for element in tree.iter("*"):
        if any(name in names for name in class_words(element)) and element.tag not in ("html", "body"):
            if any(root in element.iterancestors() for root in found):
                continue
            found.append(element)
            if len(found) > MOST_ROOTS:
                break
    return found


def _claim(root: Element, claims: Testimony, rule: HouseRule, address: str) -> None:
    soup = BeautifulSoup(etree.tostring(root, encoding="unicode", method="html", with_tail=False), "lxml")
    parsed = mf2py.Parser(doc=soup).to_dict()
    entry = next((item for item in parsed["items"] if {"h-review", "h-entry"} & set(item["type"])), None)
    if entry is None:
        return
    properties = entry["properties"]
    where = Where.H_REVIEW
    if "h-review" in entry["type"] or properties.get("rating"):
        grade, sure, _ = read_rating(
            _text(properties, "rating"), _text(properties, "best"), _text(properties, "worst"), rule
        )
        claims.add("grade", grade, where, sure)
        item = next((one for one in properties.get("item", []) if isinstance(one, dict)), None)
        claims.add("album named", _text(item["properties"], "name") if item else _text(properties, "item"), where)
        if item:
            claims.add("artist", _text(item["properties"], "brand") or _text(item["properties"], "author"), where)
        permalink = urljoin(address, _text(properties, "url"))
        if is_page(permalink) and (not address or same_site(permalink, address)):
            claims.add("source_url", permalink, where)
    claims.add("headline", _text(properties, "name") if _is_explicit(root) else "", where)
    for author in properties.get("author", [])[:1] + properties.get("reviewer", [])[:1]:
        name = (
            _text(author["properties"], "name") if isinstance(author, dict) and "properties" in author else str(author)
        )
        if name and len(name) <= 80 and not is_nobody(name) and "://" not in name:
            claims.add("critic", " ".join(name.split()), where)
    claims.add("published", day_of(_text(properties, "published")), where)
    claims.add("updated", day_of(_text(properties, "updated")), where)


def _is_explicit(root: Element) -> bool:
    names = ("p-name", "fn", "entry-title", "summary")
    return any(any(name in names for name in class_words(element)) for element in root.iter("*"))


def _text(properties: dict[str, Any], name: str) -> str:
    for value in properties.get(name, []):
        if isinstance(value, str):
            return " ".join(value.split())
        if isinstance(value, dict) and isinstance(value.get("value"), str):
            return " ".join(value["value"].split())
    return ""
