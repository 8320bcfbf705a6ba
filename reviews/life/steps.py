"""What every step in a review's life does: in one transaction, with the album's row locked, said to the history."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.db import transaction

from albums.locks import lock_albums
from albums.models import Album
from common.tracking import because
from reviews.models import Review

P = ParamSpec("P")
T = TypeVar("T")


class NotAllowed(Exception):
    """The step is not possible for this review as it stands; the message says why, for a person to read."""


def a_step(step: Callable[P, T]) -> Callable[P, T]:
    """One transaction, which the history keeps with who did it, as critic or as curator, and with the reason given."""
    signature = inspect.signature(step)

    @wraps(step)
    def take(*args: P.args, **options: P.kwargs) -> T:
        said = signature.bind(*args, **options).arguments
        review, by = said["review"], said["by"]
        hand = {"hand": hand_of(review, by)} if by else {}
        with transaction.atomic(), because(str(said.get("reason", "")).strip(), by, **hand):
            return step(*args, **options)

    return take


def hand_of(review: Review, by: User) -> str:
    """Whose hand it is that `by` lends to the review: that of its critic, else a curator's."""
    return "critic" if review.critic and review.critic.user_id == by.pk else "curator"


def locked(review: Review) -> Review:
    """The review as it stands, its album locked. A merge may have taken it to another album meanwhile."""
    album_id: int | None = review.album_id
    while album_id is not None:
        for album in lock_albums(Album.objects.filter(pk=album_id)):
            fresh = Review.objects.select_for_update().filter(pk=review.pk, album=album).first()
            if fresh is not None:
                fresh.album = album
                return fresh
        album_id = Review.objects.values_list("album", flat=True).filter(pk=review.pk).first()
    raise NotAllowed("That review is not there any more.")


def require(review: Review, step: str, *statuses: str) -> None:
    """Raise NotAllowed unless the review is in one of the statuses in which that step is possible."""
    if review.status not in statuses:
        raise NotAllowed(f"A review that is {review.get_status_display().lower()} cannot be {_PARTICIPLES[step]}.")


_PARTICIPLES = {
    "submit": "submitted",
    "take back": "taken back",
    "publish": "published",
    "return": "returned",
    "reject": "rejected",
    "withdraw": "withdrawn",
    "revise": "revised",
    "drop": "thrown away",
    "contest": "contested",
}
