"""Asking a host only as it lets us: its robots.txt, its pauses, one at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from common.fetching import NotAsked
from common.turns import retry_after
from reviews.incoming.fetching.asking import AskLater, LeadsElsewhere, ask_politely
from reviews.incoming.fetching.robots import product_of
from reviews.incoming.fetching.turns import LEASE, NotYet, turn_at
from reviews.models import WebHost
from tests.web import http_date

pytestmark = pytest.mark.django_db
PAGE = "http://lantern.example/reviews/salt"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_without_a_robots_file_all_is_allowed(web, fetcher):
    web.put(PAGE, "text")
    assert ask_politely(PAGE, fetcher).answer.body == b"text"


def test_a_refused_robots_file_allows_all(web, fetcher):
    web.put("http://lantern.example/robots.txt", status=403)
    web.put(PAGE, "text")
    assert ask_politely(PAGE, fetcher).answer.status == 200


def test_a_robots_file_that_fails_allows_nothing(web, fetcher):
    web.put("http://lantern.example/robots.txt", status=503)
    web.put(PAGE, "text")
    with pytest.raises(NotAsked, match=r"robots\.txt"):
        ask_politely(PAGE, fetcher)
    assert web.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /reviews/", False),
        ("User-agent: *\nDisallow: /*/salt$", False),
        ("User-agent: chorus\nDisallow: /", False),
        ("User-agent: horus\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Chorus\nAllow: /", True),
        ("User-agent: *\nDisallow: /reviews/\nAllow: /reviews/salt", True),
        ("User-agent: *\nDisallow: /feed", True),
    ],
)
def test_its_rules_are_kept(web, fetcher, rules, allowed):
    web.put("http://lantern.example/robots.txt", rules, content_type="text/plain")
    web.put(PAGE, "text")
    if allowed:
        assert ask_politely(PAGE, fetcher).answer.status == 200
    else:
        with pytest.raises(NotAsked, match=r"robots\.txt"):
            ask_politely(PAGE, fetcher)
        assert "/reviews/salt" not in web.paths()


def test_the_rules_are_asked_for_once_a_day(web, fetcher):
    web.put(PAGE, "text")
    for hours in (0, 1, 23):
        ask_politely(PAGE, fetcher, at=NOW + timedelta(hours=hours))
    assert web.paths().count("/robots.txt") == 1
    ask_politely(PAGE, fetcher, at=NOW + timedelta(hours=24))
    assert web.paths().count("/robots.txt") == 2


def test_the_pause_it_asks_for_is_kept(web, fetcher):
    web.put("http://lantern.example/robots.txt", "User-agent: *\nCrawl-delay: 30")
    web.put(PAGE, "text")
    ask_politely(PAGE, fetcher)
    with pytest.raises(NotYet):
        ask_politely(PAGE, fetcher)
    left = WebHost.objects.get(host="lantern.example").next_turn_at - timezone.now()
    assert timedelta(seconds=25) < left <= timedelta(seconds=30)


def test_a_host_is_asked_by_one_at_a_time(web, fetcher):
    with turn_at("lantern.example", timedelta()), pytest.raises(NotYet):
        ask_politely(PAGE, fetcher)
    assert web.paths() == []


def test_who_died_in_their_turn_loses_it(monkeypatch):
    turn = turn_at("lantern.example", timedelta())
    turn.__enter__()
    later = timezone.now() + LEASE
    monkeypatch.setattr("common.turns.timezone.now", lambda: later)
    with turn_at("lantern.example", timedelta()) as now_ours:
        assert now_ours.host == "lantern.example"


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(web, fetcher, status):
    web.put(PAGE, status=status, retry_after="120")
    with pytest.raises(AskLater) as later:
        ask_politely(PAGE, fetcher)
    assert later.value.after == timedelta(minutes=2)
    with pytest.raises(NotYet):
        ask_politely(PAGE, fetcher)


def test_a_way_to_another_site_is_not_followed(web, fetcher):
    web.put(PAGE, status=301, location="http://kiosk.example/salt")
    with pytest.raises(LeadsElsewhere) as elsewhere:
        ask_politely(PAGE, fetcher)
    assert elsewhere.value.url == "http://kiosk.example/salt"
    assert web.paths("kiosk.example") == []


def test_we_say_who_we_are(web, fetcher):
    web.put(PAGE, "text")
    ask_politely(PAGE, fetcher)
    assert {request.headers["User-Agent"] for request in web.asked} == {"Chorus/1.0 (+http://chorus.example/)"}


@pytest.mark.parametrize(
    ("rows", "reserved"),
    [
        ('[{"location": "/reviews/*", "tdm-reservation": 1}]', True),
        ('[{"location": "/", "tdm-reservation": 1}]', True),
        ('[{"location": "/*/salt$", "tdm-reservation": 1}]', True),
        ('[{"location": "/reviews/", "tdm-reservation": 0}]', False),
        ('[{"location": "/news", "tdm-reservation": 1}]', False),
        ("nonsense", False),
        ("[" * 5000, False),
    ],
)
def test_a_reservation_for_the_host_is_told(web, fetcher, rows, reserved):
    web.put("http://lantern.example/.well-known/tdmrep.json", rows, content_type="application/json")
    web.put(PAGE, "text")
    assert ask_politely(PAGE, fetcher).reserved is reserved


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("99999999", timedelta(days=7)),
        (http_date(NOW, hours=3), timedelta(hours=3)),
        (http_date(NOW, hours=-3), timedelta()),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_how_long_to_wait_is_read_in_seconds_or_as_a_date(value, wait):
    assert retry_after(value, NOW) == wait


@pytest.mark.parametrize("agent", ["Chorus/1.0 (+http://chorus.example/)", "Chorus (x)", "Chorus"])
def test_robots_files_call_us_by_our_first_name(agent):
    assert product_of(agent) == "Chorus"
