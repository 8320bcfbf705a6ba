"""A process of its own that publishes reviews when told to. `python -m bench.serving.publisher` speaks JSON lines.

For each line read it publishes one review and says where it stands and by whom; at the end of its input it takes back
everything that it brought in.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from itertools import count
from time import perf_counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.serving.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from albums.models import Album  # noqa: E402
from reviews.life.publishing import publish  # noqa: E402
from reviews.models import ConsensusChange, Critic, Review  # noqa: E402
from reviews.scoring.one_album import refresh_consensus  # noqa: E402

ALBUMS, FEWEST_REVIEWS = 50, 10
PREFIX = "bench-witness-"
BODY = "A review that is there to be seen at once. It says nothing else about the record."


def main() -> None:
    """Publish one review for each line of input."""
    take_back()
    albums = list(
        Album.objects.listed()
        .filter(counted_reviews__gte=FEWEST_REVIEWS)
        .select_related("lead_artist")
        .order_by("counted_reviews", "pk")[:ALBUMS]
    )
    try:
        for number, _ in zip(count(), sys.stdin, strict=False):
            _say(publish_one(number, albums[number % len(albums)]))
    finally:
        take_back()


def publish_one(number: int, album: Album) -> dict[str, object]:
    """Publish a submitted review of the album by a critic of its own; how long publishing took, and in what queries."""
    name = f"Witness {number:04}"
    critic, _ = Critic.objects.get_or_create(slug=f"{PREFIX}{number:04}", defaults={"name": name})
    review = Review.objects.create(
        album=album,
        critic=critic,
        language="en",
        body=BODY,
        verdict="positive",
        verdict_set_by="critic",
        status=Review.Status.SUBMITTED,
        submitted_at=timezone.now(),
    )
    queries = 0

    def counting(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    with connection.execute_wrapper(counting):
        began = perf_counter()
        publish(review, None)
        seconds = perf_counter() - began
    return {"address": album.get_absolute_url(), "name": name, "seconds": seconds, "queries": queries}


@transaction.atomic
def take_back() -> None:
    """Remove the reviews of these critics and the critics, and count the albums anew."""
    reviews = Review.objects.filter(critic__slug__startswith=PREFIX)
    albums = list(Album.objects.filter(pk__in=reviews.values("album")))
    ConsensusChange.objects.filter(review__in=reviews).delete()
    reviews.delete()
    Critic.objects.filter(slug__startswith=PREFIX).delete()
    for album in albums:
        refresh_consensus(album, ConsensusChange.Cause.WITHDRAWN)
    ConsensusChange.objects.filter(album__in=albums, cause=ConsensusChange.Cause.WITHDRAWN, review=None).delete()


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
