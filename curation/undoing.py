"""Undoing a merge or a split within thirty days, and forgetting how after that.

What the rearrangement did is taken back exactly, where everything it changed is still as it left it; additions made
since stay where they are. A change made since to the same column of the same row stands in the way and is named. The
consensus is put back as it was where nothing has counted since, and counted anew elsewhere.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from albums.locks import lock_album_keys
from albums.models import Album, Redirect
from common.clock import in_words
from common.tracking import because
from curation.journal import Obstacle, changed_since, play_back, steps_backwards
from curation.mergeable import MERGEABLE
from curation.merging import NotPossible, check_constraints, defer_constraints, gone
from curation.models import JournalEntry, Rearrangeable, Rearrangement
from curation.refusals import detail_of
from reviews.models import Calibration, Consensus, ConsensusChange, Review
from reviews.scoring.many_albums import count_anew

MOST_NAMED = 5


class CannotUndo(NotPossible):
    """Something has changed since; the message says what."""


def undo(rearrangement: Rearrangement, by: User | None, at: datetime | None = None) -> Rearrangement:
    """Put everything back as it was before. Raises CannotUndo, and then nothing has changed."""
    try:
        with transaction.atomic(), because(f"Undone: {rearrangement}", by, rearrangement="undo"):
            return _undo(rearrangement, by, at or timezone.now())
    except IntegrityError as error:
        raise CannotUndo(
            "Something has come since that needs its place, or needs what would go. "
            f"{detail_of(error).strip()} Move that first."
        ) from error


def forget_old(at: datetime | None = None) -> int:
    """Drop the journals of what cannot be undone any more; return how many entries went. The records of it stay."""
    past = Rearrangement.objects.past_undoing(at)
    return JournalEntry.objects.filter(rearrangement__in=past).delete()[0]


def _undo(rearrangement: Rearrangement, by: User | None, at: datetime) -> Rearrangement:
    defer_constraints()
    albums = _lock_touched_albums(rearrangement)
    done = Rearrangement.objects.select_for_update().get(pk=rearrangement.pk)
    if done.undone_at:
        raise CannotUndo(f"It has been undone already{_by(done.undone_by)}.")
    if not done.is_undoable(at):
        until = in_words(done.undoable_until, "DATE_FORMAT")
        raise CannotUndo(f"It could be undone until {until}. Split the record instead.")
    steps = steps_backwards(done)
    counting = [step for step, _ in steps if done.counted_from is not None and step >= done.counted_from]
    _refuse_changed(done, [step for step, model in steps if step not in counting and model is not Redirect])
    untouched = not changed_since(done, counting) and not _counted_since(done, counting)
    for step, model in steps:
        if untouched or step not in counting:
            play_back(done, step, model)
    if not untouched:
        _count(sorted(albums | _albums_back(done)), at)
    check_constraints()
    done.undone_at, done.undone_by = at, by
    done.save(update_fields=["undone_at", "undone_by"])
    return done


def _by(user: User | None) -> str:
    return f" by {user.get_username()}" if user else ""


def _albums_back(done: Rearrangement) -> set[int]:
    """Albums that the rearrangement removed, or changed a review of."""
    removed = done.journal.filter(table=Album._meta.db_table).values_list("row", flat=True)
    return set(Album.objects.filter(pk__in=removed).values_list("pk", flat=True))


def _lock_touched_albums(done: Rearrangement) -> set[int]:
    """Lock, in the order of their keys, the albums whose rows or reviews or consensus the journal names."""
    entries = done.journal.order_by()
    own = entries.filter(table=Album._meta.db_table).values("row")
    reviews = entries.filter(table=Review._meta.db_table).values("row")
    counted = entries.filter(table=Consensus._meta.db_table).values("row")
    touched = (
        Album.objects.filter(pk__in=own)
        | Album.objects.filter(pk__in=Review.objects.filter(pk__in=reviews).values("album"))
        | Album.objects.filter(pk__in=Consensus.objects.filter(pk__in=counted).values("album"))
    )
    return set(lock_album_keys(touched))


def _counted_since(done: Rearrangement, counting: list[int]) -> bool:
    """Whether an album that had no consensus left has one again."""
    consensus = done.journal.filter(table=Consensus._meta.db_table, step__in=counting, after=None)
    albums = [before["album_id"] for before in consensus.values_list("before", flat=True) if before]
    return Consensus.objects.filter(album__in=albums).exists()


def _refuse_changed(done: Rearrangement, steps: list[int]) -> None:
    mergeable = MERGEABLE[Rearrangeable(done.kind)]
    if not mergeable.records().filter(pk=done.survivor_id).exists():
        raise CannotUndo(f"{gone(mergeable, done.survivor_id)} Undo that first.")
    obstacles = changed_since(done, steps)
    if obstacles:
        named = "; ".join(_in_words(obstacle) for obstacle in obstacles[:MOST_NAMED])
        more = f"; and {len(obstacles) - MOST_NAMED} more" if len(obstacles) > MOST_NAMED else ""
        raise CannotUndo(f"It has been worked on since: {named}{more}. Set that back first, or split the record.")


def _in_words(obstacle: Obstacle) -> str:
    name = obstacle.model._meta.verbose_name
    row = obstacle.model._base_manager.filter(pk=obstacle.key).first()
    if row is None:
        return f"{name} {obstacle.key} is gone"
    fields = {field.column: field.verbose_name for field in obstacle.model._meta.concrete_fields}
    return f"{name} “{row}”: {', '.join(str(fields[column]) for column in obstacle.columns)}"


def _count(albums: list[int], at: datetime) -> None:
    with connection.cursor() as cursor:
        count_anew(cursor, Calibration.objects.current(), ConsensusChange.Cause.MERGED, at, albums)
