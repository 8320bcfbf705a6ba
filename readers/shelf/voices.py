"""Some voices of the site's: which reviews are theirs, and where they put albums.

The one rule for "your consensus", whether the voices stand in an address (pages/chosen_voices.py) or are saved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import IntegerField, OuterRef, Value
from django.db.models.functions import Cast

from common.prepared import PreparedQuery
from readers.models import SavedVoices
from reviews.consensus.album import SHOWN_FROM
from reviews.consensus.catalogue import NOT_STATED, Reviews, Standings, standings_of
from reviews.consensus.model import VERDICTS
from reviews.models import Calibration, Review
from reviews.scoring.one_album import with_offsets

HEARD_COLUMNS = f"""
heard.album_id, coalesce(heard.publication_id, {NOT_STATED}), coalesce(heard.critic_id, {NOT_STATED}),
    coalesce(heard.score, 'NaN'), array_position(%(verdicts)s, heard.verdict::text) - 1
"""
"""What `reviews_from` takes of each row `heard`, of the table of counted reviews."""

# Looked up by album first: an album has few reviews, and a voice may have thousands.
_ON_ALBUMS = f"""
SELECT {HEARD_COLUMNS} FROM reviews_countedreview heard
WHERE album_id = ANY(%(albums)s::bigint[])
    AND (critic_id = ANY(%(critics)s::bigint[]) OR publication_id = ANY(%(publications)s::bigint[]))
ORDER BY album_id
"""  # noqa: S608


def _keys_of(kind: str) -> ArraySubquery:
    between = getattr(SavedVoices, kind).through
    column = {"critics": "critic_id", "publications": "publication_id"}[kind]
    return ArraySubquery(between.objects.filter(savedvoices=OuterRef("pk")).order_by().values(column))


_MINE = PreparedQuery(
    "voices_of_mine",
    1,
    lambda reader: (
        SavedVoices.objects.filter(owner=Cast(Value(reader), IntegerField()), mine=True)
        .order_by()
        .values_list(_keys_of("critics"), _keys_of("publications"))
    ),
)


@dataclass(frozen=True)
class Voices:
    """Critics and publications, by their keys."""

    critics: frozenset[int]
    publications: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.critics or self.publications)

    def __len__(self) -> int:
        return len(self.critics) + len(self.publications)

    def covers(self, review: Review) -> bool:
        """Whether the review was written by one of the critics or in one of the publications."""
        return review.critic_id in self.critics or review.publication_id in self.publications

    def among(self, reviews: Iterable[Review]) -> list[Review]:
        """Their reviews."""
        return [review for review in reviews if self.covers(review)]


@dataclass(frozen=True)
class OwnNumber:
    """Where some voices put one album, or that they are too few to say."""

    counted: int
    score: float | None = None
    low: float | None = None
    high: float | None = None


def reviews_from(rows: Sequence[tuple[Any, ...]]) -> Reviews:
    """Rows of `HEARD_COLUMNS`, sorted by album, as the model takes them; without albums on which too few speak."""
    table = np.array(rows, dtype=float).reshape(-1, 5)
    album, publication, critic, verdict = table[:, [0, 1, 2, 4]].T.astype("i8")
    _, which, counts = np.unique(album, return_inverse=True, return_counts=True)
    return Reviews(album, publication, critic, table[:, 3], verdict)[counts[which] >= SHOWN_FROM]


def standings_by(reviews: Reviews) -> Standings:
    """Where these reviews alone put each album, by the site's calibration. Two queries at most."""
    houses, writers = (np.unique(column).tolist() for column in (reviews.publication, reviews.critic))
    return standings_of(reviews, with_offsets(Calibration.objects.current(), houses, writers))


def voices_of(reader: User | AnonymousUser) -> Voices | None:
    """The voices that the reader calls "mine"; None where there are none. One query."""
    row = _MINE.first(str(reader.pk))
    voices = Voices(frozenset(row[0]), frozenset(row[1])) if row else None
    return voices or None


def own_numbers(voices: Voices, albums: Collection[int]) -> dict[int, OwnNumber]:
    """Where the voices put each of these albums that they speak of. Three queries at most, however many albums."""
    if not albums:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _ON_ALBUMS,
            {
                "albums": list(albums),
                "critics": list(voices.critics),
                "publications": list(voices.publications),
                "verdicts": list(VERDICTS),
            },
        )
        rows = cursor.fetchall()
    keys, counts = np.unique([row[0] for row in rows], return_counts=True)
    found = {int(key): OwnNumber(int(count)) for key, count in zip(keys, counts, strict=True)}
    reviews = reviews_from(rows)
    if len(reviews):
        standings = standings_by(reviews)
        columns = (standings.album, standings.counted, standings.score, standings.low, standings.high)
        for album, counted, score, low, high in zip(*(column.tolist() for column in columns), strict=True):
            found[album] = OwnNumber(counted, score, low, high)
    return found
