"""Asking MusicBrainz's web service: in the site's turn, under its name, and each question once in a while.

The service wants at most one request a second from one place, and an agent that says whom to write to. The turn is kept
in the database (`common.turns`), so all processes of the site share it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from albums.models.album_source import CatalogueHost, KeptAnswer
from albums.musicbrainz.groups_as_entries import has_id
from albums.musicbrainz.references import NoRecord
from common.fetch_agent import fetch_agent
from common.fetching import SECONDS_TO_GET, Fetched, Fetcher, NoAnswer, NotAsked
from common.turns import NotYet, Turn, retry_after, turn_at

BUSY = (429, 503)
GOOD_FOR = timedelta(days=1)
"""How long an answer is good for; after that it is asked for anew, and serves only while the source is away."""
KEPT_FOR = timedelta(days=60)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(hours=1)
MOST_BYTES = 20_000_000
A_PAGE = 100
MOST_PAGES = 50
NOT_FREE = frozenset({"annotation", "genres", "rating", "tags", "user-genres", "user-rating", "user-tags"})
"""What an answer may hold that is not in the public domain. It is never asked for, and never kept."""
LEFT_ALONE = "it has asked to be left alone, or others of this site are asking it."

Said = dict[str, Any]


class Away(Exception):
    """MusicBrainz does not answer as it should; the message says how. `after` is how long to leave it alone."""

    def __init__(self, problem: str, after: timedelta = LONGEST_PAUSE) -> None:
        super().__init__(f"MusicBrainz does not answer just now: {problem}")
        self.after = after


class NotThere(NoRecord):
    """MusicBrainz knows nothing by that id."""


@dataclass
class MusicBrainz:
    """The web service. `patience` is how many seconds a question may wait for its turn and be repeated in all.

    `fresh` asks anew what was answered before; without `asks` nothing is asked, and only what is kept is known. `until`
    is when all questions together must be answered. `clock` and `wait` are the passing of time.
    """

    fetcher: Fetcher = field(default_factory=lambda: Fetcher(fetch_agent(), loopback=settings.FETCH_LOOPBACK))
    patience: float = 60
    fresh: bool = False
    asks: bool = True
    until: datetime | None = None
    clock: Callable[[], datetime] = timezone.now
    wait: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        self._asked: set[str] = set()

    def release_group(self, key: UUID) -> Said:
        """A release group with its credits, its releases and its links. Raises NotThere and Away."""
        return self._look_up("release-group", key, "artist-credits+aliases+releases+url-rels")

    def release(self, key: UUID) -> Said:
        """A release with its labels and tracks, and the group that it is of. Raises NotThere and Away."""
        return self._look_up("release", key, "labels+recordings+release-groups")

    def artist(self, key: UUID) -> Said:
        """An artist. Raises NotThere and Away."""
        return self._look_up("artist", key, "aliases")

    def releases_of(self, group: UUID) -> list[Said]:
        """All official releases of a group, for those that have more than a lookup names. Raises Away."""
        return list(self._browse("release", {"release-group": str(group), "status": "official"}))

    def groups_of(self, artist: UUID) -> list[Said]:
        """The albums and EPs that an artist is credited on. Raises Away."""
        return list(self._browse("release-group", {"artist": str(artist), "type": "album|ep"}))

    def search(self, entity: str, words: str, most: int = 8) -> list[Said]:
        """Release groups or artists that the words name, the best first. Raises Away."""
        query = {"query": escaped(words), "dismax": "true", "limit": str(most), "fmt": "json"}
        found = self._ask(f"{entity}?{urlencode(query)}").get(f"{entity}s")
        return [row for row in found if has_id(row)] if isinstance(found, list) else []

    def _look_up(self, entity: str, key: UUID, parts: str) -> Said:
        said = self._ask(f"{entity}/{key}?inc={parts}&fmt=json")
        if not has_id(said):
            raise Away("what it answers has no id.")
        return said

    def _browse(self, entity: str, linked: dict[str, str]) -> Iterator[Said]:
        for page in range(MOST_PAGES):
            query = linked | {"limit": str(A_PAGE), "offset": str(page * A_PAGE), "fmt": "json"}
            said = self._ask(f"{entity}?{urlencode(query, safe='|')}")
            rows = said.get(f"{entity}s")
            if not isinstance(rows, list) or not rows:
                return
            yield from (row for row in rows if has_id(row))
            total = said.get(f"{entity}-count")
            if not isinstance(total, int) or total <= (page + 1) * A_PAGE:
                return

    def _ask(self, path: str) -> Said:
        """The answer, kept or asked for now. While the source is away, one that was kept long ago will do."""
        kept = KeptAnswer.objects.filter(path=path).first()
        if kept and (path in self._asked or not (self.fresh or self.clock() - kept.answered_at >= GOOD_FOR)):
            return kept.said
        try:
            if not self.asks:
                raise Away("it is not to be asked now.")
            said = self._ask_until_answered(path)
        except Away:
            if kept is None or self.fresh:
                raise
            return kept.said
        self._asked.add(path)
        return said

    def _ask_until_answered(self, path: str) -> Said:
        until = self.clock() + timedelta(seconds=self.patience)
        until = min(until, self.until or until)
        pause = FIRST_PAUSE
        while True:
            try:
                return self._ask_in_turn(path, pause)
            except NotYet as turn:
                if self.clock() >= until:
                    raise Away(LEFT_ALONE, timedelta(minutes=1)) from turn
                self.wait(max(settings.MUSICBRAINZ_PAUSE / 10, 0.02))
            except Away as busy:
                if self.clock() + busy.after >= until:
                    raise
                self.wait(busy.after.total_seconds())
                pause = min(pause * 2, LONGEST_PAUSE)

    def _ask_in_turn(self, path: str, pause: timedelta) -> Said:
        url = f"{settings.MUSICBRAINZ_URL}/ws/2/{path}"
        between = timedelta(seconds=settings.MUSICBRAINZ_PAUSE)
        host = urlsplit(url).hostname or ""
        with turn_at(CatalogueHost.objects, host, between, LONGEST_PAUSE, self.clock) as turn:
            try:
                seconds = self._seconds_left()
                answer = self.fetcher.get(url, {"Accept": "application/json"}, seconds=seconds, most_bytes=MOST_BYTES)
            except (NoAnswer, NotAsked) as problem:
                turn.wait_longer(pause)
                raise Away(_begun_small(str(problem)), pause) from problem
            said = _read(answer, turn, pause, self.clock())
        KeptAnswer.keep(path, said, self.clock())
        return said

    def _seconds_left(self) -> float:
        if self.until is None:
            return SECONDS_TO_GET
        return min(max((self.until - self.clock()).total_seconds(), 0.1), SECONDS_TO_GET)


def asked_by_a_visitor() -> MusicBrainz:
    """The web service as a page asks it: somebody waits for the answer, and not for long."""
    return MusicBrainz(until=timezone.now() + timedelta(seconds=settings.REQUEST_SECONDS / 2))


def forget_old_answers() -> None:
    """Throw away what was answered so long ago that it serves nobody."""
    KeptAnswer.objects.filter(answered_at__lt=timezone.now() - KEPT_FOR).delete()


def escaped(words: str) -> str:
    """Words as the search understands them, whatever signs are among them."""
    return re.sub(r'([+\-&|!(){}\[\]^"~*?:\\/])', r"\\\1", " ".join(words.split())[:200])


def address_of(entity: str, key: UUID | str) -> str:
    """The page of a thing on musicbrainz.org."""
    return f"https://musicbrainz.org/{entity}/{quote(str(key))}"


def _read(answer: Fetched, turn: Turn, pause: timedelta, now: datetime) -> Said:
    if answer.status in BUSY or (answer.status >= 500 and "retry-after" in answer.headers):
        asked = retry_after(answer.headers.get("retry-after", ""), now) or timedelta()
        after = min(max(asked, pause), LONGEST_PAUSE)
        turn.wait_longer(after)
        raise Away(f"it answers {answer.status}, too busy.", after)
    if answer.status in (400, 404):
        raise NotThere("MusicBrainz knows nothing by that id.")
    if answer.status != 200:
        turn.wait_longer(pause)
        raise Away(f"it answers {answer.status}.", pause)
    try:
        said = free_part(json.loads(answer.body))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        turn.wait_longer(pause)
        kind = answer.headers.get("content-type", "something else").partition(";")[0][:40]
        raise Away(f"it answers with {kind} in place of a record.", pause)
    return said


def free_part(said: Any) -> Any:
    """What is in the public domain of an answer."""
    if isinstance(said, dict):
        return {key: free_part(value) for key, value in said.items() if key not in NOT_FREE}
    if isinstance(said, str):
        return said.replace("\0", "")
    return [free_part(value) for value in said] if isinstance(said, list) else said


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
