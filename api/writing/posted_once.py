"""A post that is repeated does what it does once: the Idempotency-Key header (an IETF draft, as payment APIs have it).

What was done is kept with the key, in the same transaction. The same post again is told the same; another post with
the key is refused (409). A post that failed has done nothing, so its key is free.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from ninja import Schema

from accounts.models import IdempotencyKey
from accounts.models.invitation import digest_of
from api.problems import Problem
from api.shown.base import CONTENT_TYPE
from api.writing.permitted import TokenRequest

KEPT_FOR = timedelta(days=2)
LONGEST_KEY = 100


class Done(NamedTuple):
    """What a post has done: the status of its answer, what it says, and the address of what it made."""

    status: int
    shown: Schema
    location: str = ""


def answer_once(request: TokenRequest, act: Callable[[], Done]) -> HttpResponse:
    """Act and answer; with a key that was used for the same, answer as then. Raises a problem (400, 409)."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            return _answer(*_as_kept(act()))
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(400, f"Idempotency-Key: at most {LONGEST_KEY} printable signs of ASCII.")
    own = IdempotencyKey.objects.filter(user=request.auth.user)
    own.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    digest = digest_of(f"{request.method} {request.path} {digest_of(request.body.decode(errors='replace'))}")
    with transaction.atomic():
        row, is_first = own.get_or_create(
            user=request.auth.user, key=key, defaults={"digest": digest, "status": 0, "answer": {}}
        )
        if is_first:
            row.status, row.answer = _as_kept(act())
            row.save(update_fields=["status", "answer"])
        elif row.digest != digest:
            raise Problem(409, "That Idempotency-Key was used for another post. A new post needs a new key.")
    response = _answer(row.status, row.answer)
    if not is_first:
        response["Idempotency-Replayed"] = "true"
    return response


def _as_kept(done: Done) -> tuple[int, dict[str, str]]:
    return done.status, {"body": done.shown.model_dump_json() if done.status != 204 else "", "location": done.location}


def _answer(status: int, kept: dict[str, str]) -> HttpResponse:
    response = HttpResponse(kept["body"], status=status, content_type=CONTENT_TYPE)
    if kept["location"]:
        response["Location"] = kept["location"]
    response["Cache-Control"] = "no-store"
    return response
