"""Which release this is, told by what its files say: two machines with the same files agree, whenever they got them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings


@cache
def release() -> str:
    """A digest of the code, the templates, the static files and the pinned requirements. Read once in a process."""
    return digest_of(settings.BASE_DIR, [*_rooms(settings.BASE_DIR), settings.BASE_DIR / "requirements.txt"])


def digest_of(base: Path, places: Iterable[Path]) -> str:
    """A digest of the files in these folders and of these files: of their places under `base` and their content."""
    seen = hashlib.sha256()
    for file in sorted({file for place in places for file in _files(place)}):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        seen.update(f"{file.relative_to(base).as_posix()}\0{content}\n".encode())
    return seen.hexdigest()


def _rooms(base: Path) -> Iterator[Path]:
    yield base / settings.ROOT_URLCONF.partition(".")[0]
    for folder in (*settings.STATICFILES_DIRS, *(folder for engine in settings.TEMPLATES for folder in engine["DIRS"])):
        yield Path(folder)
    installed = (Path(app.path) for app in apps.get_app_configs())
    yield from (path for path in installed if path.parent == base)


def _files(place: Path) -> Iterator[Path]:
    for file in place.rglob("*") if place.is_dir() else [place]:
        # What Python and editors leave behind differs from machine to machine.
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
            yield file
