"""Taking what waits, giving it back, and deciding it while nobody else holds it.

The database lets a thing have one holder. Every function locks the hold before anything else, and a decision keeps it
locked until it is made: of two curators who take or decide the same at once, one wins and the other is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from common.clock import in_words
from curation.models import Hold, Holdable
from curation.models.hold import HELD_FOR
from curation.queue.waiting_kinds import SOURCES
from reviews.life.steps import NotAllowed

RELEASE_OTHERS = "curation.release_hold"

_TAKE = """
INSERT INTO curation_hold (kind, key, by_id, at)
SELECT %(kind)s, key, %(by)s, %(now)s FROM unnest(%(keys)s::bigint[]) AS key ORDER BY key
ON CONFLICT (kind, key) DO UPDATE SET by_id = excluded.by_id, at = excluded.at
WHERE curation_hold.by_id = excluded.by_id OR curation_hold.at <= %(lapsed)s
RETURNING key
"""


@dataclass(frozen=True)
class HoldStatus:
    """How it stands with one thing that waits: who holds it, if anybody, and what the person who looks may do."""

    holdable: Holdable
    key: int
    hold: Hold | None
    may_decide: bool


class HeldBySomebodyElse(NotAllowed):
    """Another curator is at work on it; the message says who and since when."""


@transaction.atomic
def take(kind: Holdable, key: int, by: User) -> None:
    """Let the curator hold the thing; taken again, the time begins anew.

    Raises HeldBySomebodyElse, and NotAllowed when it does not wait any more.
    """
    if not _taken(kind, [key], by):
        raise refusal_of(kind, key)
    if not SOURCES[kind].rows().filter(pk=key).exists():
        raise NotAllowed("It does not wait any more: somebody has decided it, or it was taken back.")


@transaction.atomic
def release(kind: Holdable, key: int, by: User) -> None:
    """Give the thing back. What nobody holds is released already.

    Raises HeldBySomebodyElse for those who may not release what others hold.
    """
    hold = Hold.objects.in_force().select_for_update().filter(kind=kind, key=key).first()
    if hold is None:
        return
    if hold.by_id != by.pk and not by.has_perm(RELEASE_OTHERS):
        raise refusal_of(kind, key)
    hold.delete()


def standing_of(kind: Holdable, key: int, user: User) -> HoldStatus | None:
    """How it stands with a thing; None when it does not wait. Two queries."""
    source = SOURCES[kind]
    if not source.rows().filter(pk=key).exists():
        return None
    hold = Hold.objects.in_force().select_related("by").filter(kind=kind, key=key).first()
    return HoldStatus(kind, key, hold, user.has_perm(source.may_decide))


@contextmanager
def deciding(kind: Holdable, keys: Collection[int], by: User) -> Iterator[set[int]]:
    """While it lasts, nobody else can take or decide what it yields: those of `keys` that no other curator holds.

    One transaction. Who held one before still does if it waits even after that; whatever was decided is released.
    """
    with transaction.atomic():
        before = set(Hold.objects.in_force().filter(kind=kind, key__in=keys, by=by).values_list("key", flat=True))
        free = _taken(kind, keys, by)
        yield free
        waiting = set(SOURCES[kind].rows().filter(pk__in=free).values_list("pk", flat=True))
        Hold.objects.filter(kind=kind, key__in=free - (before & waiting)).delete()


def refusal_of(kind: Holdable, key: int) -> HeldBySomebodyElse:
    """Why somebody other than its holder cannot decide it, or take it."""
    hold = Hold.objects.select_related("by").filter(kind=kind, key=key).first()
    if hold is None:
        return HeldBySomebodyElse("Somebody else held it until a moment ago. Try once more.")
    since, until = (
        f"{in_words(at, 'MONTH_DAY_FORMAT')}, {in_words(at, 'TIME_FORMAT')}" for at in (hold.at, hold.lapses_at)
    )
    clock = timezone.localtime(hold.at).tzname()
    return HeldBySomebodyElse(
        f"{hold.by.get_username()} has held it since {since}. The hold lapses on {until} ({clock})."
    )


def _taken(kind: Holdable, keys: Collection[int], by: User) -> set[int]:
    now = timezone.now()
    values: dict[str, Any] = {"kind": kind, "keys": list(keys), "by": by.pk, "now": now, "lapsed": now - HELD_FOR}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        return {key for (key,) in cursor.fetchall()}
