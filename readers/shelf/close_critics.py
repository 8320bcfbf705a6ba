"""Which critics see records as a reader does: over those that both have judged, how far apart their verdicts lie.

The four verdicts are steps of one ladder. With n records in common that lie d_1 ... d_n steps apart, reader and
critic lie apart by

    (k e + d_1 + ... + d_n) / (k + n)        k = 5

`e` is how far the reader lies from any review of these records, on average. It counts like k records, so that a critic
with whom the reader has few in common cannot win by chance: the shrinkage of `pages/colleagues.py`, on verdicts instead
of grades, since a reader gives no grade. A reader's marks are read here and nowhere else about critics; they change
nothing that anybody else sees.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection

from reviews.consensus.model import VERDICTS
from reviews.models import Critic

LEAST_COMMON = 5
WEIGHT = 5
NEWEST = 2000
SHOWN = 12

_APART = """
WITH own AS MATERIALIZED (
    SELECT album_id, array_position(%(verdicts)s, verdict::text) AS step FROM readers_readermark
    WHERE owner_id = %(reader)s AND verdict <> '' ORDER BY at DESC, id DESC LIMIT %(newest)s
), met AS (
    SELECT critic_id, count(*) AS common, sum(abs(step - array_position(%(verdicts)s, other.verdict::text))) AS steps,
        count(*) FILTER (WHERE step = array_position(%(verdicts)s, other.verdict::text)) AS agreed
    FROM own JOIN reviews_countedreview other USING (album_id) WHERE critic_id IS NOT NULL GROUP BY critic_id
), everybody AS (
    SELECT sum(steps) / sum(common) AS expected FROM met
)
SELECT critic_id, common, agreed, (%(weight)s * expected + steps) / (%(weight)s + common) AS apart
FROM met, everybody WHERE common >= %(least)s ORDER BY apart, common DESC, critic_id LIMIT %(shown)s
"""


@dataclass(frozen=True)
class CloseCritic:
    """A critic, on how many records reader and critic gave a verdict, on how many the same, and the steps apart."""

    critic: Critic
    common: int
    agreed: int
    apart: float


def critics_close_to(reader: User) -> list[CloseCritic]:
    """The critics that lie closest to the reader, closest first, over their newest NEWEST verdicts. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            _APART,
            {
                "reader": reader.pk,
                "verdicts": list(VERDICTS),
                "newest": NEWEST,
                "weight": WEIGHT,
                "least": LEAST_COMMON,
                "shown": SHOWN,
            },
        )
        rows = cursor.fetchall()
    critics = Critic.objects.listed().select_related("publication").in_bulk([key for key, *_ in rows])
    return [
        CloseCritic(critics[key], common, agreed, float(apart)) for key, common, agreed, apart in rows if key in critics
    ]
