"""Following: which things may be followed, and what happens when a reader follows one or stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext, ngettext

from albums.models import Album, Artist, Genre, Label
from common.query import LARGEST_KEY
from readers.models import Follow
from readers.spreading import forget_unfollowed, note_newest
from reviews.models import Critic, Publication

SHOWN: dict[str, Callable[[], QuerySet[Any, Any]]] = {
    "critic": Critic.objects.listed,
    "publication": Publication.objects.sources,
    "artist": Artist.objects.listed,
    "album": lambda: Album.objects.listed().select_related("lead_artist"),
    "genre": Genre.objects.in_use,
    "label": Label.objects.in_use,
}
"""What has a page of its own that can be followed: by its kind, the rows that readers may see."""

MOST_FOLLOWS = 2000
"""So many things one reader follows at most."""


class FollowsTooMany(Exception):
    """The reader follows as much as anybody may; the message says so."""


def shown_or_404(kind: str, key: int) -> Any:
    """The thing of that kind and key, where readers may see it."""
    found = SHOWN[kind]().filter(pk=key).first() if kind in SHOWN and key <= LARGEST_KEY else None
    if found is None:
        raise Http404("There is no such thing to follow.")
    return found


@transaction.atomic
def follow(reader: User, target: Model) -> bool:
    """Follow it, and say whether that is new. Raises FollowsTooMany."""
    User.objects.select_for_update().get(pk=reader.pk)
    kind = str(target._meta.model_name)
    own = Follow.objects.of(reader)
    if own.aimed_at(kind, target.pk).exists():
        return False
    if own.count() >= MOST_FOLLOWS:
        said = ngettext(
            "You follow %(most)d thing, which is the most. Stop following one first.",
            "You follow %(most)d things, which is the most. Stop following one first.",
            MOST_FOLLOWS,
        )
        raise FollowsTooMany(said % {"most": MOST_FOLLOWS})
    note_newest(Follow.objects.create(reader=reader, **{kind: target}))
    return True


@transaction.atomic
def stop_following(reader: User, kind: str, key: int) -> bool:
    """Follow it no more, and say whether it was followed. It may be gone or hidden meanwhile."""
    User.objects.select_for_update().get(pk=reader.pk)
    followed = bool(Follow.objects.of(reader).aimed_at(kind, key).delete()[0])
    if followed:
        forget_unfollowed(reader)
    return followed


def too_often() -> str:
    """What who follows too much in a minute is told."""
    return gettext("That was a great deal of following within a minute. Wait a moment, then go on.")
