"""Looks at the rows themselves, when the site is done with. `python -m bench.fire.witness` speaks JSON.

It reads what was acknowledged (`Acknowledged`, as JSON) and says what of it is not so, and which album's stored
consensus is not what its reviews say.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.fire.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.forms.models import model_to_dict  # noqa: E402

from albums.models import Album  # noqa: E402
from reviews.models import Consensus, ConsensusChange, Review  # noqa: E402
from reviews.scoring.one_album import refresh_consensus  # noqa: E402

FIGURES = ("consensus_score", "consensus_low", "consensus_high", "consensus_spread", "plain_mean", "counted_reviews",
           "graded_reviews", "publication_ids", "critic_ids")  # fmt: skip


def main() -> None:
    """Read, look, say."""
    said = json.load(sys.stdin)
    told = {
        "lost": list(lost(said)),
        "twice": [
            token
            for token, count in Counter(
                Review.objects.filter(critic__user__username="fire-critic").values_list("form_token", flat=True)
            ).items()
            if count > 1
        ],
        "wrong": [str(album) for album in Album.objects.order_by("pk") if is_wrong(album)],
        "albums": Album.objects.count(),
    }
    json.dump(told, sys.stdout, default=str)


def lost(said: dict[str, Any]) -> Iterator[str]:
    """What was acknowledged and is not so.

    `submitted` has the posted form for each review's key; `published` and `withdrawn` are keys, and so is `tried`: what
    somebody tried to withdraw, with whatever answer.
    """
    stored = {review.pk: review for review in Review.objects.filter(critic__user__username="fire-critic")}
    tried = set(said["tried"])
    for key, form in said["submitted"].items():
        review = stored.get(int(key))
        if review is None:
            yield f"submitted review {key} is not there"
        elif (str(review.form_token), review.body, review.headline) != (
            form["form_token"], form["body"], form["headline"]
        ) or review.excerpts.count() != form["excerpt-TOTAL_FORMS"]:  # fmt: skip
            yield f"submitted review {key} says something else"
        elif review.status == Review.Status.DRAFT:
            yield f"submitted review {key} is a draft"
    for key in said["published"]:
        wanted = {Review.Status.PUBLISHED} | ({Review.Status.WITHDRAWN} if key in tried else set())
        if key not in stored or stored[key].status not in wanted:
            yield f"published review {key} is {stored[key].status if key in stored else 'not there'}"
    for key in said["withdrawn"]:
        if key not in stored or stored[key].status != Review.Status.WITHDRAWN:
            yield f"withdrawn review {key} is {stored[key].status if key in stored else 'not there'}"


def is_wrong(album: Album) -> bool:
    """Whether counting the album anew changes anything that is stored of it. Leaves it as it was."""
    with transaction.atomic():
        before = _figures(album)
        refresh_consensus(album, ConsensusChange.Cause.WITHDRAWN)
        after = _figures(album)
        transaction.set_rollback(True)
    return before != after


def _figures(album: Album) -> tuple[object, ...]:
    consensus = Consensus.objects.filter(album=album).first()
    stored = model_to_dict(consensus) if consensus else None
    columns = Album.objects.filter(pk=album.pk).values_list(*FIGURES).get()
    changes = ConsensusChange.objects.filter(album=album).count()
    return ({**stored, "computed_at": None} if stored else None), columns, changes


if __name__ == "__main__":
    main()
