"""How the stylesheets, scripts and pictures are kept for serving."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r"""@import url\(['"]?(?P<name>[^'")]+\.css)['"]?\);""")


class WholeStylesheets(CompressedManifestStaticFilesStorage):
    """Hashed and packed files, in which a stylesheet holds what it would import: one request for each sheet.

    The admin's sheet for forms is the one that imports another. Browsers would ask for that after the first, and axe,
    which reads such sheets by an inline style, would run against the content security policy.
    """

    def post_process(self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any) -> Iterator:
        """Hash and pack, the stylesheets made whole."""
        whole = {
            name: (_Whole(storage), path) if name.endswith(".css") else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(whole, dry_run, **options)


class _Whole:
    """The stylesheets of a storage, each with those beside it that it imports in their places."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str, mode: str = "rb") -> File:
        with self.storage.open(path) as file:
            text = file.read().decode()
        return ContentFile(_IMPORT.sub(lambda found: self._imported(path, found["name"]), text).encode())

    def _imported(self, path: str, name: str) -> str:
        return self.open(posixpath.join(posixpath.dirname(path), name)).read().decode()
