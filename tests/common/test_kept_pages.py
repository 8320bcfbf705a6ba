"""Pages are kept until what they show changes, and nobody is shown another's page."""

from __future__ import annotations

import gzip
import re

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Notice
from albums.models import Album, CatalogueVersion
from reviews.life.publishing import publish, withdraw
from reviews.models import Excerpt, Review
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(settings):
    """A real cache for pages, empty at first."""
    settings.CACHES = settings.CACHES | {
        "pages": {
            "BACKEND": "common.caches.memory.MemoryCache",
            "LOCATION": "pages-under-test",
            "OPTIONS": {"MAX_BYTES": 10_000_000},
        }
    }
    caches["pages"].clear()
    yield caches["pages"]
    caches["pages"].clear()


@pytest.fixture
def album():
    return AlbumFactory(title="Lantern Hours")


def page_of(client, album, **headers):
    return client.get(album.get_absolute_url(), headers=headers)


def test_a_second_reader_is_answered_without_rendering(client, album, django_assert_num_queries):
    first = page_of(client, album)
    with django_assert_num_queries(1):
        second = page_of(client, album)
    assert second.content == first.content


def test_a_reader_who_has_the_page_is_told_that_it_still_holds(client, album, django_assert_num_queries):
    etag = page_of(client, album)["ETag"]
    with django_assert_num_queries(1):
        answer = page_of(client, album, if_none_match=etag)
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == etag


def test_a_published_review_is_on_the_very_next_response(client, album):
    etag = page_of(client, album)["ETag"]
    review = ReviewFactory(album=album, submitted=True, critic=CriticFactory(name="Perdita Loam"), verdict="rave")
    assert "Perdita Loam" not in page_of(client, album).text
    publish(review, UserFactory())
    answer = page_of(client, album, if_none_match=etag)
    assert answer.status_code == 200
    assert "Perdita Loam" in answer.text
    assert "Perdita Loam" in client.get(reverse("critic-list")).text


def test_a_withdrawn_review_is_gone_from_the_very_next_response(client, album):
    review = ReviewFactory(album=album, published=True, critic=CriticFactory(name="Perdita Loam"))
    assert "Perdita Loam" in page_of(client, album).text
    withdraw(review, UserFactory(), "The author asked for it.")
    assert "Perdita Loam" not in page_of(client, album).text


@pytest.mark.parametrize(
    "change",
    [
        lambda review: review.album.tracks.create(position=1, title="Wick"),
        lambda review: review.album.credits.first().artist.aliases.create(name="The Lamplighters"),
        lambda review: review.critic.__class__.objects.filter(pk=review.critic_id).update(name="Renamed"),
        lambda review: review.publication.__class__.objects.filter(pk=review.publication_id).update(name="Renamed"),
        lambda review: Album.objects.filter(pk=review.album_id).update(title="Renamed"),
        lambda review: Review.objects.filter(pk=review.pk).update(headline="Renamed"),
        lambda review: Excerpt.objects.create(review=review, start=0, end=4, text=review.body[:4]),
        lambda review: review.album.links.create(kind="stream", url="https://play.example/1"),
    ],
)
def test_whatever_the_page_shows_raises_its_version(change):
    review = ReviewFactory(published=True, publication=PublicationFactory())
    before = Album.objects.get(pk=review.album_id).version
    catalogue = CatalogueVersion.objects.current()
    change(review)
    assert Album.objects.get(pk=review.album_id).version > before
    assert CatalogueVersion.objects.current() > catalogue


def test_a_draft_that_nobody_sees_raises_nothing(album):
    before = Album.objects.get(pk=album.pk).version
    review = ReviewFactory(album=album)
    Review.objects.filter(pk=review.pk).update(headline="Still thinking")
    assert Album.objects.get(pk=album.pk).version == before


def test_one_albums_change_leaves_anothers_version_alone(album):
    other = AlbumFactory()
    before = Album.objects.get(pk=other.pk).version
    album.tracks.create(position=1, title="Wick")
    assert Album.objects.get(pk=other.pk).version == before


def test_someone_signed_in_gets_the_kept_page_with_what_is_theirs(client, album, monkeypatch):
    page_of(client, album)
    client.force_login(UserFactory())
    monkeypatch.setattr("pages.views.album.album_page", lambda *_: pytest.fail("It is rendered anew."))
    answer = page_of(client, album)
    assert reverse("logout") in answer.text
    assert "private" in answer["Cache-Control"]
    client.logout()
    assert reverse("logout") not in page_of(client, album).text


def test_a_page_that_someone_signed_in_asks_for_first_is_kept_for_strangers(client, album, django_assert_num_queries):
    reader = Client()
    reader.force_login(UserFactory(username="perdita"))
    page_of(reader, album)
    with django_assert_num_queries(1):
        answer = page_of(client, album)
    assert reverse("logout") not in answer.text
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_someone_signed_in_who_has_the_page_is_told_that_it_still_holds(client, album):
    reader = UserFactory()
    client.force_login(reader)
    etag = page_of(client, album)["ETag"]
    answer = page_of(client, album, if_none_match=etag)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert "private" in answer["Cache-Control"]
    review = ReviewFactory(published=True, album=album)
    Notice.objects.create(recipient=reader, kind="published", review=review)
    answer = page_of(client, album, if_none_match=etag)
    assert answer.status_code == 200
    assert "1<span" in answer.text


def test_the_token_of_a_kept_page_is_the_readers_own(album):
    reader = Client(enforce_csrf_checks=True)
    reader.force_login(UserFactory())
    for _ in range(2):
        token = re.search(r'"x-csrftoken": "(\w+)"', page_of(reader, album).text).group(1)
        assert reader.post(reverse("read-all-notices"), {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_message_is_said_once_on_a_kept_page(client, album):
    page_of(client, album)
    left = CookieStorage(HttpRequest())
    left.add(messages.SUCCESS, "The <lantern> is lit.")
    answer = HttpResponse()
    left.update(answer)
    client.cookies.update(answer.cookies)
    said = page_of(client, album)
    assert "The &lt;lantern&gt; is lit." in said.text
    assert "private" in said["Cache-Control"]
    assert "is lit" not in page_of(client, album, if_none_match=said["ETag"]).text


def test_a_page_and_its_partial_are_kept_apart(client):
    AlbumFactory(title="Lantern Hours")
    whole = client.get(reverse("album-list"))
    part = client.get(reverse("album-list"), headers={"HX-Request": "true", "HX-Target": "album-results"})
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "<html" in client.get(reverse("album-list")).text


def test_a_browser_that_takes_gzip_gets_the_kept_page_packed(client, album):
    plain = page_of(client, album).content
    packed = page_of(client, album, accept_encoding="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain
    assert "Accept-Encoding" in packed["Vary"]


def test_an_absent_album_is_not_kept(client, pages, album):
    address = reverse("album", args=["nobody", "nothing"])
    assert client.get(address).status_code == 404
    assert "ETag" not in client.get(address)


def test_a_stranger_is_given_no_cookie_nor_a_token_that_others_would_share(client, album):
    for _ in range(2):
        answer = page_of(client, album)
        assert not answer.cookies
        assert "csrf" not in answer.text.lower()


def test_the_first_reader_gets_what_the_next_ones_get(client, album):
    first, second = (page_of(client, album, accept_encoding="gzip") for _ in range(2))
    assert first.content == second.content
    assert dict(first.items()) == dict(second.items())
    assert page_of(client, album)["Vary"] == first["Vary"]


def test_asking_for_the_head_alone_keeps_the_page_whole(client, album):
    head = client.head(album.get_absolute_url())
    assert head.content == b""
    page = page_of(client, album)
    assert "</html>" in page.text
    assert head["ETag"] == page["ETag"]
