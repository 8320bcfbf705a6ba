"""A database that is down, or too slow, is answered with a plain page and a time to come back."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

handler500 = "config.errors.server_error"
RAISED = {
    "unreachable": OperationalError("could not connect to server"),
    "closed": InterfaceError("connection already closed"),
    "mistake": ZeroDivisionError(),
}


def failing(request: HttpRequest, how: str) -> HttpResponse:
    raise RAISED[how]


def slow(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse("too late")


def greeting(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session.get("name", "nobody"))


urlpatterns = [path("slow", slow), path("greeting", greeting), path("<how>", failing)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("how", ["unreachable", "closed"])
def test_a_database_that_is_down_gives_503_without_asking_it(visitor, how):
    response = visitor.get(f"/{how}")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"
    assert "Traceback" not in response.text
    assert "try again" in response.text


def test_a_session_that_cannot_be_read_gives_503(visitor, monkeypatch):
    def load(self: SessionStore) -> dict:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(SessionStore, "load", load)
    visitor.cookies["sessionid"] = "somebody"
    assert visitor.get("/greeting").status_code == 503


@pytest.mark.django_db
def test_a_query_that_takes_too_long_gives_503_and_says_what_to_ask_instead(visitor):
    response = visitor.get("/slow")
    assert response.status_code == 503
    assert "took too long" in response.text
    assert "cannot be reached" not in response.text


def test_a_form_sent_to_a_dead_database_gives_503(visitor):
    assert visitor.post("/unreachable", {"body": "typed"}).status_code == 503


def test_mistakes_of_our_own_stay_500(visitor):
    assert visitor.get("/mistake").status_code == 500
