"""A zip that says of each of its files how long it is and what it hashes to, and that is believed in nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any, ClassVar, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MANIFEST = "manifest.json"
MOST_EXPANDED = 100
"""Times the archive's own size. Tables of real sites shrink to a fifth or a tenth; what shrinks more is a trap."""
BLOCK = 1 << 18
# The earliest moment that a zip can state.
_MOMENT = (1980, 1, 1, 0, 0, 0)


class BrokenSeal(Exception):
    """The file is not what was sealed, or nothing ever was; the message says what is wrong."""


class Uploads(Protocol):
    """Where uploaded files are; Django's storages are such."""

    def open(self, name: str, mode: str = "rb") -> IO[bytes]:
        """One of them. Raises FileNotFoundError."""
        ...


@dataclass
class Written:
    """Rows written by table, uploaded files written, and the names of those that the storage does not have."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[str] = field(default_factory=list)


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


class SealedWriter:
    """Writes entries and, last, the manifest that names each with its size and hash. Closed by its context.

    With `packed` the entries are deflated; without it they are what is packed already.
    """

    FORMAT: ClassVar[int] = 1

    def __init__(
        self, file: IO[bytes], advance: Callable[[int], object] = lambda count: None, *, packed: bool = True
    ) -> None:
        self._zip = ZipFile(file, "w")
        self._advance = advance
        self._method = ZIP_DEFLATED if packed else ZIP_STORED
        self._files: dict[str, dict[str, object]] = {}

    @contextmanager
    def entry(self, name: str) -> Iterator[tuple[_Counted, dict[str, object]]]:
        """An entry to write into, and what the manifest is to say of it besides."""
        said: dict[str, object] = {}
        with self._zip.open(_entry_named(name, self._method), "w", force_zip64=True) as opened:
            counted = _Counted(opened, self._advance)
            yield counted, said
        self._files[name] = {**said, "bytes": counted.bytes, "sha256": counted.digest.hexdigest()}

    def copy_uploads(self, storage: Uploads, names: Iterable[str], folder: str, written: Written) -> None:
        """Copy the uploaded files of these names to below `folder`, and note in `written` what became of each."""
        for name in names:
            try:
                opened = storage.open(name)
            except FileNotFoundError:
                written.missing.append(name)
                continue
            with opened, self.entry(folder + name) as (entry, _):
                while block := opened.read(BLOCK):
                    entry.write(block)
            written.files += 1

    def __enter__(self) -> SealedWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def describe(self, said: Mapping[str, object]) -> None:
        """Write the manifest, which is the last entry."""
        manifest = {"format": self.FORMAT, **said, "files": self._files}
        text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        with self._zip.open(_entry_named(MANIFEST, ZIP_DEFLATED), "w") as opened:
            opened.write(text.encode() + b"\n")


def _entry_named(name: str, method: int) -> ZipInfo:
    entry = ZipInfo(name, _MOMENT)
    entry.compress_type, entry.create_system = method, 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


class SealedReader:
    """An open archive. Raises its `refusal` when it is none, or one of another format.

    Until its contents were checked nothing in it may be used.
    """

    FORMAT: ClassVar[int] = 1
    LARGEST_MANIFEST: ClassVar[int] = 20_000_000
    maker: ClassVar[str]
    """The command that makes such archives."""
    kind: ClassVar[str]
    """What such archives are called, several of them."""
    refusal: ClassVar[type[BrokenSeal]] = BrokenSeal

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, ValueError, EOFError, NotImplementedError) as error:
            raise self.refusal("It is no zip file, or a part of one.") from error
        file.seek(0, io.SEEK_END)
        self._entries = self._listed(file.tell())
        self.manifest = self._read_manifest()

    def _listed(self, size: int) -> dict[str, ZipInfo]:
        entries: dict[str, ZipInfo] = {}
        for entry in self._zip.infolist():
            name = entry.filename
            if name in entries:
                raise self.refusal(f"{shown(name)} stands twice in it.")
            if not _stays_within(name):
                raise self.refusal(f"{shown(name)} is a name that leads out of its folder.")
            if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise self.refusal(f"{shown(name)} is packed in a way that {self.kind} are not.")
            entries[name] = entry
        if sum(entry.file_size for entry in entries.values()) > MOST_EXPANDED * size:
            raise self.refusal(f"Unpacked it would be more than {MOST_EXPANDED} times as large as it is.")
        return entries

    def _read_manifest(self) -> dict[str, Any]:
        entry = self._entries.get(MANIFEST)
        if entry is None:
            raise self.refusal(f"It has no {MANIFEST}: it was not made by {self.maker}.")
        if entry.file_size > self.LARGEST_MANIFEST:
            raise self.refusal(f"Its {MANIFEST} is larger than any could be.")
        try:
            manifest = json.loads(self._zip.read(entry))
        except (ValueError, RecursionError, BadZipFile, OSError, EOFError, NotImplementedError, zlib.error) as error:
            raise self.refusal(f"Its {MANIFEST} cannot be read.") from error
        files = manifest.get("files") if isinstance(manifest, dict) else None
        if not isinstance(files, dict) or not all(_is_described(said) for said in files.values()):
            raise self.refusal(f"Its {MANIFEST} does not say which files there are.")
        if manifest.get("format") != self.FORMAT:
            raise self.refusal(f"It has format {shown(manifest.get('format'))}; this site reads format {self.FORMAT}.")
        return manifest

    @property
    def size(self) -> int:
        """The unpacked size of everything but the manifest, in bytes."""
        return sum(said["bytes"] for said in self.manifest["files"].values())

    def check_contents(self, advance: Callable[[int], object] = lambda count: None) -> None:
        """Read everything once: exactly the files are there that the manifest names, each as it describes it."""
        described = self.manifest["files"]
        if self._entries.keys() != {*described, MANIFEST}:
            odd = ", ".join(map(shown, sorted(self._entries.keys() ^ {*described, MANIFEST})[:3]))
            raise self.refusal(f"Its {MANIFEST} and its content are not the same: {odd}.")
        for name, said in described.items():
            self._check_content(name, said, advance)

    def _check_content(self, name: str, said: Mapping[str, Any], advance: Callable[[int], object]) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(self._entries[name]) as opened:
                while block := opened.read(BLOCK):
                    digest.update(block)
                    size += len(block)
                    advance(len(block))
        except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error) as error:
            raise self.refusal(f"{shown(name)} is damaged.") from error
        if (digest.hexdigest(), size) != (said["sha256"], said["bytes"]):
            raise self.refusal(f"{shown(name)} is not what the {MANIFEST} describes: it was damaged or changed.")

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


def shown(name: object) -> str:
    """A name out of an archive, as a message may repeat it."""
    return repr(name)[:120]
