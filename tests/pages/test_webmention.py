"""Where other people's pages say that they link to one of ours."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from albums.redirects import following_its_address
from reviews.models import Mention
from tests.factories import AlbumFactory, ArtistFactory, published_review

pytestmark = pytest.mark.django_db
SOURCE = "https://lantern.example/links"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://chorus.example"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def album():
    return AlbumFactory(title="مصعد", slug="مصعد", lead_artist=ArtistFactory(name="Ada Quill"))


def said(path: str, source: str = SOURCE, **more: str):
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("webmention"), {"source": source, "target": f"https://chorus.example{path}"}, **more)


def test_pages_that_take_mentions_name_the_place(album):
    hosted = published_review(album, "rave", hosted=True)
    for path in (album.get_absolute_url(), hosted.get_text_url()):
        assert '<link rel="webmention" href="/webmention">' in Client().get(path).text


def test_a_mention_of_an_album_or_a_hosted_review_is_taken_and_nothing_is_shown(album):
    hosted = published_review(album, "rave", hosted=True)
    assert said(album.get_absolute_url()).status_code == 202
    assert said(unquote(album.get_absolute_url())).status_code == 202
    assert said(hosted.get_text_url()).status_code == 202
    assert [(found.album, found.review) for found in Mention.objects.order_by("pk")] == [(album, None), (album, hosted)]
    assert "lantern.example" not in Client().get(album.get_absolute_url()).text


def test_an_old_address_is_as_good(album):
    before = album.get_absolute_url()
    with following_its_address(album):
        album.slug = "lift"
        album.save()
    assert said(before).status_code == 202
    assert Mention.objects.get().album == album


@pytest.mark.parametrize("path", ["/", "/albums/", "/albums/no/body/", "/nothing/", "/albums/a/b\0/", "//x/"])
def test_other_pages_take_none(path):
    assert said(path).status_code == 400
    assert not Mention.objects.exists()


def test_what_nobody_sees_takes_none(album):
    quoted = published_review(album, "rave")
    proposed = AlbumFactory(proposed=True)
    for path in (quoted.get_text_url(), proposed.get_absolute_url()):
        assert said(path).status_code == 400


@pytest.mark.parametrize("data", [{}, {"source": SOURCE}, {"target": "x"}, {"source": "[", "target": "https://["}])
def test_a_post_without_both_is_told_so(data):
    answer = Client().post(reverse("webmention"), data)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_it_is_posted_not_read():
    assert Client().get(reverse("webmention")).status_code == 405


def test_who_says_so_too_often_is_told_when_to_try_again(album, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"webmention": "2/h"}
    answers = [said(album.get_absolute_url(), f"{SOURCE}/{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_one_host_has_a_limit_of_its_own_whoever_speaks_for_it(album, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"webmention-host": "1/h"}
    path = album.get_absolute_url()
    codes = [said(path, f"{SOURCE}/{number}", REMOTE_ADDR=f"10.0.0.{number}").status_code for number in range(2)]
    assert codes == [202, 429]
    assert said(path, "https://kiosk.example/a").status_code == 202


def test_an_accepted_mention_is_on_the_page_with_nothing_to_gain_by_it(album):
    hosted = published_review(album, "rave", hosted=True)
    decided = {"target": "x", "album": album, "state": "accepted", "decided_at": timezone.now()}
    Mention.objects.create(source=SOURCE, title="<b>Links</b>", author="Ada", **decided)
    Mention.objects.create(source=f"{SOURCE}2", review=hosted, **decided)
    page = Client().get(album.get_absolute_url()).text
    assert f'<a href="{SOURCE}" rel="nofollow ugc noopener external"><bdi>&lt;b&gt;Links&lt;/b&gt;</bdi></a>' in page
    assert f"{SOURCE}2" not in page
    page = Client().get(hosted.get_text_url()).text
    assert f'<a href="{SOURCE}2" rel="nofollow ugc noopener external"><bdi>lantern.example</bdi></a>' in page
