"""A chart by the consensus of the voices that a reader chose, and nobody else's.

What it may cost is shared out: each voice is heard with its newest reviews, so many that all voices together come to
MOST_REVIEWS at most, whether two are chosen or sixty.
"""

from __future__ import annotations

import numpy as np
from django.db import connection

from albums.models import Album
from pages.charting import LAST_PAGE, PLACES_A_PAGE, Chart, ChartPlace, Places
from pages.chosen_voices import Selection
from readers.shelf.voices import HEARD_COLUMNS, reviews_from, standings_by
from reviews.consensus.catalogue import Reviews
from reviews.consensus.model import VERDICTS
from reviews.consensus.ranking import ranks_of

MOST_REVIEWS = 10_000

_NEWEST = """
SELECT kept.* FROM unnest(%({voice}s)s::bigint[]) voice (id) CROSS JOIN LATERAL (
    SELECT review_id, album_id, year, publication_id, critic_id, score, verdict FROM reviews_countedreview
    WHERE {voice}_id = voice.id ORDER BY published_at DESC, review_id DESC LIMIT %(each)s
) kept
"""
_HEARD = f"""
SELECT {HEARD_COLUMNS}
FROM ({_NEWEST.format(voice="critic")} UNION {_NEWEST.format(voice="publication")}) heard
WHERE (%(first)s IS NULL OR year BETWEEN %(first)s AND %(last)s) AND (%(genre)s IS NULL OR EXISTS (
    SELECT FROM albums_album_genres tagged WHERE tagged.album_id = heard.album_id AND tagged.genre_id = %(genre)s))
ORDER BY heard.album_id
"""  # noqa: S608


def reviews_a_voice(selection: Selection) -> int:
    """How many of its newest reviews each chosen voice is heard with."""
    return MOST_REVIEWS // max(1, len(selection.voices))


def personal_places(selection: Selection, chart: Chart, number: int) -> Places:
    """One page of the albums of the chart's scope that the chosen voices reviewed three times or more, best first."""
    standings = standings_by(_heard(selection, chart))
    order = np.lexsort((-standings.album, -standings.score))
    start = (number - 1) * PLACES_A_PAGE
    stop = start + PLACES_A_PAGE if 1 <= number <= LAST_PAGE else start
    upto = order[: stop + 1]
    ranks = ranks_of(zip(standings.low[upto].tolist(), standings.high[upto].tolist(), strict=True))
    shown = order[start:stop].tolist()
    albums = Album.objects.listed().with_cards().in_bulk(standings.album[shown].tolist())
    rows = tuple(
        ChartPlace(
            rank,
            albums[int(standings.album[at])],
            float(standings.score[at]),
            float(standings.low[at]),
            float(standings.high[at]),
            int(standings.counted[at]),
        )
        for rank, at in zip(ranks[start:stop], shown, strict=True)
        if int(standings.album[at]) in albums
    )
    more = bool(rows) and order.size > stop
    return Places(number, rows, more=more and number < LAST_PAGE, cut=more and number == LAST_PAGE)


def _heard(selection: Selection, chart: Chart) -> Reviews:
    period = chart.period
    with connection.cursor() as cursor:
        cursor.execute(
            _HEARD,
            {
                "critics": list(selection.voices.critics),
                "publications": list(selection.voices.publications),
                "each": reviews_a_voice(selection),
                "verdicts": list(VERDICTS),
                "first": period.first if period else None,
                "last": period.first + period.years - 1 if period else None,
                "genre": chart.genre.pk if chart.genre else None,
            },
        )
        return reviews_from(cursor.fetchall())
