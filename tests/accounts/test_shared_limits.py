"""Limits hold across processes: what one has counted, another knows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

TRY = """
import sys, django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in": "2/5m"}
settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "2/m/ip"}
from django.test import Client
posted = {"signup": {"email": sys.argv[3]}, "login": {"username": "marit", "password": "wrong"}}[sys.argv[2]]
print(Client().post(f"/accounts/{sys.argv[2]}/", posted).status_code)
"""


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """What other tests have counted does not count here, nor the other way round: no transaction takes it back."""
    cache.clear()
    yield
    cache.clear()


def tried_elsewhere(page: str, email: str = "") -> int:
    """The status that another process gives to one more attempt."""
    done = subprocess.run(
        [sys.executable, "-c", TRY, connection.settings_dict["NAME"], page, email],
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_two_processes_count_sign_ins_together(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in": "2/5m"}
    UserFactory(username="marit")
    posted = {"username": "marit", "password": "wrong"}
    assert Client().post("/accounts/login/", posted).status_code == 200
    assert tried_elsewhere("login") == 200
    assert Client().post("/accounts/login/", posted).status_code == 429
    assert tried_elsewhere("login") == 429


def test_two_processes_count_sign_ups_together(settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "2/m/ip"}
    assert Client().post("/accounts/signup/", {"email": "not an address"}).status_code == 200
    assert tried_elsewhere("signup", "nor this") == 200
    assert Client().post("/accounts/signup/", {"email": "not an address"}).status_code == 429
    assert tried_elsewhere("signup", "nor this") == 429
