"""Where open data lies: a folder with an edition for each night, each complete from the moment at which it is there.

An edition is written under a name that nobody looks for and then named for its moment, in one step. Whoever is killed
meanwhile leaves the editions of before, and rubbish that the next one takes away. What is in an edition never changes.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

DESCRIPTION = "datapackage.json"
UNFINISHED = ".unfinished-"
LOCK = ".lock"
NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z")


class AlreadyWriting(Exception):
    """Another edition is being written into the same folder; the message says so."""


@dataclass(frozen=True)
class Edition:
    """One night's files."""

    path: Path

    @property
    def name(self) -> str:
        """The moment that it shows."""
        return self.path.name

    @cached_property
    def description(self) -> dict[str, Any]:
        """What it says of itself."""
        return json.loads((self.path / DESCRIPTION).read_text(encoding="utf-8"))

    @cached_property
    def files(self) -> dict[str, dict[str, Any]]:
        """The files that it says it has, by their names."""
        return {said["path"]: said for said in self.description["resources"]}

    @property
    def made_at(self) -> datetime:
        """The moment that it shows."""
        return datetime.strptime(self.name, "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)


def editions_in(folder: Path) -> list[Edition]:
    """All complete editions, the newest first; none where there is no such folder."""
    if not folder.is_dir():
        return []
    names = sorted((entry.name for entry in folder.iterdir() if NAME.fullmatch(entry.name)), reverse=True)
    return [Edition(folder / name) for name in names]


def newest_in(folder: Path | None) -> Edition | None:
    """The newest edition, if there is one."""
    return next(iter(editions_in(folder)), None) if folder else None


def place_edition(folder: Path, write: Callable[[Path], datetime], keep: int) -> Edition:
    """Make an edition of what `write` writes, which returns the moment that it shows; then throw all but `keep` away.

    On any error nothing is kept. Raises AlreadyWriting, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        unfinished = folder / f"{UNFINISHED}{os.getpid()}"
        unfinished.mkdir()
        try:
            moment = write(unfinished)
            _force(unfinished)
            edition = Edition(folder / moment.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ"))
            unfinished.rename(edition.path)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        for old in editions_in(folder)[keep:]:
            # By a name that nobody looks for, so that it is never there in part.
            old.path.rename(doomed := folder / f"{UNFINISHED}{old.name}")
            shutil.rmtree(doomed)
    return edition


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyWriting("Another export into this folder is running. Wait for it to end.") from error
        yield


def _force(folder: Path) -> None:
    """To the disk, before it gets the name under which it counts."""
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
