"""The lines of a JSON dump of MusicBrainz, read as a stream: a tar file, packed or not, a release group a line."""

from __future__ import annotations

import hashlib
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

MEMBER = "mbdump/release-group"
LONGEST_LINE = 4_000_000
READ_FOR_DIGEST = 1 << 20


class NoDump(ValueError):
    """The file is no dump, or not a whole one; the message says what is wrong."""


def digest_of(path: Path) -> str:
    """What tells this file from others: its size and how it begins. Raises NoDump."""
    try:
        with path.open("rb") as file:
            return hashlib.sha256(b"%d " % path.stat().st_size + file.read(READ_FOR_DIGEST)).hexdigest()
    except OSError as error:
        raise NoDump(f"{path}: {error.strerror or error}. Check the path.") from error


def lines_of(path: Path, skipped: int = 0) -> Iterator[bytes]:
    """Its release groups, a line each, without the first `skipped`. A line that is too long comes as an empty one.

    Raises NoDump where it is none, or breaks off.
    """
    number = 0
    try:
        with tarfile.open(path, "r|*") as archive:
            for member in archive:
                file = archive.extractfile(member) if member.name.endswith(MEMBER) and member.isfile() else None
                if file is None:
                    continue
                for number, line in enumerate(_lines(file), 1):
                    if number > skipped:
                        yield line
                return
    except (tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, OSError) as error:
        after = f" after {number:,} lines; what came before them is here" if number else ""
        raise NoDump(f"{path.name} breaks off{after}. Fetch it again and give it once more. ({error})") from error
    raise NoDump(f"{path.name} has no {MEMBER}: give the release-group.tar.xz of a JSON dump.")


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(LONGEST_LINE):
        if line.endswith(b"\n"):
            yield line
            continue
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
        yield b"" if rest else line  # the last line may end without a break
