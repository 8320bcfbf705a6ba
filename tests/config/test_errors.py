"""A database that is down, or too slow, is answered with a plain page and a time to come back."""

from __future__ import annotations

import errno

import psycopg2
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection
from django.db.transaction import TransactionManagementError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.errors import Why, answering, reason_to_wait

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


def renaming(request: HttpRequest) -> HttpResponse:
    request.session["name"] = "una again"
    return HttpResponse("renamed")


urlpatterns = [path("slow", slow), path("renaming", renaming), path("greeting", greeting), path("<how>", failing)]
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


def test_a_form_sent_to_a_dead_database_gives_503_and_is_handed_back(visitor):
    typed = {"body": "First line.\nSecond <b>line</b>.", "step": "publish", "csrfmiddlewaretoken": "the key it had"}
    response = visitor.post("/unreachable?draft=7", typed)
    assert response.status_code == 503
    assert "First line.\nSecond &lt;b&gt;line&lt;/b&gt;.</textarea>" in response.text
    assert 'action="/unreachable?draft=7"' in response.text
    assert 'name="step" value="publish"' in response.text
    assert 'name="csrfmiddlewaretoken" value="the key it had"' in response.text


def test_a_form_with_a_password_is_not_repeated(visitor):
    response = visitor.post("/unreachable", {"login": "una", "password": "hidden"})
    assert response.status_code == 503
    assert "hidden" not in response.text.replace('type="hidden"', "")


def test_a_piece_of_a_page_gets_no_form(visitor):
    response = visitor.post("/unreachable", {"body": "typed\nhere"}, headers={"HX-Request": "true"})
    assert response.status_code == 503
    assert "typed" not in response.text


@pytest.mark.django_db
def test_a_session_that_cannot_be_stored_gives_503(visitor, monkeypatch):
    """Django takes any error of the database at that moment for a session that was ended elsewhere: 400."""

    def insist(self: SessionStore, *args: object, **kwargs: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(Session, "save", insist)
    monkeypatch.setattr(SessionStore, "load", lambda self: {"name": "una"})
    visitor.cookies["sessionid"] = "somebody"
    assert visitor.get("/renaming").status_code == 503


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OperationalError("gone"), Why.AWAY),
        (psycopg2.OperationalError("gone"), Why.AWAY),
        (psycopg2.InterfaceError("cursor already closed"), Why.AWAY),
        (DatabaseError("error with status PGRES_TUPLES_OK and no message from the libpq"), Why.AWAY),
        (DatabaseError("server closed the connection unexpectedly"), Why.AWAY),
        (OSError(errno.ENOSPC, "No space left on device"), Why.NO_ROOM),
        (OSError(errno.EROFS, "Read-only file system"), Why.NO_ROOM),
        (DatabaseError("value too long"), None),
        (IntegrityError("duplicate key"), None),
        (FileNotFoundError(errno.ENOENT, "no such file"), None),
        (KeyError("name"), None),
        (None, None),
    ],
)
def test_only_what_passes_by_itself_is_worth_coming_back_for(error, why):
    assert reason_to_wait(error) == why


def test_what_goes_wrong_in_the_wake_of_a_lost_database_counts_as_that():
    wake = TransactionManagementError("This cannot go on.")
    wake.__context__ = OperationalError("terminating connection")
    assert reason_to_wait(wake) == Why.AWAY


def test_a_database_lost_before_there_is_a_request_gives_503():
    def application(environ: dict, start_response: object) -> list[bytes]:
        raise OperationalError("gone")

    for address, kind in (("/albums/", "text/plain"), ("/api/v1/albums", "application/problem+json")):
        heads = []
        asked = {"PATH_INFO": address}
        body = answering(application)(asked, lambda status, headers, to=heads: to.append((status, dict(headers))))
        assert b"try again" in b"".join(body)
        assert heads[0][0].startswith("503")
        assert int(heads[0][1]["Retry-After"]) > 0
        assert heads[0][1]["Content-Type"] == kind


def test_a_mistake_before_there_is_a_request_is_not_hidden():
    def application(environ: dict, start_response: object) -> list[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answering(application)({}, lambda status, headers: None)


def test_mistakes_of_our_own_stay_500(visitor):
    assert visitor.get("/mistake").status_code == 500
