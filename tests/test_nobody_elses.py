"""Pages are kept for everybody and filled for each: nobody ever gets a byte of what is another's."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.middleware.csrf import _unmask_cipher_token
from django.test import Client, override_settings
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import settings as site
from tests.people import PEOPLE, visitor
from tests.test_permissions import ROWS

pytestmark = pytest.mark.django_db
WHO = [PEOPLE.index(name) for name in ("anonymous", "the critic", "curator")]
FOR_EVERYBODY = [
    (name, row.args) for name, row in ROWS.items() if row.method == "get" and set(row.answers.split()) == {"ok"}
]


@pytest.fixture(scope="module", autouse=True)
def pages() -> Iterator[None]:
    """A cache for pages that keeps what it is given."""
    kept = {"BACKEND": "common.caches.memory.MemoryCache", "LOCATION": "nobody-elses", "OPTIONS": {"MAX_BYTES": 10**8}}
    with override_settings(CACHES=site.CACHES | {"pages": kept}):
        yield
        caches["pages"].clear()


def said(answer: HttpResponse) -> str:
    """The page, with the secret that each token stands for in the token's place."""
    assert answer.status_code == 200
    packed = answer.get("Content-Encoding") == "gzip"
    text = (gzip.decompress(answer.content) if packed else answer.content).decode()
    return re.sub(r"\b[0-9A-Za-z]{64}\b", lambda token: _unmask_cipher_token(token.group()), text)


@pytest.fixture(scope="module")
def visitors(world: SimpleNamespace) -> dict[int, Client]:
    return {who: visitor(world, who) for who in WHO}


@pytest.fixture(scope="module")
def alone(world: SimpleNamespace, pages: None, visitors: dict[int, Client]) -> dict[tuple[int, str], str]:
    """What each visitor is shown at each kept address where nobody asked before."""
    shown = {}
    for name, args in FOR_EVERYBODY:
        address = reverse(name, args=[getattr(world, argument) for argument in args])
        for who, client in visitors.items():
            caches["pages"].clear()
            answer = client.get(address)
            if "ETag" not in answer or not answer["Content-Type"].startswith("text/html"):
                break
            shown[who, address] = said(answer)
    caches["pages"].clear()
    return shown


def test_what_each_is_shown_differs(alone):
    addresses = {address for _, address in alone}
    assert len(addresses) > 25
    differing = [address for address in addresses if len({alone[who, address] for who in WHO}) == len(WHO)]
    assert len(differing) > 25


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=4)
@given(st.randoms(use_true_random=False))
def test_whoever_asked_before_each_gets_what_they_would_have_got_alone(alone, visitors, random):
    caches["pages"].clear()
    addresses = random.sample(sorted({address for _, address in alone}), 12)
    asked = [(who, address) for address in addresses for who in WHO] * 2
    random.shuffle(asked)
    etags = {}
    for who, address in asked:
        answer = visitors[who].get(address, headers={"Accept-Encoding": random.choice(["gzip", "identity"])})
        assert said(answer) == alone[who, address]
        assert ("private" in answer["Cache-Control"]) is (who != WHO[0])
        assert ("public" in answer["Cache-Control"]) is (who == WHO[0])
        assert "Cookie" in answer["Vary"]
        etags[who, address] = answer["ETag"]
    for (who, address), etag in etags.items():
        other = random.choice(WHO)
        unchanged = visitors[other].get(address, headers={"If-None-Match": etag}).status_code == 304
        assert unchanged is (alone[who, address] == alone[other, address]), (who, other, address)
