"""What tests of the API share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from common.limits import forget_lots


@pytest.fixture(autouse=True)
def nobody_has_asked(settings: Any) -> Iterator[None]:
    """Nobody has asked for anything yet, and they may ask for as much as a test does."""
    settings.RATE_LIMITS = settings.RATE_LIMITS | dict.fromkeys(("api-address", "api-token"), "1000000/h")
    forget_lots()
    yield
    forget_lots()


@pytest.fixture
def keeping(settings: Any) -> Iterator[None]:
    """Answers are kept, and none is at first."""
    kept = {"BACKEND": "common.caches.memory.MemoryCache", "LOCATION": "api", "OPTIONS": {"MAX_BYTES": 1_000_000}}
    settings.CACHES = settings.CACHES | {"pages": kept}
    caches["pages"].clear()
    yield
    caches["pages"].clear()


Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Ask:
    """What the API answers at an address below `/api/v1/`, read; a status other than the expected one fails."""

    def asked(path: str, status: int = 200, **headers: str) -> Any:
        response: HttpResponse = Client().get(f"/api/v1/{path}", headers=headers)
        assert response.status_code == status, response.content
        return response.json() if status not in (204, 304) else None

    return asked
