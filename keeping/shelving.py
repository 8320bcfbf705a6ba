"""Which shelf an address means, and the backup that stands at one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.module_loading import import_string

from keeping.shelves import BackupShelf, Folder

IN_A_BUCKET = "s3://"


def shelf_at(place: str) -> BackupShelf:
    """The shelf at a folder's path, or at `s3://bucket/prefix`. Raises OSError, ImproperlyConfigured."""
    if place.startswith(IN_A_BUCKET):
        return import_string("keeping.buckets.BackupBucket")(place)
    return Folder(Path(place).expanduser())


@contextmanager
def taken_from(place: str) -> Iterator[IO[bytes]]:
    """The backup at a path, or at `s3://bucket/prefix/name`, opened. Raises OSError, ImproperlyConfigured."""
    if place.startswith(IN_A_BUCKET):
        opened = import_string("keeping.buckets.opened_from")(place)
    else:
        opened = Path(place).expanduser().open("rb")
    with opened as file:
        yield file
