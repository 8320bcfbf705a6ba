"""A connection that the server closed is noticed without asking, and replaced."""

from __future__ import annotations

import psycopg2
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_connection_that_stands_is_not_asked(django_assert_num_queries):
    connection.ensure_connection()
    with django_assert_num_queries(0):
        assert connection.is_usable()


def test_a_connection_that_the_server_ended_is_noticed():
    connection.ensure_connection()
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    with psycopg2.connect(**parameters) as other, other.cursor() as cursor:
        # Waits until that backend is gone.
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [connection.connection.info.backend_pid])
        assert cursor.fetchone() == (True,)
    other.close()
    assert not connection.is_usable()
    connection.close()
    assert connection.is_usable() is False
    connection.ensure_connection()
    assert connection.is_usable()


def test_a_notice_that_waits_is_no_end():
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("LISTEN something")
        cursor.execute("SELECT 1")
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    with psycopg2.connect(**parameters) as other, other.cursor() as cursor:
        cursor.execute("NOTIFY something")
    other.close()
    assert connection.is_usable()
    connection.close()
