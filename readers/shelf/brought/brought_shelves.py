"""From a file's lines to marks and lists: stored as they came, looked up in the background, taken over when asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from albums.naming_many import NamedRecord, albums_meant
from readers.models import ReaderMark, ShelfImport, ShelfLine
from readers.models.reader_list import MOST_ENTRIES
from readers.shelf.brought.brought_files import BroughtFile, NotAShelf
from readers.shelf.keeping_lists import changing, new_list

AT_ONCE = 2_000
"""So many lines are written, or looked up, together."""
AT_THE_DOOR = 200
"""A file of so few lines is looked up while its reader waits."""
MOST_IMPORTS = 20
AGAIN = timedelta(days=1)
"""Lines that wait are looked up again so often."""

_TAKE_MARKS = """
INSERT INTO readers_readermark (owner_id, album_id, state, verdict, at)
SELECT DISTINCT ON (line.album_id) %(owner)s, line.album_id, line.state, line.verdict, %(at)s
FROM readers_shelfline line WHERE line.shelf_import_id = %(import)s AND line.album_id IS NOT NULL
ORDER BY line.album_id, line.verdict = '', line.number
ON CONFLICT (owner_id, album_id) DO NOTHING
"""
_TAKE_ENTRIES = """
INSERT INTO readers_readerlistentry (list_id, album_id, position, note)
SELECT list, album_id, number, note FROM (
    SELECT DISTINCT ON (line.album_id) %(list)s AS list, line.album_id, line.number, line.note
    FROM readers_shelfline line WHERE line.shelf_import_id = %(import)s AND line.album_id IS NOT NULL
    ORDER BY line.album_id, line.number
) taken ORDER BY number LIMIT %(room)s
ON CONFLICT (list_id, album_id) DO NOTHING
"""


@transaction.atomic
def bring_in(reader: User, brought: BroughtFile, file_name: str, list_title: str = "") -> ShelfImport:
    """Store a file's lines, to be looked up; a short file is looked up at once. Raises NotAShelf."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=reader.pk)
    if ShelfImport.objects.filter(owner=reader).count() >= MOST_IMPORTS:
        raise NotAShelf(_("You have brought in %(most)d files. Forget one of them first.") % {"most": MOST_IMPORTS})
    stored = ShelfImport.objects.create(
        owner=reader,
        source=brought.source,
        file_name=file_name[:200],
        list_title=list_title[:200],
        lines_count=len(brought.lines),
        skipped=brought.skipped,
    )
    rows = (
        ShelfLine(
            shelf_import=stored,
            number=number,
            artist=line.artist,
            title=line.title,
            year=line.year,
            state=line.state,
            verdict=line.verdict,
            note=line.note,
        )
        for number, line in enumerate(brought.lines, 1)
    )
    while batch := list(islice(rows, AT_ONCE)):
        ShelfLine.objects.bulk_create(batch)
    if len(brought.lines) <= AT_THE_DOOR:
        look_up(stored)
    return stored


def look_up(wanted: ShelfImport) -> None:
    """Look up the lines that have not been yet, some at a time; cut short, it goes on where it was."""
    while lines := list(wanted.lines.filter(number__gt=wanted.looked_up)[:AT_ONCE]):
        with transaction.atomic():
            _store_meant(lines)
            wanted.looked_up = lines[-1].number
            ShelfImport.objects.filter(pk=wanted.pk).update(looked_up=wanted.looked_up)
    ShelfImport.objects.filter(pk=wanted.pk, state=ShelfImport.State.MATCHING).update(
        state=ShelfImport.State.READY, looked_again_at=timezone.now()
    )
    wanted.refresh_from_db()


def look_up_all(at: datetime | None = None) -> int:
    """Look up what was brought in, and again what has waited for a day; how many lines found their record."""
    at = at or timezone.now()
    for waiting in ShelfImport.objects.filter(state=ShelfImport.State.MATCHING).order_by("created_at"):
        look_up(waiting)
    found = 0
    for stored in ShelfImport.objects.filter(looked_again_at__lte=at - AGAIN).exclude(state=ShelfImport.State.MATCHING):
        found += _look_again(stored, at)
    return found


def take_over(wanted: ShelfImport) -> int:
    """Make marks of the lines whose records are here, or the entries of a list; how many came.

    What the reader has marked already stays as it is. Lines that wait are taken over once their records are here.
    """
    with transaction.atomic():
        stored = ShelfImport.objects.select_for_update().get(pk=wanted.pk)
        if stored.state == ShelfImport.State.MATCHING:
            return 0
        if stored.source == ShelfImport.Source.LIST and stored.list is None:
            stored.list = new_list(stored.owner, title=stored.list_title or _("A list"))
        stored.state = ShelfImport.State.STORED
        stored.save(update_fields=["state", "list"])
        return _take(stored)


def waiting_lines(wanted: ShelfImport) -> QuerySet[ShelfLine]:
    """The lines whose records are not here, or not beyond doubt."""
    return wanted.lines.filter(album=None)


def counts_of(wanted: ShelfImport) -> dict[str, int]:
    """How many lines found their record, how many wait, and how many mean a record that is marked already."""
    marked = ReaderMark.objects.filter(owner=wanted.owner_id, album=OuterRef("album"))
    return wanted.lines.aggregate(
        found=Count("pk", filter=Q(album__isnull=False)),
        waiting=Count("pk", filter=Q(album__isnull=True, number__lte=wanted.looked_up)),
        marked=Count("pk", filter=Q(Exists(marked), album__isnull=False)),
    )


def _take(stored: ShelfImport) -> int:
    asked: dict[str, Any] = {"import": stored.pk, "owner": stored.owner_id, "at": timezone.now()}
    if stored.list is None:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_MARKS, asked)
            return cursor.rowcount
    with changing(stored.list) as entries, connection.cursor() as cursor:
        room = max(0, MOST_ENTRIES - entries.count())
        cursor.execute(_TAKE_ENTRIES, asked | {"list": stored.list.pk, "room": room})
        return cursor.rowcount


def _look_again(stored: ShelfImport, at: datetime) -> int:
    found = 0
    for lines in _waiting_in_parts(stored):
        with transaction.atomic():
            found += _store_meant(lines)
    ShelfImport.objects.filter(pk=stored.pk).update(looked_again_at=at)
    if found and stored.state == ShelfImport.State.STORED:
        with transaction.atomic():
            _take(stored)
    return found


def _waiting_in_parts(stored: ShelfImport) -> Iterator[list[ShelfLine]]:
    last = 0
    while lines := list(waiting_lines(stored).filter(number__gt=last).order_by("number")[:AT_ONCE]):
        last = lines[-1].number
        yield lines


def _store_meant(lines: list[ShelfLine]) -> int:
    named = (NamedRecord(line.artist, line.title, line.year) for line in lines)
    meant = [(line.pk, album) for line, album in zip(lines, albums_meant(named), strict=True) if album]
    if meant:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE readers_shelfline line SET album_id = meant.album FROM unnest(%s::bigint[], %s::bigint[]) "
                "AS meant (line, album) WHERE line.id = meant.line AND line.album_id IS NULL",
                [[line for line, _ in meant], [album for _, album in meant]],
            )
    return len(meant)
