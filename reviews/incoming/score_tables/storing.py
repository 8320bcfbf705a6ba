"""What the staged reviews need and is missing, created with set statements; then the reviews themselves.

Each function reads the staging tables of `staging`, after `find_twins`, and leaves the ids of what it created in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from albums.identity import Record
from albums.models import Album, Artist, Credit
from common.slugs import free_slugs
from reviews.models import Critic, Publication, Review
from reviews.models.thresholds import verdict_in_sql
from reviews.scoring.many_albums import ON_ALBUMS

MISSING = {
    "albums": "SELECT DISTINCT -1 - album_key AS place FROM score_review WHERE album_key < 0",
    "artists": (
        "SELECT DISTINCT artist.place FROM score_review review JOIN score_album album ON album.place = -1 - album_key "
        "JOIN score_artist artist ON artist.place = album.artist WHERE artist.id IS NULL"
    ),
    "publications": "SELECT DISTINCT -1 - publication_key AS place FROM score_review WHERE publication_key < 0",
    "critics": "SELECT DISTINCT -1 - critic_key AS place FROM score_review WHERE critic_key < 0",
}
"""Places of what the staged reviews need and the database does not have."""


def count_missing(cursor: CursorWrapper) -> dict[str, int]:
    """How many albums, artists, publications and critics `store` would create."""
    counts = {}
    for name, places in MISSING.items():
        cursor.execute(f"SELECT count(*) FROM ({places}) missing")  # noqa: S608
        counts[name] = cursor.fetchone()[0]
    return counts


def store_reviews(cursor: CursorWrapper, document_name: str, at: datetime) -> list[int]:
    """Publish the staged reviews as of `at`, with their artists, publications and critics; return their albums' ids.

    New albums have an id, but no row before `store_albums`. Raises no album's version: whoever calls counts these
    albums anew, and that does.
    """
    # Statement by statement the versions would rise many times.
    cursor.execute("SET LOCAL chorus.count_changes = 'off'")
    _create_named(cursor, Artist, "artist")
    _create_named(cursor, Publication, "publication")
    _create_named(cursor, Critic, "critic")
    cursor.execute(
        "UPDATE score_critic SET id = first.id FROM score_critic first "
        "WHERE first.place = score_critic.person AND score_critic.id IS NULL AND score_critic.problem IS NULL"
    )
    _address_albums(cursor)
    _create_reviews(cursor, document_name, at)
    cursor.execute("SET LOCAL chorus.count_changes = 'on'")
    cursor.execute(
        "SELECT DISTINCT album.id FROM score_review review JOIN score_album album ON album.place = review.album "
        "ORDER BY album.id"
    )
    return [album for (album,) in cursor.fetchall()]


def store_albums(cursor: CursorWrapper, at: datetime) -> None:
    """Create the new albums of the stored reviews with their credits and with the consensus they come in with.

    They have been counted (`reviews.scoring.many_albums.count_anew`) in this transaction.

    An album has a dozen indexes, so writing its row once and not twice is a tenth of a large import.
    """
    values = {
        "id": "album.id",
        "title": "album.title",
        "slug": "album.slug",
        "lead_artist_id": "artist.id",
        "release_date": "album.released",
        "release_precision": 'album."precision"',
        "disambiguation": "album.disambiguation",
        "folded": "album.folded",
        "updated_at": "%s",
        **ON_ALBUMS,
    }
    source = (
        "FROM score_album album JOIN score_artist artist ON artist.place = album.artist "
        "LEFT JOIN reviews_consensus consensus ON consensus.album_id = album.id "
        "LEFT JOIN fresh_voices voices ON voices.album = album.id "
        "WHERE album.slug IS NOT NULL ORDER BY album.id"
    )
    cursor.execute("SET LOCAL chorus.count_changes = 'off'")
    cursor.execute(*_insert(Album, values, source, [at]))
    cursor.execute(*_insert(Credit, {"album_id": "album.id", "artist_id": "artist.id", "position": "1"}, source))
    cursor.execute("SET LOCAL chorus.count_changes = 'on'")


def _create_named(cursor: CursorWrapper, model: type[models.Model], kind: str) -> None:
    """Create artists, publications or critics: rows of a name, its folding and a slug that no other has."""
    table = f"score_{kind}"
    cursor.execute(f"SELECT place, name FROM {table} JOIN ({MISSING[f'{kind}s']}) missing USING (place) ORDER BY place")  # noqa: S608
    missing = cursor.fetchall()
    slugs = free_slugs((name for _, name in missing), model._default_manager.all(), kind)
    _name_new_rows(cursor, table, model, [place for place, _ in missing], slugs)
    source = f"FROM {table} WHERE slug IS NOT NULL ORDER BY place"
    cursor.execute(*_insert(model, {"id": "id", "name": "name", "slug": "slug", "folded": "folded"}, source))


def _address_albums(cursor: CursorWrapper) -> None:
    """Give each new album its slug and its id."""
    cursor.execute(
        f"SELECT album.place, artist.id, title, released, disambiguation FROM ({MISSING['albums']}) missing "  # noqa: S608
        "JOIN score_album album USING (place) JOIN score_artist artist ON artist.place = album.artist ORDER BY place"
    )
    missing = cursor.fetchall()
    leads = {artist for _, artist, *_ in missing}
    used: dict[int, set[str]] = defaultdict(set)
    for artist, slug in Album.objects.filter(lead_artist__in=leads).values_list("lead_artist", "slug"):
        used[artist].add(slug)
    slugs = []
    for _, artist, title, released, disambiguation in missing:
        slugs.append(Record(title, released, disambiguation=disambiguation).slug(used[artist]))
        used[artist].add(slugs[-1])
    _name_new_rows(cursor, "score_album", Album, [place for place, *_ in missing], slugs)
    cursor.execute(
        "UPDATE score_album SET id = first.id FROM score_album first "
        "WHERE first.place = score_album.record AND score_album.id IS NULL AND score_album.problem IS NULL"
    )


def _create_reviews(cursor: CursorWrapper, document_name: str, at: datetime) -> None:
    """Publish the staged reviews. Their first revisions are themselves: `publishing.revise` keeps them when need be."""
    derived = verdict_in_sql("rating.score", "thresholds")
    by_critic = f"(rating.score IS NULL OR rating.stated NOT IN ('', {derived}))"
    values = {
        "album_id": "album.id",
        "critic_id": "critic.id",
        "publication_id": "house.id",
        "source_url": "review.url",
        "published_on": "review.published",
        "body": "''",
        "grade": "rating.grade",
        "score": "rating.score",
        "verdict": f"coalesce(nullif(rating.stated, ''), {derived})",
        "verdict_set_by": f"CASE WHEN {by_critic} THEN 'critic' ELSE 'grade' END",
        "verdict_set_at": f"CASE WHEN {by_critic} THEN %s::timestamptz END",
        "status": "'published'",
        "published_at": "%s",
        "updated_at": "%s",
        "document_name": "%s",
    }
    source = (
        "FROM score_review review JOIN score_album album ON album.place = review.album "
        "JOIN score_publication house ON house.place = review.publication "
        "JOIN score_rating rating ON rating.place = review.rating "
        "LEFT JOIN score_critic critic ON critic.place = review.critic "
        "LEFT JOIN reviews_thresholds thresholds ON thresholds.critic_id = critic.id ORDER BY album.id, review.number"
    )
    cursor.execute(*_insert(Review, values, source, [at, at, at, document_name]))


def _name_new_rows(
    cursor: CursorWrapper, table: str, model: type[models.Model], places: list[int], slugs: list[str]
) -> None:
    """Give the staged rows at these places their slugs, and the ids under which they will be created."""
    cursor.execute(
        f"UPDATE {table} SET slug = named.slug, id = named.id FROM ("  # noqa: S608
        "SELECT place, slug, nextval((SELECT pg_get_serial_sequence(%s, 'id'))) AS id "
        "FROM unnest(%s::int[], %s::text[]) AS found (place, slug)"
        f") named WHERE named.place = {table}.place",
        [model._meta.db_table, places, slugs],
    )


def _insert(
    model: type[models.Model], values: Mapping[str, str], source: str, parameters: list[Any] | None = None
) -> tuple[str, list[Any]]:
    """An INSERT of `values` (column: expression) selected from `source`, with its parameters.

    `parameters` are those of the values, in their order. Columns not named take what the model gives by default.
    """
    columns, expressions, defaults = list(values), list(values.values()), []
    for field in model._meta.concrete_fields:
        column = field.column
        if column in values or field.primary_key or field.null or field.generated or field.has_db_default():
            continue
        if column:
            columns.append(column)
            expressions.append("%s")
            defaults.append(field.get_db_prep_save(field.get_default(), connection))
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(expressions)} {source}'
    return statement, [*(parameters or []), *defaults]
