"""Following old addresses."""

from __future__ import annotations

import pytest
from django.http import HttpResponse, HttpResponseNotFound

from albums.models import Redirect
from albums.redirects import RedirectMiddleware
from tests.factories import AlbumFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved():
    return Redirect.objects.create(old_path="/albums/ines/låg/", new_path="/albums/ines/hög/")


def test_a_page_that_moved_is_found_again(moved, client):
    answer = client.get("/albums/ines/låg/")
    assert (answer.status_code, answer.url) == (301, "/albums/ines/h%C3%B6g/")


def test_the_query_goes_along(moved, client):
    assert client.get("/albums/ines/låg/?order=newest&page=2").url.endswith("/?order=newest&page=2")


def test_head_is_answered_as_get(moved, client):
    assert client.head("/albums/ines/låg/").status_code == 301


def test_what_is_posted_is_not_sent_elsewhere(moved, client):
    assert client.post("/albums/ines/låg/", {"order": "newest"}).status_code in (404, 405)


@pytest.mark.parametrize("path", ["/albums/ines/lag/", "/albums/ines/l%00g/", "/%C3%28/", f"/{'x' * 900}/"])
def test_a_page_that_never_was_is_not_found(moved, client, path):
    assert client.get(path).status_code == 404


def test_a_page_that_is_there_goes_before_a_redirect(client):
    album = AlbumFactory()
    Redirect.objects.create(old_path=album.get_absolute_url(), new_path="/elsewhere/")
    assert client.get(album.get_absolute_url()).status_code == 200


def test_a_page_that_is_there_costs_no_query(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = RedirectMiddleware(lambda request: HttpResponse("here"))(rf.get("/"))
    assert answer.content == b"here"


def test_a_page_that_is_not_there_costs_one(rf, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = RedirectMiddleware(lambda request: HttpResponseNotFound())(rf.get("/nowhere/"))
    assert answer.status_code == 404


@pytest.mark.parametrize("rest", ["compare/", "reviews/17/", "reviews/17/history/"])
def test_what_lies_below_goes_along(moved, client, rest):
    answer = client.get(f"/albums/ines/låg/{rest}?r=1")
    assert (answer.status_code, answer.url) == (301, f"/albums/ines/h%C3%B6g/{rest}?r=1")


def test_the_nearest_old_address_decides(moved, client):
    Redirect.objects.create(old_path="/albums/ines/", new_path="/artists/ines/")
    assert client.get("/albums/ines/låg/compare/").url == "/albums/ines/h%C3%B6g/compare/"
    assert client.get("/albums/ines/").url == "/artists/ines/"


def test_a_beginning_that_is_no_folder_leads_nowhere(moved, client):
    assert client.get("/albums/ines/lågvatten/").status_code == 404


def test_a_path_of_a_thousand_folders_is_not_found(moved, client):
    assert client.get("/a" * 1000 + "/").status_code == 404
