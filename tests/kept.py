"""What is costly to load and always the same, loaded once and kept in the data folder of tests."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from config.database import data_folder
from config.environment import BASE_DIR
from tests import contents, database
from tests.contents import Contents

FOLDER = data_folder() / "test" / "kept"


@cache
def loaded(load: Callable[[], object]) -> Contents:
    """What `load` puts into a migrated database. It is run if it never was with this code, or not today."""
    name = load.__name__
    file = FOLDER / f"{name}-{_digest()}.json"
    with _alone():
        if file.exists():
            return Contents(**json.loads(file.read_text(encoding="utf-8")))
        for stale in FOLDER.glob(f"{name}-*.json"):
            stale.unlink()
        with transaction.atomic():
            load()
            made = Contents.now()
            transaction.set_rollback(True)
        file.write_text(json.dumps(asdict(made)), encoding="utf-8")
        return made


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest() -> str:
    """Of every file that may have a say: the apps with their data, the settings, the libraries, and the date."""
    folders = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == BASE_DIR]
    files = {path for folder in [*folders, BASE_DIR / "config"] for path in folder.rglob("*") if path.is_file()}
    files |= {Path(contents.__file__), *database.sources()}
    digest = hashlib.sha256(str(timezone.now().date()).encode())
    for path in sorted(file for file in files if file.suffix != ".pyc"):
        digest.update(f"{path.relative_to(BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
