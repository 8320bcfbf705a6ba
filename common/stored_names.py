"""Names of uploaded files that come from outside: out of an archive, or out of the rows of one."""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, Storage
from django.core.files.utils import validate_file_name


def stays_within(storage: Storage, name: str) -> bool:
    """Whether the storage may keep a file of this name: one that leads out of it is somebody's trap."""
    try:
        validate_file_name(name, allow_relative_path=True)
        if isinstance(storage, FileSystemStorage):
            storage.path(name)
    except SuspiciousOperation:
        return False
    return True
