"""Looking back: the number is shown first, nothing is taken unasked, and what is taken is bounded."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.fetching import Fetcher
from reviews.incoming.feeds import take_in
from reviews.incoming.looking_back import MOST_TAKEN, read_older_pages
from reviews.models import BlockedSource, Feed, IncomingDocument, SourcePolicy
from reviews.reading.announcements import address_reads_like_a_review
from tests.curators import new_curator, page_of, signed_in, staff_who_may
from tests.factories import AlbumFactory, ReviewFactory
from tests.web import Page, Web, rss, serving

pytestmark = pytest.mark.django_db
HOME = "http://lantern.example/"
MAP = f"{HOME}sitemap.xml"
State = IncomingDocument.State


@pytest.fixture
def web(settings) -> Iterator[Web]:
    with serving() as found:
        settings.FETCH_LOOPBACK = {"lantern.example": found.port}
        settings.FETCH_PAUSE = 0
        yield found


@pytest.fixture
def feed() -> Feed:
    policy = SourcePolicy.objects.create(host="lantern.example", fetching="feed")
    return Feed.objects.create(policy=policy, url=f"{HOME}feed")


@pytest.fixture
def curator() -> Client:
    return signed_in(new_curator())


@pytest.fixture
def fetcher(web: Web, settings) -> Fetcher:
    return Fetcher("Chorus/1.0", seconds=5, loopback=settings.FETCH_LOOPBACK)


def site_map(*paths: str, root: str = "urlset", host: str = "lantern.example") -> str:
    entry = "url" if root == "urlset" else "sitemap"
    rows = "".join(f"<{entry}><loc>http://{host}{path}</loc></{entry}>" for path in paths)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{root}>'


def here(feed: Feed) -> str:
    return reverse("look-back", args=[feed.pk])


def review_paths(count: int) -> list[str]:
    return [f"/reviews/record-number-{n}-by-somebody" for n in range(count)]


def test_the_feeds_page_leads_there_and_nothing_is_asked_yet(curator, web, feed):
    assert here(feed) in curator.get(page_of(feed)).text
    assert curator.get(here(feed)).context["form"]["address"].value() == MAP
    assert web.asked == []


def test_the_map_is_counted_before_anything_is_taken(curator, web, feed):
    ReviewFactory(album=AlbumFactory(), source_url="https://www.lantern.example/reviews/here-already/")
    web.put(MAP, site_map("/reviews/salt-lanterns", "/reviews/here-already", "/news/tour-dates", "/reviews/"))
    page = curator.post(here(feed), {"step": "map"})
    assert page.context["found"].looked_at == 4
    assert page.context["found"].new == (f"{HOME}reviews/salt-lanterns",)
    assert not IncomingDocument.objects.exists()


def test_confirmed_they_are_on_their_way_each_once(curator, web, feed):
    web.put(MAP, site_map("/reviews/salt-lanterns", "/reviews/low-water"))
    signed = curator.post(here(feed), {"step": "map"}).context["signed"]
    for _ in range(2):
        curator.post(here(feed), {"step": "take", "addresses": signed})
    documents = IncomingDocument.objects.order_by("address")
    assert [document.address for document in documents] == [f"{HOME}reviews/low-water", f"{HOME}reviews/salt-lanterns"]
    assert {(document.state, document.feed, document.policy) for document in documents} == {
        (State.TO_FETCH, feed, feed.policy)
    }


def test_no_more_than_five_hundred_are_taken_at_once(curator, web, feed):
    web.put(MAP, site_map(*review_paths(MOST_TAKEN + 20)))
    page = curator.post(here(feed), {"step": "map"})
    assert len(page.context["found"].new) == MOST_TAKEN + 20
    curator.post(here(feed), {"step": "take", "addresses": page.context["signed"]})
    assert IncomingDocument.objects.count() == MOST_TAKEN
    assert len(curator.post(here(feed), {"step": "map"}).context["found"].new) == 20


def test_a_list_of_maps_is_offered_file_by_file_and_packed_ones_are_unpacked(curator, web, feed):
    web.put(MAP, site_map("/posts.xml.gz", "/pages.xml", root="sitemapindex"))
    web.put(f"{HOME}posts.xml.gz", gzip.compress(site_map("/reviews/salt-lanterns").encode()))
    assert curator.post(here(feed), {"step": "map"}).context["found"].files == (
        f"{HOME}posts.xml.gz",
        f"{HOME}pages.xml",
    )
    page = curator.post(here(feed), {"address": f"{HOME}posts.xml.gz"})
    assert page.context["found"].new == (f"{HOME}reviews/salt-lanterns",)


def test_other_sites_and_blocked_pages_are_not_counted(curator, web, feed):
    BlockedSource.objects.create(address="lantern.example/reviews/paid-for-this", reason="Sold.")
    web.put(MAP, site_map("/reviews/paid-for-this") + site_map("/reviews/salt-lanterns", host="kiosk.example"))
    assert curator.post(here(feed), {"step": "map"}).context["found"].new == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("http://kiosk.example/sitemap.xml", "no page of lantern.example"),
        ("lantern", "valid URL"),
        (f"{HOME}gone.xml", "It answers 404."),
        (f"{HOME}page", "no map of the site"),
        (f"{HOME}broken.gz", "packed, and broken"),
    ],
)
def test_what_is_no_map_is_said(curator, web, feed, typed, said):
    web.put(f"{HOME}page", "<p>Words.</p>")
    web.put(f"{HOME}broken.gz", b"\x1f\x8bnonsense")
    answer = curator.post(here(feed), {"address": typed})
    assert (answer.status_code, said in answer.text) == (422, True)


@pytest.mark.parametrize(
    "addresses",
    ["", "made-up", signing.dumps((0, ["http://lantern.example/x"]), salt="other")],
    ids=["nothing", "made up", "signed for something else"],
)
def test_addresses_that_were_not_counted_here_are_not_taken(curator, feed, addresses):
    answer = curator.post(here(feed), {"step": "take", "addresses": addresses}, follow=True)
    assert "out of date" in answer.text
    assert not IncomingDocument.objects.exists()


def older_pages(web: Web, pages: int) -> None:
    """A feed whose page N has two reviews and, after the last, answers 404 as WordPress does."""
    row = "Tide Tables: Salt Lanterns {} album review", "/reviews/salt-{}"

    def answer(request):
        number = int(request.path.partition("paged=")[2] or 1)
        if number > pages:
            return Page(status=404)
        items = [tuple(part.format(f"{number}-{n}") for part in row) for n in range(2)]
        return Page(rss(*items).encode(), headers={"Content-Type": "application/rss+xml"})

    web.answer(f"{HOME}feed", answer)


def test_an_older_page_is_counted_before_any_is_asked_for(curator, web, feed):
    older_pages(web, 3)
    page = curator.post(here(feed), {"step": "page"})
    found = page.context["page"]
    assert (found.number, found.entries, found.wanted) == (2, 2, 2)
    assert not IncomingDocument.objects.exists()


def test_older_pages_are_read_one_a_round_until_there_are_no_more(curator, web, feed, fetcher):
    older_pages(web, 3)
    curator.post(here(feed), {"step": "pages", "pages": "20"})
    counts = []
    for _ in range(4):
        read_older_pages(fetcher)
        counts.append(IncomingDocument.objects.count())
    feed.refresh_from_db()
    assert (counts, feed.past_page, feed.past_until) == ([2, 4, 4, 4], 3, 0)
    assert [path for path in web.paths() if "paged" in path] == ["/feed?paged=2", "/feed?paged=3", "/feed?paged=4"]


def test_no_more_pages_are_read_than_were_asked_for(curator, web, feed, fetcher):
    older_pages(web, 9)
    curator.post(here(feed), {"step": "pages", "pages": "2"})
    assert [read_older_pages(fetcher) for _ in range(4)] == [1, 1, 0, 0]
    assert "to page 3" in curator.get(here(feed)).text


def test_a_feed_that_answers_every_page_alike_is_left_alone(curator, web, feed, fetcher):
    web.put(f"{HOME}feed", rss(("Tide Tables: Salt Lanterns review", "/reviews/salt")))
    curator.post(here(feed), {"step": "pages", "pages": "9"})
    assert [read_older_pages(fetcher) for _ in range(3)] == [1, 1, 0]
    assert "nothing new" in curator.post(here(feed), {"step": "page"}).text


def test_an_older_page_makes_no_newer_entry_look_gone(curator, web, feed, fetcher):
    from reviews.incoming.feed_entries import read_feed  # noqa: PLC0415

    newest = rss(("Tide Tables: Low Water review", "/reviews/low"))
    take_in(feed, read_feed(newest.encode(), feed.url, "application/rss+xml", timezone.now()), timezone.now())
    older_pages(web, 2)
    curator.post(here(feed), {"step": "pages", "pages": "1"})
    read_older_pages(fetcher)
    assert IncomingDocument.objects.count() == 3
    assert not IncomingDocument.objects.filter(entry_gone_at__isnull=False).exists()


def test_a_feed_that_is_switched_off_is_not_read_back(curator, web, feed, fetcher):
    Feed.objects.update(enabled=False)
    answer = curator.post(here(feed), {"step": "pages", "pages": "2"}, follow=True)
    assert "Nothing is read while" in answer.text
    assert (read_older_pages(fetcher), web.asked) == (0, [])


@pytest.mark.parametrize("pages", ["", "0", "51", "many"])
def test_a_number_of_pages_that_makes_no_sense_is_said(curator, feed, pages):
    assert "Give a number of pages" in curator.post(here(feed), {"step": "pages", "pages": pages}, follow=True).text


def test_too_often_is_too_often(curator, web, feed, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"look-back": "1/h"}
    web.put(MAP, site_map("/reviews/salt-lanterns"))
    assert [curator.post(here(feed), {"step": "map"}).status_code for _ in range(2)] == [200, 429]


def test_whoever_may_not_change_feeds_may_not_look(web, feed):
    other = signed_in(staff_who_may("reviews.view_feed"))
    assert other.post(here(feed), {"step": "map"}).status_code == 403
    assert signed_in(new_curator(username="other")).put(here(feed)).status_code == 405
    assert web.asked == []


@pytest.mark.parametrize(
    ("path", "reads"),
    [
        ("/reviews/salt-lanterns", True),
        ("/2026/05/salt-lanterns-album-review/", True),
        ("/kritik/die-gezeiten", True),
        ("/reviews/", False),
        ("/reviews/page/2", False),
        ("/reviews/12", False),
        ("/live-review/tide-tables-at-the-weir", False),
        ("/film/reviews/the-weir-keeper", False),
        ("/tour-dates-in-may", False),
    ],
)
def test_what_an_address_alone_says(path, reads):
    assert address_reads_like_a_review(f"https://lantern.example{path}") is reads
