"""What MusicBrainz says of an album beside what stands here, fact by fact, and which of the two is to stand.

The last that was heard is the common ground. A fact that is here as it was heard last, nobody has changed: it follows
the source. One that differs from it a curator has changed, and it stays. Tracks, labels and links are each judged one
by one. A track is never removed: excerpts may name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from albums.models import Album
from common.names import fold

Facts = dict[str, Any]
Entry = Mapping[str, Any]

LABELS = {
    "title": "Title",
    "disambiguation": "Disambiguation",
    "kind": "Kind",
    "release_date": "Released",
    "credits": "Credits",
    "labels": "Labels",
    "tracks": "Tracks",
    "links": "Links",
}
"""What the facts are called."""

ONE_BY_ONE = ("labels", "tracks", "links")


@dataclass(frozen=True)
class SaidOtherwise:
    """A fact that stands here otherwise than the source says it, in lines for people."""

    name: str
    here: list[str]
    there: list[str]

    @property
    def label(self) -> str:
        """What the fact is called."""
        return LABELS[self.name]


def facts_of(album: Album) -> Facts:
    """What stands here."""
    line = album.credits.select_related("artist").order_by("position")
    return {
        "title": album.title,
        "disambiguation": album.disambiguation,
        "kind": album.kind,
        "release_date": album.release_iso,
        "credits": [
            [str(credit.artist.musicbrainz_id or f"#{credit.artist_id}"), credit.credited_as, credit.join_phrase]
            for credit in line
        ],
        "labels": {fold(label.name): label.name for label in album.labels.all()},
        "tracks": {f"{track.disc}.{track.position}": [track.title, track.seconds] for track in album.tracks.all()},
        "links": {link.url: link.kind for link in album.links.all()},
    }


def facts_said(entry: Entry) -> Facts:
    """What an entry says, in the same form."""
    rows = entry.get("artists") or []
    return {
        "title": entry.get("title", ""),
        "disambiguation": entry.get("disambiguation", ""),
        "kind": entry.get("kind", ""),
        "release_date": entry.get("release_date", ""),
        "credits": [
            [row["musicbrainz_id"], row["credited_as"], row["join"] or (" & " if number < len(rows) else "")]
            for number, row in enumerate(rows, 1)
        ],
        "labels": {fold(name): name for name in entry.get("labels") or []},
        "tracks": {
            f"{row['disc']}.{row['position']}": [row["title"], row["seconds"]] for row in entry.get("tracks") or []
        },
        "links": {row["url"]: row["kind"] for row in entry.get("links") or []},
    }


def credit_said(entry: Entry) -> str:
    """The credit line of an entry, as printed."""
    return "".join(f"{row['credited_as'] or row['name']}{row['join']}" for row in entry["artists"]).strip()


def brought_together(heard: Facts | None, here: Facts, said: Facts) -> Facts:
    """What is to stand: what the source says where nobody has changed it. `heard` is None the first time."""
    return {
        name: (_each if name in ONE_BY_ONE else _whole)(name, heard and heard[name], here[name], said[name])
        for name in LABELS
    }


def differences(here: Facts, said: Facts, credit_line: str, entry: Entry) -> list[SaidOtherwise]:
    """What stands here otherwise than the source says it. What is here besides, of tracks and links, is no matter.

    Credits are shown by their names: here `credit_line`, there those of the entry.
    """
    found = []
    for name in LABELS:
        ours, theirs = _apart(name, here[name], said[name])
        if ours == theirs:
            continue
        if name == "credits":
            found.append(SaidOtherwise(name, [credit_line], [credit_said(entry)]))
        else:
            found.append(SaidOtherwise(name, _lines(name, ours), _lines(name, theirs)))
    return found


def _whole(name: str, heard: Any, here: Any, said: Any) -> Any:
    if not said:
        return here
    if heard is not None:
        return said if here == heard else here
    tells_more = name == "release_date" and said.startswith(here)
    return said if not here or tells_more else here


def _each(name: str, heard: dict[str, Any] | None, here: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    if heard is None and name == "tracks":
        return here or said
    known = heard or {}
    standing = here | {
        key: value for key, value in said.items() if (here[key] == known.get(key) if key in here else key not in known)
    }
    if name != "tracks":
        for key in known.keys() - said.keys():
            if here.get(key) == known[key]:
                standing.pop(key, None)
    return standing


def _apart(name: str, here: Any, said: Any) -> tuple[Any, Any]:
    """The parts of a fact that differ."""
    if name == "labels":
        return (here, said) if said and here.keys() != said.keys() else ({}, {})
    if name not in ONE_BY_ONE:
        return (here, said) if said else (here, here)
    theirs = {key: value for key, value in said.items() if not _agree(name, here.get(key), value)}
    return {key: here[key] for key in theirs if key in here}, theirs


def _agree(name: str, here: Any, said: Any) -> bool:
    if name == "links":
        return here is not None
    return here is not None and here[0] == said[0] and said[1] in (None, here[1])


def _lines(name: str, fact: Any) -> list[str]:
    if name == "tracks":
        return [f"{key}. {title}{_length(seconds)}" for key, (title, seconds) in fact.items()]
    if name == "links":
        return list(fact)
    if name == "labels":
        return [", ".join(fact.values())]
    return [str(fact)]


def _length(seconds: int | None) -> str:
    return f" {seconds // 60}:{seconds % 60:02}" if seconds else ""
