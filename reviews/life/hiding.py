"""Hiding a critic at their wish, and showing them again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from albums.locks import lock_albums
from albums.models import Album
from reviews.models import ConsensusChange, Critic
from reviews.scoring.one_album import refresh_consensus


@transaction.atomic
def set_hidden(critic: Critic, hidden: bool, at: datetime | None = None) -> None:
    """Hide the critic or show them again, and count anew every album they wrote about.

    The albums are locked first, those of reviews that still wait too: one of them may be published meanwhile.
    """
    albums = lock_albums(Album.objects.filter(pk__in=critic.reviews.values("album")))
    critic.hidden = hidden
    critic.save(update_fields=["hidden"])
    for album in albums:
        refresh_consensus(album, ConsensusChange.Cause.HIDDEN, at=at)
