"""The feeds of a site, as one of its pages names them; or the feed itself, where the address is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from common.fetching import Fetched, Fetcher, NoAnswer, NotAsked
from common.text import Unreadable
from common.web_addresses import host_of
from reviews.incoming.feed_entries import LONGEST_URL, NotAFeed, plain, read_feed
from reviews.incoming.fetching.asking import AskLater, ask_politely
from reviews.incoming.fetching.turns import NotYet
from reviews.life.sources import blocked_at, refusal_of
from reviews.models import SourcePolicy
from reviews.reading.decoding import read_text
from reviews.reading.web.tree import Element, parse_page

KINDS = {"application/rss+xml": "RSS", "application/atom+xml": "Atom", "application/feed+json": "JSON Feed"}
MOST_FEEDS = 30
"""Of one page: beyond are the feeds of single articles' comments."""


class NotLookedAt(Exception):
    """The page could not be had, or says nothing; the message says why, for people.

    `later` says that its host is only busy just now, with us or with others.
    """

    def __init__(self, reason: str, later: bool = False) -> None:
        super().__init__(reason)
        self.later = later


@dataclass(frozen=True)
class NamedFeed:
    """One feed that a page names, with the kind that it is said to be of."""

    url: str
    title: str
    kind: str


def ask_allowed(url: str, fetcher: Fetcher, at: datetime | None = None) -> Fetched:
    """GET a page for a person who waits for it, if the policy of its site lets us. Raises NotLookedAt."""
    policy = SourcePolicy.objects.of(url)
    if blocked := blocked_at(url):
        raise NotLookedAt(refusal_of(blocked))
    if policy is None or not policy.allows_request():
        raise NotLookedAt(f"Nothing may be fetched from {host_of(url) or 'there'}: so its policy says, or it has none.")
    return ask_once(url, fetcher, at)


def ask_once(url: str, fetcher: Fetcher, at: datetime | None = None) -> Fetched:
    """GET a page for a person who waits for it, politely. The caller has seen to it that it may be asked for.

    Raises NotLookedAt.
    """
    try:
        answer = ask_politely(url, fetcher, at=at).answer
    except (NotAsked, NoAnswer) as problem:
        raise NotLookedAt(str(problem)) from problem
    except AskLater as busy:
        raise NotLookedAt(str(busy), later=True) from busy
    except NotYet as turn:
        raise NotLookedAt(f"{turn} Try again in some seconds.", later=True) from turn
    if answer.status != 200:
        raise NotLookedAt(f"It answers {answer.status}.")
    return answer


def feeds_at(url: str, fetcher: Fetcher, at: datetime) -> list[NamedFeed]:
    """The feeds that the page at that address names, in its order. Raises NotLookedAt."""
    answer = ask_allowed(url, fetcher, at)
    try:
        contents = read_feed(answer.body, answer.url, answer.headers.get("content-type", ""), at)
    except NotAFeed:
        return named_by(answer)
    return [NamedFeed(answer.url, contents.title, "")]


def named_by(answer: Fetched) -> list[NamedFeed]:
    """The feeds that an answered page names by `rel="alternate"`, each once. Raises NotLookedAt for what is no page."""
    try:
        tree = parse_page(read_text(answer.body))
    except Unreadable as problem:
        raise NotLookedAt(str(problem)) from problem
    found = {feed.url: feed for feed in _links(tree, answer.url)}
    return list(found.values())[:MOST_FEEDS]


def _links(tree: Element, url: str) -> Iterator[NamedFeed]:
    base = _joined(url, next((found.get("href", "") for found in tree.iter("base")), ""))
    for link in tree.iter("link"):
        kind = KINDS.get(link.get("type", "").partition(";")[0].strip().lower())
        address = _joined(base, link.get("href", ""))
        if kind and address and "alternate" in link.get("rel", "").lower().split():
            yield NamedFeed(address, plain(link.get("title", ""))[:300], kind)


def _joined(base: str, href: str) -> str:
    """The address on the web to which a link leads; empty where it leads elsewhere."""
    try:
        whole = urljoin(base, href.strip())
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) and len(whole) <= LONGEST_URL else ""
