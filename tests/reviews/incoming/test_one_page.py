"""A review is known again by its page, however the page's address is written, by whichever way it comes in."""

from __future__ import annotations

import pytest

from albums.entries import import_album
from reviews.incoming.documents import Orders, import_document
from reviews.life.duplicates import duplicates_of
from reviews.models import Review
from reviews.reading.reading import Document
from tests.factories import AlbumFactory, ArtistFactory, ReviewFactory, UserFactory
from tests.score_tables import bring_in, table

pytestmark = pytest.mark.django_db
PAGE = "https://www.lantern.example/reviews/low-water/"
ADDRESSES = [
    "https://WWW.lantern.example/reviews/low-water/",
    "http://lantern.example/reviews/low-water",
    "https://lantern.example/reviews/low-water?utm_source=rss",
    "https://lantern.example/reviews/low-water/amp/",
    "https://m.lantern.example/reviews/low-water",
    "https://amp.lantern.example/reviews/low-water",
    "https://lantern.example/reviews/low-water?amp=1",
    "https://lantern.example/reviews/low-water/index.html",
    "https://lantern.example/reviews/low-water?page=1",
    "https://lantern.example//reviews/low-water",
    "https://lantern.example:443/reviews/low-water",
    "https://lantern.example/reviews/low%2Dwater",
    "https://lantern.example/reviews/low-water?si=abc123",
    "https://lantern.example/reviews/low-water/#comments",
]
CRITICS = [f"Critic {letter}" for letter in "ABCDEFGHIJKLMN"]


@pytest.fixture
def album():
    return AlbumFactory(title="Low Water", lead_artist=ArtistFactory(name="Ines Harrow"))


def test_a_table_of_scores_adds_no_review_of_a_page_that_is_here(album):
    bring_in(table({"url": PAGE, "critic": "Marit Oyelaran"}))
    rows = [{"url": url, "critic": critic} for url, critic in zip(ADDRESSES, CRITICS, strict=True)]
    result = bring_in(table(*rows))
    assert result.status == 0
    assert f"0 reviews added, {len(ADDRESSES)} here already" in result.out
    assert Review.objects.get().critic.name == "Marit Oyelaran"


def test_a_table_of_scores_that_names_one_page_in_many_ways_brings_one_review(album):
    rows = [{"url": url, "critic": critic} for url, critic in zip(ADDRESSES, CRITICS, strict=True)]
    assert f"1 reviews added, {len(ADDRESSES) - 1} here already" in bring_in(table(*rows)).out


def test_another_page_is_another_review(album):
    bring_in(table({"url": PAGE, "critic": "Marit Oyelaran"}, {"url": f"{PAGE}?id=2", "critic": "Ida Brandt"}))
    assert Review.objects.count() == 2


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_critic_is_warned_of_it(album, url):
    review = ReviewFactory(album=album, source_url=PAGE, published=True)
    (found,) = duplicates_of(None, None, UserFactory(), None, None, url, "")
    assert (found.review, found.how) == (review, "the same link")


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_document_of_it_is_refused(album, url):
    review = ReviewFactory(album=album, source_url=PAGE, published=True)
    text = "\n\n".join(
        ["Ines Harrow: Low Water", "By Ida Brandt", url, *["Low Water by Ines Harrow is slow. " * 20] * 3]
    )
    (imported,) = import_document(Document(text.encode(), file_name="low-water.txt"), Orders(album=album))
    assert imported.status == "conflict"
    assert f"review {review.pk}" in imported.reason
    assert Review.objects.count() == 1


def test_an_album_has_one_link_to_a_page():
    entry = {"title": "Low Water", "artists": [{"name": "Ines Harrow"}]}
    for url in ("https://open.example/low-water", "http://www.open.example/low-water/?si=1#listen"):
        album, _ = import_album({**entry, "links": [{"kind": "stream", "url": url}]})
    assert [link.url for link in album.links.all()] == ["https://open.example/low-water"]
