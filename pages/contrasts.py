"""Two critics on one point who see it differently: the pair of quotes that the front page opens with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product, starmap
from typing import NamedTuple

from reviews.models import CountedReview, Excerpt

RECENT = 400


def contrasting_pair() -> tuple[Excerpt, Excerpt] | None:
    """Praise and criticism of one track, else of one topic, of one album, among the newest reviews. Four queries.

    The newest disagreement wins. None when nobody contradicts anybody.
    """
    recent = CountedReview.objects.newest_first()[:RECENT]
    said = starmap(
        _Said,
        Excerpt.objects.about_the_record()
        .filter(
            review__in=list(recent.values_list("pk", flat=True)),
            stance__in=[Excerpt.Stance.PRAISE, Excerpt.Stance.CRITICISM],
        )
        .order_by("-review__published_at", "pk")
        .values_list("pk", "review", "stance", "track", "topic", "review__album"),
    )
    rows = list(said)
    pair = _first_pair(rows, lambda row: row.track) or _first_pair(
        rows, lambda row: (row.album, row.topic) if row.topic != Excerpt.Topic.OVERALL else None
    )
    if pair is None:
        return None
    found = (
        Excerpt.objects.select_related("track", "review__critic", "review__publication", "review__album__lead_artist")
        .prefetch_related("review__album__credits__artist")
        .in_bulk(pair)
    )
    return found[pair[0]], found[pair[1]]


class _Said(NamedTuple):
    """An excerpt in figures."""

    pk: int
    review: int
    stance: str
    track: int | None
    topic: str
    album: int


def _first_pair(said: Sequence[_Said], subject: Callable[[_Said], object]) -> tuple[int, int] | None:
    """Keys of praise and criticism of one subject by two reviews."""
    heard: dict[object, defaultdict[str, list[_Said]]] = {}
    for row in said:
        key = subject(row)
        if key is None:
            continue
        sides = heard.setdefault(key, defaultdict(list))
        sides[row.stance].append(row)
        for praise, criticism in product(sides[Excerpt.Stance.PRAISE], sides[Excerpt.Stance.CRITICISM]):
            if praise.review != criticism.review:
                return praise.pk, criticism.pk
    return None
