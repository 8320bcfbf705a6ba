"""Spreading news: each review and record that comes is noted for everybody who follows something of it, once.

What comes is found by its moment, from where the last round ended. A moment is taken within a transaction and seen only
when that is through, so a round ends where the oldest transaction under way began, and a little before: what is found
twice is noted once. A round that is cut short is done again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from albums.models import Album
from common.keyset import Keyset, Place
from readers.models import Follow, NewsItem, NewsRound
from reviews.models import CountedReview

MARGIN = timedelta(minutes=2)
"""How far two machines' clocks may be apart, and a moment lie before its transaction."""
SLICE = 2000
BACK = 20
"""So many reviews of before there are when somebody begins to follow."""
KEPT = timedelta(days=400)
NEW_FOR = timedelta(days=365)
"""A record that came out longer ago than that is old, however lately it was entered."""
_BY_MOMENT = Keyset(F("published_at"))


def spread_news(at: datetime | None = None) -> int:
    """Note what has come since the last round; return how many notes that made. Two at once are one."""
    now = at or timezone.now()
    NewsRound.objects.get_or_create(pk=1, defaults={"told_until": now - MARGIN})
    with transaction.atomic():
        round_ = NewsRound.objects.select_for_update(skip_locked=True).filter(pk=1).first()
        if round_ is None:
            return 0
        until = min(now, _oldest_transaction() or now) - MARGIN
        noted = _spread_reviews(round_.told_until) + _spread_records(round_.told_until, now)
        NewsItem.objects.filter(at__lt=now - KEPT).delete()
        NewsRound.objects.filter(pk=1).update(told_until=max(until, round_.told_until))
    return noted


def note_newest(follow: Follow) -> None:
    """Note the newest reviews of what somebody follows from now on: the page is not empty, and nothing is mailed."""
    counted = CountedReview.objects.newest_first()
    kind, key = follow.kind, follow.target.pk
    if kind in ("critic", "publication", "album"):
        counted = counted.filter(**{kind: key})
    else:
        counted = counted.filter(album__in=Album.objects.filter(**{f"{kind}s": key}).values("pk"))
    newest = counted.values_list("review", "published_at")[:BACK]
    NewsItem.objects.bulk_create(
        [NewsItem(reader_id=follow.reader_id, review_id=review, at=at) for review, at in newest], ignore_conflicts=True
    )


def forget_unfollowed(reader: User) -> None:
    """Take away what the reader follows nothing of any more."""
    _execute(_UNFOLLOWED, {"reader": reader.pk})


def _oldest_transaction() -> datetime | None:
    """When the oldest transaction under way in this database began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


def _spread_reviews(since: datetime) -> int:
    noted, place = 0, Place(since, 0)
    while True:
        fresh = _BY_MOMENT.sorted(CountedReview.objects.filter(_BY_MOMENT.beyond(place)))
        keys = list(fresh.values_list("published_at", "pk")[:SLICE])
        if not keys:
            return noted
        noted += _execute(_SPREAD_REVIEWS, {"reviews": [key for _, key in keys]})
        place = Place(*keys[-1])


def _spread_records(since: datetime, now: datetime) -> int:
    """Keys are given in the order in which records are entered, so the newest are the last."""
    noted, below = 0, None
    while True:
        newest = Album.objects.order_by("-pk").values_list("pk", "created_at")
        slice_ = list((newest.filter(pk__lt=below) if below else newest)[:SLICE])
        fresh = [key for key, at in slice_ if at >= since]
        if not fresh:
            return noted
        noted += _execute(_SPREAD_RECORDS, {"albums": fresh, "out_since": (now - NEW_FOR).date()})
        below = slice_[-1][0]


def _execute(statement: str, said: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
        return cursor.rowcount


_FOLLOWERS_BY_ALBUM = """
SELECT fresh.*, follow.reader_id, follow.since FROM fresh
JOIN readers_follow follow ON follow.album_id = fresh.album_id
UNION ALL SELECT fresh.*, follow.reader_id, follow.since FROM fresh
JOIN albums_credit credit ON credit.album_id = fresh.album_id
JOIN readers_follow follow ON follow.artist_id = credit.artist_id
UNION ALL SELECT fresh.*, follow.reader_id, follow.since FROM fresh
JOIN albums_album_genres tagged ON tagged.album_id = fresh.album_id
JOIN readers_follow follow ON follow.genre_id = tagged.genre_id
UNION ALL SELECT fresh.*, follow.reader_id, follow.since FROM fresh
JOIN albums_album_labels tagged ON tagged.album_id = fresh.album_id
JOIN readers_follow follow ON follow.label_id = tagged.label_id
"""
_NOTE = """
SELECT DISTINCT told.reader_id, told.what, told.at, coalesce(subscription.mail <> 'never', false) FROM told
LEFT JOIN readers_subscription subscription ON subscription.reader_id = told.reader_id
WHERE told.at > told.since - interval '2 minutes'
ON CONFLICT DO NOTHING
"""
# What came just before somebody began to follow may have been under way then, and is noted as well.
_SPREAD_REVIEWS = f"""
WITH fresh AS (
    SELECT review_id AS what, album_id, critic_id, publication_id, published_at AS at
    FROM reviews_countedreview WHERE review_id = ANY(%(reviews)s)
), told AS (
    {_FOLLOWERS_BY_ALBUM}
    UNION ALL SELECT fresh.*, follow.reader_id, follow.since FROM fresh
    JOIN readers_follow follow ON follow.critic_id = fresh.critic_id
    UNION ALL SELECT fresh.*, follow.reader_id, follow.since FROM fresh
    JOIN readers_follow follow ON follow.publication_id = fresh.publication_id
)
INSERT INTO readers_newsitem (reader_id, review_id, at, to_mail) {_NOTE}
"""  # noqa: S608  statements, no user's words
_SPREAD_RECORDS = f"""
WITH fresh AS (
    SELECT id AS what, id AS album_id, created_at AS at FROM albums_album
    WHERE id = ANY(%(albums)s) AND NOT proposed AND (release_date IS NULL OR release_date > %(out_since)s)
), told AS ({_FOLLOWERS_BY_ALBUM})
INSERT INTO readers_newsitem (reader_id, album_id, at, to_mail) {_NOTE}
"""  # noqa: S608  statements, no user's words
_UNFOLLOWED = """
WITH own AS (SELECT * FROM readers_follow WHERE reader_id = %(reader)s)
DELETE FROM readers_newsitem item USING readers_newsitem again
LEFT JOIN reviews_review review ON review.id = again.review_id
WHERE item.reader_id = %(reader)s AND again.id = item.id AND NOT (
    coalesce(review.critic_id IN (SELECT critic_id FROM own WHERE critic_id IS NOT NULL), false)
    OR coalesce(review.publication_id IN (SELECT publication_id FROM own WHERE publication_id IS NOT NULL), false)
    OR coalesce(review.album_id, item.album_id) IN (SELECT album_id FROM own WHERE album_id IS NOT NULL)
    OR coalesce(review.album_id, item.album_id) IN (
        SELECT credit.album_id FROM own JOIN albums_credit credit ON credit.artist_id = own.artist_id
    )
    OR EXISTS (
        SELECT FROM albums_album_genres tagged WHERE tagged.album_id = coalesce(review.album_id, item.album_id)
        AND tagged.genre_id IN (SELECT genre_id FROM own WHERE genre_id IS NOT NULL)
    )
    OR EXISTS (
        SELECT FROM albums_album_labels tagged WHERE tagged.album_id = coalesce(review.album_id, item.album_id)
        AND tagged.label_id IN (SELECT label_id FROM own WHERE label_id IS NOT NULL)
    )
)
"""
