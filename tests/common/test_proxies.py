"""Whose address a rate limit counts."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from common.limits import seconds_to_wait
from common.proxies import client_address, client_network

SENDER = "192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, SENDER),
        (0, "203.0.113.9", SENDER),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", SENDER),
        (1, None, SENDER),
        (1, " , ", SENDER),
    ],
)
def test_a_visitor_cannot_choose_the_address_counted(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=SENDER)) == address


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        ("2001:db8:1:3::9", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unknown", "unknown"),
    ],
)
def test_limits_count_all_addresses_of_one_connection_as_one_visitor(address, counted):
    assert client_network(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


@pytest.mark.django_db
def test_whoever_changes_address_within_a_connection_gets_no_more_of_a_worker(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "test": "2/h"}
    asked = [RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:9:9::{last}") for last in range(1, 5)]
    assert [bool(seconds_to_wait(request, "test")) for request in asked] == [False, False, True, True]
