"""Loading many rows at once: indexes and foreign keys step aside and come back, as they were, when the rows are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, models

from reviews.models import Excerpt
from reviews.models.triggers import EXCERPT_IS_VERBATIM

# Foreign keys first: dropping an index that one leans on would take it along.
_FOREIGN_KEYS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY conrelid, conname
"""
_INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index WHERE NOT indisunique AND indrelid = ANY(%s::regclass[]) ORDER BY indexrelid
"""

# The rule of reviews.models.triggers.EXCERPT_IS_VERBATIM, for many excerpts.
_NOT_VERBATIM = """
SELECT excerpt.id FROM reviews_excerpt excerpt
LEFT JOIN reviews_review review ON review.id = excerpt.review_id
LEFT JOIN albums_track track ON track.id = excerpt.track_id
WHERE excerpt.id > %s AND (
    substr(review.body, excerpt.start + 1, excerpt."end" - excerpt.start) IS DISTINCT FROM excerpt.text
    OR char_length(excerpt.text) <> excerpt."end" - excerpt.start
    OR excerpt.track_id IS NOT NULL AND track.album_id IS DISTINCT FROM review.album_id
)
LIMIT 1
"""


@contextmanager
def indexes_and_foreign_keys_aside(loaded: Iterable[type[models.Model]]) -> Iterator[None]:
    """Within a transaction, leave every row of these tables unindexed and its foreign keys unchecked, until the end.

    PostgreSQL then checks the foreign keys of all rows at once, and builds the indexes from all rows at once. Unique
    and check constraints hold throughout. Nobody else can read these tables meanwhile.
    """
    tables = [model._meta.db_table for model in loaded]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        restore = []
        for query in (_FOREIGN_KEYS, _INDEXES):
            cursor.execute(query, [tables])
            for drop, create in cursor.fetchall():
                cursor.execute(drop)
                restore.append(create)
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for create in reversed(restore):
            cursor.execute(create)


@contextmanager
def excerpts_checked_together() -> Iterator[None]:
    """Within a transaction, let excerpts in without the trigger that looks each up in its review; then look all up.

    Raises IntegrityError when one is not a span of its review, or names a track of another album.
    """
    checking = EXCERPT_IS_VERBATIM.compile(Excerpt)  # type: ignore[arg-type]  # it is called with the class
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(checking.disable_sql)
        cursor.execute("SELECT coalesce(max(id), 0) FROM reviews_excerpt")
        (last,) = cursor.fetchone()
        yield
        cursor.execute(_NOT_VERBATIM, [last])
        if wrong := cursor.fetchone():
            raise IntegrityError(
                "excerpt {} is not a span of its review, or names a track of another album".format(*wrong)
            )
        cursor.execute(checking.enable_sql)
