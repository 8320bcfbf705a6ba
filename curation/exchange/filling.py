"""A site's export into a site that is empty: everything or nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import IO

import psycopg2
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from PIL import Image, UnidentifiedImageError
from psycopg2.sql import SQL, Identifier

from albums.models import CatalogueVersion
from albums.search.vocabulary import rebuild_search
from common.sealed_zip import BLOCK
from common.stored_names import stays_within
from curation.exchange.archive import MEDIA, ArchiveReader, NotAnExport
from curation.exchange.exporting import applied_migrations, uploaded_files
from curation.exchange.tables import FILLED_BY_MIGRATIONS, ExportedTable, travelling_tables

PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
LARGEST_PICTURE = 25_000_000
LONGEST_SHOWN = 300


class NotEmpty(Exception):
    """The site has rows or files of its own already; the message names some."""


@dataclass(frozen=True)
class ImportedSite:
    """Rows read by table, and uploaded files."""

    rows: dict[str, int]
    files: int


def import_site(
    file: IO[bytes],
    *,
    dry_run: bool = False,
    entering: Callable[[str, int], object] = lambda stage, total: None,
    advance: Callable[[int], object] = lambda count: None,
) -> ImportedSite:
    """Fill the empty site with what `export_site` wrote. A dry run does it all and takes it back.

    `entering` is told each stage with the bytes that it has to read. Raises NotAnExport or NotEmpty, and then nothing
    has changed.
    """
    archive = ArchiveReader(file)
    tables = travelling_tables()
    _require_same_schema(archive)
    entering("checking", archive.size)
    archive.check({table.file: table.columns for table in tables}, advance)
    with _undone_on_failure() as stored, transaction.atomic(), connection.cursor() as cursor:
        _lock(cursor, tables)
        _require_empty(cursor, tables)
        entering("reading", archive.size)
        with _triggers_off(cursor, tables):
            rows = {table.name: _read_table(cursor, archive, table, advance) for table in tables}
        _store_media(archive, stored, dry_run=dry_run)
        entering("counting", 0)
        _make_anew(cursor, tables)
        if dry_run:
            transaction.set_rollback(True)
    return ImportedSite(rows, len(archive.media))


def _require_same_schema(archive: ArchiveReader) -> None:
    theirs, ours = archive.manifest.get("migrations"), applied_migrations()
    if theirs == ours:
        return
    if not isinstance(theirs, dict) or not all(isinstance(names, list) for names in theirs.values()):
        raise NotAnExport("Its manifest does not say which migrations its tables have.")
    pairs = {(app, str(name)) for app, names in theirs.items() for name in names}
    own = {(app, name) for app, names in ours.items() for name in names}
    missing, unknown = sorted(own - pairs)[:3], sorted(pairs - own)[:3]
    said = [
        f"{words} {', '.join(f'{app}.{name}' for app, name in found)}"[:LONGEST_SHOWN]
        for words, found in (("it lacks", missing), ("this site lacks", unknown))
        if found
    ]
    raise NotAnExport(f"It comes from another version of the site: {'; '.join(said) or 'their order differs'}.")


def _lock(cursor: CursorWrapper, tables: list[ExportedTable]) -> None:
    """Let others read and nobody write, so that an empty site stays so meanwhile."""
    names = SQL(", ").join(Identifier(table.name) for table in tables)
    cursor.execute(SQL("LOCK TABLE {} IN SHARE ROW EXCLUSIVE MODE").format(names))
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _require_empty(cursor: CursorWrapper, tables: list[ExportedTable]) -> None:
    filled = [table for table in tables if table.model._meta.label in FILLED_BY_MIGRATIONS]
    for table in tables:
        if table not in filled and table.model._base_manager.exists():
            raise NotEmpty(f"This site is not empty: there are rows in {table.name}.")
    for table in reversed(filled):
        cursor.execute(SQL("DELETE FROM {}").format(Identifier(table.name)))


@contextmanager
def _triggers_off(cursor: CursorWrapper, tables: list[ExportedTable]) -> Iterator[None]:
    """Keep triggers from noting, counting and tallying what was noted, counted and tallied before.

    Those that check rows stay on, as do foreign keys.
    """
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgconstraint = 0 "
        "AND tgenabled = 'O' AND tgrelid = ANY(%s::regclass[]) ORDER BY 1, 2",
        [[table.name for table in tables]],
    )
    triggers = cursor.fetchall()
    for switch in ("DISABLE", "ENABLE"):
        for table, trigger in triggers:
            statement = SQL("ALTER TABLE {} {} TRIGGER {}")
            cursor.execute(statement.format(Identifier(table), SQL(switch), Identifier(trigger)))
        if switch == "DISABLE":
            yield


class _Watched(io.RawIOBase):
    """An entry whose reading is told."""

    def __init__(self, entry: IO[bytes], advance: Callable[[int], object]) -> None:
        self._entry, self._advance = entry, advance

    def read(self, size: int = BLOCK) -> bytes:
        """Read on, and tell it."""
        block = self._entry.read(size)
        self._advance(len(block))
        return block


def _read_table(
    cursor: CursorWrapper, archive: ArchiveReader, table: ExportedTable, advance: Callable[[int], object]
) -> int:
    statement = SQL("COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')").format(
        table=Identifier(table.name), columns=SQL(", ").join(map(Identifier, table.columns))
    )
    try:
        with archive.open(table.file) as entry:
            cursor.copy_expert(statement, _Watched(entry, advance), BLOCK)
    except psycopg2.Error as error:
        raise NotAnExport(f"{table.file}{_place(archive, table, error)}: {_words(error)}") from error
    said = archive.manifest["files"][table.file].get("rows")
    if cursor.rowcount != said:
        raise NotAnExport(f"{table.file}: it has {cursor.rowcount} rows, its manifest says {said}.")
    return cursor.rowcount


def _words(error: psycopg2.Error) -> str:
    said = error.diag.message_primary or str(error)
    return " ".join(f"{said}. {error.diag.message_detail or ''}".split())[:LONGEST_SHOWN]


def _place(archive: ArchiveReader, table: ExportedTable, error: psycopg2.Error) -> str:
    """Where in the file the error lies: ", line 7", and ", column score" when it is one value's."""
    if found := re.search(r"line (\d+)(?:, column (\w+))?", error.diag.context or ""):
        return f", line {found[1]}" + (f", column {found[2]}" if found[2] else "")
    key = re.search(r"\((\w+)\)=\((.*)\)", error.diag.message_detail or "")
    if key is None or key[1] not in table.columns:
        return ""
    with archive.open(table.file) as entry:
        lines = csv.reader(io.TextIOWrapper(entry, "utf-8", newline=""))
        place, line = table.columns.index(key[1]), 2
        for values in islice(lines, 1, None):
            if values[place] == key[2]:
                return f", line {line}, column {key[1]}"
            line = lines.line_num + 1
    return ""


def _store_media(archive: ArchiveReader, stored: list[str], *, dry_run: bool) -> None:
    """Put the uploaded files where the rows say they are, and note them in `stored`."""
    named = uploaded_files()
    for name in named:
        if not stays_within(default_storage, name):
            raise NotAnExport(f"A row names a file out of the media folder: {name[:LONGEST_SHOWN]!r}.")
    if unknown := sorted(set(archive.media) - set(named)):
        raise NotAnExport(f"No row names the file {unknown[0]!r}.")
    for name in archive.media:
        with archive.open(MEDIA + name) as entry:
            content = entry.read(LARGEST_PICTURE + 1)
        _require_picture(name, content)
        if default_storage.exists(name):
            with default_storage.open(name) as there:
                if there.read(LARGEST_PICTURE + 1) != content:
                    raise NotEmpty(f"This site has another file of the name {name!r} already: move it away.")
        elif not dry_run:
            stored.append(name)
            default_storage.save(name, File(io.BytesIO(content)))


def _require_picture(name: str, content: bytes) -> None:
    """Refuse what is no picture of the format that its name says: browsers are served it as such."""
    if len(content) > LARGEST_PICTURE:
        raise NotAnExport(f"{MEDIA}{name}: it is larger than {LARGEST_PICTURE // 1_000_000} MB.")
    wanted = PICTURES.get(name.rpartition(".")[2].lower())
    try:
        found = Image.open(io.BytesIO(content)).format
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        found = None
    if wanted is None or found != wanted:
        raise NotAnExport(f"{MEDIA}{name}: it is no JPEG, PNG or WebP picture, or not the one its name says.")


@contextmanager
def _undone_on_failure() -> Iterator[list[str]]:
    """The files that are stored meanwhile; they go again when the rows do."""
    stored: list[str] = []
    try:
        yield stored
    except BaseException:
        for name in stored:
            default_storage.delete(name)
        raise


def _make_anew(cursor: CursorWrapper, tables: list[ExportedTable]) -> None:
    """Make what did not travel from what did, and let no page that was kept before come back."""
    cursor.execute("SELECT count_reviews_anew(array(SELECT id FROM reviews_review))")
    rebuild_search()
    for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
        cursor.execute(statement)
    cursor.execute("SET LOCAL chorus.count_changes = 'off'")
    cursor.execute("UPDATE albums_catalogueversion SET changes = changes + 1 WHERE part = 0")
    # No album has ever had a higher version than the catalogue it is part of.
    cursor.execute("UPDATE albums_album SET version = %s", [CatalogueVersion.objects.current()])
    cursor.execute("SET LOCAL chorus.count_changes = 'on'")
    names = SQL(", ").join(Identifier(table.name) for table in tables)
    cursor.execute(SQL("ANALYZE {}").format(names))
