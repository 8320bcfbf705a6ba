"""The site at one moment, in pieces that fit into memory however large it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from albums.models import Album
from reviews.consensus.model import Parameters
from reviews.models import Calibration
from reviews.scoring.one_album import with_offsets

ROWS_AT_ONCE = 1000

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class SiteSnapshot:
    """One moment of the site, and the calibration in force then, with everybody's habits."""

    moment: datetime
    stored: Calibration
    calibration: Parameters

    def albums(self) -> Iterator[list[int]]:
        """The keys of the albums that readers may see, a thousand at a time."""
        listed = Album.objects.listed().order_by("pk").values_list("pk", flat=True)
        last = 0
        while keys := list(listed.filter(pk__gt=last)[:ROWS_AT_ONCE]):
            yield keys
            last = keys[-1]


@contextmanager
def snapshot_of_site() -> Iterator[SiteSnapshot]:
    """The site as it is now; what is written meanwhile is not seen. Inside a transaction: as that one sees it."""
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT now()")
        moment = cursor.fetchone()[0]
        stored = Calibration.objects.current()
        yield SiteSnapshot(moment, stored, with_offsets(stored, None, None))


def in_pieces(rows: QuerySet[M, Any]) -> Iterator[M]:
    """Every row in the order of its key. The next thousand is asked for when these are done."""
    last = 0
    while found := list(rows.order_by("pk").filter(pk__gt=last)[:ROWS_AT_ONCE]):
        yield from found
        last = found[-1].pk
