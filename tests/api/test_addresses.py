"""What holds for every address below `/api/`: errors, methods, other sites' scripts, limits, versions."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from albums.redirects import following_its_address
from api.routers import albums
from tests.factories import AlbumFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def album_path() -> str:
    """Where the API has an album."""
    return f"/api/v1{AlbumFactory().get_absolute_url().rstrip('/')}"


def problem(response) -> dict:
    """What a response says went wrong; it says so as RFC 9457 wants."""
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == response.status_code
    assert said["title"]
    assert said["detail"]
    return said


class TestProblems:
    @pytest.mark.parametrize(
        "path", ["/api/", "/api/v1/nothing", "/api/v2/albums", "/api/v1/albums/no/such", "/api/\0"]
    )
    def test_what_is_not_there_is_a_problem_wherever_it_is_not(self, path):
        response = Client().get(path)
        assert response.status_code == 404
        problem(response)

    def test_a_method_that_is_not_taken_is_a_problem_that_names_those_that_are(self, album_path):
        response = Client().delete(album_path)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        problem(response)

    def test_a_flood_of_parameters_is_a_problem(self, album_path):
        response = Client().get(f"{album_path}?{'&'.join(f'a{number}=1' for number in range(6000))}")
        assert response.status_code == 400
        problem(response)

    def test_a_failure_is_a_problem_that_tells_nothing_of_it(self, album_path, monkeypatch):
        monkeypatch.setattr(albums, "load_record", lambda *slugs: 1 / 0)
        response = Client(raise_request_exception=False).get(album_path)
        assert response.status_code == 500
        assert "division" not in problem(response)["detail"]

    def test_a_database_that_is_away_is_a_problem_that_says_when_to_come_back(self, album_path, monkeypatch):
        def fail(*slugs):
            raise OperationalError("gone")

        monkeypatch.setattr(albums, "load_record", fail)
        response = Client(raise_request_exception=False).get(album_path)
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        problem(response)

    @pytest.mark.parametrize("given", [",".join(map(str, range(1000))), "title,nonsense", "x" * 10_000, "a\0b"])
    def test_fields_that_there_are_not_are_a_problem(self, album_path, given):
        response = Client().get(album_path, {"fields": given})
        assert response.status_code == 400
        assert len(problem(response)["detail"]) < 2000

    def test_another_host_is_a_problem(self, album_path):
        response = Client().get(album_path, headers={"Host": "elsewhere.example"})
        assert response.status_code == 400
        problem(response)


class TestMethods:
    def test_head_answers_as_get_without_a_body(self, album_path):
        got, headed = Client().get(album_path), Client().head(album_path)
        assert headed.status_code == 200
        assert not headed.content
        assert headed["ETag"] == got["ETag"]

    def test_options_says_what_scripts_of_other_sites_may_do(self, album_path):
        response = Client().options(album_path, headers={"Origin": "https://elsewhere.example"})
        assert response.status_code == 204
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
        assert "Access-Control-Allow-Credentials" not in response

    def test_scripts_of_other_sites_may_read_answers_and_problems(self, album_path):
        for path in (album_path, "/api/v1/nothing"):
            assert Client().get(path)["Access-Control-Allow-Origin"] == "*"

    def test_pages_are_for_no_scripts_of_other_sites(self):
        assert "Access-Control-Allow-Origin" not in Client().get("/albums/")


class TestKeeping:
    def test_an_answer_bears_its_version_and_whoever_has_it_gets_304(self, album_path):
        first = Client().get(album_path)
        again = Client().get(album_path, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert not again.content

    def test_an_album_that_changed_is_answered_anew(self, album_path):
        album = AlbumFactory()
        path = f"/api/v1{album.get_absolute_url().rstrip('/')}"
        first = Client().get(path)
        type(album).objects.filter(pk=album.pk).update(title="Another title")
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
        assert again.json()["title"] == "Another title"

    def test_a_kept_answer_costs_one_query(self, album_path, keeping, django_assert_num_queries):
        Client().get(album_path)
        with django_assert_num_queries(1):
            Client().get(album_path)

    def test_it_is_packed_for_whoever_takes_that(self, album_path, keeping):
        assert Client().get(album_path, headers={"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"


class TestLimits:
    @pytest.fixture(autouse=True)
    def few(self, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"api-address": "3/m"}

    def test_who_asks_too_often_is_told_when_to_come_back(self, album_path):
        statuses = [Client().get(album_path).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        response = Client().get(album_path)
        assert 0 < int(response["Retry-After"]) <= 60
        problem(response)

    def test_another_address_is_not_kept_waiting(self, album_path):
        for _ in range(4):
            Client().get(album_path)
        assert Client(REMOTE_ADDR="192.0.2.7").get(album_path).status_code == 200


class TestTokens:
    def test_a_token_that_nobody_knows_is_a_problem(self, album_path):
        response = Client().get(album_path, headers={"Authorization": "Bearer nonsense"})
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"
        problem(response)


class TestMoving:
    def test_an_old_address_leads_to_the_new_one_with_what_was_asked(self, album_path):
        album = AlbumFactory(slug="first-name")
        old = f"/api/v1{album.get_absolute_url().rstrip('/')}"
        with following_its_address(album):
            album.slug = "second-name"
            album.save()
        response = Client().get(f"{old}?fields=title")
        assert response.status_code == 301
        assert response["Location"] == f"/api/v1{album.get_absolute_url().rstrip('/')}?fields=title"

    def test_what_no_curator_has_accepted_is_not_there(self):
        album = AlbumFactory(proposed=True)
        assert Client().get(f"/api/v1{album.get_absolute_url().rstrip('/')}").status_code == 404


class TestDocument:
    def test_it_is_valid_openapi_and_kept(self):
        response = Client().get("/api/v1/openapi.json")
        document = response.json()
        assert document["openapi"].startswith("3.1")
        OpenAPIV31SpecValidator(document).validate()
        assert Client().get("/api/v1/openapi.json", headers={"If-None-Match": response["ETag"]}).status_code == 304
