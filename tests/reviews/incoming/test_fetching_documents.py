"""Fetching what waits for it: only where a policy lets us, once, and never lost."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from reviews.incoming.fetching.fetched_documents import CLAIM, claim_next, fetch_due
from reviews.models import BlockedSource, IncomingDocument, SourcePolicy
from tests.web import Page, Request

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "http://lantern.example/reviews/salt"
State = IncomingDocument.State
PROSE = (
    "The first side opens like a door in winter. Nothing on it hurries, and the drums are mixed so low that the room "
    "does the counting. By the third song the guitars have left, and nobody asks them back.",
    "The second side is another matter: three songs share one chorus, and the strings arrive to apologise for it. What "
    "stays is the voice, close and unvarnished, and the last ninety seconds, which are the best of the record.",
)
PAGE = "\n\n".join(("Tide Tables: Salt Lanterns", "By Ines Moor", *PROSE))


def document(policy: SourcePolicy | None, **fields: object) -> IncomingDocument:
    return IncomingDocument.objects.create(
        **{"state": State.TO_FETCH, "address": URL, "policy": policy, "next_try_at": NOW} | fields
    )


def fetched(fetcher, waiting: IncomingDocument, **later: float) -> IncomingDocument:
    fetch_due(fetcher, NOW + timedelta(**later))
    waiting.refresh_from_db()
    return waiting


def test_a_page_is_fetched_read_and_kept_with_its_bytes(web, fetcher, policy):
    web.put(URL, PAGE, content_type="text/plain", etag='"1"', x_robots_tag="noarchive")
    found = fetched(fetcher, document(policy))
    assert (found.state, found.title, found.status) == (State.READ, "Tide Tables: Salt Lanterns", 200)
    assert (found.data.decode(), found.headers["x-robots-tag"], found.etag) == (PAGE, "noarchive", '"1"')


def test_without_a_policy_nothing_is_asked(web, fetcher):
    found = fetched(fetcher, document(None))
    assert (found.state, web.asked) == (State.NEEDS_POLICY, [])


def test_where_the_policy_says_no_nothing_is_asked(web, fetcher, policy):
    SourcePolicy.objects.update(fetching="no")
    found = fetched(fetcher, document(policy))
    assert (found.state, found.reason, web.asked) == (
        State.FAILED,
        "Nothing is fetched from lantern.example: so its policy says.",
        [],
    )


def test_a_blocked_source_is_not_asked(web, fetcher, policy):
    BlockedSource.objects.create(address="lantern.example/reviews", reason="Sells its verdicts.")
    assert "Sells its verdicts" in fetched(fetcher, document(policy)).reason
    assert web.asked == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "It answers 403: it does not let programs in."),
        (401, "It answers 401: it does not let programs in."),
        (404, "It answers 404: the page is not there."),
        (410, "It answers 410: the page is not there."),
    ],
)
def test_a_refusal_is_final_and_in_words(web, fetcher, policy, status, reason):
    web.put(URL, status=status)
    found = fetched(fetcher, document(policy))
    assert (found.state, found.reason) == (State.FAILED, reason)


def test_a_server_that_fails_is_tried_again_and_given_up_after_six_tries(web, fetcher, policy):
    web.put(URL, status=500)
    waiting = document(policy)
    for tries in range(1, 6):
        found = fetched(fetcher, waiting, days=2 * tries)
        assert (found.state, found.tries) == (State.TO_FETCH, tries)
    assert fetched(fetcher, waiting, days=20).state == State.FAILED


def test_a_busy_host_is_asked_when_it_says(web, fetcher, policy):
    web.put(URL, status=429, retry_after="7200")
    assert fetched(fetcher, document(policy)).next_try_at == NOW + timedelta(hours=2)


@pytest.mark.parametrize("kind", ["image/jpeg", "application/pdf", "video/mp4", "application/octet-stream"])
def test_what_is_no_page_is_not_read(web, fetcher, policy, kind):
    web.put(URL, b"\xff\xd8\xff", content_type=kind)
    assert fetched(fetcher, document(policy)).reason == f"It is no page but {kind}."


def test_a_bomb_is_refused(web, fetcher, policy):
    web.put(URL, gzip.compress(bytes(60_000_000)), content_encoding="gzip")
    found = fetched(fetcher, document(policy))
    assert (found.state, found.packed) == (State.TO_FETCH, None)
    assert found.reason == "It is larger than 5 MB. It is tried again."


def test_a_way_into_a_private_network_is_not_followed(web, fetcher, policy):
    web.put(URL, status=302, location="http://[::ffff:127.0.0.1]/")
    found = fetched(fetcher, document(policy))
    assert found.state == State.NEEDS_POLICY
    assert fetched(fetcher, found, days=1).state == State.NEEDS_POLICY


def test_a_redirect_to_another_site_waits_for_its_policy(web, fetcher, policy):
    web.put(URL, status=301, location="http://kiosk.example/salt")
    web.put("http://kiosk.example/salt", PAGE, content_type="text/plain")
    waiting = fetched(fetcher, document(policy))
    assert (waiting.state, waiting.address) == (State.NEEDS_POLICY, "http://kiosk.example/salt")
    assert web.paths("kiosk.example") == []


def test_a_redirect_to_another_site_is_followed_where_its_policy_lets_us(web, fetcher, policy):
    SourcePolicy.objects.create(host="kiosk.example", fetching="request")
    web.put(URL, status=301, location="http://kiosk.example/salt")
    web.put("http://kiosk.example/salt", PAGE, content_type="text/plain")
    fetched(fetcher, document(policy))
    assert IncomingDocument.objects.get().state == State.READ


def test_two_addresses_of_one_page_make_one_document(web, fetcher, policy):
    web.put("http://lantern.example/r/1", status=301, location="/reviews/salt")
    web.put(URL, PAGE, content_type="text/plain")
    document(policy)
    other = document(policy, address="http://lantern.example/r/1")
    fetch_due(fetcher, NOW)
    other.refresh_from_db()
    assert (other.state, other.reason) == (State.PUT_ASIDE, f"It leads to {URL}, which is here already.")


def test_an_unchanged_page_is_not_sent_again(web, fetcher, policy):
    web.put(URL, PAGE, content_type="text/plain", etag='"1"')
    waiting = fetched(fetcher, document(policy))
    IncomingDocument.objects.update(state=State.TO_FETCH, next_try_at=NOW)

    def unchanged(request: Request) -> Page:
        return Page(status=304 if request.headers.get("If-None-Match") == '"1"' else 500)

    web.answer(URL, unchanged)
    found = fetched(fetcher, waiting, hours=1)
    assert (found.state, found.data.decode()) == (State.READ, PAGE)


def test_news_is_passed_over_with_a_word(web, fetcher, policy):
    web.put(URL, "<html><body><p>Too short.</p></body></html>")
    found = fetched(fetcher, document(policy))
    assert found.state in (State.PASSED_OVER, State.FAILED)
    assert found.reason


def test_a_page_that_was_read_stays_read_when_its_host_goes_away(web, fetcher, policy):
    web.put(URL, PAGE, content_type="text/plain")
    waiting = fetched(fetcher, document(policy))
    IncomingDocument.objects.update(state=State.TO_FETCH, next_try_at=NOW)
    web.put(URL, status=404)
    found = fetched(fetcher, waiting)
    assert (found.state, found.note) == (State.READ, "Asked again: It answers 404: the page is not there.")


def test_a_worker_that_dies_leaves_a_document_that_is_tried_again(web, fetcher, policy, monkeypatch):
    web.put(URL, PAGE, content_type="text/plain")
    waiting = document(policy)

    def die(*args: object, **kwargs: object) -> None:
        raise SystemExit

    monkeypatch.setattr("reviews.incoming.fetching.fetched_documents.read_into", die)
    with pytest.raises(SystemExit):
        fetch_due(fetcher, NOW)
    monkeypatch.undo()
    assert claim_next(NOW + CLAIM - timedelta(seconds=1)) is None
    assert fetched(fetcher, waiting, seconds=CLAIM.total_seconds()).state == State.READ
