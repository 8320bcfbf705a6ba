"""What was reviewed last: albums by their newest review, each once."""

from __future__ import annotations

from django.db import connection

from reviews.models import Review

ALBUMS_A_PAGE = 50
LAST_PAGE = 10

# Along the index of the newest; an album is passed over where a newer review of it stands.
_NEWEST = """
SELECT kept.review_id FROM reviews_countedreview kept WHERE NOT EXISTS (
    SELECT FROM reviews_countedreview newer WHERE newer.album_id = kept.album_id
    AND (newer.published_at, newer.review_id) > (kept.published_at, kept.review_id))
ORDER BY kept.published_at DESC, kept.review_id DESC LIMIT %s OFFSET %s
"""


def just_reviewed(number: int) -> tuple[list[Review], bool]:
    """One page of the newest review of each album, newest first, with its album's card; and whether more follow."""
    if not 1 <= number <= LAST_PAGE:
        return [], False
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [ALBUMS_A_PAGE + 1, (number - 1) * ALBUMS_A_PAGE])
        keys = [key for (key,) in cursor.fetchall()]
    reviews = (
        Review.objects.select_related("critic", "publication", "album__lead_artist")
        .prefetch_related("album__credits__artist")
        .defer("body", "headings")
        .in_bulk(keys[:ALBUMS_A_PAGE])
    )
    return [reviews[key] for key in keys[:ALBUMS_A_PAGE]], len(keys) > ALBUMS_A_PAGE and number < LAST_PAGE
