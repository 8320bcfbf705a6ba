"""Mentions: asked for politely, shown after a curator's look, gone when their page is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from albums.models import Album
from reviews.incoming.mentions import (
    LOOKS,
    MOST_NOT_LOOKED_AT,
    NotTaken,
    TooMany,
    block_hosts,
    check_source,
    decide,
    look_at_due,
    receive,
)
from reviews.models import BlockedSource, Mention, SourcePolicy
from tests.curators import new_curator
from tests.factories import AlbumFactory, ReviewFactory
from tests.web import Web

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOURCE = "http://lantern.example/links"
TARGET = "https://chorus.example/albums/ada-quill/low-water/"
PAGE = (
    f'<html><head><title>What I  read</title><meta name="author" content="Ada"></head><a href="{TARGET}#reviews">x</a>'
)
State = Mention.State


@pytest.fixture
def album() -> Album:
    return AlbumFactory()


@pytest.fixture
def said(album) -> Mention:
    return Mention.objects.create(source=SOURCE, target=TARGET, album=album, next_look_at=NOW)


@pytest.fixture
def shown(said) -> Mention:
    Mention.objects.update(state=State.ACCEPTED, decided_at=NOW, title="What I read")
    said.refresh_from_db()
    return said


def look(fetcher, **later: float) -> int:
    return look_at_due(fetcher, NOW + timedelta(**later), most=10)


def state(mention: Mention) -> str:
    found = Mention.objects.filter(pk=mention.pk).first()
    return found.state if found else "gone"


class TestReceiving:
    def test_said_twice_it_is_one_and_is_looked_at_again(self, album):
        for _ in range(2):
            receive(SOURCE, TARGET, album, None)
        assert Mention.objects.get().state == State.SAID

    def test_a_review_and_its_album_may_be_mentioned_by_one_page(self, album):
        receive(SOURCE, TARGET, album, None)
        receive(SOURCE, TARGET, album, ReviewFactory(published=True, album=album))
        assert Mention.objects.count() == 2

    def test_what_was_refused_stays_so(self, said):
        Mention.objects.update(state=State.REFUSED, decided_at=NOW, next_look_at=None)
        receive(SOURCE, TARGET, said.album, None)
        assert Mention.objects.get().next_look_at is None

    def test_a_flood_fills_no_more_than_its_room(self, album, monkeypatch):
        assert MOST_NOT_LOOKED_AT > 100
        monkeypatch.setattr("reviews.incoming.mentions.MOST_NOT_LOOKED_AT", 1)
        receive(SOURCE, TARGET, album, None)
        with pytest.raises(TooMany):
            receive(f"{SOURCE}2", TARGET, album, None)

    @pytest.mark.parametrize(
        "source",
        [
            "",
            "lantern.example",
            "javascript:alert(1)",
            "ftp://lantern.example/a",
            "http://lantern.example/\0",
            f"http://lantern.example/{'a' * 1000}",
            TARGET,
            f"{TARGET}#fragment",
            "https://chorus.example/another/",
            "http://fakes.example/a",
            "http://closed.example/a",
        ],
    )
    def test_what_is_no_page_elsewhere_or_not_welcome_is_not_taken(self, source):
        BlockedSource.objects.create(address="fakes.example", reason="It sells its verdicts.")
        SourcePolicy.objects.create(host="closed.example", fetching="no")
        with pytest.raises(NotTaken):
            check_source(source, TARGET)


class TestLooking:
    def test_a_page_that_links_here_waits_for_a_curator(self, web: Web, fetcher, said):
        web.put(SOURCE, PAGE)
        assert look(fetcher) == 1
        said.refresh_from_db()
        assert (said.state, said.title, said.author) == (State.WAITING, "What I read", "Ada")
        assert look(fetcher, days=29) == 0
        assert look(fetcher, days=31) == 1

    @pytest.mark.parametrize(
        "page",
        [
            f"<p>{TARGET}</p>",
            f'<!-- <a href="{TARGET}">x</a> -->',
            f'<a href="{TARGET}more/">x</a>',
            '<a href="http://[broken">x</a>',
            "",
            "<" * 2000,
            "\0\0",
        ],
    )
    def test_one_that_does_not_is_looked_at_a_few_times_and_goes(self, web: Web, fetcher, said, page):
        web.put(SOURCE, page)
        for hours in range(LOOKS):
            assert state(said) == State.SAID
            look(fetcher, hours=hours)
        assert state(said) == "gone"

    def test_what_it_calls_itself_is_read_by_the_charset_that_its_server_names(self, web: Web, fetcher, said):
        page = f'<title>Café</title><a href="{TARGET}">x</a>'.encode("iso-8859-1")
        web.put(SOURCE, page, content_type="text/html; charset=iso-8859-1")
        look(fetcher)
        said.refresh_from_db()
        assert said.title == "Café"

    def test_without_a_charset_utf_8_is_read_as_such(self, web: Web, fetcher, said):
        web.put(SOURCE, f'<title>Żółw</title><a href="{TARGET}">x</a>')
        look(fetcher)
        said.refresh_from_db()
        assert said.title == "Żółw"

    def test_a_page_made_to_hold_up_its_reader_is_read_in_part(self, web: Web, fetcher, said):
        attributes = " ".join(f"a{number}=1" for number in range(80_000))
        web.put(SOURCE, f'<p {attributes}><title>Slow</title><a href="{TARGET}">x</a>')
        began = time.process_time()
        look(fetcher)
        assert time.process_time() - began < 2
        assert state(said) == State.WAITING

    def test_a_link_may_be_relative_to_a_base_and_a_text_may_name_the_address(self, web: Web, fetcher, said):
        web.put(SOURCE, '<base href="https://chorus.example/albums/"><a href="ada-quill/low-water/">x</a>')
        look(fetcher)
        assert state(said) == State.WAITING
        Mention.objects.update(state=State.SAID, next_look_at=NOW)
        web.put(SOURCE, f"I read {TARGET} today.", content_type="text/plain")
        look(fetcher)
        assert state(said) == State.WAITING

    def test_robots_that_let_nobody_in_are_heeded(self, web: Web, fetcher, said):
        web.put(SOURCE, PAGE)
        web.put("http://lantern.example/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
        look(fetcher)
        assert "/links" not in web.paths()
        assert state(said) == State.SAID

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]"])
    def test_nothing_of_our_own_network_is_asked(self, web: Web, fetcher, said, host):
        Mention.objects.update(source=f"http://{host}:{web.port}/links")
        look(fetcher)
        assert web.paths() == []

    def test_a_page_that_leads_to_another_site_is_not_followed(self, web: Web, fetcher, said):
        web.put(SOURCE, status=302, location="http://kiosk.example/links")
        web.put("http://kiosk.example/links", PAGE)
        look(fetcher)
        assert state(said) == State.SAID
        assert not web.paths("kiosk.example")

    def test_a_site_that_was_closed_meanwhile_is_not_asked(self, web: Web, fetcher, said):
        SourcePolicy.objects.create(host="lantern.example", fetching="no")
        look(fetcher)
        assert state(said) == "gone"
        assert web.paths() == []


class TestLookingAgain:
    def test_what_readers_see_stays_as_a_curator_saw_it(self, web: Web, fetcher, shown):
        web.put(SOURCE, PAGE.replace("What I  read", "Cheap pills"))
        look(fetcher)
        shown.refresh_from_db()
        assert (shown.state, shown.title) == (State.ACCEPTED, "What I read")

    @pytest.mark.parametrize("answer", [{"status": 404}, {"body": "<a href='/'>home</a>"}])
    def test_a_page_that_is_gone_or_links_no_more_goes_a_day_later(self, web: Web, fetcher, shown, answer):
        web.put(SOURCE, **answer)
        look(fetcher)
        assert state(shown) == State.ACCEPTED
        look(fetcher, days=1)
        assert state(shown) == "gone"

    def test_one_that_says_that_it_is_gone_for_ever_goes_at_once(self, web: Web, fetcher, shown):
        web.put(SOURCE, status=410)
        look(fetcher)
        assert state(shown) == "gone"

    def test_a_server_that_is_down_has_two_weeks(self, web: Web, fetcher, shown):
        web.put(SOURCE, status=500)
        for days in range(14):
            look(fetcher, days=days)
            assert state(shown) == State.ACCEPTED
        web.put(SOURCE, PAGE)
        look(fetcher, days=15)
        shown.refresh_from_db()
        assert (shown.failing_since, shown.looks) == (None, 0)

    def test_an_album_page_is_another_when_a_mention_that_it_shows_goes(self, said):
        before = Album.objects.get().version
        said.delete()
        assert Album.objects.get().version == before
        Mention.objects.create(source=SOURCE, target=TARGET, album=said.album, state="accepted", decided_at=NOW)
        Mention.objects.all().delete()
        assert Album.objects.get().version == before + 2


class TestDeciding:
    def test_what_nobody_has_looked_at_cannot_be_shown(self, said):
        assert decide(Mention.objects.all(), State.ACCEPTED, new_curator()) == 0
        Mention.objects.update(state=State.WAITING)
        assert decide(Mention.objects.all(), State.ACCEPTED, new_curator()) == 1
        assert Mention.objects.accepted().get() == said
        assert decide(Mention.objects.all(), State.REFUSED, new_curator()) == 1
        assert Mention.objects.get().next_look_at is None

    def test_a_blocked_host_has_no_mentions_and_can_send_none(self, shown):
        other = Mention.objects.create(source="http://kiosk.example/a", target=TARGET, album=shown.album)
        Mention.objects.create(source="http://www.lantern.example/b", target=TARGET, album=shown.album)
        assert block_hosts(Mention.objects.filter(pk=shown.pk), new_curator()) == ["lantern.example"]
        assert list(Mention.objects.all()) == [other]
        with pytest.raises(NotTaken):
            check_source("http://lantern.example/c", TARGET)
