"""`kill -9` of whatever runs, while reviews are submitted, published and withdrawn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import psutil

from bench.fire.ground import Grounds, people_of, site_in
from bench.fire.outcomes import Row
from bench.fire.traffic import Traffic, kept
from bench.serving.catalogues import CannotMeasure
from bench.serving.site import Site
from config.embedded.server import EmbeddedServer

TITLE = "Kills"
ROUNDS = 3
RECOVERY_SECONDS, PATIENCE_SECONDS = 30, 120
STEADY = 10
PAUSE_BETWEEN = 1.0


@dataclass(frozen=True)
class Kill:
    """What is killed. Where `stops` is true, the server goes too, and a person starts it again."""

    what: str
    strike: Callable[[Site], None]
    stops: bool = False


def attack(grounds: Grounds) -> Iterator[Row]:
    """Kill everything in every way, some times each; then look at what is stored."""
    folder = grounds.fresh("kills")
    by_itself: list[float] = []
    started_again: list[float] = []
    with site_in(folder) as site, Traffic(site, people_of(folder)) as traffic:
        recovered(traffic, time.monotonic())
        for kill in KILLS * ROUNDS:
            time.sleep(PAUSE_BETWEEN)
            kill.strike(site)
            struck = time.monotonic()
            if kill.stops:
                site.launch()
            (started_again if kill.stops else by_itself).append(recovered(traffic, struck, kill.what))
    yield _recovery("kills of what the server starts anew: is there again by itself", by_itself)
    yield _recovery("kills of the server, started again at once: is there again", started_again)
    yield from kept(folder, traffic)


def _recovery(what: str, seconds: Sequence[float]) -> Row:
    seen = f"after {min(seconds):.1f} to {max(seconds):.1f} s"
    return Row(what, len(seconds), seen, f"within {RECOVERY_SECONDS} s", met=max(seconds) <= RECOVERY_SECONDS)


def recovered(traffic: Traffic, since: float, what: str = "the start") -> float:
    """Seconds from then until the album's page is there again, and stays, and something more is acknowledged."""
    before = traffic.acknowledged.count()
    while time.monotonic() - since < PATIENCE_SECONDS and not traffic.site.has_ended:
        time.sleep(0.05)
        answers = [answer for answer in traffic.read[:] if answer[0] > since]
        if traffic.acknowledged.count() > before and len(answers) >= STEADY:
            late = answers[-STEADY:]
            if all(status == 200 for _, status in late):
                return _first_of_streak(answers) - since
    is_over = "is over" if traffic.site.has_ended else "does not answer"
    seconds = time.monotonic() - since
    raise CannotMeasure(f"{seconds:.0f} s after {what} the site {is_over}:\n{traffic.site.said()[-2000:]}")


def _first_of_streak(answers: Sequence[tuple[float, int]]) -> float:
    """When the answers that came last and are all 200 began."""
    began = answers[-1][0]
    for at, status in reversed(answers):
        if status != 200:
            break
        began = at
    return began


def _kill(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def _postgres(site: Site) -> list[psutil.Process]:
    found = EmbeddedServer(site.folder).process()
    return [found] if found else []


def _connections(site: Site) -> list[psutil.Process]:
    """The processes of PostgreSQL that speak with the site."""
    found = []
    for postgres in _postgres(site):
        with suppress(psutil.NoSuchProcess):
            found += [child for child in postgres.children() if "chorus chorus" in " ".join(child.cmdline())]
    return found


def _everything(site: Site) -> None:
    """Server, workers, PostgreSQL and what it has started, as when the power goes."""
    postgres = _postgres(site)
    family = [child for process in postgres for child in process.children()]
    workers = site.workers()
    site.kill()
    _kill([*workers, *postgres, *family])


def _twice(strike: Callable[[Site], None], is_back: Callable[[Site], object]) -> Callable[[Site], None]:
    def struck(site: Site) -> None:
        strike(site)
        patience = time.monotonic() + RECOVERY_SECONDS
        while not is_back(site) and time.monotonic() < patience:
            time.sleep(0.02)
        strike(site)

    return struck


_moments = Random(17)  # noqa: S311


def _while_starting(site: Site) -> None:
    """The server is killed, started, and killed again before it serves."""
    site.kill()
    site.launch()
    time.sleep(_moments.uniform(0.2, 4))
    _everything(site)


def _postgres_while_starting(site: Site) -> None:
    _everything(site)
    site.launch()
    patience = time.monotonic() + RECOVERY_SECONDS
    while not _postgres(site) and time.monotonic() < patience:
        time.sleep(0.02)
    time.sleep(_moments.uniform(0, 1))
    _kill(_postgres(site))
    time.sleep(_moments.uniform(0, 1))
    site.kill()


KILLS = (
    Kill("a worker", lambda site: _kill(site.workers()[:1])),
    Kill("all workers", lambda site: _kill(site.workers())),
    Kill("a process of PostgreSQL", lambda site: _kill(_connections(site)[:1])),
    Kill("PostgreSQL", lambda site: _kill(_postgres(site))),
    Kill("workers and PostgreSQL", lambda site: _kill([*site.workers(), *_postgres(site)])),
    Kill("all workers, twice in a row", _twice(lambda site: _kill(site.workers()), lambda site: site.workers())),
    Kill("PostgreSQL, twice in a row", _twice(lambda site: _kill(_postgres(site)), _postgres)),
    Kill("the server", lambda site: site.kill(), stops=True),
    Kill("all at once", _everything, stops=True),
    Kill("the server, and all at once while it starts", _while_starting, stops=True),
    Kill("PostgreSQL while the server starts, then the server", _postgres_while_starting, stops=True),
)
