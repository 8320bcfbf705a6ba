"""Scores as rows of a table: taken in with the same rules as `manage.py import_scores`."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError
from import_export.results import RowResult

from common.tables.cells import written
from common.tables.resource import Column, ImportedRow, ImportedTable, RowResource, ignored, importing_alone, refuse
from common.tables.uploads import NotATable, Table
from reviews.incoming.score_tables.importing import ImportedScores, import_scores
from reviews.incoming.score_tables.problems import NotScores
from reviews.models import Verdict


class ScoreRows(RowResource):
    """Grades of reviews that can be read elsewhere. They are published at once, since there is no text to check."""

    title = "Scores: published at once"
    most_rows = 50_000
    columns = (
        Column("artist", "The album's first artist. Made when new.", required=True),
        Column("album", "Its title. Made when new.", required=True),
        Column("publication", "Where the review appeared. Made when new.", required=True),
        Column("score", "On 0-100.", required=True),
        Column("release_date", "Of the album: 2025-09-19, 2025-09 or 2025. Another year is another album."),
        Column("disambiguation", "The album’s, where the artist has two of that title."),
        Column("critic", "Who signed it. Made when new."),
        Column("grade", "As printed, on the scale of the critic or the publication."),
        Column("verdict", f"One of {', '.join(Verdict.values)}, where there is no score; needs the url."),
        Column("url", "Where it can be read."),
        Column("published", "2025-09-19."),
    )

    def about(self, values: dict[str, str]) -> str:
        """Critic or publication, and album."""
        return f"{(values.get('critic') or values.get('publication', ''))[:120]} on {values.get('album', '')[:120]}"

    def import_data(
        self, dataset: Table, dry_run: bool = False, user: User | None = None, file_name: str = "", **_: Any
    ) -> ImportedTable:
        """Publish what the good rows state and is not here yet, and note what is wrong with the others."""
        self.require(dataset)
        with importing_alone(dry_run=dry_run):
            imported = _imported(dataset, file_name, dry_run=dry_run)
        result = ImportedTable()
        result.total_rows = len(dataset)
        result.ignored = ignored(dataset, self.header())
        result.totals[RowResult.IMPORT_TYPE_NEW] = imported.added
        result.totals[RowResult.IMPORT_TYPE_SKIP] = imported.known
        new = ", ".join(f"{kind} {count:,}" for kind, count in imported.created.items() if count)
        result.besides = f"New with them: {new}." if new else ""
        values = {row.number: row.values for row in dataset.rows}
        unread = [(row.number, row.problem) for row in dataset.rows if row.problem]
        for number, reason in sorted([*unread, *imported.bad]):
            row = ImportedRow(number, self.about(values[number]) if values[number] else "")
            column, words = reason.partition(": ")[::2]
            refuse(row, *((column, words) if column in self.header() else ("", reason)))
            result.add(row)
        return result


def _imported(table: Table, file_name: str, *, dry_run: bool) -> ImportedScores:
    try:
        return import_scores(_as_file(table), file_name, dry_run=dry_run)
    except NotScores as error:
        raise NotATable(f"{str(error).capitalize()}.") from error
    except IntegrityError as error:
        raise NotATable("The catalogue was changed meanwhile, so nothing was stored: import again.") from error


def _as_file(table: Table) -> io.BufferedReader:
    """The good rows as a file in which each has its number; the others are empty lines."""
    rows = {row.number: row.values for row in table.rows}
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(table.columns)
    for number in range(2, max(rows, default=1) + 1):
        lines.writerow([written(rows[number][name]) for name in table.columns] if rows.get(number) else [])
    return io.BufferedReader(io.BytesIO(text.getvalue().encode()))
