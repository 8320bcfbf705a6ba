"""What the head of a page says: titles, the site's name, dates, the address that is the page's own, its language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from common.names import fold
from reviews.reading.bylines import is_name, is_nobody
from reviews.reading.findings import Where
from reviews.reading.furniture import may_be_source
from reviews.reading.passages import Passage
from reviews.reading.testimony import Testimony
from reviews.reading.web.moments import day_of
from reviews.reading.web.schema import is_house
from reviews.reading.web.tree import Element, class_words, text_of

MOST_METAS = 300
LONGEST_VALUE = 1_000

_TITLE_SEPARATOR = re.compile(r"\s+(?:[|–—•·»«~:]|-|::|//)+\s+|\s*[|»«]\s*|\s+@\s+")
_FEED_TAIL = re.compile(
    r"\s*(?:[»–—|-]\s*)?(?:feed|rss|atom|rss\s*2\.0|flux|comments?\s+feed|kommentar-feed)(?:\s*\d?\.?\d?)?\s*$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d)?(?:\s*[-–—]\s*(?:19"
    r"|20)\d\d)?,?\s*(?:by\s+)?(?P<name>[^.|·,•\n]{2,60})",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\s*\b(?:19|20)\d\d\b.*$|\s+all\s+rights.*$", re.IGNORECASE)
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


@dataclass
class Head:
    """The head of the page: metas by name, its title, and the names that stand for the site."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    sites: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str:
        """The first value of the first of these metas that has one."""
        return next((value for name in names for value in self.metas.get(name, []) if value), "")


def read_head(tree: Element) -> Head:
    """The head of the page."""
    head = Head()
    for meta in list(tree.iter("meta"))[:MOST_METAS]:
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        value = " ".join((meta.get("content") or "")[:LONGEST_VALUE].split())
        if name and value:
            head.metas.setdefault(name, []).append(value)
    title = tree.find(".//head/title")
    if title is None:
        title = next(tree.iter("title"), None)
    head.title = text_of(title, LONGEST_VALUE) if title is not None else ""
    return head


def claim_head(tree: Element, head: Head, claims: Testimony, address: str) -> None:
    """Claim the dates, the author and the addresses of the head."""
    where = Where.META
    claims.add(
        "published",
        day_of(
            head.first(
                "article:published_time",
                "og:article:published_time",
                "datepublished",
                "dc.date.issued",
                "dcterms.created",
                "parsely-pub-date",
                "sailthru.date",
                "publishdate",
                "pubdate",
                "article.published",
                "citation_publication_date",
                "cxenseparse:recs:publishtime",
            )
        ),
        where,
    )
    claims.add(
        "updated",
        day_of(
            head.first("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
        ),
        where,
    )
    for name in (
        "author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "cxenseparse:author",
        "article:author",
        "twitter:data1",
    ):
        if name == "twitter:data1" and not re.search(
            r"written|verfasst|geschrieben|écrit|escrito|scritto|author|autor|auteur",
            head.first("twitter:label1"),
            re.IGNORECASE,
        ):
            continue
        value = re.sub(r"^by\s+", "", head.first(name), flags=re.IGNORECASE)
        if value and "://" not in value and len(value) <= 80 and not is_nobody(value) and is_name(value):
            claims.add("critic", value, where, sure=False)
    source = own_address(tree, head, address)
    if source:
        claims.add("source_url", source[0], source[1])


def own_address(tree: Element, head: Head, address: str) -> tuple[str, Where] | None:
    """The address that the page gives as its own, when it is of the site that it came from; else the one it came by."""
    base = address or head.first("og:url")
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            found = urljoin(base, (link.get("href") or "").strip())
            if is_page(found) and (not address or same_site(found, address)):
                return found, Where.META
            break
    for link in tree.iter("link"):
        if "bookmark" in (link.get("rel") or "").lower().split() and is_page(
            found := urljoin(base, link.get("href") or "")
        ):
            return found, Where.META
    og = urljoin(base, head.first("og:url"))
    if is_page(og) and (not address or same_site(og, address)):
        return og, Where.META
    return (address, Where.ADDRESS) if is_page(address) else None


def is_page(address: str) -> bool:
    """Whether it is the address of one page of the web, not of a site, and may be a review's source."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_front = parts.path in ("", "/") and not parts.query
    return (
        parts.scheme in ("http", "https")
        and "." in parts.netloc
        and not is_front
        and len(address) <= 1_000
        and may_be_source(address)
    )


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, but for "www.", "amp." and "m."."""
    hosts = [
        re.sub(r"^(?:www|amp|m|mobile)\.", "", (urlsplit(address).hostname or "").lower()) for address in (one, other)
    ]
    return hosts[0] == hosts[1]


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
    head.sites += _title_ends(head.title)
    head.sites += _feed_titles(tree)
    head.sites += _home_links(tree)
    head.sites += [block.text.split("\n")[0] for block in first if len(block.text) <= 100]
    votes: dict[str, list[str]] = {}
    for name in head.sites:
        if is_house(name):
            votes.setdefault(fold(name), []).append(name)
    agreed = sorted((name for name, said in votes.items() if len(said) > 1), key=lambda name: -len(votes[name]))
    if agreed:
        claims.add("publication", votes[agreed[0]][0], Where.META)


def _title_ends(title: str) -> list[str]:
    parts = _TITLE_SEPARATOR.split(title)
    return list(dict.fromkeys([parts[-1].strip(), parts[0].strip()])) if len(parts) > 1 else []


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
        elif element.tag not in ("a", "img") and element.text and ("©" in element.text or "opyright" in element.text):
            match = _COPYRIGHT.search(text_of(element, 300))
            names += [_YEARS.sub("", match["name"]).strip(" -–—,")] if match else []
    names = [re.sub(r"\s+(?:logo|home(?:page)?)$", "", name.strip(), flags=re.IGNORECASE) for name in names]
    return list(
        dict.fromkeys(
            name
            for name in names
            if 1 < len(name) <= 60 and fold(name) not in ("home", "start", "accueil", "startseite", "hem", "home page")
        )
    )


def _leads_home(address: str, rel: str) -> bool:
    if "home" in rel.lower().split() or address.strip() in ("/", "./", "../", "index.html", "/index.html"):
        return True
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query
