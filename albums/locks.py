"""The lock of an album: whoever publishes, counts, moves, merges or removes what belongs to it takes this lock first.

Several are taken in the order of their keys, and before any other row's, so that no two wait for each other.
"""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from albums.models import Album


def lock_album(key: int) -> Album:
    """Lock that album until the transaction ends; return it as it stands by then. Raises Album.DoesNotExist."""
    return Album.objects.select_for_update().get(pk=key)


def lock_albums(albums: QuerySet[Album]) -> list[Album]:
    """Lock these albums until the transaction ends; return them as they stand by then, in the order of their keys."""
    return list(albums.order_by("pk").select_for_update(of=["self"]))


def lock_album_keys(albums: QuerySet[Album]) -> list[int]:
    """As `lock_albums`; return their keys alone."""
    return list(albums.order_by("pk").select_for_update(of=["self"]).values_list("pk", flat=True))


def lock_every_album(cursor: CursorWrapper) -> None:
    """Let whoever would lock an album, or add one, wait until the transaction ends. Readers do not wait."""
    cursor.execute("LOCK TABLE albums_album IN EXCLUSIVE MODE")
