"""Two critics on one point who see it differently: the pair of quotes that the front page opens with."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from reviews.models import CountedReview, Excerpt

RECENT = 400


def contrasting_pair() -> tuple[Excerpt, Excerpt] | None:
    """Praise and criticism of one track, else of one topic, of one album, among the newest reviews. Two queries.

    The newest disagreement wins. None when nobody contradicts anybody.
    """
    recent = CountedReview.objects.newest_first()[:RECENT]
    excerpts = (
        Excerpt.objects.filter(
            review__in=list(recent.values_list("pk", flat=True)),
            stance__in=[Excerpt.Stance.PRAISE, Excerpt.Stance.CRITICISM],
            about__in=[Excerpt.About.ALBUM, Excerpt.About.TRACK],
        )
        .select_related("track", "review__critic", "review__publication", "review__album__lead_artist")
        .prefetch_related("review__album__credits__artist")
        .order_by("-review__published_at", "pk")
    )
    return _first_pair(excerpts, lambda excerpt: excerpt.track_id) or _first_pair(
        excerpts,
        lambda excerpt: (excerpt.review.album_id, excerpt.topic) if excerpt.topic != Excerpt.Topic.OVERALL else None,
    )


def _first_pair(excerpts, subject) -> tuple[Excerpt, Excerpt] | None:
    heard: dict[object, defaultdict[str, list[Excerpt]]] = {}
    for excerpt in excerpts:
        key = subject(excerpt)
        if key is None:
            continue
        sides = heard.setdefault(key, defaultdict(list))
        sides[excerpt.stance].append(excerpt)
        for praise, criticism in product(sides[Excerpt.Stance.PRAISE], sides[Excerpt.Stance.CRITICISM]):
            if praise.review_id != criticism.review_id:
                return praise, criticism
    return None
