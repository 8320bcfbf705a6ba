"""What the head of a page says: titles, the site's name, dates, the address that is the page's own, its language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from reviews.reading.credit_words import is_nobody
from reviews.reading.findings import Where
from reviews.reading.furniture import may_be_source
from reviews.reading.names_in_text import is_name
from reviews.reading.testimony import Testimony
from reviews.reading.web.moments import day_of
from reviews.reading.web.tree import Element, text_of

MOST_METAS = 300
LONGEST_VALUE = 1_000


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
