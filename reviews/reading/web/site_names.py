"""What a site is called, by the places of a page that say so: outright, or two of them alike."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from common.expressions import on_a_line
from common.names import fold
from reviews.reading.findings import Where
from reviews.reading.passages import Passage
from reviews.reading.testimony import Testimony
from reviews.reading.web.meta import Head
from reviews.reading.web.schema import is_house
from reviews.reading.web.tree import Element, class_words, text_of

_TITLE_SEPARATOR = on_a_line(r"\s+(?:[|–—•·»«~:]|-|::|//)+\s+|\s*[|｜»«]\s*|\s+@\s+|:\s+")
_FEED_TAIL = on_a_line(
    r"\s*(?:[»–—|-]\s*)?(?:feed|rss|atom|rss\s*2\.0|flux|comments?\s+feed|kommentar-feed)(?:\s*\d?\.?\d?)?\s*$",
    re.IGNORECASE,
)
_COPYRIGHT = on_a_line(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d)?(?:\s*[-–—]\s*(?:19"
    r"|20)\d\d)?,?\s*(?:by\s+)?(?P<name>[^.|·,•\n]{2,60})",
    re.IGNORECASE,
)
_YEARS = on_a_line(r"\s*\b(?:19|20)\d\d\b.*$|\s+all\s+rights.*$", re.IGNORECASE)
_NAMING_TAGS = (
    "a",
    "h1",
    "h2",
    "p",
    "div",
    "span",
    "strong",
    "img",
    "footer",
    "small",
    "font",
    "td",
    "li",
    "center",
    "address",
)
_SITE_CLASSES = re.compile(
    r"(?:site|blog|header|brand|masthead)-?(?:title|name|logo|branding|brand)|^logo$|navbar-brand|gh-head-logo"
    r"|masthead|^brand$"
)
_LOGO = on_a_line(r"\s+(?:logo|home(?:page)?)$", re.IGNORECASE)
_HOME = frozenset(("home", "start", "accueil", "startseite", "hem", "home page", "top", "トップ", "inicio", "index"))


def claim_site(tree: Element, head: Head, sites: list[str], claims: Testimony, first: list[Passage]) -> None:
    """Claim the publication: a name that the page gives outright, else one that two places of it agree on."""
    for value in head.metas.get("og:site_name", []):
        if is_house(value):
            claims.add("publication", value, Where.META)
    for value in sites:
        claims.add("publication", value, Where.JSON_LD)
    for value in (
        head.first("application-name"),
        head.first("apple-mobile-web-app-title"),
        head.first("publisher", "dc.publisher", "citation_publisher"),
    ):
        if is_house(value):
            head.sites.append(value)
    head.sites += _title_parts(head.title)
    head.sites += _feed_titles(tree)
    links = _home_links(tree)
    head.sites += [*links, *(name for name in links if _begins_or_ends(name, head.title))]
    head.sites += _rights_holders(tree)
    head.sites += [block.text.split("\n")[0] for block in first if len(block.text) <= 100]
    votes: dict[str, list[str]] = {}
    for name in head.sites:
        if is_house(name):
            votes.setdefault(fold(name), []).append(name)
    agreed = sorted((name for name, said in votes.items() if len(said) > 1), key=lambda name: -len(votes[name]))
    if agreed:
        claims.add("publication", votes[agreed[0]][0], Where.META)


def _begins_or_ends(name: str, title: str) -> bool:
    """Whether the title begins or ends with the name, with nothing but a space between it and the rest."""
    wanted, whole = fold(name), fold(title)
    return len(wanted) > 3 and (whole.startswith(f"{wanted} ") or whole.endswith(f" {wanted}"))


def _title_parts(title: str) -> list[str]:
    """The parts of a title, each of which may be the site's name."""
    parts = [part.strip() for part in _TITLE_SEPARATOR.split(title)]
    return list(dict.fromkeys(part for part in parts if part)) if len(parts) > 1 else []


def _feed_titles(tree: Element) -> list[str]:
    names = []
    for link in tree.iter("link"):
        if "alternate" in (link.get("rel") or "").lower() and "xml" in (link.get("type") or "") and link.get("title"):
            name = _FEED_TAIL.sub("", link.get("title", "")[:200].strip()).strip(" »–—|-")
            if name and "»" not in name:
                names.append(name)
    return list(dict.fromkeys(names))


def _home_links(tree: Element) -> list[str]:
    """The names of links to the front page and of what is called the site's title; a picture's is its alternative."""
    names = []
    for element in tree.iter(*_NAMING_TAGS):
        if element.tag == "a" and _leads_home(element.get("href") or "", element.get("rel") or ""):
            names.append(text_of(element, 200) or next((image.get("alt", "") for image in element.iter("img")), ""))
        elif element.tag == "img" and any("logo" in word for word in class_words(element)):
            names.append(element.get("alt", ""))
        elif any(_SITE_CLASSES.search(word) for word in [*class_words(element), (element.get("id") or "").lower()]):
            names.append(text_of(element, 200))
    return _cleaned(names)


def _rights_holders(tree: Element) -> list[str]:
    """Who the small print says has the rights."""
    names = []
    for element in tree.iter(*_NAMING_TAGS):
        if element.text and ("©" in element.text or "opyright" in element.text or "(c)" in element.text.lower()):
            match = _COPYRIGHT.search(text_of(element, 300))
            names += [_YEARS.sub("", match["name"])] if match else []
    return _cleaned(names)


def _cleaned(names: list[str]) -> list[str]:
    names = [_LOGO.sub("", name.strip(" \t\n-–—,")) for name in names]
    return list(dict.fromkeys(name for name in names if 1 < len(name) <= 60 and fold(name) not in _HOME))


def _leads_home(address: str, rel: str) -> bool:
    if "home" in rel.lower().split() or address.strip() in ("/", "./", "../", "index.html", "/index.html"):
        return True
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query
