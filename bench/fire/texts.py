"""Hostile texts through every form, eight at once by one person, while somebody reads an album's page."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.fire.ground import Grounds, People
from bench.fire.hostile import LISTS_WITHIN_LISTS, hostile
from bench.fire.outcomes import Row, shortened
from bench.fire.reader import Reader
from bench.serving.client import Client
from bench.serving.site import Site

TITLE = "Hostile texts"
AT_ONCE = 8
POST_SECONDS, READER_P99 = 3.0, 0.5
MEGABYTE, LINE = 1_000_000, 20_000
PROSE = "The guitars have left by the third song, and nobody on the record looks up to see them go. " * 6

# As many as are posted through every door in minutes; tests run the readers themselves over all of them.
LONG = (
    "lines of one letter",
    "paragraphs of one letter",
    "lines of labels",
    "lines of headings",
    "a run of halves",
    "a run of next lines",
    "a run of square brackets",
    "a run of open tags",
    "a run of ligatures that unfold eighteenfold",
    "a run of letters",
    "a run of spaces",
    "many days",
    "many letters with accents",
    LISTS_WITHIN_LISTS,
)
ON_A_LINE = (
    "a run of spaces",
    "a run of tabs",
    "a run of no-break spaces",
    "a run of next lines",
    "a run of round brackets",
    "a run of closed brackets",
    "a run of figures and colons",
    "a run of dashes between blanks",
    "a run of ligatures that unfold eighteenfold",
    "a run of full stops",
)


@dataclass(frozen=True)
class Door:
    """A form that takes text: who posts it, where, and the form around a text."""

    name: str
    who: str
    path: str
    form: Callable[[str], Mapping[str, object]]


@dataclass
class Through:
    """Every post through one door: seconds, and those that were answered wrongly or not at all."""

    seconds: list[tuple[float, str]] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def attack(grounds: Grounds) -> Iterator[Row]:
    """Post every text through every door that takes such."""
    with grounds.served("texts") as (site, people), Reader(site, people.album) as reader:
        time.sleep(3)
        alone = reader.p99()
        # After some prose, so that a reader of documents takes them for a review.
        long = {name: f"{PROSE}\n\n{_megabyte(name)}" for name in LONG}
        short = {name: hostile(name, LINE) for name in ON_A_LINE}
        for texts, doors in ((long, doors_for_texts(people)), (short, doors_for_lines(people))):
            for door in doors:
                reader.forget()
                yield from _rows(door, _through(site, people, door, texts), reader)
    yield Row("the reader's p99 before, for comparison", 1, f"{alone:.2f} s", "-", met=True)


def _megabyte(name: str) -> str:
    sample = hostile(name, 1)
    return hostile(name, MEGABYTE * len(sample) // len(sample.encode()))


def _rows(door: Door, found: Through, reader: Reader) -> Iterator[Row]:
    slowest, at = max(found.seconds, default=(0.0, "nothing was answered"))
    late = [f"{text} after {seconds:.1f} s" for seconds, text in found.seconds if seconds > POST_SECONDS]
    counts = ", ".join(f"{count} times {status}" for status, count in sorted(found.statuses.items()))
    seen = f"the slowest took {slowest:.1f} s ({at}); {counts}"
    if problems := found.wrong + late:
        seen += f"; {len(problems)} wrong or late: {shortened('; '.join(problems[:4]), 160)}"
    wanted = f"each answered within {POST_SECONDS:g} s, and nothing of 5xx but 503"
    yield Row(door.name, len(found.seconds) + len(found.wrong), seen, wanted, met=not problems)
    p99 = reader.p99()
    seen = f"p99 {p99:.2f} s, {len(reader.wrong)} errors"
    wanted = f"p99 at most {READER_P99:g} s, no error"
    yield Row("a reader meanwhile", reader.count, seen, wanted, met=0 < p99 <= READER_P99 and not reader.wrong)


def _through(site: Site, people: People, door: Door, texts: Mapping[str, str]) -> Through:
    found = Through()

    def post(name: str, body: bytes) -> None:
        try:
            with Client(site.host, site.port) as client:
                answer = client.post_encoded(door.path, body, people.headers[door.who])
        except OSError as error:
            found.wrong.append(f"{name}: {error}")
            return
        found.seconds.append((answer.seconds, name))
        found.statuses[answer.status] += 1
        if answer.status >= 500 and answer.status != 503:
            found.wrong.append(f"{name}: {answer.status}")

    for name in texts:
        body = urlencode(door.form(texts[name])).encode()
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(post, [name] * AT_ONCE, [body] * AT_ONCE))
    return found


def doors_for_texts(people: People) -> list[Door]:
    """Forms that take a whole text."""
    written = people.forms[0]

    def desk(step: str) -> Callable[[str], Mapping[str, object]]:
        return lambda text: {**written, "form_token": "", "step": step, "body": text, "excerpt-TOTAL_FORMS": 0}

    return [
        *(Door(f"the desk: {step}", "critic", "/desk/reviews/new/", desk(step))
          for step in ("read", "suggest", "preview", "save")),
        Door("curators: a pasted document", "curator", "/admin/bring-in/", lambda text: {"pasted": text}),
    ]  # fmt: skip


def doors_for_lines(people: People) -> list[Door]:
    """Forms that take a line, or lines."""
    written: dict[str, Any] = {**people.forms[0], "form_token": ""}

    def saving(**said: str) -> Mapping[str, object]:
        return {**written, "step": "save", **said}

    def proposing(**said: str) -> Mapping[str, object]:
        proposal = {"proposal_title": "Low Water", "proposal_artist": "Fire witness", "album": "new"}
        return saving(**proposal | said)

    desk, intake = ("critic", "/desk/reviews/new/"), ("curator", "/admin/bring-in/")
    return [
        Door("the desk: tracks of an album", *desk, lambda text: proposing(proposal_tracks=text)),
        Door("the desk: title of an album", *desk, lambda text: proposing(proposal_title=text)),
        Door("the desk: an excerpt", *desk, lambda text: saving(body=PROSE + text, **{"excerpt-0-text": text})),
        Door("the desk: every short field", *desk, lambda text: saving(**dict.fromkeys(SHORT_FIELDS, text))),
        Door("curators: a line of a document", *intake, lambda text: {"pasted": f"{PROSE}\n\n{text}"}),
        Door("an address of one's own", "critic", "/desk/bring-in/", lambda text: {"address": f"http://{text}"}),
    ]


SHORT_FIELDS = ("headline", "source_url", "published_on", "updated_on", "grade_written", "album_query", "language")
