"""The file of a site's export: a zip whose bytes follow from its content alone, and that is never trusted."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import stat
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media/"
LARGEST_MANIFEST = 20_000_000
MOST_EXPANDED = 100
"""Times the archive's own size. Tables of real sites shrink to a fifth or a tenth; what shrinks more is a trap."""
BLOCK = 1 << 18
# The earliest moment that a zip can state.
_MOMENT = (1980, 1, 1, 0, 0, 0)


class NotAnExport(Exception):
    """The file is no export that this site can take in; the message says why."""


class _Counted:
    """Writes on, counting and hashing what goes through."""

    def __init__(self, entry: IO[bytes], advance: Callable[[int], object]) -> None:
        self._entry, self._advance = entry, advance
        self.digest, self.bytes = hashlib.sha256(), 0

    def write(self, block: bytes) -> int:
        """Write, count, hash."""
        self.digest.update(block)
        self.bytes += len(block)
        self._advance(len(block))
        return self._entry.write(block)


class ArchiveWriter:
    """Writes entries and, last, the manifest that names each with its size and hash. Closed by its context."""

    def __init__(self, file: IO[bytes], advance: Callable[[int], object] = lambda count: None) -> None:
        self._zip = ZipFile(file, "w")
        self._advance = advance
        self._files: dict[str, dict[str, object]] = {}

    @contextmanager
    def entry(self, name: str) -> Iterator[tuple[_Counted, dict[str, object]]]:
        """An entry to write into, and what the manifest is to say of it besides."""
        said: dict[str, object] = {}
        with self._zip.open(_entry_named(name), "w", force_zip64=True) as opened:
            counted = _Counted(opened, self._advance)
            yield counted, said
        self._files[name] = {**said, "bytes": counted.bytes, "sha256": counted.digest.hexdigest()}

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def describe(self, said: Mapping[str, object]) -> None:
        """Write the manifest, which is the last entry."""
        manifest = {"format": FORMAT, **said, "files": self._files}
        text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        with self._zip.open(_entry_named(MANIFEST), "w") as opened:
            opened.write(text.encode() + b"\n")


def _entry_named(name: str) -> ZipInfo:
    entry = ZipInfo(name, _MOMENT)
    entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


class ArchiveReader:
    """An open export. Raises NotAnExport when it is none, or one of another format.

    Until `check` has gone through it nothing in it may be used.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, ValueError, EOFError) as error:
            raise NotAnExport("It is no zip file, or a part of one.") from error
        file.seek(0, io.SEEK_END)
        self._entries = self._listed(file.tell())
        self.manifest = self._read_manifest()

    def _listed(self, size: int) -> dict[str, ZipInfo]:
        entries: dict[str, ZipInfo] = {}
        for entry in self._zip.infolist():
            name = entry.filename
            if name in entries:
                raise NotAnExport(f"{_shown(name)} stands twice in it.")
            if not _stays_within(name):
                raise NotAnExport(f"{_shown(name)} is a name that leads out of its folder.")
            if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise NotAnExport(f"{_shown(name)} is packed in a way that exports are not.")
            entries[name] = entry
        if sum(entry.file_size for entry in entries.values()) > MOST_EXPANDED * size:
            raise NotAnExport(f"Unpacked it would be more than {MOST_EXPANDED} times as large as it is.")
        return entries

    def _read_manifest(self) -> dict[str, Any]:
        entry = self._entries.get(MANIFEST)
        if entry is None:
            raise NotAnExport(f"It has no {MANIFEST}: it was not made by export_site.")
        if entry.file_size > LARGEST_MANIFEST:
            raise NotAnExport(f"Its {MANIFEST} is larger than any could be.")
        try:
            manifest = json.loads(self._zip.read(entry))
        except (ValueError, RecursionError, BadZipFile, OSError, EOFError) as error:
            raise NotAnExport(f"Its {MANIFEST} cannot be read.") from error
        files = manifest.get("files") if isinstance(manifest, dict) else None
        if not isinstance(files, dict) or not all(_is_described(said) for said in files.values()):
            raise NotAnExport(f"Its {MANIFEST} does not say which files there are.")
        if manifest.get("format") != FORMAT:
            raise NotAnExport(f"It has format {_shown(manifest.get('format'))}; this site reads format {FORMAT}.")
        return manifest

    @property
    def size(self) -> int:
        """The unpacked size of everything but the manifest, in bytes."""
        return sum(said["bytes"] for said in self.manifest["files"].values())

    @property
    def media(self) -> list[str]:
        """The names of the uploaded files in it, as the site knows them."""
        return [name.removeprefix(MEDIA) for name in self.manifest["files"] if name.startswith(MEDIA)]

    def check(self, columns: Mapping[str, list[str]], advance: Callable[[int], object] = lambda count: None) -> None:
        """Read everything once: each file is there, as the manifest describes it, with these columns if it is a table.

        `columns` names every file of a table. Raises NotAnExport.
        """
        described = self.manifest["files"]
        tables = {name for name in described if not name.startswith(MEDIA)}
        if tables != columns.keys():
            odd = ", ".join(map(_shown, sorted(tables ^ columns.keys())[:3]))
            raise NotAnExport(f"Its tables are not those of this site: {odd}.")
        if self._entries.keys() != {*described, MANIFEST}:
            odd = ", ".join(map(_shown, sorted(self._entries.keys() ^ {*described, MANIFEST})[:3]))
            raise NotAnExport(f"Its {MANIFEST} and its content are not the same: {odd}.")
        for name, said in described.items():
            self._check_content(name, said, advance)
        for name, wanted in columns.items():
            found = next(csv.reader([self._first_line(name)]), [])
            if found != wanted:
                odd = ", ".join(map(_shown, sorted(set(found) ^ set(wanted))[:3])) or "their order"
                raise NotAnExport(f"{name}: its columns are not those of this site's table: {odd}.")

    def _check_content(self, name: str, said: Mapping[str, Any], advance: Callable[[int], object]) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(self._entries[name]) as opened:
                while block := opened.read(BLOCK):
                    digest.update(block)
                    size += len(block)
                    advance(len(block))
        except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error) as error:
            raise NotAnExport(f"{_shown(name)} is damaged.") from error
        if (digest.hexdigest(), size) != (said["sha256"], said["bytes"]):
            raise NotAnExport(f"{_shown(name)} is not what the {MANIFEST} describes: it was damaged or changed.")

    def _first_line(self, name: str) -> str:
        with self._zip.open(self._entries[name]) as opened:
            return opened.readline(BLOCK).decode("utf-8", "replace").rstrip("\n")

    def open(self, name: str) -> IO[bytes]:
        """One entry's content."""
        return self._zip.open(self._entries[name])


def _is_described(said: object) -> bool:
    return (
        isinstance(said, dict)
        and isinstance(said.get("sha256"), str)
        and isinstance(said.get("bytes"), int)
        and isinstance(said.get("rows", 0), int)
    )


def _stays_within(name: str) -> bool:
    parts = name.split("/")
    return name.isprintable() and "\\" not in name and ":" not in name and not {"", ".", ".."} & set(parts)


def _shown(name: object) -> str:
    return repr(name)[:120]
