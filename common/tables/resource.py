"""What every kind of table has that curators import and export, in the words of django-import-export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Model, QuerySet
from import_export.fields import Field
from import_export.resources import Resource
from import_export.results import Result, RowResult

from common.tables.uploads import Table, TableRow, require

# One import at a time: two would wait for each other's albums. The number is this lock's own.
_LOCK = 0x7AB1E
ROW = NON_FIELD_ERRORS
OUTCOMES = {
    RowResult.IMPORT_TYPE_NEW: "new",
    RowResult.IMPORT_TYPE_UPDATE: "updated",
    RowResult.IMPORT_TYPE_SKIP: "unchanged",
    RowResult.IMPORT_TYPE_INVALID: "bad",
}


class Column(NamedTuple):
    """One column, and what stands in it. An optional one may be missing, as may its value in a row."""

    name: str
    means: str
    required: bool = False


class RowOutcome(NamedTuple):
    """What comes of one row: one of `RowResult`'s import types, the row of the site, and what to tell besides."""

    import_type: str
    instance: Model | None
    notes: tuple[str, ...] = ()


class BadCell(ValueError):
    """A value that keeps its row out."""

    def __init__(self, column: str, words: str) -> None:
        super().__init__(words)
        self.column, self.words = column, words


class ImportedRow(RowResult):
    """What came of a row, for the preview."""

    def __init__(self, number: int, about: str) -> None:
        super().__init__()
        self.number, self.about = number, about
        self.notes: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """What comes of it, in a word."""
        return OUTCOMES[self.import_type]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What keeps it out: columns and words. The whole row has no column."""
        if self.validation_error is None:
            return []
        found = self.validation_error.message_dict
        return [("" if name == ROW else name, words) for name, said in found.items() for words in said]


class ImportedTable(Result):
    """What came of a table. `ignored` names the columns that were not read, `besides` says what else came of it."""

    ignored: tuple[str, ...] = ()
    besides: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, updated, unchanged and bad."""
        return {word: self.totals[import_type] for import_type, word in OUTCOMES.items()}

    @property
    def changes(self) -> int:
        """How many rows change anything."""
        return self.counts["new"] + self.counts["updated"]

    def add(self, row: ImportedRow) -> None:
        """Take a row in."""
        self.append_row_result(row)
        self.increment_row_result_total(row)

    @property
    def in_words(self) -> str:
        """ "3 new, 1 updated, 20 unchanged, 2 bad"."""
        return ", ".join(f"{count:,} {kind}" for kind, count in self.counts.items())


class RowResource(Resource):
    """A kind of table: its columns, a row from each record, a record from each row."""

    title: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    exported_besides: ClassVar[tuple[str, ...]] = ()
    most_rows: ClassVar[int]

    @classmethod
    def get_display_name(cls) -> str:
        """What it holds, in a word."""
        return cls.title

    def get_user_visible_fields(self) -> list[Field]:
        """Its columns."""
        return [Field(column_name=column.name) for column in self.columns]

    @classmethod
    def header(cls) -> list[str]:
        """The columns of an export."""
        return [*cls.exported_besides, *(column.name for column in cls.columns)]

    @classmethod
    def require(cls, table: Table) -> None:
        """Raise NotATable when the file is no table of this kind, or too long a one."""
        require(table, [column.name for column in cls.columns if column.required], cls.most_rows)

    def for_export(self, records: QuerySet) -> QuerySet:
        """The records with all that `export_row` reads."""
        return records

    def export_row(self, record: Any) -> dict[str, object]:
        """The values of a record, by column."""
        raise NotImplementedError

    def about(self, values: dict[str, str]) -> str:
        """What the row is about, in a few words."""
        raise NotImplementedError

    def import_values(self, values: dict[str, str], by: User, file_name: str) -> RowOutcome:
        """Bring one row in. Raises BadCell or ValidationError, and then nothing of it is stored."""
        raise NotImplementedError

    def import_data(
        self, dataset: Table, dry_run: bool = False, *, user: User, file_name: str = "", **_: Any
    ) -> ImportedTable:
        """Bring in all good rows, in one transaction, and note what is wrong with the others."""
        self.require(dataset)
        result = ImportedTable()
        result.total_rows = len(dataset)
        result.ignored = ignored(dataset, self.header())
        with importing_alone(dry_run=dry_run):
            for row in dataset.rows:
                result.add(self._imported(row, user, file_name))
        return result

    def _imported(self, row: TableRow, by: User, file_name: str) -> ImportedRow:
        imported = ImportedRow(row.number, self.about(row.values) if row.values else "")
        try:
            if row.problem:
                raise ValidationError(row.problem)
            with transaction.atomic():
                outcome = self.import_values(row.values, by, file_name)
        except BadCell as problem:
            refuse(imported, problem.column, problem.words)
        except ValidationError as error:
            imported.import_type = RowResult.IMPORT_TYPE_INVALID
            imported.validation_error = error if hasattr(error, "error_dict") else ValidationError({ROW: error})
        except (DataError, IntegrityError) as error:
            refuse(imported, "", f"the database refuses it: {str(error).splitlines()[0]}")
        else:
            imported.import_type, imported.notes = outcome.import_type, outcome.notes
            imported.instance = outcome.instance
            imported.add_instance_info(outcome.instance)
        return imported


def refuse(row: ImportedRow, column: str, words: str) -> None:
    """Note what keeps a row out."""
    row.import_type = RowResult.IMPORT_TYPE_INVALID
    row.validation_error = ValidationError({column or ROW: words[:500]})


def ignored(table: Table, known: list[str]) -> tuple[str, ...]:
    """The table's columns that nobody reads."""
    return tuple(name[:60] for name in table.columns if name and name not in known)


@contextmanager
def importing_alone(*, dry_run: bool) -> Iterator[None]:
    """One import at a time, in one transaction, taken back when it is a dry run.

    A dry run does not raise versions (albums 0002): others who write would wait for it at the counters.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            if dry_run:
                cursor.execute("SET LOCAL chorus.count_changes = 'off'")
        yield
        if dry_run:
            transaction.set_rollback(True)
