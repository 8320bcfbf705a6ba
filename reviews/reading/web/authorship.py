"""Who wrote a page and when, by what its elements are called: bylines, links to an author, moments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from common.expressions import on_a_line
from reviews.reading.credit_words import is_nobody
from reviews.reading.findings import Where
from reviews.reading.names_in_text import is_name
from reviews.reading.passages import Passage
from reviews.reading.testimony import Testimony
from reviews.reading.web.moments import day_of
from reviews.reading.web.tree import Element, class_words, text_of
from reviews.reading.web.zones import Zones

LONGEST_NAME = 50
LONGEST_LINE = 120
NEAR_ENOUGH = 120

_TAGS = ("a", "span", "div", "p", "strong", "time", "abbr", "li", "h4", "cite", "address", "b")
_AUTHOR = re.compile(
    r"^(?:(?:[a-z]+[-_]{1,2})?(?:author|byline|writer|reviewer|autor|auteur|forfatter|user-?name|bigusername|authorname)"
    r"(?:[-_]{1,2}(?:name|link|url))?|fn)$"
)
_BY = re.compile(
    r"^(?:[^\W\d_]{3,14}\s+)?(?:by|von|par|por|di|da|door|av|af)\s+",
    re.IGNORECASE,
)
_SUBMITTED = on_a_line(
    r"(?:[^\W\d_]{4,14}\s+){1,2}(?:by|von|par|por|da|di|door|av|af)\s+(?P<name>[^\d|,]{3,50}?)"
    r"\s*(?:[|,–-]|\b(?:on|le|el|il|am|op|den|em)\b)\s*[^\W\d_]{0,12}\.?,?\s*\d.*",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(r"^[^\W\d_]{3,14}\s*:\s*")
_AFTER_NAME = re.compile(r"\s*[|»·•,–—/]\s|\s{3,}|\s+(?:on|am|le|el|il)\s+\d")


def claim_markup(region: Element, body: list[Passage], zones: Zones, claims: Testimony) -> None:
    """Claim the author and the day that elements are marked as: those nearest above the text, else nearest below it."""
    if not body:
        return
    first, last = body[0].element, body[-1].element
    above: list[Element] = []
    below: list[Element] = []
    side = above
    for element in region.iter(*_TAGS):
        if element is first:
            side = []
        if element is last:
            side = below
        elif zones.of(element).is_read and (len(side) < NEAR_ENOUGH or side is above):
            side.append(element)
    for elements in (list(reversed(above[-NEAR_ENOUGH:])), below):
        if not claims.all("critic") and (name := next(_names(elements), "")):
            claims.add("critic", name, Where.MARKUP, sure=False)
        if day := next(_days(elements), None):
            claims.add("published", day, Where.MARKUP)
            break


def claim_submitted(passages: list[Passage], claims: Testimony) -> None:
    """Claim the author of a line such as "Submitted by NAME on 3 May 2013", in whichever language."""
    for passage in passages:
        match = _SUBMITTED.match(passage.text) if len(passage.text) <= LONGEST_LINE else None
        if match and is_name(match["name"]) and not is_nobody(match["name"]):
            claims.add("critic", match["name"], Where.BYLINE, sure=False)
            return


def _names(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if "author" in (element.get("rel") or "").split() or any(map(_AUTHOR.match, class_words(element))):
            text = _BY.sub("", _LABEL.sub("", text_of(element, 200)))
            name = _AFTER_NAME.split(text)[0].strip(" ,:|·-")
            if name and len(name) <= LONGEST_NAME and not is_nobody(name) and not name[0].isdigit():
                yield name


def _days(elements: list[Element]) -> Iterator[date]:
    for element in elements:
        words = class_words(element)
        if element.tag == "time" or "dtreviewed" in words or (element.tag == "abbr" and "published" in words):
            day = day_of(element.get("datetime") or element.get("title") or "")
            if day and "updated" not in words:
                yield day
