"""Whose address a rate limit counts."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from common.proxies import client_address

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
