"""A table of scores into published reviews, in one transaction. Readers see all of it or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Q
from django.utils import timezone

from albums.locks import lock_every_album
from reviews.grading.grades import ScaleRule
from reviews.incoming.score_tables.problems import BadRow, BadValue
from reviews.incoming.score_tables.rows import ScoreTable
from reviews.incoming.score_tables.staging import GATHERS, find_twins, match, stage
from reviews.incoming.score_tables.storing import count_missing, store_albums, store_reviews
from reviews.life.sources import aggregator_at, blocked_at, refusal_of
from reviews.models import BlockedSource, Calibration, ConsensusChange, Critic, Publication, Review, Scale
from reviews.scoring.many_albums import count_anew

LARGE_GROWTH = 0.1
STAGES = ("reading", "matching", "storing", "counting", "committing")


@dataclass(frozen=True)
class ImportedScores:
    """What came of a table: rows read, reviews added, rows whose review was here already, rows refused.

    `created` counts new albums, artists, publications and critics; `ignored` names columns that were not read.
    """

    rows: int
    added: int
    known: int
    bad: tuple[BadRow, ...]
    created: dict[str, int]
    ignored: tuple[str, ...]


@transaction.atomic
def import_scores(
    file: io.BufferedReader[Any],
    document_name: str,
    *,
    dry_run: bool = False,
    at: datetime | None = None,
    entering: Callable[[str], None] = lambda stage: None,
) -> ImportedScores:
    """Publish every review that the table's good rows state and that is not here yet, and count it.

    A dry run stops before anything is written. `entering` is told each of `STAGES` as it begins. Raises NotScores for
    a file that is none, and then nothing is stored.
    """
    at = at or timezone.now()
    entering("reading")
    table = ScoreTable(file, _known_scales(), _refusal_of_addresses(), timezone.localdate(at))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        stage(cursor, table)
        entering("matching")
        if not dry_run:
            lock_every_album(cursor)
        refused = match(cursor, table.names)
        known, contradictions = find_twins(cursor)
        created = count_missing(cursor)
        cursor.execute("SELECT count(*) FROM score_review")
        added = cursor.fetchone()[0]
        if added and not dry_run:
            entering("storing")
            _expect_growth(cursor, added)
            albums = store_reviews(cursor, document_name, at)
            entering("counting")
            count_anew(cursor, Calibration.objects.current(), ConsensusChange.Cause.IMPORTED, at, albums)
            store_albums(cursor, at)
            entering("committing")
    return ImportedScores(
        rows=table.count,
        added=added,
        known=known,
        bad=tuple(sorted([*table.bad, *refused, *contradictions])),
        created=created,
        ignored=tuple(table.ignored),
    )


def _expect_growth(cursor: CursorWrapper, added: int) -> None:
    """Keep the planner from looping over tables that it takes for as small as they were before a large import."""
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [Review._meta.db_table])
    if added > LARGE_GROWTH * cursor.fetchone()[0]:
        cursor.execute("SET LOCAL enable_nestloop = off")


def _known_scales() -> Callable[[str, str], ScaleRule | None]:
    """What `Review.grading_scale` says of a publication and a critic, for their folded names."""
    rules: dict[int | None, ScaleRule] = {scale.pk: scale.rule() for scale in Scale.objects.prefetch_related("letters")}
    houses = dict(Publication.objects.filter(scale__isnull=False).values_list("folded", "scale"))
    own: dict[str, int | None] = {}
    home: dict[str, int | None] = {}
    scaled = Critic.objects.filter(Q(scale__isnull=False) | Q(publication__scale__isnull=False))
    for critic, scale, home_scale in scaled.values_list("folded", "scale", "publication__scale"):
        # Of two critics of one name, neither's habits are taken for the other's.
        own[critic] = None if critic in own else scale
        home[critic] = None if critic in home else home_scale

    def scale_of(publication: str, critic: str) -> ScaleRule | None:
        return rules.get(own.get(critic) or houses.get(publication) or home.get(critic))

    return scale_of


def _refusal_of_addresses() -> Callable[[str], bool]:
    aggregators = list(Publication.objects.filter(is_aggregator=True))
    blocked = list(BlockedSource.objects.all())
    whole_sites = all("/" not in source.address for source in blocked)

    def refuse(address: str) -> bool:
        if name := aggregator_at(address, aggregators):
            raise BadValue(f"url: {GATHERS.format(name)}")
        if source := blocked_at(address, blocked):
            raise BadValue(f"url: {refusal_of(source)}")
        return whole_sites

    return refuse
