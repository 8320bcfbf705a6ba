"""A MusicBrainz on this machine: invented records, answered over HTTP in the form that its documentation describes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid5

from tests.web import Page, Request, Web, serving

HOST = "musicbrainz.example"
COVERS = "covers.example"
SPACE = UUID("6c1a7b1e-4a0b-4d55-9a5e-0d2f8c3b1e77")
Said = dict[str, Any]


def key_of(kind: str, name: str) -> str:
    """The id of an invented thing."""
    return str(uuid5(SPACE, f"{kind} {name}"))


class Clock:
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.now += timedelta(seconds=seconds)


def artist(name: str, **more: Any) -> Said:
    """An artist as it stands in a credit."""
    return {
        "id": key_of("artist", name),
        "name": name,
        "sort-name": more.pop("sort_name", name),
        "disambiguation": "",
        "type": "Group",
        "country": "NO",
        "aliases": [{"name": alias, "sort-name": alias, "ended": False} for alias in more.pop("aliases", [])],
        **more,
    }


def credit(*names: Any) -> list[Said]:
    """A credit line: names and what joins them in turn; a name may be an artist, or one and how they are printed."""
    found: list[Said] = []
    for number, part in enumerate(names):
        if number % 2:
            found[-1]["joinphrase"] = part
            continue
        who, printed = part if isinstance(part, tuple) else (part, None)
        who = artist(who) if isinstance(who, str) else who
        found.append({"name": printed or who["name"], "joinphrase": "", "artist": who})
    return found


def group(title: str, credited: list[Said] | None = None, **more: Any) -> Said:
    """A release group as a lookup answers it, what is not in the public domain among it."""
    return {
        "id": more.pop("key", key_of("release-group", title)),
        "title": title,
        "primary-type": more.pop("primary", "Album"),
        "secondary-types": more.pop("secondary", []),
        "first-release-date": more.pop("date", "2019-03-08"),
        "disambiguation": "",
        "artist-credit": credited or credit("The Slow Ferries"),
        "releases": [],
        "relations": [],
        "annotation": "<b>Not for taking</b>",
        "tags": [{"name": "folk", "count": 3}],
        "genres": [{"name": "folk", "count": 3}],
        "rating": {"value": 4.5, "votes-count": 2},
        **more,
    }


def release(name: str, tracks: list[tuple[str, int | None]] | None = None, **more: Any) -> Said:
    """A release; `tracks` are titles with lengths in milliseconds, all on one disc."""
    listed = [("Slack Water", 247_000), ("Low Tide", None)] if tracks is None else tracks
    return {
        "id": key_of("release", name),
        "title": name,
        "status": more.pop("status", "Official"),
        "date": more.pop("date", "2019-03-08"),
        "country": "NO",
        "label-info": [
            {"catalog-number": "CR 7", "label": {"id": key_of("label", one), "name": one}}
            for one in more.pop("labels", ["Cold Rooms"])
        ],
        "media": more.pop("media", [medium(listed)]),
        **more,
    }


def medium(tracks: list[tuple[str, int | None]], **more: Any) -> Said:
    """One disc."""
    return {
        "position": 1,
        "format": "CD",
        "track-count": len(tracks),
        "tracks": [
            {"id": key_of("track", title), "number": str(place), "position": place, "title": title, "length": length}
            for place, (title, length) in enumerate(tracks, 1)
        ],
        **more,
    }


@dataclass
class Brainz:
    """The service: what it has by path, who was refused, and whether it is strict about its one request a second."""

    web: Web
    clock: Clock = field(default_factory=Clock)
    strict: bool = False
    away: Page | None = None
    refused: int = 0
    _last: datetime | None = None

    def __post_init__(self) -> None:
        self._said: dict[str, Said] = {}
        self._pages: list[str] = []

    def has(self, entity: str, said: Said, *also: str) -> str:
        """Answer with that thing under its id, and under ids that went into it. Returns the id."""
        for key in (said["id"], *also):
            self._put(f"{entity}/{key}", said)
        return said["id"]

    def record(self, title: str, credited: list[Said] | None = None, *also: str, **more: Any) -> str:
        """A release group with one official release. Returns the group's id."""
        details = {name: more.pop(name) for name in ("tracks", "labels", "media") if name in more}
        put_out = release(title, date=more.get("date", "2019-03-08"), **details)
        found = group(title, credited, **more)
        found["releases"] = more.get("releases", [self._named(put_out)])
        self.has("release", put_out | {"release-group": {"id": found["id"], "title": title}})
        return self.has("release-group", found, *also)

    def release(self, said: Said) -> Said:
        """A release that can be asked for, as a group's lookup names it."""
        self.has("release", said)
        return self._named(said)

    def lacks(self, key: str) -> str:
        """Answer that nothing has that id, as long as it is there to answer."""
        for entity in ("release-group", "release", "artist"):
            self.web.answer(f"http://{HOST}/ws/2/{entity}/{key}", lambda request: self._guarded(Page(b"{}", 404)))
        return key

    def finds(self, entity: str, *found: Said) -> None:
        """Whatever is searched for, find these."""
        self._put(entity, {f"{entity}s": list(found), "count": len(found), "offset": 0})

    def browses(self, entity: str, rows: list[Said]) -> None:
        """Answer whoever browses with these, a page at a time."""

        def page(request: Request) -> Page:
            query = parse_qs(urlsplit(request.path).query)
            start, most = int(query["offset"][0]), min(int(query["limit"][0]), 100)
            some = {f"{entity}s": rows[start : start + most], f"{entity}-count": len(rows), f"{entity}-offset": start}
            return _page(some)

        self.web.answer(f"http://{HOST}/ws/2/{entity}", lambda request: self._guarded(page(request)))

    def _named(self, said: Said) -> Said:
        return {name: said[name] for name in ("id", "title", "status", "date", "country")}

    def _put(self, path: str, said: Said) -> None:
        self.web.answer(f"http://{HOST}/ws/2/{path}", lambda request: self._guarded(_page(said)))

    def _guarded(self, page: Page) -> Page:
        now = self.clock()
        early = self._last is not None and now - self._last < timedelta(seconds=1)
        self._last = now
        if self.strict and early:
            self.refused += 1
            return Page(
                b'{"error": "Your requests are exceeding the allowable rate limit."}', 503, {"Retry-After": "2"}
            )
        return self.away or page

    @property
    def asked(self) -> list[str]:
        """What it was asked for."""
        return [path.removeprefix("/ws/2/") for path in self.web.paths(HOST)]


def _page(said: Said) -> Page:
    return Page(json.dumps(said).encode(), 200, {"Content-Type": "application/json; charset=utf-8"})


@contextmanager
def brainz_on(settings: Any) -> Iterator[Brainz]:
    """MusicBrainz and the Cover Art Archive on this machine, without a pause between two requests."""
    with serving() as web:
        settings.FETCH_LOOPBACK = dict.fromkeys((HOST, COVERS), web.port)
        settings.MUSICBRAINZ_URL, settings.COVER_ART_URL = f"http://{HOST}", f"http://{COVERS}"
        settings.MUSICBRAINZ_PAUSE = 0
        yield Brainz(web)
