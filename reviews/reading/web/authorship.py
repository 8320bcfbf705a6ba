"""Who wrote a page and when, by what its elements are called: bylines, links to an author, moments."""

from __future__ import annotations

import re
from datetime import date

from reviews.reading.bylines import is_nobody
from reviews.reading.findings import Where
from reviews.reading.testimony import Testimony
from reviews.reading.web.moments import day_of
from reviews.reading.web.tree import Element, class_words, text_of
from reviews.reading.web.zones import Zones

LONGEST_NAME = 50
MOST_FOUND = 6

_AUTHOR = re.compile(
    r"^(?:(?:[a-z]+[-_]{1,2})?(?:author|byline|writer|reviewer|autor|auteur|forfatter|username|authorname)(?:[-_]{1,2}(?:name|link|url))?|fn)$"
)
_LABEL = re.compile(r"^[^\W\d_]{3,14}\s*:\s*")
_BY = re.compile(
    r"^(?:(?:written|words|review(?:ed)?|posted|text|published)\s+)?(?:by|von|par|por|di|door|av|af)\s+", re.IGNORECASE
)


def claim_markup(region: Element, zones: Zones, claims: Testimony) -> None:
    """Claim the one author and the one day that elements within `region` are marked as; several say nothing."""
    names: dict[str, None] = {}
    days: dict[date, None] = {}
    for element in region.iter("a", "span", "div", "p", "strong", "time", "abbr", "li", "h4", "cite", "address"):
        if not zones.of(element).is_read:
            continue
        if element.tag == "time" or "dtreviewed" in class_words(element):
            day = day_of(element.get("datetime") or element.get("title") or "")
            if day and "updated" not in class_words(element):
                days[day] = None
        elif "author" in (element.get("rel") or "").split() or any(map(_AUTHOR.match, class_words(element))):
            name = _BY.sub("", _LABEL.sub("", text_of(element, 200)).partition(",")[0]).strip(" ,:|·-")
            if name and len(name) <= LONGEST_NAME and not is_nobody(name) and not any(map(str.isdigit, name[:1])):
                names[name] = None
        if len(names) > MOST_FOUND or len(days) > MOST_FOUND:
            return
    shortest = min(names, key=len, default="")
    if shortest and all(shortest in name for name in names) and len(shortest.split()) <= 6:
        claims.add("critic", shortest, Where.MARKUP, sure=False)
    if len(days) == 1:
        claims.add("published", next(iter(days)), Where.MARKUP)
