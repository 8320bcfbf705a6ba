"""What somebody pasted: an id, an address on musicbrainz.org, or words to look for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

TAKEN = ("release-group", "release", "artist")
"""Things of MusicBrainz that lead to records, in the order in which an id alone is tried."""

OTHERS = {
    "recording": "a recording: give the release group or the release that it is on",
    "work": "a work, which many records may have: give the release group of one",
    "label": "a label: give the release group of one of its records",
    "track": "a track: give the release group or the release that it is on",
    "medium": "one disc of a release: give the release",
    "collection": "somebody’s list: give the records on it one by one",
    "series": "a series: give the records in it one by one",
    **dict.fromkeys(("area", "event", "genre", "instrument", "place", "url"), "no record and no artist"),
}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """A thing of MusicBrainz by its id; `entity` is empty where the id alone was given."""

    musicbrainz_id: UUID
    entity: str = ""

    def __str__(self) -> str:
        return f"{self.entity or 'id'} {self.musicbrainz_id}"


class NoRecord(ValueError):
    """What was asked for is no record and no artist, or none that can stand here; the message says why."""


def read_reference(text: str) -> Reference | None:
    """The thing that an id or an address names; None for words. Raises NoRecord for an address of another thing."""
    written = text.strip()
    if _UUID.fullmatch(written):
        return Reference(UUID(written))
    if not _is_address(written):
        return None
    parts = [part for part in urlsplit(written if "//" in written else f"//{written}").path.split("/") if part]
    if parts[:2] == ["ws", "2"]:
        parts = parts[2:]
    entity = parts[0].lower() if parts else ""
    if entity in OTHERS:
        raise NoRecord(f"That is {OTHERS[entity]}.")
    if entity not in TAKEN or len(parts) < 2 or not _UUID.fullmatch(parts[1]):
        raise NoRecord("That is no address of a release group, a release or an artist at MusicBrainz.")
    return Reference(UUID(parts[1]), entity)


def _is_address(written: str) -> bool:
    if any(character.isspace() for character in written):
        return False
    try:
        host = urlsplit(written if "//" in written else f"//{written}").hostname or ""
    except ValueError:
        return False
    return host == "musicbrainz.org" or host.endswith(".musicbrainz.org")
