"""Uploaded files, wherever the site keeps them: which rows name them, which are there, and how they come back."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.apps import apps
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage
from django.db.models import FileField

from common.model_fields import column_of
from common.sealed_zip import BLOCK


def columns_of_uploads() -> list[tuple[str, str]]:
    """The columns that name uploaded files, (table, column)."""
    return sorted(
        (model._meta.db_table, column_of(field))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
    )


def stored_uploads(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in a storage."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(names) if name)
    for inner in sorted(folders):
        if inner:
            yield from stored_uploads(storage, prefix + inner)


def has_content(storage: Storage, name: str, checksum: str) -> bool | None:
    """Whether the file there hashes to this; None when there is none."""
    if not storage.exists(name):
        return None
    digest = hashlib.sha256()
    with storage.open(name) as there:
        while block := there.read(BLOCK):
            digest.update(block)
    return digest.hexdigest() == checksum


def put_back(storage: Storage, name: str, content: IO[bytes]) -> None:
    """Store a file under exactly this name, whole or not at all."""
    if not isinstance(storage, FileSystemStorage):
        storage.save(name, File(content, name=name))
        return
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".restoring-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            while block := content.read(BLOCK):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).chmod(storage.file_permissions_mode or 0o644)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
