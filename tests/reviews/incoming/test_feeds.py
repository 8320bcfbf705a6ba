"""Following feeds: politely, each entry once, and nothing lost whatever dies in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reviews.incoming.feeds import CLAIM, Polled, claim_next, poll_due
from reviews.models import BlockedSource, Feed, IncomingDocument, SourcePolicy
from tests.factories import AlbumFactory, ArtistFactory, CriticFactory
from tests.web import Page, Request, Web, http_date, rss

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "http://lantern.example/feed"
REVIEW, NEWS = ("Tide Tables: Salt Lanterns album review", "/reviews/salt"), ("Festival announces its dates", "/news/1")
State = IncomingDocument.State


@pytest.fixture
def feed(policy: SourcePolicy) -> Feed:
    return Feed.objects.create(policy=policy, url=URL, next_poll_at=NOW)


def poll(fetcher, **later: float) -> Polled:
    return poll_due(fetcher, NOW + timedelta(**later))


def states() -> dict[str, str]:
    return dict(IncomingDocument.objects.values_list("title", "state"))


def test_what_reads_like_a_review_is_fetched_and_the_rest_is_passed_over_with_the_reason(web, fetcher, feed):
    web.put(URL, rss(REVIEW, NEWS))
    came = poll(fetcher)
    assert (came.feeds, came.entries, came.waiting) == (1, 2, 1)
    assert states() == {REVIEW[0]: State.TO_FETCH, NEWS[0]: State.PASSED_OVER}
    assert IncomingDocument.objects.get(title=NEWS[0]).reason == "Its title reads like news."


def test_a_title_that_names_a_record_that_is_here_is_fetched(web, fetcher, feed):
    AlbumFactory(title="Salt Lanterns", lead_artist=ArtistFactory(name="The Tide Tables"))
    web.put(URL, rss(("The Tide Tables – Salt Lanterns", "/a"), ("The Tide Tables – Another", "/b")))
    poll(fetcher)
    assert states() == {
        "The Tide Tables – Salt Lanterns": State.TO_FETCH,
        "The Tide Tables – Another": State.PASSED_OVER,
    }


def test_nothing_that_came_by_a_feed_is_published(web, fetcher, feed):
    web.put(URL, rss(REVIEW))
    poll(fetcher)
    assert not IncomingDocument.objects.filter(state=State.TAKEN).exists()


def test_a_feed_is_not_asked_before_it_is_due(web, fetcher, feed):
    web.put(URL, rss(REVIEW), etag='"1"')
    for minutes in (0, 1, 59):
        poll(fetcher, minutes=minutes)
    assert web.paths().count("/feed") == 1
    poll(fetcher, minutes=60)
    assert web.paths().count("/feed") == 2


def test_its_validators_are_sent_back_as_they_came_and_an_unchanged_feed_is_not_read(web, fetcher, feed):
    web.put(URL, rss(REVIEW), etag='W/"a b"', last_modified="Wed, 20 May 2026 09:00:00 GMT")
    poll(fetcher)

    def unchanged(request: Request) -> Page:
        assert request.headers["If-None-Match"] == 'W/"a b"'
        assert request.headers["If-Modified-Since"] == "Wed, 20 May 2026 09:00:00 GMT"
        return Page(status=304)

    web.answer(URL, unchanged)
    came = poll(fetcher, hours=1)
    assert (came.unchanged, came.entries) == (1, 0)
    feed.refresh_from_db()
    assert (feed.etag, feed.next_poll_at) == ('W/"a b"', NOW + timedelta(hours=2))


@pytest.mark.parametrize(
    ("headers", "channel", "pause"),
    [
        ({}, "", timedelta(days=1)),
        ({"etag": '"1"'}, "", timedelta(hours=1)),
        ({"etag": '"1"'}, "<ttl>180</ttl>", timedelta(hours=3)),
        ({"etag": '"1"', "cache_control": "public, max-age=14400"}, "<ttl>180</ttl>", timedelta(hours=4)),
        ({"etag": '"1"', "expires": http_date(NOW, hours=6)}, "", timedelta(hours=6)),
        ({"etag": '"1"', "cache_control": "max-age=99999999"}, "", timedelta(days=7)),
    ],
)
def test_it_is_due_again_after_the_longest_that_anybody_asks_for(web, fetcher, feed, headers, channel, pause):
    web.put(URL, rss(REVIEW, channel=channel), **headers)
    poll(fetcher)
    feed.refresh_from_db()
    assert feed.next_poll_at == NOW + pause


def test_a_feed_that_fails_is_asked_less_and_less_often_and_says_why(web, fetcher, feed):
    web.put(URL, status=500)
    pauses, at = [], NOW
    for _ in range(10):
        poll_due(fetcher, at)
        feed.refresh_from_db()
        pauses.append((feed.next_poll_at - at) / timedelta(hours=1))
        at = feed.next_poll_at
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 168, 168]
    assert (feed.enabled, feed.problem, feed.failures) == (True, "It answers 500.", 10)


def test_a_busy_host_says_when_it_wants_to_be_asked_again(web, fetcher, feed):
    web.put(URL, status=503, retry_after=str(6 * 3600))
    poll(fetcher)
    feed.refresh_from_db()
    assert feed.next_poll_at == NOW + timedelta(hours=6)


def test_what_is_no_feed_is_said(web, fetcher, feed):
    web.put(URL, "<html><title>Moved!</title></html>")
    assert poll(fetcher).problems == [f"{URL}: It is no RSS, Atom or JSON feed."]


def test_a_feed_that_is_gone_for_good_is_switched_off(web, fetcher, feed):
    web.put(URL, status=410)
    poll(fetcher)
    feed.refresh_from_db()
    assert (feed.enabled, feed.problem) == (False, "It answers 410: gone for good.")


def test_a_feed_that_has_moved_for_good_is_asked_there_from_then_on(web, fetcher, feed):
    web.put(URL, status=301, location="/atom")
    web.put("http://lantern.example/atom", rss(REVIEW))
    poll(fetcher)
    feed.refresh_from_db()
    assert feed.url == "http://lantern.example/atom"


@pytest.mark.parametrize("change", [{"fetching": "request"}, {"fetching": "no"}])
def test_a_feed_is_asked_only_while_its_sites_policy_says_so(web, fetcher, feed, change):
    SourcePolicy.objects.update(**change)
    web.put(URL, rss(REVIEW))
    assert poll(fetcher).feeds == 0
    assert web.asked == []


def test_a_feed_that_is_switched_off_is_not_asked(web, fetcher, feed):
    Feed.objects.update(enabled=False)
    assert poll(fetcher).feeds == 0


def test_a_feed_of_a_blocked_site_is_switched_off(web, fetcher, feed):
    BlockedSource.objects.create(address="lantern.example", reason="Sells its verdicts.")
    poll(fetcher)
    feed.refresh_from_db()
    assert (feed.enabled, web.asked) == (False, [])
    assert "Sells its verdicts" in feed.problem


def test_each_entry_is_here_once_however_often_it_is_announced(web, fetcher, feed, policy):
    other = Feed.objects.create(policy=policy, url="http://lantern.example/feed/music", next_poll_at=NOW)
    web.put(URL, rss(REVIEW, NEWS))
    web.put(other.url, rss(REVIEW))
    poll(fetcher)
    poll(fetcher, days=1)
    assert IncomingDocument.objects.count() == 2


def test_the_address_of_a_page_may_be_written_in_many_ways(web, fetcher, feed):
    IncomingDocument.objects.create(
        state=State.TO_FETCH, address="https://www.lantern.example/reviews/salt/?utm_source=x"
    )
    web.put(URL, rss(REVIEW))
    assert poll(fetcher).entries == 0


def test_a_worker_that_dies_in_a_poll_loses_no_entry(web, fetcher, feed, monkeypatch):
    web.put(URL, rss(REVIEW, NEWS), etag='"1"')

    def die(*args: object) -> None:
        raise SystemExit

    monkeypatch.setattr("reviews.incoming.feeds._note_gone", die)
    with pytest.raises(SystemExit):
        poll(fetcher)
    monkeypatch.undo()
    feed.refresh_from_db()
    assert (IncomingDocument.objects.count(), feed.etag) == (0, "")
    assert poll(fetcher, seconds=CLAIM.total_seconds() - 1).feeds == 0
    assert poll(fetcher, seconds=CLAIM.total_seconds()).entries == 2


def test_a_claimed_feed_is_nobody_elses(feed):
    assert claim_next(NOW) == feed
    assert claim_next(NOW) is None


def taken(document: IncomingDocument) -> IncomingDocument:
    document.state, document.reading = State.READ, {"kind": "review", "fields": {}, "body": "", "parts": []}
    document.save()
    return document


def test_an_entry_that_was_edited_is_fetched_again(web, fetcher, feed):
    web.put(URL, rss(REVIEW))
    poll(fetcher)
    taken(IncomingDocument.objects.get())
    web.put(URL, rss(("Tide Tables: Salt Lanterns album review (corrected)", REVIEW[1])))
    poll(fetcher, days=1)
    assert states() == {"Tide Tables: Salt Lanterns album review (corrected)": State.TO_FETCH}


def test_an_entry_that_was_taken_out_of_the_feed_is_noted_and_one_that_only_grew_old_is_not(web, fetcher, feed):
    web.put(URL, rss(("A: one review", "/1"), ("A: two review", "/2"), ("A: three review", "/3")))
    poll(fetcher)
    web.put(URL, rss(("A: one review", "/1"), ("A: three review", "/3")).replace("19 May", "18 May"))
    poll(fetcher, days=1)
    notes = dict(IncomingDocument.objects.values_list("title", "note"))
    assert notes == {
        "A: one review": "",
        "A: two review": "Its feed has it no more since 2 June 2026.",
        "A: three review": "",
    }
    web.put(URL, rss(("A: one review", "/1"), ("A: two review", "/2")))
    poll(fetcher, days=2)
    assert set(IncomingDocument.objects.values_list("note", flat=True)) == {""}


def test_an_entry_that_leads_to_another_site_is_passed_over(web, fetcher, feed):
    web.put(URL, rss(REVIEW, host="kiosk.example"))
    poll(fetcher)
    assert IncomingDocument.objects.get().reason == "It lies on kiosk.example, another site than its feed’s."


def test_every_post_of_a_critics_own_feed_is_fetched_for_their_desk(web, fetcher, policy):
    critic = CriticFactory()
    Feed.objects.create(
        policy=policy, url=URL, next_poll_at=NOW, critic=critic, consent="Yes.", consented_at=NOW, proof="rel=me"
    )
    web.put(URL, rss(("On a winter record", "/winter")))
    poll(fetcher)
    document = IncomingDocument.objects.get()
    assert (document.state, document.for_critic) == (State.TO_FETCH, critic)


def test_a_new_feed_costs_few_queries_however_many_entries_are_known(web, fetcher, feed, django_assert_max_num_queries):
    web.put(URL, rss(*((f"A: {number} album review", f"/{number}") for number in range(40))))
    poll(fetcher)
    with django_assert_max_num_queries(25):
        poll(fetcher, days=1)


def test_asking_for_two_feeds_of_one_host_keeps_the_pause(web: Web, fetcher, feed, policy, settings):
    settings.FETCH_PAUSE = 60
    Feed.objects.create(policy=policy, url="http://lantern.example/feed/2", next_poll_at=NOW)
    web.put(URL, rss(REVIEW))
    web.put("http://lantern.example/feed/2", rss(NEWS))
    poll(fetcher)
    assert [path for path in web.paths() if path.startswith("/feed")] == ["/feed"]
