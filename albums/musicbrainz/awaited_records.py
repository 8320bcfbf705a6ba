"""What was asked for and is not here yet: while MusicBrainz was away, or from a list that takes its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from albums.entries import InvalidEntry
from albums.models import AwaitedRecord
from albums.musicbrainz.bringing_groups import groups_meant, import_group
from albums.musicbrainz.finding_listed import reference_of
from albums.musicbrainz.other_sites import ListedRecord
from albums.musicbrainz.references import NoRecord, Reference
from albums.musicbrainz.taking_over import Taken
from albums.musicbrainz.web_service import Away, MusicBrainz

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(days=1)


def put_off(reference: Reference, problem: Away, by: User | None = None) -> AwaitedRecord:
    """Keep that it was asked for: it is asked for again as soon as the source may be back."""
    awaited, _ = AwaitedRecord.objects.get_or_create(
        entity=reference.entity, musicbrainz_id=reference.musicbrainz_id, defaults={"asked_by": by}
    )
    _wait(awaited, problem)
    return awaited


def import_awaited(source: MusicBrainz, most: int = 20) -> list[Taken]:
    """Ask again for what is due. It goes on until the source is away again."""
    found: list[Taken] = []
    for awaited in AwaitedRecord.objects.due(timezone.now())[:most]:
        try:
            found += _import_one(awaited, source)
        except Away as problem:
            _wait(awaited, problem)
            return found
    return found


def _import_one(awaited: AwaitedRecord, source: MusicBrainz) -> list[Taken]:
    found, problems = [], []
    try:
        for key in groups_meant(_reference(awaited, source), source):
            try:
                found.append(import_group(key, source))
            except (NoRecord, InvalidEntry) as problem:
                problems.append(str(problem))
    except NoRecord as problem:
        problems.append(str(problem))
    if found:
        awaited.delete()
    else:
        awaited.next_try_at, awaited.problem = None, (problems or ["It has no albums."])[0][:500]
        awaited.save(update_fields=["next_try_at", "problem"])
    return found


def _reference(awaited: AwaitedRecord, source: MusicBrainz) -> Reference:
    if awaited.musicbrainz_id:
        return Reference(awaited.musicbrainz_id, awaited.entity)
    found = reference_of(ListedRecord(awaited.artist, awaited.title, awaited.year), source)
    if found is None:
        raise NoRecord("MusicBrainz has none of that artist and title, or more than one: look it up.")
    return found


def _wait(awaited: AwaitedRecord, problem: Away) -> None:
    pause = max(min(FIRST_PAUSE * 3 ** min(awaited.tries, 8), LONGEST_PAUSE), problem.after)
    awaited.tries += 1
    awaited.next_try_at, awaited.problem = timezone.now() + pause, str(problem)[:500]
    awaited.save()


def await_all(listed: Iterable[ListedRecord], by: User | None = None) -> int:
    """Let the records of a list be looked for and brought in, one after another. Returns how many did not wait yet."""
    now, new = timezone.now(), 0
    for record in listed:
        known: dict[str, object] = {"musicbrainz_id": None, "artist": record.artist, "title": record.title}
        if record.reference:
            known = {"entity": record.reference.entity, "musicbrainz_id": record.reference.musicbrainz_id}
        wanted = {"artist": record.artist, "title": record.title, "year": record.year, "asked_by": by}
        new += AwaitedRecord.objects.get_or_create(**known, defaults=wanted | {"next_try_at": now})[1]
    return new
