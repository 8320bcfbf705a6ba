"""The file of a backup: a zip with the database's dump, the uploads, the settings, and a manifest that seals them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from common.sealed_zip import BrokenSeal, SealedReader

DUMP = "database.dump"
SETTINGS = "settings.env"
UPLOADS = "uploads/"


class NotABackup(BrokenSeal):
    """The file is no backup that could be restored here; the message says why."""


class BackupReader(SealedReader):
    """An open backup. Raises NotABackup when it is none, was cut short, or is of another format.

    Until `check` has gone through it nothing in it may be used.
    """

    # A line for each upload, of which a large site has hundreds of thousands.
    LARGEST_MANIFEST: ClassVar[int] = 500_000_000
    maker, kind, refusal = "backup", "backups", NotABackup

    @property
    def uploads(self) -> list[str]:
        """The names of the uploaded files in it, as the site knows them."""
        return [name.removeprefix(UPLOADS) for name in self.manifest["files"] if name.startswith(UPLOADS)]

    def checksum(self, upload: str) -> str:
        """What the manifest says that an uploaded file hashes to."""
        return self.manifest["files"][UPLOADS + upload]["sha256"]

    @property
    def migrations(self) -> set[tuple[str, str]]:
        """The migrations that its database had, (app, name)."""
        return {(app, name) for app, names in self.manifest["migrations"].items() for name in names}

    @property
    def contents(self) -> dict[str, list[int | str]]:
        """Rows and checksum of each table that it holds."""
        return self.manifest["tables"]

    def require_described(self) -> None:
        """Refuse what was sealed by somebody else than a backup: the manifest does not say what it must."""
        said = self.manifest
        if not _is_a_backups(said) or not {DUMP, SETTINGS} <= said["files"].keys():
            raise NotABackup("Its manifest does not say what a backup's does: it was not made by backup.")


def _is_a_backups(said: Mapping[str, Any]) -> bool:
    versions = said.get("postgresql")
    return (
        isinstance(said.get("migrations"), dict)
        and isinstance(said.get("tables"), dict)
        and isinstance(said.get("made_at"), str)
        and isinstance(versions, dict)
        and all(isinstance(versions.get(part), int) for part in ("server", "programs"))
    )
