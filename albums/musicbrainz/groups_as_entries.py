"""What MusicBrainz answers as an entry that `albums.entries` understands. Pure functions over its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard
from uuid import UUID

from albums.entries import InvalidEntry, release_date
from albums.models import Album, AlbumLink
from albums.musicbrainz.references import NoRecord

Said = Mapping[str, Any]

NO_LABEL = "157afde4-4bf5-4039-8ad2-5a15acc85176"
NOT_A_RECORD = {"Single": "a single", "Broadcast": "a broadcast"}
SPOKEN = {"Audiobook": "an audiobook", "Audio drama": "an audio drama", "Interview": "an interview"}
KINDS = (
    ("Soundtrack", Album.Kind.SOUNDTRACK),
    ("Mixtape/Street", Album.Kind.MIXTAPE),
    ("Live", Album.Kind.LIVE),
    ("Compilation", Album.Kind.COMPILATION),
)
"""Secondary types by what they say of a record; the first that it has counts."""
LINKS = {
    "official homepage": AlbumLink.Kind.OFFICIAL,
    "free streaming": AlbumLink.Kind.STREAM,
    "streaming": AlbumLink.Kind.STREAM,
    "purchase for download": AlbumLink.Kind.BUY,
    "purchase for mail-order": AlbumLink.Kind.BUY,
    **dict.fromkeys(("allmusic", "discogs", "wikidata", "wikipedia"), AlbumLink.Kind.ABOUT),
}
PICTURES = re.compile(r"dvd|blu-ray|vhs|laserdisc|video", re.IGNORECASE)
MOST_LINKS = 30
MOST_ALIASES = 30
LONGEST_JOIN = 40


def entry_of(group: Said, release: Said | None = None, dated: Iterable[Said] = ()) -> dict[str, Any]:
    """The entry of a release group, with the labels and tracks of a release of it.

    `dated` are its releases, the earliest of which tells the date where the group does not. Raises NoRecord.
    """
    entry: dict[str, Any] = {
        "title": _text(group, "title"),
        "musicbrainz_id": _text(group, "id"),
        "kind": kind_of(group).value,
        "disambiguation": _text(group, "disambiguation"),
        "artists": artists_of(group),
        "labels": labels_of(release) if release else [],
        "tracks": tracks_of(release) if release else [],
        "links": links_of(group),
    }
    if not entry["title"] or not entry["artists"]:
        raise NoRecord("MusicBrainz gives it no title or no artist.")
    if day := first_date(group, dated):
        entry["release_date"] = day
    return entry


def kind_of(group: Said) -> Album.Kind:
    """What kind of record a release group is. Raises NoRecord for what is none."""
    primary = _text(group, "primary-type")
    secondary = [kind for kind in group.get("secondary-types") or [] if isinstance(kind, str)]
    if primary in NOT_A_RECORD:
        raise NoRecord(f"That is {NOT_A_RECORD[primary]}: only albums and EPs have a page here.")
    for kind in secondary:
        if kind in SPOKEN:
            raise NoRecord(f"That is {SPOKEN[kind]}: only albums and EPs have a page here.")
    if primary == "EP":
        return Album.Kind.EP
    return next((kind for name, kind in KINDS if name in secondary), Album.Kind.ALBUM)


def first_date(group: Said, dated: Iterable[Said] = ()) -> str:
    """When it first came out, as exactly as that is known: of the group, else of its releases; empty when unknown."""
    stated = [_date(group.get("first-release-date")), *sorted(_date(release.get("date")) for release in dated)]
    return next((day for day in stated if day), "")


def artists_of(thing: Said) -> list[dict[str, Any]]:
    """The credit line. An artist who stands in it twice is named the second time by what joins the others."""
    found: list[dict[str, Any]] = []
    for credit in _rows(thing, "artist-credit"):
        artist = credit.get("artist")
        if not has_id(artist) or not _text(artist, "name"):
            continue
        name, credited = _text(artist, "name"), _text(credit, "name")
        join = credit.get("joinphrase")
        join = join if isinstance(join, str) else ""
        if any(row["musicbrainz_id"] == artist["id"] for row in found):
            found[-1]["join"] = f"{found[-1]['join']}{credited or name}{join}"
            continue
        found.append(
            {
                "name": name,
                "musicbrainz_id": artist["id"],
                "sort_name": _text(artist, "sort-name"),
                "disambiguation": _text(artist, "disambiguation")[:200],
                "aliases": aliases_of(artist),
                "credited_as": credited if credited != name else "",
                "join": join,
            }
        )
    if any(len(row["join"]) > LONGEST_JOIN for row in found):
        raise NoRecord(f"Its credit line has more than {LONGEST_JOIN} characters between two names.")
    return found


def aliases_of(artist: Said) -> list[str]:
    """Other names of an artist, search hints among them; not those that are over."""
    names = (_text(row, "name") for row in _rows(artist, "aliases") if not row.get("ended"))
    return list(dict.fromkeys(name for name in names if name and len(name) <= 300))[:MOST_ALIASES]


def links_of(group: Said) -> list[dict[str, str]]:
    """Where to hear, buy or read about it, as far as links still hold. Reviews are for people to bring in."""
    found: dict[str, dict[str, str]] = {}
    for relation in _rows(group, "relations"):
        kind, url = LINKS.get(_text(relation, "type")), relation.get("url")
        where = _text(url, "resource") if isinstance(url, Mapping) else ""
        if kind and not relation.get("ended") and where.startswith(("http://", "https://")) and len(where) <= 1000:
            found.setdefault(where, {"kind": kind.value, "url": where})
    return list(found.values())[:MOST_LINKS]


def earliest_official(releases: Sequence[Said]) -> Said | None:
    """The official release that came out first; of several that may have, the one whose date says most."""
    official = [release for release in releases if release.get("status") == "Official"] or list(releases)
    if not official:
        return None
    return min(official, key=lambda release: (_sorted_late(_date(release.get("date"))), _text(release, "id")))


def labels_of(release: Said) -> list[str]:
    """Who put it out."""
    labels = [row["label"] for row in _rows(release, "label-info") if isinstance(row.get("label"), Mapping)]
    names = (_text(label, "name") for label in labels if label.get("id") != NO_LABEL)
    return list(dict.fromkeys(name[:120] for name in names if name))


def tracks_of(release: Said) -> list[dict[str, Any]]:
    """What is on it, discs with pictures left out."""
    found = []
    discs = [medium for medium in _rows(release, "media") if not PICTURES.search(_text(medium, "format"))]
    for number, medium in enumerate(discs, 1):
        for place, track in enumerate(_rows(medium, "tracks"), 1):
            length = track.get("length")
            seconds = round(length / 1000) if isinstance(length, int | float) and 0 < length < 32_000_000 else None
            title = _text(track, "title")[:500] or "[untitled]"
            found.append({"disc": number, "position": place, "title": title, "seconds": seconds})
    return found


def has_id(said: Any) -> TypeGuard[dict[str, Any]]:
    """Whether this is a thing of MusicBrainz's with an id."""
    try:
        return isinstance(said, dict) and bool(UUID(said["id"]))
    except (KeyError, ValueError, TypeError, AttributeError):
        return False


def credit_line(thing: Said) -> str:
    """The names as printed."""
    return "".join(
        f"{_text(credit, 'name')}{credit.get('joinphrase') or ''}" for credit in _rows(thing, "artist-credit")
    ).strip()


def _date(value: object) -> str:
    """A date that says at least the year, or nothing."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        release_date(text)
    except InvalidEntry:
        return text[:4] if re.fullmatch(r"(?!0000)\d{4}-.*", text) else ""
    return text


def _sorted_late(day: str) -> str:
    return day + "9999-99-99"[len(day) :]


def _rows(thing: Said, key: str) -> list[Said]:
    rows = thing.get(key)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _text(thing: Said, key: str) -> str:
    value = thing.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
