"""A track list as people write it: one track a line, with a number before it and a length behind it if they like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from albums.models import Track
from common.fields import longest_text

MOST_TRACKS = 200
LAST_PLACE = 999
LONGEST_LIST = 50_000
LONGEST_TITLE = longest_text(Track, "title")

_DISC = re.compile(r"(?:disc|disk|cd|lp)\s*#?(\d{1,2})[.:)]?", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>\d{1,3})[.)]\s++")
_BARE_NUMBER = re.compile(r"(?P<side>[A-H]?)(?P<number>\d{1,3})(?:\s*+[.):–-])?\s++(?=\S)")
_LENGTH = re.compile(r"(?<![\s(\[–-])[\s(\[–-]++(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)[)\]]?$")
_NO_LENGTH = " ()"


class ListedTrack(NamedTuple):
    """One track of a list: its length in seconds, None where it is not stated, and its place."""

    title: str
    seconds: int | None = None
    disc: int = 1
    position: int = 1

    @property
    def entry(self) -> Mapping[str, object]:
        """As `albums.entries.import_album` takes it."""
        return {"disc": self.disc, "position": self.position, "title": self.title, "seconds": self.seconds}


class InvalidTrackList(ValueError):
    """A track list that no record can have; the message says which line and why."""


def read_track_list(text: str) -> list[ListedTrack]:
    """The tracks, in the order in which they stand. A line that says “Disc 2” begins a disc.

    Numbers before the titles are left out: those with a full stop or a bracket, and bare ones (“01 Shunting”,
    “A1 Shunting”) where every line has the next. Tracks that all have rising numbers keep them, gaps and all; others
    are counted through. Raises InvalidTrackList.
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    discs = [_DISC.fullmatch(line) for line in lines]
    titles = [line for line, disc in zip(lines, discs, strict=True) if not disc]
    if len(titles) > MOST_TRACKS:
        raise InvalidTrackList(f"That is {len(titles)} tracks; a record has at most {MOST_TRACKS} here.")
    number = _BARE_NUMBER if _counted_through(titles) else _NUMBER
    found: list[ListedTrack] = []
    disc, position, numbered = 1, 0, all(number.match(title) for title in titles)
    for line, begins in zip(lines, discs, strict=True):
        if begins:
            disc, position = min(max(int(begins[1]), 1), LAST_PLACE), 0
            continue
        said = number.match(line)
        stated = int(said["number"]) if said and numbered else 0
        position = stated if stated > position else position + 1
        title, seconds = _title_and_length(line[said.end() :] if said else line, line)
        found.append(ListedTrack(title, seconds, disc, position))
    return found


def printed_track_list(tracks: Iterable[Track]) -> str:
    """The tracks of an album as `read_track_list` reads them, in the order given."""
    return "\n".join(_printed(tracks))


def _printed(tracks: Iterable[Track]) -> Iterator[str]:
    disc = 1
    for track in tracks:
        if track.disc != disc:
            disc = track.disc
            yield f"Disc {disc}"
        ambiguous = not track.length and (track.title.endswith("()") or _LENGTH.search(track.title))
        length = f" {track.length}" if track.length else _NO_LENGTH if ambiguous else ""
        yield f"{track.position}. {track.title}{length}"


def _counted_through(titles: Sequence[str]) -> bool:
    """Whether every line begins with the next number, anew on each side or disc of a record."""
    side, last = "", 0
    for title in titles:
        found = _BARE_NUMBER.match(title)
        if not found or int(found["number"]) not in (1, last + 1 if found["side"] == side else 1):
            return False
        side, last = found["side"], int(found["number"])
    return len(titles) > 1


def _title_and_length(written: str, line: str) -> tuple[str, int | None]:
    without = written.removesuffix(_NO_LENGTH)
    length = _LENGTH.search(written) if without == written else None
    title = (written[: length.start()] if length else without).strip()
    if not title or len(title) > LONGEST_TITLE:
        raise InvalidTrackList(
            f"“{line[:60]}” is no title: write one track a line, with at most {LONGEST_TITLE} letters."
        )
    if not length:
        return title, None
    hours, minutes, seconds = (int(part or 0) for part in length.groups())
    return title, hours * 3600 + minutes * 60 + seconds
