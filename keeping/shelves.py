"""Where backups are kept. Nothing is on a shelf before it is there whole."""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import IO, Protocol

from keeping.retention import name_at

UNFINISHED = ".chorus-"


class BackupShelf(Protocol):
    """A place for backups."""

    def names(self) -> list[str]:
        """The names of all that stands there."""
        ...

    def drop(self, name: str) -> None:
        """Throw one away, unless it is gone already."""
        ...

    def place(self, moment: datetime, write: Callable[[IO[bytes]], object]) -> str:
        """Keep what `write` writes under the name of that moment; the name. On any error nothing is kept."""
        ...

    def shown(self, name: str) -> str:
        """Where it is, in words that a command takes."""
        ...


class Folder:
    """A folder of this machine, made if need be. Only its owner may read what it holds: there are accounts in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def names(self) -> list[str]:
        """The names of all files in it that are no unfinished ones."""
        return [entry.name for entry in self.path.iterdir() if entry.is_file() and not entry.name.startswith(".")]

    def drop(self, name: str) -> None:
        """Remove one."""
        (self.path / name).unlink(missing_ok=True)

    def place(self, moment: datetime, write: Callable[[IO[bytes]], object]) -> str:
        """Written beside its place, forced to the disk, and linked to the first name of that moment that is free."""
        self._sweep()
        with self._unfinished() as (file, path):
            write(file)
            file.flush()
            os.fsync(file.fileno())
            name = self._put(path, moment)
        self._force()
        return name

    def _put(self, path: Path, moment: datetime) -> str:
        """Give the finished file the first name of that moment that is free."""
        for again in count():
            name = name_at(moment, again)
            try:
                os.link(path, self.path / name)
            except FileExistsError:
                continue
            except OSError as error:
                # Some network disks know no second names.
                if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS) or (self.path / name).exists():
                    raise
                path.rename(self.path / name)
            return name
        raise AssertionError

    def shown(self, name: str) -> str:
        """Its path."""
        return str(self.path / name)

    @contextmanager
    def _unfinished(self) -> Iterator[tuple[IO[bytes], Path]]:
        """A file that is locked while it is written: whoever finds it unlocked knows that its writer was killed."""
        descriptor, name = tempfile.mkstemp(dir=self.path, prefix=UNFINISHED)
        try:
            with os.fdopen(descriptor, "wb") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield file, Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what was left by those that were killed."""
        for path in self.path.glob(f"{UNFINISHED}*"):
            with suppress(OSError), path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()

    def _force(self) -> None:
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
