"""Which shelf an address means, and the backup that stands at one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from keeping.shelves import BackupShelf, Folder


def shelf_at(place: str) -> BackupShelf:
    """The shelf at a folder's path. Raises OSError."""
    return Folder(Path(place).expanduser())


@contextmanager
def taken_from(place: str) -> Iterator[IO[bytes]]:
    """The backup at a path, opened. Raises OSError."""
    with Path(place).expanduser().open("rb") as file:
        yield file
