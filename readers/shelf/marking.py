"""Setting a reader's mark on an album, and reading marks page by page."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import BigIntegerField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from albums.models import Album
from common.keyset import Keyset
from common.prepared import PreparedQuery
from readers.models import ReaderMark
from reviews.models import Verdict

NEWEST_FIRST = Keyset(F("at"), descending=True)
A_PAGE = 60

NONE, NO_VERDICT = "none", "no-verdict"
SAID = (ReaderMark.State.HEARD.value, ReaderMark.State.WANTED.value, *Verdict.values, NO_VERDICT, NONE)
"""What a button may say."""


@transaction.atomic
def set_mark(reader: User, album: Album, said: str) -> ReaderMark | None:
    """Let the reader's mark on the album be what one of `SAID` says. Said twice, it changes nothing the second time."""
    if said == NONE:
        ReaderMark.objects.filter(owner=reader, album=album).delete()
        return None
    first = ReaderMark.State.WANTED if said == ReaderMark.State.WANTED else ReaderMark.State.HEARD
    mark, _made = ReaderMark.objects.select_for_update().get_or_create(
        owner=reader, album=album, defaults={"state": first}
    )
    state, verdict = _meant(said, mark)
    if (state, verdict) != (mark.state, mark.verdict):
        mark.state, mark.verdict, mark.at = state, verdict, timezone.now()
        mark.save(update_fields=["state", "verdict", "at"])
    return mark


def _meant(said: str, mark: ReaderMark) -> tuple[str, str]:
    if said == ReaderMark.State.WANTED:
        return said, ""
    verdict = {ReaderMark.State.HEARD.value: mark.verdict, NO_VERDICT: ""}.get(said, said)
    return ReaderMark.State.HEARD.value, verdict


_SAID = PreparedQuery(
    "own_mark",
    2,
    lambda reader, album: (
        ReaderMark.objects.filter(
            owner=Cast(Value(reader), IntegerField()), album=Cast(Value(album), BigIntegerField())
        )
        .order_by()
        .values_list("state", "verdict")
    ),
)


def said_of(reader: User, album: int) -> tuple[str, str] | None:
    """State and verdict of the reader's mark on an album. Asked for every album that somebody signed in opens."""
    found = _SAID.first(str(reader.pk), str(album))
    return (found[0], found[1]) if found else None


def marks_page(reader: User, state: str, verdict: str, after: int | None) -> tuple[list[ReaderMark], bool]:
    """One page of the reader's marks, the newest first, behind the mark `after`; and whether another follows."""
    marks: QuerySet[ReaderMark] = ReaderMark.objects.filter(owner=reader, album__proposed=False)
    if state:
        marks = marks.filter(state=state)
    if verdict:
        marks = marks.filter(verdict=verdict)
    rows = NEWEST_FIRST.sorted(marks)
    if after is not None and (place := NEWEST_FIRST.place_of(ReaderMark.objects.filter(owner=reader), after)):
        rows = rows.filter(NEWEST_FIRST.beyond(place))
    found = list(rows.select_related("album__lead_artist").prefetch_related("album__credits__artist")[: A_PAGE + 1])
    return found[:A_PAGE], len(found) > A_PAGE
