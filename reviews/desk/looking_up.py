"""A missing album taken from MusicBrainz into the form: looked for, shown to choose from, filled in with one click."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.http import QueryDict

from albums.entries import InvalidEntry
from albums.musicbrainz.described import form_values
from albums.musicbrainz.offered_records import OfferedRecord, records_offered
from albums.musicbrainz.references import NoRecord
from albums.musicbrainz.web_service import Away, asked_by_a_visitor

TOO_OFTEN = "That is a great many records looked up. Try again in some minutes; what you typed stands here."


@dataclass
class RecordsOffered:
    """What MusicBrainz has by the words that were typed, or why that is not known."""

    found: list[OfferedRecord] = field(default_factory=list)
    problem: str = ""


def offer_records(words: str) -> RecordsOffered:
    """The records that an id, an address or words lead to."""
    try:
        found = records_offered(words[:300], asked_by_a_visitor())
    except (NoRecord, Away) as problem:
        return RecordsOffered(problem=str(problem))
    return RecordsOffered(found, "" if found else "MusicBrainz has no album or EP by these words.")


def filled_in(data: QueryDict, key: str, prefix: str, linked: str) -> tuple[QueryDict, str]:
    """What was posted with the fields for a new album as MusicBrainz says them, and why not where they are not.

    `prefix` begins the names of these fields; `linked` is the one that keeps the id.
    """
    try:
        values = form_values(UUID(key), asked_by_a_visitor())
    except ValueError as problem:  # NoRecord and InvalidEntry say what is wrong; no id says nothing
        return data, str(problem) if isinstance(problem, NoRecord | InvalidEntry) else "Choose one of the records."
    except Away as problem:
        return data, f"{problem} Type it in, or try again later."
    filled = data.copy()
    for name, value in values.items():
        filled[f"{prefix}{name}"] = value
    filled[linked], filled["album"] = key, "new"
    return filled, ""
