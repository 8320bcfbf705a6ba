"""The public corrections log: what readers could have seen, and what has been changed about it since.

Its lines are read from the history's events (`common.tracking`), where a trigger has marked what readers could have
seen, and from the records of merges and splits. A line is left out while it would say more than readers may know: of
a review that is not published any more nothing is told but that it was withdrawn; of a hidden critic, nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.fields import IntegerField

from albums.models import Album, Artist
from common.keyset import MergedPlace
from common.model_fields import stored_field
from common.tracking import events_of
from common.word_diff import Piece, compare_words
from curation.history.events import Event, read_events
from curation.history.rows_in_words import NOTHING, fields_of, in_words, names_in
from curation.models import Rearrangeable, Rearrangement
from reviews.models import Critic, Excerpt, Publication, Review

PAGE_SIZE = 50
REVIEW, EXCERPT, ALBUM, REARRANGEMENT = range(4)
TABLES = {str(table): table for table in (REVIEW, EXCERPT, ALBUM, REARRANGEMENT)}
"""As addresses call them."""
_TABLES: dict[int, type[Model]] = {REVIEW: Review, EXCERPT: Excerpt, ALBUM: Album}
_LABELS = {
    "grade": "Grade",
    "verdict": "Verdict",
    "headline": "Headline",
    "critic_id": "Critic",
    "publication_id": "Publication",
    "source_url": "Source",
    "title": "Title",
    "disambiguation": "Told apart as",
    "lead_artist_id": "Artist",
    "text": "Excerpt",
    "about": "The excerpt is about",
    "stance": "The excerpt’s stance",
}


@dataclass(frozen=True)
class Difference:
    """One thing that was changed, in words. `after` is None where it went and nothing took its place."""

    label: str
    before: str
    after: str | None
    pieces: list[Piece] | None = None
    language: str = ""


@dataclass
class Correction:
    """One line of the log. `about` names the thing; `link` leads to it, where readers may go there.

    `gone`: it speaks of a review that is not published any more. `key` is the line's own: what was changed and when.
    """

    at: datetime
    about: str
    link: str
    who: str
    why: str
    said: str = ""
    differences: list[Difference] = field(default_factory=list)
    language: str = ""
    undone_at: datetime | None = None
    history: str = ""
    gone: bool = False
    key: str = ""


def page_of_log(
    before: MergedPlace[int] | None = None, album: Album | None = None
) -> tuple[list[Correction], MergedPlace[int] | None]:
    """A page of the log, newest first, of all albums or of one; and where the next page begins. Eleven queries."""
    found = _places(before, album)
    places = found[:PAGE_SIZE]
    events = {
        table: {event.number: event for event in _events(table, places)}
        for table in _TABLES
        if any(place.table == table for place in places)
    }
    told = list(_lines(places, events))
    return told, places[-1] if len(found) > PAGE_SIZE else None


def excerpts_changed(review: Review) -> list[tuple[datetime, list[Difference]]]:
    """The changes of a published review's excerpts, newest first, with their moments. Three queries."""
    found = [row for rows in _excerpts(None) for row in rows.filter(review=review).values_list("pgh_id", flat=True)]
    read = read_events(Excerpt, sorted(found)[-PAGE_SIZE:])
    newest_first = sorted(read, key=lambda event: event.place, reverse=True)
    return [(event.at, _of_excerpt(event, review.language)) for event in newest_first]


def public_part(reason: str) -> str:
    """The part of a reason that readers are shown: its first paragraph."""
    return reason.strip().partition("\n\n")[0].strip()


def _places(before: MergedPlace[int] | None, album: Album | None) -> list[MergedPlace[int]]:
    # Each source is told apart by what all of its rows have in common: conditions joined by "or" around a subquery make
    # the planner read whole tables.
    sources = [(REVIEW, rows, "pgh_created_at", "pgh_id") for rows in _reviews(album)]
    sources += [(EXCERPT, rows, "pgh_created_at", "pgh_id") for rows in _excerpts(album)]
    sources.append((ALBUM, _albums(album), "pgh_created_at", "pgh_id"))
    sources.append((REARRANGEMENT, _rearrangements(album), "at", "pk"))
    parts = []
    for table, rows, at, key in sources:
        number = Value(table, output_field=IntegerField())
        left = rows.filter(before.behind(table, at, key, newest_first=True)) if before else rows
        parts.append(left.order_by(F(at).desc(), F(key).desc()).values_list(at, number, key)[: PAGE_SIZE + 1])
    found = parts[0].union(*parts[1:], all=True)
    return sorted((MergedPlace(*row) for row in found), reverse=True)[: PAGE_SIZE + 1]


def _reviews(album: Album | None) -> list[QuerySet]:
    """Changes of reviews that are published still; and those that took a published one off the page."""
    stored = Review.objects.filter(pk=OuterRef("pgh_obj"))
    told = events_of(Review).filter(
        ~Exists(stored.filter(critic__hidden=True)),
        ~Exists(stored.filter(album__proposed=True)),
        ~Exists(Critic.objects.filter(pk=OuterRef("critic"), hidden=True)),
        ~Exists(Album.objects.filter(pk=OuterRef("album"), proposed=True)),
        pgh_corrects=True,
    )
    if album:
        told = told.filter(Q(album=album) | Q(pgh_obj__in=_keys_of(album)))
    changed = told.filter(Exists(stored.published()), pgh_label="update").exclude(pgh_changed__has_key="status")
    return [changed, told.filter(Q(pgh_changed__has_key="status") | Q(pgh_label="delete"))]


def _excerpts(album: Album | None) -> list[QuerySet]:
    """Excerpts of published reviews that were changed; and those that went for good: one still quoted only moved."""
    events = events_of(Excerpt)
    published = Review.objects.published().on_listed_albums().filter(pk=OuterRef("review"))
    told = events.filter(Exists(published), pgh_corrects=True)
    if album:
        told = told.filter(review__in=_keys_of(album))
    same = {"review": OuterRef("review"), "text": OuterRef("text")}
    went = told.filter(
        ~Exists(Excerpt.objects.filter(**same)),
        ~Exists(events.filter(**same, pgh_id__gt=OuterRef("pgh_id"))),
        pgh_label="delete",
    )
    return [told.filter(pgh_label="update"), went]


def _keys_of(album: Album) -> list[int]:
    return list(album.reviews.values_list("pk", flat=True))


def _albums(album: Album | None) -> QuerySet:
    """Changes of albums that had counted reviews."""
    told = events_of(Album).filter(
        Exists(Album.objects.listed().filter(pk=OuterRef("pgh_obj"))), pgh_corrects=True, proposed=False
    )
    return told.filter(pgh_obj=album) if album else told


def _rearrangements(album: Album | None) -> QuerySet:
    """Merges and splits, but for those of critics whom readers do not meet and of albums that they have never seen."""
    pair = Q(pk=OuterRef("survivor_id")) | Q(pk=OuterRef("other_id"))
    hidden = Critic.objects.filter(hidden=True)
    unseen = events_of(Album).filter(pgh_obj=OuterRef("other_id"), pgh_label="delete", proposed=True)
    told = Rearrangement.objects.exclude(
        Q(kind=Rearrangeable.CRITIC)
        & (~Exists(Critic.objects.listed().filter(pk=OuterRef("survivor_id"))) | Exists(hidden.filter(pair)))
        | Q(kind=Rearrangeable.ALBUM) & (Exists(Album.objects.filter(pair, proposed=True)) | Exists(unseen))
    )
    return told.filter(Q(survivor_id=album.pk) | Q(other_id=album.pk), kind=Rearrangeable.ALBUM) if album else told


def _events(table: int, places: Iterable[MergedPlace[int]]) -> list[Event]:
    return read_events(_TABLES[table], [place.key for place in places if place.table == table])


def _lines(places: list[MergedPlace[int]], events: Mapping[int, Mapping[int, Event]]) -> Iterator[Correction]:
    """A line for each act on one thing: what was changed of it at one moment stands together."""
    read = [event for of_table in events.values() for event in of_table.values()]
    rows = [(event.model, event.row) for event in read] + [(event.model, event.new_values) for event in read]
    names = _public_names(names_in(rows))
    reviews = _reviews_of(read)
    albums = _albums_of(read, reviews)
    merges = [place.key for place in places if place.table == REARRANGEMENT]
    rearrangements = Rearrangement.objects.in_bulk(merges)
    ways = _ways(rearrangements.values())
    listed = _listed(read, rearrangements.values())

    def thing(place: MergedPlace[int]) -> tuple:
        if place.table == REARRANGEMENT:
            return place.at, "rearrangement", place.key
        event = events[place.table][place.key]
        if place.table == ALBUM:
            return event.at, "album", event.key
        return event.at, "review", event.row["review_id"] if place.table == EXCERPT else event.key

    for (at, kind, key), group in groupby(sorted(places, key=thing, reverse=True), key=thing):
        if kind == "rearrangement":
            line = _rearranged(rearrangements[key], ways, listed)
        else:
            told = [events[place.table][place.key] for place in group]
            if kind == "album":
                line = _of_album(told, albums.get(key), names)
            else:
                line = _of_review(told, reviews.get(key), albums, names, listed)
        line.key = f"{kind}:{key}:{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}"
        yield line


def _listed(read: Iterable[Event], rearrangements: Iterable[Rearrangement]) -> set[int]:
    """Which of the critics concerned readers meet elsewhere: the others are not named where nothing of theirs shows."""
    keys = {event.row["critic_id"] for event in read if event.model is Review}
    keys |= {done.other_id for done in rearrangements if done.kind == Rearrangeable.CRITIC}
    return set(Critic.objects.listed().filter(pk__in=keys - {None}).values_list("pk", flat=True))


def _public_names(names: Mapping) -> dict:
    """The names without those of hidden critics."""
    keys = [key for model, key in names if model is Critic]
    hidden = set(Critic.objects.filter(pk__in=keys, hidden=True).values_list("pk", flat=True))
    return {
        (model, key): "a critic" if model is Critic and key in hidden else name for (model, key), name in names.items()
    }


def _reviews_of(read: list[Event]) -> dict[int, Review]:
    keys = {event.row["review_id"] for event in read if event.model is Excerpt}
    keys |= {event.key for event in read if event.model is Review}
    return Review.objects.select_related("critic", "album__lead_artist").in_bulk(keys)


def _albums_of(read: list[Event], reviews: Mapping[int, Review]) -> dict[int, Album]:
    keys = {event.key for event in read if event.model is Album}
    keys |= {event.row["album_id"] for event in read if event.model is Review}
    found = Album.objects.listed().select_related("lead_artist").in_bulk(keys)
    return found | {review.album_id: review.album for review in reviews.values()}


def _of_review(
    told: list[Event], review: Review | None, albums: Mapping[int, Album], names: Mapping, listed: Container[int]
) -> Correction:
    first = told[0]
    album = review.album if review else albums.get(first.row.get("album_id", 0))
    shown = review if review and review.is_published() else None
    who, why = _author(told)
    line = Correction(
        at=first.at,
        about=str(album) if album else "An album that is gone",
        language=album.language if album else "",
        link=(shown.get_absolute_url() if shown else album.get_absolute_url()) if album else "",
        who=who,
        why=why,
        history=shown.get_public_history_url() if shown else "",
        gone=shown is None,
    )
    writer = review.critic_id if review else first.row.get("critic_id")
    byline = shown.byline if shown and writer else names.get((Critic, writer)) if writer in listed else ""
    of_review = f"The review by {byline}" if byline else "A review whose critic is not named"
    line.said = of_review
    for event in told:
        if event.model is Excerpt:
            line.differences += _of_excerpt(event, review.language if review else "")
        elif event.label == "delete":
            line.said = f"{of_review} was removed."
        else:
            if "status" in event.new_values:
                withdrawn = event.new_values["status"] == Review.Status.WITHDRAWN
                line.said = f"{of_review} was {'withdrawn' if withdrawn else 'taken off the page'}."
            if shown:
                line.differences += _differences(event, names, shown.language)
    return line


def _of_excerpt(event: Event, language: str) -> list[Difference]:
    if event.label == "delete":
        return [Difference("Excerpt removed", str(event.row["text"]), None, language=language)]
    return _differences(event, {}, language)


def _of_album(told: list[Event], album: Album | None, names: Mapping) -> Correction:
    who, why = _author(told)
    line = Correction(
        at=told[0].at,
        about=str(album) if album else str(told[0].row["title"]),
        language=album.language if album else "",
        link=album.get_absolute_url() if album else "",
        who=who,
        why=why,
        said="The album",
    )
    for event in told:
        line.differences += _differences(event, names, "")
        if {"release_date", "release_precision"} & event.new_values.keys():
            line.differences.append(
                Difference("Released", _released(event.row), _released(event.row | event.new_values))
            )
    return line


def _released(row: Mapping[str, Any]) -> str:
    moment = stored_field(Album, "release_date").to_python(row["release_date"])
    return Album(release_date=moment, release_precision=row["release_precision"]).released or NOTHING


def _differences(event: Event, names: Mapping, language: str) -> list[Difference]:
    fields = fields_of(event.model)
    found = []
    for column, label in _LABELS.items():
        if column in event.new_values and column in fields:
            old, new = (in_words(fields[column], row[column], names) for row in (event.row, event.new_values))
            own = language if column in ("headline", "text") else ""
            found.append(Difference(label, old, new, language=own))
    if "body" in event.new_values and event.row["hosted"]:
        pieces = compare_words(str(event.row["body"]), str(event.new_values["body"]))
        found.append(Difference("Text", "", "", _around_changes(pieces), language))
    return found


def _around_changes(pieces: list[Piece], words: int = 8) -> list[Piece]:
    """The changed words with a few around them: the whole text stands on the page that the line leads to."""
    short = []
    for number, piece in enumerate(pieces):
        if piece.kind != "same":
            short.append(piece)
            continue
        said = piece.text.split(" ")
        if len(said) <= 2 * words:
            short.append(piece)
            continue
        opening = " ".join(said[:words]) + " " if number else ""
        end = " " + " ".join(said[-words:]) if number < len(pieces) - 1 else ""
        short.append(Piece("same", f"{opening}…{end}"))
    return short


def _author(told: list[Event]) -> tuple[str, str]:
    """Who it was, in kind and never by name, and why."""
    context = next((event.context for event in told if event.context.get("why")), told[0].context)
    return _hand(context), public_part(str(context.get("why", "")))


def _hand(context: Mapping[str, object]) -> str:
    if context.get("rearrangement"):
        return "a curator"
    if hand := context.get("hand"):
        return f"the {hand}" if hand == "critic" else "a curator"
    if context.get("user"):
        return "the critic" if str(context.get("url", "")).startswith(("/desk/", "/account/")) else "a curator"
    return "an import" if context.get("command") else "the site’s keepers"


def _ways(rearrangements: Iterable[Rearrangement]) -> dict[tuple[str, int], tuple[str, str]]:
    """Where readers find the records that stayed: address and language."""
    rearrangements = list(rearrangements)
    ways = {}
    for kind, readable in _READABLE.items():
        keys = [done.survivor_id for done in rearrangements if done.kind == kind]
        for record in readable().filter(pk__in=keys) if keys else ():
            ways[str(kind), record.pk] = record.get_absolute_url(), getattr(record, "language", "")
    return ways


_READABLE: dict[Rearrangeable, Callable[[], QuerySet[Any]]] = {
    Rearrangeable.ALBUM: lambda: Album.objects.listed().select_related("lead_artist"),
    Rearrangeable.ARTIST: Artist.objects.listed,
    Rearrangeable.CRITIC: Critic.objects.listed,
    Rearrangeable.PUBLICATION: Publication.objects.all,
}
"""The records of each kind whose pages readers may open."""


def _rearranged(done: Rearrangement, ways: Mapping, listed: Container[int]) -> Correction:
    link, language = ways.get((done.kind, done.survivor_id), ("", ""))
    merged = done.action == Rearrangement.Action.MERGE
    unnamed = done.kind == Rearrangeable.CRITIC and done.other_id not in listed
    other = "Another byline" if unnamed else f"The {done.kind} “{done.other_name}”"
    said = f"{other} was {'merged into this one' if merged else 'split from this one'}."
    return Correction(
        at=done.at,
        about=done.survivor_name,
        link=link,
        language=language,
        who="a curator" if done.by_id else "the site’s keepers",
        why=public_part(done.reason),
        said=said,
        undone_at=done.undone_at,
    )
