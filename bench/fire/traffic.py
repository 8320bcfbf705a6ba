"""People at work: reviews submitted, published and withdrawn, again and again until each is acknowledged."""

from __future__ import annotations

import gzip
import html
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any

from bench.fire.ground import People, said_by
from bench.fire.outcomes import Row, none_of
from bench.serving.client import Client, TimedAnswer
from bench.serving.site import Site

SUBMITTERS, PUBLISHERS, WITHDRAWERS = 2, 1, 1
PAUSE = 0.1
STORED = re.compile(r"/desk/reviews/(\d+)/")
REASON = "Written too soon, and for the wrong record."


@dataclass
class Acknowledged:
    """What the site has said is done, by the reviews' keys. `tried`: withdrawals that were sent at least once."""

    submitted: dict[int, dict[str, Any]] = field(default_factory=dict)
    published: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    tried: list[int] = field(default_factory=list)

    def count(self) -> int:
        """How many in all."""
        return len(self.submitted) + len(self.published) + len(self.withdrawn)


@dataclass
class Answered:
    """How often each status came, with 0 for no answer at all; and what should not have come."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    posts_refused: int = 0
    unkept: list[str] = field(default_factory=list)


class Traffic:
    """`with Traffic(site, people) as traffic:` works in threads until it ends. One thread reads an album's page."""

    def __init__(self, site: Site, people: People) -> None:
        self.site, self.people = site, people
        self.acknowledged, self.answered = Acknowledged(), Answered()
        self.read: list[tuple[float, int]] = []
        self._forms = iter(people.forms)
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._to_publish: Queue[int] = Queue()
        self._to_withdraw: Queue[int] = Queue()

    def __enter__(self) -> Traffic:
        work = [self._submit] * SUBMITTERS + [self._publish] * PUBLISHERS + [self._withdraw] * WITHDRAWERS
        self._threads = [threading.Thread(target=target) for target in [*work, self._read]]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _submit(self) -> None:
        with Client(self.site.host, self.site.port) as client:
            while not self._over.is_set():
                with self._guard:
                    form = next(self._forms, None)
                if form is None:
                    return
                answer = self._until_acknowledged(client, "critic", "/desk/reviews/new/", form, {302})
                if answer and (stored := STORED.search(answer.headers.get("location", ""))):
                    key = int(stored[1])
                    self.acknowledged.submitted[key] = form
                    self._to_publish.put(key)
                self._over.wait(PAUSE)

    def _publish(self) -> None:
        with Client(self.site.host, self.site.port) as client:
            for key in self._keys(self._to_publish):
                if self._until_acknowledged(client, "curator", "/admin/queue/publish/", {"review": key}, {302}):
                    self.acknowledged.published.append(key)
                    self._to_withdraw.put(key)

    def _withdraw(self) -> None:
        with Client(self.site.host, self.site.port) as client:
            for key in self._keys(self._to_withdraw):
                if key % 2:
                    continue
                self.acknowledged.tried.append(key)
                # 409: it is withdrawn already, since an earlier post was done and its answer lost.
                form = {"reason": REASON}
                if self._until_acknowledged(client, "critic", f"/desk/reviews/{key}/withdraw/", form, {302, 409}):
                    self.acknowledged.withdrawn.append(key)

    def _keys(self, queue: Queue[int]) -> Iterator[int]:
        while not self._over.is_set():
            try:
                yield queue.get(timeout=0.2)
            except Empty:
                continue

    def _until_acknowledged(
        self, client: Client, who: str, path: str, form: Mapping[str, object], wanted: set[int]
    ) -> TimedAnswer | None:
        while True:
            answer = self._posted(client, who, path, form)
            if answer is not None and answer.status in wanted:
                return answer
            if answer is not None and answer.status != 503:
                self.answered.wrong.append(f"POST {path}: {answer.status}")
                return None
            if self._over.wait(PAUSE):
                return None

    def _posted(self, client: Client, who: str, path: str, form: Mapping[str, object]) -> TimedAnswer | None:
        try:
            answer = client.post(path, form, self.people.headers[who])
        except OSError:
            answer = None
        self._note(answer)
        if answer is None or answer.status != 503:
            return answer
        self.answered.posts_refused += 1
        if not is_kept(form, answer):
            self.answered.unkept.append(f"POST {path}: {text_of(answer)[:100]}")
        return answer

    def _read(self) -> None:
        while not self._over.is_set():
            with Client(self.site.host, self.site.port) as client:
                try:
                    answer = client.get(self.people.album)
                except OSError:
                    answer = None
            self._note(answer)
            self.read.append((time.monotonic(), answer.status if answer else 0))
            if answer and answer.status not in (200, 503):
                self.answered.wrong.append(f"GET {self.people.album}: {answer.status}")
            self._over.wait(PAUSE / 2)

    def _note(self, answer: TimedAnswer | None) -> None:
        with self._guard:
            self.answered.statuses[answer.status if answer else 0] += 1


def kept(folder: Path, traffic: Traffic) -> Iterator[Row]:
    """What is there of all that was acknowledged, when the site is served no more; and what was answered meanwhile."""
    acknowledged, answered = traffic.acknowledged, traffic.answered
    told = said_by(folder, "bench.fire.witness", asdict(acknowledged))
    counts = f"{len(acknowledged.submitted):,} submitted, {len(acknowledged.published):,} published, "
    counts += f"{len(acknowledged.withdrawn):,} withdrawn"
    yield none_of(f"acknowledged writes lost ({counts})", acknowledged.count(), told["lost"])
    yield none_of("forms stored twice", len(acknowledged.submitted), told["twice"])
    yield none_of("stored consensus unlike one computed afresh", told["albums"], told["wrong"])
    statuses = sorted(answered.statuses.items())
    seen = ", ".join(f"{count:,} times {status or 'no answer'}" for status, count in statuses)
    what = f"answers that were neither right nor 503 ({seen})"
    yield none_of(what, sum(answered.statuses.values()), answered.wrong)
    yield none_of("answers of 503 to a form that lost what was typed", answered.posts_refused, answered.unkept)


def is_kept(form: Mapping[str, object], answer: TimedAnswer) -> bool:
    """Whether the answer hands back everything that was typed."""
    page = html.unescape(text_of(answer))
    return all(str(value) in page for value in form.values())


def text_of(answer: TimedAnswer) -> str:
    """The page, unpacked."""
    packed = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode(errors="replace")
