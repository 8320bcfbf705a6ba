"""What a feed says: its entries, and how often it wants to be asked. Pure; imports nothing of Django.

RSS and Atom are read by feedparser, JSON Feed by its specification (jsonfeed.org, version 1.1). Whatever stands in a
feed is a stranger's text: it is bounded, and what makes no sense is None.
"""

from __future__ import annotations

import json
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser

MOST_ENTRIES = 500
"""Of one feed at a time: what stands behind them is older, and was there before or is asked for by its page."""
LONGEST_TITLE, LONGEST_URL = 500, 1000
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""Nothing on the web was published before; a date like 1970 stands for none."""

_ENTRY = re.compile(rb"<(?:[a-zA-Z]{1,20}:)?(?:item|entry)[\s>]")
_TAG = re.compile(r"<[^<>]*>")


class NotAFeed(ValueError):
    """Bytes that are no feed; the message says so for people."""


@dataclass(frozen=True)
class Entry:
    """One entry. `digest` changes when what it says does; `published` is None when not stated, absurd or to come."""

    id: str
    url: str
    title: str
    published: datetime | None = None
    author: str = ""
    categories: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class FeedContents:
    """A feed as it stood: newest entries first as it has them, each id once; `cut` when there were more."""

    title: str
    entries: tuple[Entry, ...]
    every: timedelta = timedelta()
    cut: bool = False
    home: str = ""


def read_feed(data: bytes, url: str, content_type: str, at: datetime) -> FeedContents:
    """What stands in those bytes, which came from `url` at that moment. Raises NotAFeed."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{" or "json" in content_type:
        return _json_feed(data, url, at)
    data, cut = _first_entries(data)
    found = feedparser.parse(data, response_headers={"content-type": content_type, "content-location": url})
    if not found.get("version"):
        raise NotAFeed("It is no RSS, Atom or JSON feed.")
    entries = _each_once(_parsed(row, url, at) for row in found.entries)
    head = found.feed
    return FeedContents(
        title=plain(head.get("title", ""))[:300],
        entries=tuple(entries),
        every=_ttl(head),
        cut=cut,
        home=_link(head.get("link", ""), url),
    )


def _first_entries(data: bytes) -> tuple[bytes, bool]:
    """The bytes up to the last entry that is looked at: a feed of a hundred thousand costs no more than one of five
    hundred. feedparser takes what is cut off in its stride."""
    for number, match in enumerate(_ENTRY.finditer(data), 1):
        if number > MOST_ENTRIES:
            return data[: match.start()], True
    return data, False


def _each_once(entries: Iterator[Entry | None]) -> Iterator[Entry]:
    """The entries that lead somewhere; of two with one id the first, which is the newer."""
    seen: set[str] = set()
    for entry in entries:
        if entry is not None and entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _parsed(row: dict[str, Any], base: str, at: datetime) -> Entry | None:
    url = _link(row.get("link", ""), base)
    if not url:
        return None
    # `get` of feedparser's own makes one date of the other, and warns of it.
    dated = (dict.get(row, name) for name in ("published_parsed", "updated_parsed"))
    published = _moment(next(filter(None, dated), None), at)
    words = [row.get("summary", ""), *(part.get("value", "") for part in row.get("content", ()))]
    return _entry(
        str(row.get("id") or url),
        url,
        row.get("title", ""),
        published,
        row.get("author", ""),
        tuple(tag.get("term") or "" for tag in row.get("tags", ())),
        words,
    )


def _entry(
    key: str,
    url: str,
    title: str,
    published: datetime | None,
    author: str,
    categories: tuple[str, ...],
    words: list[str],
) -> Entry:
    title = plain(title)[:LONGEST_TITLE]
    said = json.dumps([title, url, [str(part) for part in words]])
    kept = tuple(plain(name)[:100] for name in categories[:20])
    return Entry(key, url, title, published, plain(author)[:200], kept, sha256(said.encode()).hexdigest())


def _json_feed(data: bytes, base: str, at: datetime) -> FeedContents:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("It is no RSS, Atom or JSON feed.") from error
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version")):
        raise NotAFeed("It is no RSS, Atom or JSON feed.")
    rows = found.get("items")
    rows = rows if isinstance(rows, list) else []
    entries = _each_once(_json_entry(row, base, at) for row in rows[:MOST_ENTRIES])
    title, home = str(found.get("title") or ""), str(found.get("home_page_url") or "")
    return FeedContents(plain(title)[:300], tuple(entries), cut=len(rows) > MOST_ENTRIES, home=_link(home, base))


def _json_entry(row: Any, base: str, at: datetime) -> Entry | None:
    if not isinstance(row, dict):
        return None
    url = _link(str(row.get("url") or row.get("id") or ""), base)
    if not url:
        return None
    authors = row.get("authors")
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    tags = row.get("tags")
    return _entry(
        str(row.get("id") or url),
        url,
        str(row.get("title") or ""),
        _iso_moment(row.get("date_published"), at),
        str(first.get("name") or ""),
        tuple(map(str, tags)) if isinstance(tags, list) else (),
        [str(row.get(key) or "") for key in ("content_html", "content_text", "summary")],
    )


def plain(text: str) -> str:
    """A line of a feed without tags, entities and runs of white space."""
    return " ".join(unescape(_TAG.sub(" ", str(text)[: 20 * LONGEST_TITLE])).replace("\0", "").split())


def _link(url: str, base: str) -> str:
    try:
        whole = urljoin(base, str(url).strip())
    except ValueError:
        return ""
    fits = whole.startswith(("http://", "https://")) and len(whole) <= LONGEST_URL and "\0" not in whole
    return whole if fits else ""


def _moment(parsed: struct_time | None, at: datetime) -> datetime | None:
    if parsed is None:
        return None
    try:
        return _sane(datetime.fromtimestamp(timegm(parsed), UTC), at)
    except (OverflowError, ValueError, OSError):
        return None


def _iso_moment(value: object, at: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
        return _sane(moment if moment.tzinfo else moment.replace(tzinfo=UTC), at)
    except (OverflowError, ValueError):
        return None


def _sane(moment: datetime, at: datetime) -> datetime | None:
    """The moment, if something may have been published then: a day ahead is another time zone, more is a mistake."""
    return moment if EARLIEST <= moment <= at + timedelta(days=1) else None


def _ttl(head: Mapping[str, Any]) -> timedelta:
    """How long the feed says it may be kept: `ttl` in minutes, or the period of its syndication module."""
    minutes = str(head.get("ttl", ""))
    if minutes.isdecimal() and len(minutes) < 6:
        return timedelta(minutes=int(minutes))
    periods = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
    hours = periods.get(str(head.get("sy_updateperiod", "")).strip().lower(), 0)
    times = str(head.get("sy_updatefrequency", "1")).strip()
    return timedelta(hours=hours) / max(int(times) if times.isdecimal() and len(times) < 4 else 1, 1)
