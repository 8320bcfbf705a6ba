"""Backups in a bucket. Only a command that names one loads this module, and boto3 with it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import IO

from django.core.files import File

from config.bucket import Bucket
from keeping.retention import name_at


class BackupBucket:
    """A bucket, or the part of one under a prefix. What is uploaded is there when all of it has come."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self._bucket = Bucket(address)

    def names(self) -> list[str]:
        """The names of all that stands there."""
        return self._bucket.listdir("")[1]

    def drop(self, name: str) -> None:
        """Remove one."""
        self._bucket.delete(name)

    def place(self, moment: datetime, write: Callable[[IO[bytes]], object]) -> str:
        """Written whole into a temporary file (TMPDIR says where), then uploaded."""
        with tempfile.TemporaryFile() as file:
            write(file)
            name = next(name for again in count() if not self._bucket.exists(name := name_at(moment, again)))
            return self._bucket.save(name, File(file))

    def shown(self, name: str) -> str:
        """Its address."""
        return f"{self.address}/{name}"


def opened_from(address: str) -> IO[bytes]:
    """The backup at `s3://bucket/prefix/name`, fetched into a temporary file."""
    place, _, name = address.rpartition("/")
    return Bucket(place).open(name)
