"""Feeds that a page names: each once, wherever its links lead, and only where the site may be asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.fetching import Fetched
from reviews.incoming.feed_discovery import NotLookedAt, feeds_at, named_by
from reviews.models import BlockedSource, SourcePolicy
from tests.web import rss

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOME = "http://lantern.example/"
PAGE = """<!doctype html><html><head><title>The Lantern</title>
<link rel="alternate" type="application/rss+xml" title="Everything" href="/feed">
<link rel="Alternate home" type="application/atom+xml; charset=utf-8" href="reviews.atom">
<link rel="alternate" type="application/feed+json" title="JSON" href="http://kiosk.example/lantern.json">
<link rel="alternate" type="application/rss+xml" title="Again" href="http://lantern.example/feed">
<link rel="alternate" type="text/html" hreflang="de" href="/de/">
<link rel="stylesheet" type="application/rss+xml" href="/no.css">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/rss+xml" href="http://[broken">
</head><body><p>Words.</p></body></html>"""


def page(body: str, url: str = HOME) -> Fetched:
    return Fetched(200, url, False, {"content-type": "text/html"}, body.encode())


@pytest.mark.django_db
def test_a_page_names_its_feeds_each_once_with_whole_addresses(web, fetcher, policy):
    web.put(HOME, PAGE)
    assert [(feed.url, feed.kind) for feed in feeds_at(HOME, fetcher, NOW)] == [
        ("http://lantern.example/feed", "RSS"),
        ("http://lantern.example/reviews.atom", "Atom"),
        ("http://kiosk.example/lantern.json", "JSON Feed"),
    ]


@pytest.mark.django_db
def test_an_address_that_is_a_feed_is_its_own_find(web, fetcher, policy):
    web.put(f"{HOME}feed", rss(("A", "/a")), content_type="application/rss+xml")
    (feed,) = feeds_at(f"{HOME}feed", fetcher, NOW)
    assert (feed.url, feed.title) == (f"{HOME}feed", "lantern.example")


def test_links_start_from_the_pages_base():
    body = '<base href="/blog/"><link rel=alternate type=application/rss+xml href="feed.xml">'
    assert [feed.url for feed in named_by(page(body))] == [f"{HOME}blog/feed.xml"]


@pytest.mark.django_db
@pytest.mark.parametrize("fetching", ["no", None])
def test_a_site_that_may_not_be_fetched_is_not_asked(web, fetcher, fetching):
    if fetching:
        SourcePolicy.objects.create(host="lantern.example", fetching=fetching)
    with pytest.raises(NotLookedAt, match="Nothing may be fetched"):
        feeds_at(HOME, fetcher, NOW)
    assert web.asked == []


@pytest.mark.django_db
def test_a_blocked_site_is_not_asked(web, fetcher, policy):
    BlockedSource.objects.create(address="lantern.example", reason="It sells its verdicts.")
    with pytest.raises(NotLookedAt, match="sells its verdicts"):
        feeds_at(HOME, fetcher, NOW)
    assert web.asked == []


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "said"), [(404, "404"), (500, "500"), (503, "too busy")])
def test_what_is_not_there_is_said_in_words(web, fetcher, policy, status, said):
    web.put(HOME, "", status=status)
    with pytest.raises(NotLookedAt, match=said):
        feeds_at(HOME, fetcher, NOW)


@pytest.mark.django_db
def test_robots_are_heeded(web, fetcher, policy):
    web.put(f"{HOME}robots.txt", "User-agent: *\nDisallow: /")
    web.put(HOME, PAGE)
    with pytest.raises(NotLookedAt, match="robots"):
        feeds_at(HOME, fetcher, NOW)


@given(st.binary(max_size=400))
def test_whatever_is_answered_is_a_list_or_no_page(data):
    try:
        found = named_by(Fetched(200, HOME, False, {}, data))
    except NotLookedAt:
        return
    assert all(feed.url.startswith(("http://", "https://")) for feed in found)
