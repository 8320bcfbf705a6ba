"""What becomes of a reader's list: records come, go and move, one change of a list at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from albums.models import Album
from readers.models import ReaderList, ReaderListEntry
from readers.models.reader_list import MOST_ENTRIES, MOST_LISTS

A_PAGE = 100

# Every entry gets the place that it stands at, so that gaps close, and the one that moves gets its own between them.
_PLACED = """
WITH others AS (
    SELECT id, row_number() OVER (ORDER BY position, id) AS place
    FROM readers_readerlistentry WHERE list_id = %(list)s AND id <> %(moved)s
), placed AS (
    SELECT id, place + (place >= %(place)s)::int AS place FROM others
    UNION ALL SELECT %(moved)s, least(%(place)s, (SELECT count(*) + 1 FROM others))
)
UPDATE readers_readerlistentry entry SET position = placed.place
FROM placed WHERE placed.id = entry.id AND entry.position <> placed.place
"""


class ListIsFull(Exception):
    """The list, or the reader's shelf, holds as much as it may; the message says so."""


@transaction.atomic
def new_list(reader: User, **values: Any) -> ReaderList:
    """A list of the reader's without records. Raises ListIsFull."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=reader.pk)
    if ReaderList.objects.filter(owner=reader).count() >= MOST_LISTS:
        raise ListIsFull(_("You have %(most)d lists, as many as one may have.") % {"most": MOST_LISTS})
    return ReaderList.objects.create(owner=reader, **values)


def put_on(wanted: ReaderList, album: Album, note: str = "") -> None:
    """Put the record at the list's end; one that is there already stays where it is. Raises ListIsFull."""
    with changing(wanted) as entries:
        if entries.filter(album=album).exists():
            return
        if entries.count() >= MOST_ENTRIES:
            raise ListIsFull(_("A list holds %(most)s records at most.") % {"most": f"{MOST_ENTRIES:,}"})
        last = entries.aggregate(last=Max("position"))["last"] or 0
        entries.create(list=wanted, album=album, position=last + 1, note=note)


def take_off(wanted: ReaderList, entry: int) -> None:
    """Take a record off; gone is gone."""
    with changing(wanted) as entries:
        entries.filter(pk=entry).delete()


def move(wanted: ReaderList, entry: int, place: int) -> None:
    """Let a record stand at that place, counted from 1; beyond the end means last. Done twice it is done once."""
    with changing(wanted) as entries, connection.cursor() as cursor:
        if entries.filter(pk=entry).exists():
            cursor.execute(_PLACED, {"list": wanted.pk, "moved": entry, "place": max(1, min(place, MOST_ENTRIES))})


def annotate_entry(wanted: ReaderList, entry: int, note: str) -> None:
    """Say something about a record on the list."""
    with changing(wanted) as entries:
        entries.filter(pk=entry).update(note=note)


@contextmanager
def changing(wanted: ReaderList, at: datetime | None = None) -> Iterator[QuerySet[ReaderListEntry]]:
    """The list's entries, for one change of which the list is told. Raises DoesNotExist when the list is gone."""
    with transaction.atomic():
        ReaderList.objects.select_for_update(no_key=True).get(pk=wanted.pk)
        yield ReaderListEntry.objects.filter(list=wanted)
        wanted.touch(at or timezone.now())


def entries_on_page(wanted: ReaderList, number: int) -> list[ReaderListEntry]:
    """One page of the list, each entry with the `place` it stands at; only records that readers may see."""
    start = (number - 1) * A_PAGE
    shown = seen_entries(wanted).select_related("album__lead_artist").prefetch_related("album__credits__artist")
    page = list(shown.order_by("position", "pk")[start : start + A_PAGE])
    for place, entry in enumerate(page, start + 1):
        entry.place = place
    return page


def seen_entries(wanted: ReaderList) -> QuerySet[ReaderListEntry]:
    """The entries whose records readers may see."""
    return ReaderListEntry.objects.filter(album__proposed=False, list=wanted)
