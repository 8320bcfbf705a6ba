"""Limits hold across processes: what one has counted, another knows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

# Tries what each line of its input says, and answers with the status.
ELSEWHERE = """
import json, sys, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in": "2/5m"}
settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "2/m/ip"}
from django.test import Client
for line in sys.stdin:
    page, posted = json.loads(line)
    print(Client().post(page, posted).status_code, flush=True)
"""
PATIENCE_SECONDS = 30
SIGN_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """What other tests have counted does not count here, nor the other way round: no transaction takes it back."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def elsewhere(django_db_setup: None) -> Iterator[Callable[[str, dict[str, str]], int]]:
    """The status that another process gives to one more attempt."""
    process = subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, connection.settings_dict["NAME"]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
    )

    def post(page: str, posted: dict[str, str]) -> int:
        process.stdin.write(json.dumps([page, posted]) + "\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    yield post
    process.communicate(timeout=PATIENCE_SECONDS)


def test_two_processes_count_sign_ins_together(settings, elsewhere):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in": "2/5m"}
    UserFactory(username="marit")
    posted = {"username": "marit", "password": "wrong"}
    assert Client().post(SIGN_IN, posted).status_code == 200
    assert elsewhere(SIGN_IN, posted) == 200
    assert Client().post(SIGN_IN, posted).status_code == 429
    assert elsewhere(SIGN_IN, posted) == 429


def test_two_processes_count_sign_ups_together(settings, elsewhere):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "2/m/ip"}
    assert Client().post(SIGN_UP, {"email": "not an address"}).status_code == 200
    assert elsewhere(SIGN_UP, {"email": "nor this"}) == 200
    assert Client().post(SIGN_UP, {"email": "not an address"}).status_code == 429
    assert elsewhere(SIGN_UP, {"email": "nor this"}) == 429
