"""The file of a site's export: a zip whose bytes follow from its content alone, and that is never trusted."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping

from common.sealed_zip import BLOCK, BrokenSeal, SealedReader, shown

MEDIA = "media/"


class NotAnExport(BrokenSeal):
    """The file is no export that this site can take in; the message says why."""


class ArchiveReader(SealedReader):
    """An open export. Raises NotAnExport when it is none, or one of another format.

    Until `check` has gone through it nothing in it may be used.
    """

    maker, kind, refusal = "export_site", "exports", NotAnExport

    @property
    def media(self) -> list[str]:
        """The names of the uploaded files in it, as the site knows them."""
        return [name.removeprefix(MEDIA) for name in self.manifest["files"] if name.startswith(MEDIA)]

    def check(self, columns: Mapping[str, list[str]], advance: Callable[[int], object] = lambda count: None) -> None:
        """Read everything once: each file is there, as the manifest describes it, with these columns if it is a table.

        `columns` names every file of a table. Raises NotAnExport.
        """
        tables = {name for name in self.manifest["files"] if not name.startswith(MEDIA)}
        if tables != columns.keys():
            odd = ", ".join(map(shown, sorted(tables ^ columns.keys())[:3]))
            raise NotAnExport(f"Its tables are not those of this site: {odd}.")
        self.check_contents(advance)
        for name, wanted in columns.items():
            found = next(csv.reader([self._first_line(name)]), [])
            if found != wanted:
                odd = ", ".join(map(shown, sorted(set(found) ^ set(wanted))[:3])) or "their order"
                raise NotAnExport(f"{name}: its columns are not those of this site's table: {odd}.")

    def _first_line(self, name: str) -> str:
        with self.open(name) as opened:
            return opened.readline(BLOCK).decode("utf-8", "replace").rstrip("\n")
