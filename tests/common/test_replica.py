"""Pages rendered from a copy of the database: only where it has caught up, and never a word that is out of date."""

from __future__ import annotations

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from albums.models import Album
from common import replica
from common.replica import REPLICA, rendered_of
from tests.factories import AlbumFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copy(monkeypatch):
    """A second connection to the database of the tests, that takes no writes, as the copy's."""
    given = connections.settings[DEFAULT_DB_ALIAS] | {"NAME": connection.settings_dict["NAME"]}
    monkeypatch.setitem(connections.settings, REPLICA, given)
    monkeypatch.setattr(replica, "_left_alone_until", 0.0)
    connections[REPLICA].connect()  # Django's tests forbid the other way to aliases that are not in the settings
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    yield connections[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA]


@pytest.fixture
def kept(settings):
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def where() -> object:
    """Who asks, as the server sees it."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_copy_that_has_caught_up_renders_the_page(copy):
    there = copy.connection.info.backend_pid
    assert rendered_of(7, lambda: 7, where) == there
    assert where() != there, "afterwards all goes to the database again"


def test_one_that_lags_does_not(copy):
    assert rendered_of(7, lambda: 6, where) == where()


def test_without_a_copy_the_database_does():
    assert rendered_of(7, lambda: pytest.fail("nobody is to be asked"), where) == where()


def test_one_that_is_away_is_left_alone_for_a_while(copy, caplog):
    asked = []

    def away():
        asked.append(1)
        raise OperationalError("server closed the connection")

    assert rendered_of(7, away, where) == rendered_of(7, away, where) == where()
    assert len(asked) == 1
    assert "left alone for 5 s" in caplog.text


def test_a_query_that_the_copy_gives_up_is_asked_of_the_database(copy):
    def render():
        if connections[DEFAULT_DB_ALIAS] is copy:
            raise OperationalError("canceling statement due to conflict with recovery")
        return "rendered"

    assert rendered_of(7, lambda: 7, render) == "rendered"


def test_whoever_writes_while_rendering_writes_into_the_database(copy):
    album = AlbumFactory()

    def render():
        return Album.objects.filter(pk=album.pk).update(title="Written")

    assert rendered_of(7, lambda: 7, render) == 1
    album.refresh_from_db()
    assert album.title == "Written"


def test_an_error_of_the_page_itself_is_the_pages(copy):
    def render():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rendered_of(7, lambda: 7, render)
    assert connections[DEFAULT_DB_ALIAS] is not copy


def test_an_albums_page_is_rendered_there_and_its_version_asked_of_the_database(copy, kept):
    address = AlbumFactory(title="Low Water").get_absolute_url()
    with CaptureQueriesContext(connection) as here, CaptureQueriesContext(copy) as there:
        first = Client().get(address)
        second = Client().get(address)
    assert b"Low Water" in first.content
    assert second.content == first.content
    assert len(here) == 2, "the version, for each of the two"
    assert len(there) > 2


def test_what_is_published_is_on_the_next_page_though_the_copy_lags(copy, kept, monkeypatch):
    """The copy is stood still: it tells an older version than the database."""
    album = AlbumFactory(title="Low Water")
    client = Client()
    client.get(album.get_absolute_url())
    told = iter([-1])
    monkeypatch.setattr(
        "common.kept_pages.rendered_of", lambda version, asked, render: rendered_of(version, lambda: next(told), render)
    )
    album.title = "High Water"
    album.save()
    with CaptureQueriesContext(copy) as there:
        page = client.get(album.get_absolute_url())
    assert b"High Water" in page.content
    assert [query["sql"] for query in there.captured_queries] == []
