"""Tables of scores as tests write them, and what the command made of one."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import CommandError, call_command

HEADER = "artist,album,publication,score"


@dataclass(frozen=True)
class Run:
    """What the command said, and with which status it ended."""

    out: str
    err: str
    status: int

    @property
    def reasons(self) -> list[str]:
        """The lines about bad rows, without the file's name."""
        return [line.removeprefix("scores.csv, ") for line in self.err.splitlines() if ", row " in line]


def bring_in(content: str | bytes, *options: str) -> Run:
    """Import a file of this content."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "scores.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return call(file, *options)


def call(file: Path, *options: str) -> Run:
    """Call the command on a file."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_scores", str(file), *options, stdout=out, stderr=err)
    except CommandError as error:
        return Run(out.getvalue(), f"{err.getvalue()}{error}\n", error.returncode)
    return Run(out.getvalue(), err.getvalue(), 0)


def table(*rows: dict[str, object], columns: str = "") -> str:
    """A table of these rows; what a row leaves out is the same in all."""
    usual = {"artist": "Ines Harrow", "album": "Low Water", "publication": "The Lantern", "score": "80"}
    text = io.StringIO()
    writer = csv.DictWriter(text, dict.fromkeys([*usual, *columns.split(), *(name for row in rows for name in row)]))
    writer.writeheader()
    writer.writerows(usual | row for row in rows)
    return text.getvalue()
