"""Archives for `import_site` that nobody should send: names that lead out, links, bombs, what is damaged."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bench.fire.ground import SETTINGS, Grounds, said_by
from bench.fire.outcomes import Row, none_of, shortened
from bench.fire.pictures import Pictures
from bench.serving.catalogues import ROOT, CannotMeasure, site_environment

TITLE = "Archives"
MANIFEST = "manifest.json"
BOMB = bytes(50_000_000)
NAMES = (
    "../escaped", "/etc/escaped", "media/../../escaped", "media/covers/../../../escaped", "..\\escaped", "C:\\escaped",
    "media//escaped", "./escaped", "media/covers/esc\x1baped", "media/./escaped",
)  # fmt: skip


def attack(grounds: Grounds) -> Iterator[Row]:
    """Change a true export in every way, and import each into an empty site; last the true one."""
    folder = grounds.fresh("archives")
    true = folder / "true.zip"
    _export(folder, true)
    sent = folder / "sent"
    sent.mkdir()
    paths: dict[str, str] = {}
    for number, (what, content) in enumerate(archives(true)):
        path = sent / f"{number}.zip"
        path.write_bytes(content)
        paths[f"{path}"] = what
    before = _files(grounds.within)
    told = said_by(folder / "empty", "bench.fire.archive_witness", [*paths, f"{true}"])
    wrong = [f"{what}: {told['said'][path]}" for path, what in paths.items()
             if not told["said"][path].startswith("refused: ")]  # fmt: skip
    yield none_of("archives that were not refused in a line", len(paths), wrong)
    escaped = sorted(name for name in _files(grounds.within) - before if "escaped" in name)
    yield none_of("files that they left outside", len(paths), escaped)
    seen = shortened(f"{told['said'][f'{true}']}, {told['albums']} albums")
    met = told["said"][f"{true}"] == "imported" and told["albums"] > 0
    yield Row("the true archive, last", 1, seen, "imported, into a site that the others left empty", met=met)


def archives(true: Path) -> Iterator[tuple[str, bytes]]:
    """What it is, and its bytes."""
    for name in NAMES:
        yield f"the name {name!r}", _changed(true, _with(name, b"out"))
    pictures = Pictures()
    for what, content in pictures.that_are_none() + pictures.bombs():
        name = f"media/covers/2026/{hashlib.sha256(content).hexdigest()[:8]}.png"
        yield (
            f"as a cover {what}",
            _changed(true, _with(name, content)),
        )
    yield "a link", _changed(true, _with("media/covers/link.png", b"/etc/passwd"), link=True)
    yield "a bomb", _changed(true, _with("media/covers/bomb.png", BOMB))
    yield "a bomb as a table", _changed(true, _with("albums_album.csv", BOMB))
    whole = true.read_bytes()
    yield "half of an archive", whole[: len(whole) // 2]
    yield "no archive", b"PK\x03\x04" + b"x" * 1000
    yield "nothing", b""
    middle = len(whole) // 3
    yield "an archive with a byte changed", whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :]
    yield "a manifest that nests without end", _changed(true, _with(None), manifest=b"[" * 100_000)
    yield (
        "a manifest of numbers without end",
        _changed(true, _with(None), manifest=b'{"format": ' + b"9" * 5000 + b"}"),
    )


def _with(name: str | None, content: bytes = b"") -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        if name:
            files[name] = content

    return change


def _changed(
    true: Path, change: Callable[[dict[str, bytes]], None], *, link: bool = False, manifest: bytes | None = None
) -> bytes:
    """The export with its files changed, described anew as a forger would."""
    with ZipFile(true) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(files.pop(MANIFEST))
    known = set(files)
    change(files)
    for name, content in files.items():
        if name not in known or len(content) == len(BOMB):
            digest = hashlib.sha256(content).hexdigest()
            said["files"][name] = {**said["files"].get(name, {}), "bytes": len(content), "sha256": digest}
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = ((stat.S_IFLNK if link and name not in known else stat.S_IFREG) | 0o644) << 16
            archive.writestr(entry, content)
        archive.writestr(MANIFEST, manifest or json.dumps(said))
    return written.getvalue()


def _export(folder: Path, file: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "export_site", f"{file}"],
        cwd=ROOT,
        env=site_environment(folder, DJANGO_SETTINGS_MODULE=SETTINGS),
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise CannotMeasure("export_site failed; what it said stands above.")


def _files(folder: Path) -> set[str]:
    """Everything below it, and what lies where a name might lead to."""
    return {f"{path}" for path in [*folder.rglob("*"), *Path("/etc").glob("escaped*"), *ROOT.glob("escaped*")]}
