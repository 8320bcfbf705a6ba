"""Two records become one: everything that points at the one points at the other, and its address leads there for ever.

One transaction, journalled row by row. The albums concerned are locked first, in the order of their keys, as whoever
publishes does; interrupted anywhere, nothing has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.db.models import Field
from django.utils import timezone

from albums.locks import lock_album_keys
from albums.models import Album, Artist, ArtistAlias
from common.names import fold
from common.tracking import because
from curation.journal import Journal
from curation.merge_rules import NoRule, lead_to, move_everything
from curation.mergeable import MERGEABLE, Mergeable
from curation.models import NamedRecord, Rearrangeable, Rearrangement
from curation.rivals import rivalries
from reviews.life.acts import Act, tell
from reviews.life.revised_fields import LET_GO
from reviews.models import Calibration, Consensus, ConsensusChange, Critic, Review
from reviews.scoring.many_albums import ON_ALBUMS, count_anew

MEANWHILE = "Something about the two was written at the same moment. Nothing was changed: look again, and try again."


class NotPossible(Exception):
    """The records cannot be rearranged so; the message says why, for a person to read."""


class AlreadyMerged(NotPossible):
    """One of the records has gone into another; `merge` says which and where, if it is known."""

    def __init__(self, message: str, merge: Rearrangement | None = None) -> None:
        super().__init__(message)
        self.merge = merge


class Unsettled(NotPossible):
    """Something is left to choose; `names` are the choices."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__("Something is still to be settled before the two can be one.")
        self.names = names


@dataclass(frozen=True)
class Choices:
    """What a curator has chosen.

    `of_other` names the groups of columns (`Mergeable.groups`, by their first) in which the other's values are taken;
    None: those in which the survivor's are blank. `settled` answers each rivalry by its name.
    """

    of_other: frozenset[str] | None = None
    settled: Mapping[str, str] = field(default_factory=dict)


def merge(
    kind: Rearrangeable,
    survivor: int,
    other: int,
    reason: str,
    by: User | None,
    choices: Choices = Choices(),
    at: datetime | None = None,
) -> Rearrangement:
    """Let the record `other` go into `survivor`, and count anew every album it touches.

    Of two published reviews by one critic the one that is not kept is withdrawn, with a reason that names the merge.
    Raises NotPossible, AlreadyMerged or Unsettled, and then nothing has changed.
    """
    if survivor == other:
        raise NotPossible("A record cannot be merged into itself.")
    if not reason.strip():
        raise NotPossible("Give a reason: it stays with the merge.")
    try:
        with transaction.atomic(), because(reason.strip(), by, rearrangement="merge"):
            return _merge(MERGEABLE[kind], survivor, other, reason.strip(), by, choices, at or timezone.now())
    except NoRule as missing:
        raise NotPossible(str(missing)) from missing
    except IntegrityError as error:
        raise NotPossible(MEANWHILE) from error


def _merge(
    mergeable: Mergeable,
    survivor_key: int,
    other_key: int,
    reason: str,
    by: User | None,
    choices: Choices,
    at: datetime,
) -> Rearrangement:
    defer_constraints()
    albums = lock_touched_albums(mergeable, survivor_key, other_key)
    survivor, other = lock_pair(mergeable, survivor_key, other_key)
    settled = _settled(mergeable, survivor, other, choices)
    _refuse_to_mix(survivor, other)
    done = Rearrangement.objects.create(
        action=Rearrangement.Action.MERGE,
        kind=mergeable.kind,
        survivor_id=survivor.pk,
        survivor_name=str(survivor),
        other_id=other.pk,
        other_name=str(other),
        reason=reason,
        by=by,
        at=at,
    )
    journal = Journal(done)
    for review in settled:
        _withdraw(journal, review, f"Withdrawn when “{other}” was merged into “{survivor}”: {reason}", at)
    move_everything(journal, mergeable.model, survivor.pk, other.pk)
    lead_to(journal, other.get_absolute_url(), survivor.get_absolute_url())
    journal.remove(mergeable.model._base_manager.filter(pk=other.pk))
    _take_values(journal, mergeable, survivor, other, choices)
    if isinstance(survivor, Artist) and isinstance(other, Artist):
        _keep_name(journal, survivor, other)
    if mergeable.kind != Rearrangeable.ARTIST:
        count_albums(
            journal, [album for album in albums if album != other.pk or mergeable.kind != Rearrangeable.ALBUM], at
        )
    check_constraints()
    return done


def defer_constraints() -> None:
    """Let the rows of this transaction be rearranged in any order."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def check_constraints() -> None:
    """Refuse now, while it can still be told, what the commit would refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def lock_touched_albums(mergeable: Mergeable, *keys: int) -> list[int]:
    """Lock the albums that those records touch, in the order of their keys, and return these. Raises NotPossible."""
    locked = lock_album_keys(mergeable.albums(*keys))
    if set(mergeable.albums(*keys).values_list("pk", flat=True)) - set(locked):
        raise NotPossible(MEANWHILE)
    return locked


def lock_pair(mergeable: Mergeable, survivor: int, other: int) -> tuple[NamedRecord, NamedRecord]:
    """Lock both records, in the order of their keys. Raises AlreadyMerged when one is gone."""
    rows = mergeable.records().filter(pk__in=(survivor, other)).order_by("pk").select_for_update(of=["self"])
    found = {row.pk: row for row in rows}
    for key in (other, survivor):
        if key not in found:
            raise AlreadyMerged(gone(mergeable, key), Rearrangement.objects.merge_of(mergeable.kind, key))
    return found[survivor], found[other]


def gone(mergeable: Mergeable, key: int) -> str:
    """Why there is no record of that key, in words."""
    merged = Rearrangement.objects.merge_of(mergeable.kind, key)
    if merged is None:
        return f"There is no such {mergeable.name} any more."
    who = f" by {merged.by.get_username()}" if merged.by else ""
    return f"“{merged.other_name}” has already been merged into “{merged.survivor_name}”{who}."


def _withdraw(journal: Journal, review: Review, reason: str, at: datetime) -> None:
    """What `publishing.withdraw` does, in the journal, and without counting what is about to be counted."""
    journal.change(Review.objects.filter(pk=review.pk), status=Review.Status.WITHDRAWN, reason=reason, updated_at=at)
    journal.change(review.pending_revisions.pending(), **LET_GO)
    review.status, review.reason = Review.Status.WITHDRAWN, reason
    tell(Act.WITHDRAWN, review, journal.rearrangement.by, reason)


def count_albums(journal: Journal, albums: Sequence[int], at: datetime) -> None:
    """Count these albums anew. The caller holds their locks."""
    if not albums:
        return
    with (
        journal.counting(),
        journal.watching(Consensus.objects.filter(album__in=albums)),
        journal.watching(ConsensusChange.objects.filter(album__in=albums)),
        journal.watching(Album.objects.filter(pk__in=albums), list(ON_ALBUMS)),
        connection.cursor() as cursor,
    ):
        count_anew(cursor, Calibration.objects.current(), ConsensusChange.Cause.MERGED, at, albums)


def taken_by_default(mergeable: Mergeable, survivor: NamedRecord, other: NamedRecord) -> frozenset[str]:
    """The groups in which the survivor says nothing, or no more than the other, and the other says something."""
    return frozenset(group[0].name for group in mergeable.groups() if _fills(group, survivor, other))


def differing(mergeable: Mergeable, survivor: NamedRecord, other: NamedRecord) -> list[tuple[Field, ...]]:
    """The groups of columns in which the two records differ."""
    return [
        group
        for group in mergeable.groups()
        if any(_value(survivor, field) != _value(other, field) for field in group if field.editable)
    ]


def must_be_chosen(group: tuple[Field, ...], survivor: NamedRecord, other: NamedRecord) -> bool:
    """Whether neither side may be taken without asking: two accounts that sign."""
    return group[0].name == "user" and not _is_blank(survivor, group[0]) and not _is_blank(other, group[0])


def _value(record: NamedRecord, field: Field) -> object:
    value = getattr(record, field.attname)
    return str(value) if field.get_internal_type() == "FileField" else value


def _is_blank(record: NamedRecord, field: Field) -> bool:
    return _value(record, field) in (None, "", [])


def _fills(group: Iterable[Field], survivor: NamedRecord, other: NamedRecord) -> bool:
    fields = [field for field in group if field.editable]
    if isinstance(survivor, Critic) and isinstance(other, Critic) and fields[0].name == "hidden":
        return other.hidden and not survivor.hidden  # a critic's wish holds for the byline that stays
    fills = any(_is_blank(survivor, field) and not _is_blank(other, field) for field in fields)
    return fills and all(
        _is_blank(survivor, field) or _value(survivor, field) == _value(other, field) for field in fields
    )


def _settled(mergeable: Mergeable, survivor: NamedRecord, other: NamedRecord, choices: Choices) -> list[Review]:
    """The reviews to withdraw. Raises Unsettled."""
    open_questions = []
    withdrawn = []
    for rivalry in rivalries(mergeable, survivor.pk, other.pk):
        answer = choices.settled.get(rivalry.name)
        if answer not in rivalry.answers():
            open_questions.append(rivalry.name)
        elif review := rivalry.withdrawn(answer):
            withdrawn.append(review)
    if choices.of_other is None:
        open_questions += [
            group[0].name for group in differing(mergeable, survivor, other) if must_be_chosen(group, survivor, other)
        ]
    if open_questions:
        raise Unsettled(open_questions)
    return withdrawn


def _refuse_to_mix(survivor: NamedRecord, other: NamedRecord) -> None:
    if getattr(survivor, "is_aggregator", None) != getattr(other, "is_aggregator", None):
        raise NotPossible("Only one of the two gathers others’ reviews: they cannot be one. Correct that first.")


def _take_values(
    journal: Journal, mergeable: Mergeable, survivor: NamedRecord, other: NamedRecord, choices: Choices
) -> None:
    of_other = taken_by_default(mergeable, survivor, other) if choices.of_other is None else choices.of_other
    values = {
        field.attname: _value(other, field)
        for group in differing(mergeable, survivor, other)
        if group[0].name in of_other
        for field in group
    }
    if isinstance(survivor, Album) and isinstance(other, Album) and survivor.proposed and not other.proposed:
        values["proposed"] = False
    if values:
        journal.change(mergeable.model._base_manager.filter(pk=survivor.pk), **values)


def _keep_name(journal: Journal, survivor: Artist, other: Artist) -> None:
    """The name that is not the survivor's any more becomes an alias, so that search and imports still find it."""
    stands = Artist.objects.get(pk=survivor.pk).folded
    known = {stands, *ArtistAlias.objects.filter(artist=survivor).values_list("folded", flat=True)}
    aliases = ArtistAlias.objects.filter(artist=survivor)
    for name in (survivor.name, other.name):
        if fold(name) not in known:
            known.add(fold(name))
            with journal.watching(aliases):
                aliases.create(artist=survivor, name=name)
