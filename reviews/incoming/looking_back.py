"""What a site published before its feed begins: by its map, or by the feed's older pages. Only when a curator asks.

One file or page is asked for at a time, in the host's turn. A map is looked at while the curator waits; older pages of
a feed are read by the courier, one a round.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from itertools import islice
from urllib.parse import urljoin

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Value
from django.utils import timezone
from protego import Protego

from common.fetching import Fetcher
from common.web_addresses import host_of, source_key
from reviews.incoming.feed_discovery import NotLookedAt, ask_allowed
from reviews.incoming.feed_entries import LONGEST_URL, FeedContents, NotAFeed, read_feed
from reviews.incoming.feeds import key_of, reason_to_pass_over, take_page
from reviews.life.sources import blocked_at
from reviews.models import BlockedSource, Feed, IncomingDocument, Review, SourcePolicy, WebHost
from reviews.reading.announcements import address_reads_like_a_review

MOST_FILES, MOST_LOOKED_AT, MOST_TAKEN, MOST_PAGES = 50, 50_000, 500, 50
MOST_UNPACKED = 50_000_000
AT_ONCE = 200

_LOCATION = re.compile(rb"<(?:\w{1,20}:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,4000})")
_INDEX = re.compile(rb"<(?:\w{1,20}:)?sitemapindex\b")


@dataclass(frozen=True)
class SiteMap:
    """What one file of a map says: other files, or addresses. `new` read like reviews and are not here."""

    files: tuple[str, ...] = ()
    looked_at: int = 0
    new: tuple[str, ...] = ()


@dataclass(frozen=True)
class OlderPage:
    """One older page of a feed: how many entries it has, and how many of them would be fetched."""

    number: int
    entries: int
    wanted: int


def map_of(feed: Feed) -> str:
    """Where the map of the feed's site is: as its robots.txt says, else at the usual place."""
    for host in WebHost.objects.filter(host__in=[feed.policy.host, f"www.{feed.policy.host}"]).exclude(robots=""):
        for address in Protego.parse(host.robots).sitemaps:
            if host_of(address) == feed.policy.host and len(address) <= LONGEST_URL:
                return str(address)
    return urljoin(feed.url, "/sitemap.xml")


def look_at_map(feed: Feed, url: str, fetcher: Fetcher) -> SiteMap:
    """Look at one file of the site's map. Raises NotLookedAt."""
    if host_of(url) != feed.policy.host:
        raise NotLookedAt(f"That is no page of {feed.policy.host}.")
    data = _unpacked(ask_allowed(url, fetcher).body)
    found = [address for address in _locations(data) if host_of(address) == feed.policy.host]
    if _INDEX.search(data[:4096]):
        return SiteMap(files=tuple(found[:MOST_FILES]))
    if not found:
        raise NotLookedAt("It is no map of the site, or an empty one.")
    blocked = list(BlockedSource.objects.all())
    wanted = [url for url in found if address_reads_like_a_review(url) and not blocked_at(url, blocked)]
    return SiteMap(looked_at=len(found), new=tuple(_not_here(feed, wanted)))


@transaction.atomic
def take_addresses(feed: Feed, addresses: list[str], by: User) -> int:
    """Put pages of the feed's site on their way, at most five hundred. Returns how many are new."""
    new = [
        IncomingDocument(
            state=IncomingDocument.State.TO_FETCH,
            address=address,
            policy=feed.policy,
            feed=feed,
            for_critic=feed.critic,
            asked_by=by,
            next_try_at=timezone.now(),
        )
        for address in _not_here(feed, addresses[:MOST_TAKEN])
        if host_of(address) == feed.policy.host
    ]
    before = IncomingDocument.objects.filter(feed=feed).count()
    IncomingDocument.objects.bulk_create(new, ignore_conflicts=True)
    return IncomingDocument.objects.filter(feed=feed).count() - before


def look_at_page(feed: Feed, fetcher: Fetcher) -> OlderPage:
    """Look at the next older page of the feed, and take nothing. Raises NotLookedAt."""
    number = feed.past_page + 1
    contents = _older_page(feed, number, fetcher, timezone.now())
    known = set(feed.documents.exclude(entry_id="").values_list("entry_id", flat=True))
    unknown = [entry for entry in contents.entries if key_of(entry) not in known]
    if not unknown:
        raise NotLookedAt("Its older pages bring nothing new: it may have none.")
    wanted = sum(not reason_to_pass_over(entry) for entry in unknown)
    return OlderPage(number, len(contents.entries), wanted)


def ask_for_pages(feed: Feed, pages: int) -> int:
    """Let so many older pages be read, after those read already. Returns which is the last."""
    until = feed.past_page + min(max(pages, 1), MOST_PAGES)
    Feed.objects.filter(pk=feed.pk).update(past_until=until)
    return until


def read_older_pages(fetcher: Fetcher, at: datetime | None = None) -> int:
    """Read the next older page of each feed of which a curator has asked for some. Returns how many were read."""
    feeds = list(Feed.objects.looking_back().select_related("policy", "critic"))
    return sum(_read_older_page(feed, fetcher, at or timezone.now()) for feed in feeds)


def _read_older_page(feed: Feed, fetcher: Fetcher, now: datetime) -> bool:
    """Read one page. Its entries and how far it was read are stored together: whatever dies, none is lost."""
    number = feed.past_page + 1
    try:
        contents = _older_page(feed, number, fetcher, now)
    except NotLookedAt as problem:
        if not problem.later:
            _stop(feed)
        return False
    with transaction.atomic():
        if not Feed.objects.filter(pk=feed.pk, past_page=feed.past_page).update(past_page=number):
            return False  # another worker has read it
        if not take_page(feed, contents, now):
            _stop(feed)
    return True


def _older_page(feed: Feed, number: int, fetcher: Fetcher, now: datetime) -> FeedContents:
    url = f"{feed.url}{'&' if '?' in feed.url else '?'}paged={number}"
    answer = ask_allowed(url, fetcher, now)
    try:
        return read_feed(answer.body, answer.url, answer.headers.get("content-type", ""), now)
    except NotAFeed as problem:
        raise NotLookedAt(str(problem)) from problem


def _stop(feed: Feed) -> None:
    """There is nothing older."""
    Feed.objects.filter(pk=feed.pk).update(past_until=0)


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, MOST_UNPACKED)
    except zlib.error as problem:
        raise NotLookedAt("It is packed, and broken.") from problem


def _locations(data: bytes) -> list[str]:
    """The addresses in a file of a map, each once. Nothing else in it is looked at, so nothing else can do harm."""
    found = (unescape(match[1].decode("utf-8", "replace")).strip() for match in _LOCATION.finditer(data))
    usable = (url for url in found if url.startswith(("http://", "https://")) and len(url) <= LONGEST_URL)
    return list(dict.fromkeys(islice((url for url in usable if "\0" not in url), MOST_LOOKED_AT)))


def _not_here(feed: Feed, addresses: Sequence[str]) -> list[str]:
    """Those that are neither documents nor reviews here, however they are written."""
    new: list[str] = []
    for start in range(0, len(addresses), AT_ONCE):
        some = addresses[start : start + AT_ONCE]
        row = SourcePolicy.objects.filter(pk=feed.policy_id)
        keys = row.values_list(*(source_key(Value(address)) for address in some)).get()
        documents = IncomingDocument.objects.exclude(address="").annotate(key=source_key("address"))
        reviews = Review.objects.exclude(source_url="").annotate(key=source_key("source_url"))
        here = {
            *documents.filter(key__in=keys).values_list("key", flat=True),
            *reviews.filter(key__in=keys).values_list("key", flat=True),
        }
        new += [address for address, key in zip(some, keys, strict=True) if key not in here]
    return new
