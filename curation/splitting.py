"""One record becomes two: chosen reviews, and of an album tracks and credits, go to a new record or to another one.

The rules are those of a merge: one transaction, albums locked first, a journal to undo it by. The record that is
split keeps its address and every older one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from albums.identity import Record, slug_of
from albums.models import Album, Credit, Track
from common.slugs import free_slug
from common.tracking import because
from curation.journal import Journal
from curation.mergeable import MERGEABLE, Mergeable
from curation.merging import (
    MEANWHILE,
    NotPossible,
    check_constraints,
    count_albums,
    defer_constraints,
    gone,
    lock_pair,
    lock_touched_albums,
)
from curation.models import NamedRecord, Rearrangeable, Rearrangement
from reviews.models import Critic, Excerpt, Review


@dataclass(frozen=True)
class Parting:
    """What leaves the record, by keys, and where to: `target`, or a new record of that name."""

    reviews: Collection[int] = ()
    tracks: Collection[int] = ()
    credits: Collection[int] = ()
    target: int | None = None
    new_name: str = ""


def split(
    kind: Rearrangeable,
    source: int,
    parting: Parting,
    reason: str,
    by: User | None,
    at: datetime | None = None,
) -> Rearrangement:
    """Move what `parting` names out of the record, and count anew every album that touches.

    Raises NotPossible, and then nothing has changed.
    """
    if not reason.strip():
        raise NotPossible("Give a reason: it stays with the split.")
    if not (parting.reviews or parting.tracks or parting.credits):
        raise NotPossible("Choose what is to leave.")
    if parting.target == source:
        raise NotPossible("It is there already: choose another record, or a new one.")
    try:
        with transaction.atomic(), because(reason.strip(), by, rearrangement="split"):
            return _split(MERGEABLE[kind], source, parting, reason.strip(), by, at or timezone.now())
    except IntegrityError as error:
        raise NotPossible(MEANWHILE) from error


def _split(
    mergeable: Mergeable, source_key: int, parting: Parting, reason: str, by: User | None, at: datetime
) -> Rearrangement:
    defer_constraints()
    keys = [key for key in (source_key, parting.target) if key is not None]
    lock_touched_albums(mergeable, *keys)
    if parting.target is None:
        source = mergeable.records().select_for_update(of=["self"]).filter(pk=source_key).first()
        if source is None:
            raise NotPossible(gone(mergeable, source_key))
        target = _new_record(mergeable, source, parting.new_name)
    else:
        source, target = lock_pair(mergeable, source_key, parting.target)
    done = Rearrangement(
        action=Rearrangement.Action.SPLIT,
        kind=mergeable.kind,
        survivor_id=source.pk,
        survivor_name=str(source),
        other_name=str(target),
        reason=reason,
        by=by,
        at=at,
    )
    journal = _opened(done, target)
    reviews = Review.objects.filter(pk__in=parting.reviews, **{mergeable.kind: source})
    if reviews.count() != len(set(parting.reviews)):
        raise NotPossible("Some of the reviews are not its own any more. Look again.")
    _refuse_rivals(reviews, target)
    touched = set(reviews.values_list("album", flat=True))
    moved = list(reviews.values_list("pk", flat=True))
    moved += Review.objects.filter(revises__in=moved).values_list("pk", flat=True)
    if isinstance(source, Album) and isinstance(target, Album):
        _move_tracks(journal, source, target, parting.tracks)
        _move_credits(journal, source, target, parting.credits)
        touched |= {source.pk, target.pk}
    journal.change(Review.objects.filter(pk__in=moved), **{f"{mergeable.kind}_id": target.pk})
    if isinstance(source, Album) and isinstance(target, Album):
        _name_tracks_of_own_album(journal, source, target)
    count_albums(journal, sorted(touched), at)
    check_constraints()
    return done


def _new_record(mergeable: Mergeable, source: NamedRecord, name: str) -> NamedRecord:
    """The record to be made: named so, otherwise as little like the old one as its kind allows."""
    name = " ".join(name.split())
    if not name:
        raise NotPossible("Name the new record, or choose one that is there.")
    if isinstance(source, Album):
        slug = slug_of(Record(name), source.lead_artist)
        return Album(title=name, slug=slug, lead_artist=source.lead_artist, kind=source.kind, proposed=source.proposed)
    slug = free_slug(name, mergeable.model._default_manager.all(), str(mergeable.kind))
    return type(source)(name=name, slug=slug)


def _opened(done: Rearrangement, target: NamedRecord) -> Journal:
    """Store the split and begin its journal, with the making of the target where it is new."""
    if not target._state.adding:
        done.other_id = target.pk
        done.save()
        return Journal(done)
    target.save()
    done.other_id = target.pk
    done.save()
    journal = Journal(done)
    journal.added(type(target)._base_manager.filter(pk=target.pk))
    if isinstance(target, Album):
        with journal.watching(Credit.objects.filter(album=target)):
            Credit.objects.create(album=target, artist=target.lead_artist, position=1)
    return journal


def rivals_of(reviews: QuerySet, target: NamedRecord) -> QuerySet:
    """The published reviews of `target` that stand in the way: a critic has one published review of an album."""
    published, leaving = Review.objects.filter(status=Review.Status.PUBLISHED), reviews.filter(status="published")
    if isinstance(target, Album):
        there = published.filter(album=target, critic__in=leaving.values("critic"))
    elif isinstance(target, Critic):
        there = published.filter(critic=target, album__in=leaving.values("album"))
    else:
        there = published.none()
    return there.select_related("critic", "album", "publication").order_by("pk")


def _refuse_rivals(reviews: QuerySet, target: NamedRecord) -> None:
    if rival := rivals_of(reviews, target).first():
        raise NotPossible(
            f"{rival.byline} already has a published review of {rival.album} there. Withdraw one of the two first."
        )


def _move_tracks(journal: Journal, source: Album, target: Album, keys: Collection[int]) -> None:
    """The tracks follow behind the target's own, disc by disc."""
    last = dict(target.tracks.order_by().values_list("disc").annotate(Max("position")))
    for track in Track.objects.filter(pk__in=keys, album=source).order_by("disc", "position"):
        last[track.disc] = last.get(track.disc, 0) + 1
        journal.change(Track.objects.filter(pk=track.pk), album_id=target.pk, position=last[track.disc])


def _move_credits(journal: Journal, source: Album, target: Album, keys: Collection[int]) -> None:
    """The credits follow behind the target's own. The lead artist's stays, as the address names it."""
    last = target.credits.order_by("-position").first()
    there = set(target.credits.values_list("artist", flat=True))
    chosen = Credit.objects.filter(pk__in=keys, album=source).exclude(artist=source.lead_artist_id)
    for number, credit in enumerate(chosen.exclude(artist__in=there).order_by("position"), 1):
        place = (last.position if last else 0) + number
        journal.change(Credit.objects.filter(pk=credit.pk), album_id=target.pk, position=place, join_phrase="")
        before = Credit.objects.filter(album=target, position__lt=place).order_by("-position").first()
        if before and not before.join_phrase:
            journal.change(Credit.objects.filter(pk=before.pk), join_phrase=" & ")
    end = Credit.objects.filter(album=source).order_by("-position").first()
    if keys and end and end.join_phrase:
        journal.change(Credit.objects.filter(pk=end.pk), join_phrase="")


def _name_tracks_of_own_album(journal: Journal, *albums: Album) -> None:
    """An excerpt whose track is on the other album now names the one of that title on its own, else none."""
    for album in albums:
        titles = {track.folded: track.pk for track in reversed(list(album.tracks.all()))}
        strayed = Excerpt.objects.filter(review__album=album, track__isnull=False).exclude(track__album=album)
        for excerpt in strayed.select_related("track"):
            named = titles.get(excerpt.track.folded) if excerpt.track else None
            journal.change(Excerpt.objects.filter(pk=excerpt.pk), track_id=named)
