"""What stands in a feed, of whatever kind, and what is made of what makes no sense."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.incoming.feed_entries import MOST_ENTRIES, NotAFeed, read_feed
from tests.web import rss

NOW = datetime(2026, 6, 1, tzinfo=UTC)
URL = "http://lantern.example/feed"


def read(data: str | bytes, content_type: str = "application/rss+xml", url: str = URL):
    return read_feed(data.encode() if isinstance(data, str) else data, url, content_type, NOW)


def test_rss_says_titles_addresses_and_days():
    found = read(rss(("Tide Tables: Salt Lanterns review", "/salt"), ("News &amp; notes", "/news")))
    assert [(entry.title, entry.url) for entry in found.entries] == [
        ("Tide Tables: Salt Lanterns review", "http://lantern.example/salt"),
        ("News & notes", "http://lantern.example/news"),
    ]
    assert found.entries[0].published == datetime(2026, 5, 20, 9, tzinfo=UTC)


def test_atom_is_read_with_relative_addresses_and_categories():
    found = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Kiosk</title><entry><id>tag:1</id><title>A</title>'
        '<link href="/a"/><category term="8/10"/><author><name>Ines Moor</name></author>'
        "<published>2026-05-01T10:00:00Z</published></entry></feed>",
        "application/atom+xml",
    )
    (entry,) = found.entries
    assert (entry.id, entry.url, entry.categories, entry.author) == (
        "tag:1",
        "http://lantern.example/a",
        ("8/10",),
        "Ines Moor",
    )


def test_json_feed_is_read():
    found = read(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Kiosk",
                "items": [
                    {"id": "1", "url": "/a", "title": "A", "date_published": "2026-05-01T10:00:00+02:00"},
                    {"id": "2", "url": "javascript:alert(1)"},
                    "nonsense",
                ],
            }
        ),
        "application/feed+json",
    )
    assert [(entry.id, entry.published) for entry in found.entries] == [("1", datetime(2026, 5, 1, 8, tzinfo=UTC))]


def test_of_two_entries_with_one_id_the_first_counts():
    found = read(rss(("New", "/same"), ("Old", "/same")))
    assert [entry.title for entry in found.entries] == ["New"]


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2027 00:00:00 GMT", "soon", ""])
def test_a_date_that_makes_no_sense_is_none(date):
    feed = rss(("A", "/a"), dates=False).replace("</item>", f"<pubDate>{date}</pubDate></item>")
    assert read(feed).entries[0].published is None


def test_a_hundred_thousand_entries_cost_no_more_than_are_looked_at():
    found = read(rss(*((f"Number {number}", f"/{number}") for number in range(100_000)), dates=False))
    assert (len(found.entries), found.cut) == (MOST_ENTRIES, True)


def test_an_edited_entry_has_another_digest():
    before, after = (read(rss((title, "/a"))).entries[0] for title in ("A", "A, corrected"))
    assert (before.id, before.digest != after.digest) == (after.id, True)


@pytest.mark.parametrize(
    ("said", "every"),
    [("<ttl>90</ttl>", 1.5), ("", 0), ("<ttl>soon</ttl>", 0), ("<ttl>99999999999</ttl>", 0)],
)
def test_a_feed_may_ask_to_be_asked_less_often(said, every):
    assert read(rss(("A", "/a"), channel=said)).every == timedelta(hours=every)


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>No feed</body></html>", b"{}", b"[1]", b"\xff\xfe\x00", b"{" * 50_000]
)
def test_what_is_no_feed_is_said_to_be_none(data):
    with pytest.raises(NotAFeed):
        read(data, "text/html")


@given(st.binary(max_size=400), st.sampled_from(["", "text/xml", "application/json"]))
def test_any_bytes_are_a_feed_or_none(data, content_type):
    with suppress(NotAFeed):
        read(data, content_type)
