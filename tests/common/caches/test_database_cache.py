"""The shared cache: rate limits must count every request, whichever process it reaches."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import RequestFactory
from django_ratelimit.core import is_ratelimited


@pytest.mark.django_db(transaction=True)
def test_counting_at_once_loses_no_count():
    def count(_: int) -> None:
        cache.incr("visits")
        connection.close()

    cache.set("visits", 0)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(40)))
    assert cache.get("visits") == 40


@pytest.mark.django_db
def test_counting_keeps_the_entrys_expiry():
    cache.set("visits", 1, timeout=50)
    cache.incr("visits")
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM expires) FROM cache_entry")
        (expires,) = cursor.fetchone()
    assert float(expires) - time.time() < 52


@pytest.mark.django_db
def test_an_entry_that_is_there_is_known_by_one_query(django_assert_num_queries):
    assert cache.add("visits", 1)
    with django_assert_num_queries(1):
        assert not cache.add("visits", 5)
    assert cache.get("visits") == 1


@pytest.mark.django_db
def test_an_entry_that_has_expired_is_there_no_longer():
    cache.set("visits", 1, timeout=-1)
    assert cache.add("visits", 5)
    assert cache.get("visits") == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asking", ['SELECT "cache_key" FROM', 'SELECT "cache_key", "expires"'])
def test_a_database_that_went_is_not_taken_for_a_limit_that_is_reached(asking):
    def ended_before_it_is_looked_up(execute, sql, *arguments):
        if sql.startswith(asking):
            with connection.copy().cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
        return execute(sql, *arguments)

    with connection.execute_wrapper(ended_before_it_is_looked_up), pytest.raises(OperationalError):
        cache.add("visits", 1)
    connection.close()


@pytest.mark.django_db
def test_what_is_not_there_or_expired_cannot_be_counted():
    with pytest.raises(ValueError, match="not found"):
        cache.incr("never-set")
    cache.set("old", 1, timeout=-1)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("old")


@pytest.mark.django_db
def test_a_rate_limit_counts_visitors_apart():
    def post_from(address: str) -> bool:
        request = RequestFactory().post("/", REMOTE_ADDR=address)
        return is_ratelimited(request, group="test", key="ip", rate="2/h", increment=True)

    assert [post_from("192.0.2.1") for _ in range(3)] == [False, False, True]
    assert not post_from("192.0.2.2")
