"""Everything that one run of the benchmark found out, and which of its aims that meets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bench.serving.at_once import AskedAtOnce
from bench.serving.desks import Desks
from bench.serving.freshness import Freshness
from bench.serving.measured_pages import MeasuredPage
from bench.serving.measuring import First, Kept, Memory
from bench.serving.nonsense import SECONDS_AT_MOST, Nonsense
from bench.serving.signed_in import SignedIn

FIRST_LIST, DEEP_LIST = "Albums, first page", "Albums, page 5,000"
DEEP_AT_MOST = 1.5
ALBUM, LONG_ALBUM, LONG_AT_MOST = "Album, 30 reviews", "Album, the most reviews", 1.5
MEGABYTES_AT_MOST = 130
MINUTES_AT_MOST = 12
QUEUE_MILLISECONDS = 150


@dataclass(frozen=True)
class Machine:
    """What was measured on, and what."""

    processor: str
    cores: int
    memory_gigabytes: float
    python: str
    postgresql: str
    load_before: float
    date: str
    commit: str
    client: str
    workers: int
    threads: int


@dataclass
class BenchRun:
    """One run. `reused` says which catalogues were there already, `unmeasured` why a page could not be measured; `cold`
    are seconds of each page's first request."""

    machine: Machine
    reused: dict[str, bool]
    first: list[First] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    unmeasured: list[tuple[MeasuredPage, str]] = field(default_factory=list)
    cold: list[tuple[MeasuredPage, float]] = field(default_factory=list)
    freshness: Freshness | None = None
    at_once: AskedAtOnce | None = None
    nonsense: Nonsense | None = None
    signed_in: list[SignedIn] = field(default_factory=list)
    desks: Desks | None = None
    memory: list[Memory] = field(default_factory=list)
    minutes: float = 0.0


@dataclass(frozen=True)
class Aim:
    """What was wanted, what was seen, and whether that is enough."""

    what: str
    wanted: str
    seen: str
    met: bool


def aims(results: BenchRun) -> Iterator[Aim]:
    """Every aim that the results say something about."""
    for kept in results.kept:
        yield from _aims_of_kept(kept)
    for page, why in results.unmeasured:
        yield Aim(f"{page.name}: could be measured", "yes", why, met=False)
    for first in results.first:
        yield from _aims_of_page(first)
    for found in results.signed_in:
        if (wanted := found.page.of_control) is not None:
            yield _at_least(f"{found.page.name}: of the control's rate", found.load.of_control, wanted)
    measured = {first.page.name: first for first in results.first}
    yield from _aims_of_depth(measured)
    yield from _aims_of_length(measured)
    yield from _aims_of_the_site(results)


def _aims_of_the_site(results: BenchRun) -> Iterator[Aim]:
    if fresh := results.freshness:
        what = f"Published reviews on the next page of each of {fresh.workers} workers"
        yield Aim(what, f"{fresh.published:,} of {fresh.published:,}", f"{fresh.seen:,}", fresh.seen == fresh.published)
    if at_once := results.at_once:
        yield Aim(f"{at_once.asked:,} for one picture at once: drawings", "1", f"{at_once.drawn}", at_once.drawn == 1)
        yield Aim(
            f"{at_once.asked:,} for one picture at once: answered with it",
            f"{at_once.asked:,}",
            f"{at_once.answered:,}",
            at_once.answered == at_once.asked,
        )
    if nonsense := results.nonsense:
        yield Aim("Nonsense: crashes, and answers too slow", "0", f"{len(nonsense.wrong):,}", not nonsense.wrong)
        yield _at_most("Nonsense: slowest answer", nonsense.slowest * 1000, SECONDS_AT_MOST * 1000, " ms")
    if results.desks:
        yield from _aims_of_desks(results.desks)
    if results.memory:
        most = max(memory.resident for memory in results.memory)
        yield _at_most("Memory of the largest worker", most, MEGABYTES_AT_MOST, " MB")
    if results.minutes:
        yield _at_most("The whole run", results.minutes, MINUTES_AT_MOST, " minutes")


def _aims_of_kept(kept: Kept) -> Iterator[Aim]:
    page = kept.page
    if page.warm is not None:
        yield _at_least(f"{page.name}: warm, of the control's rate", kept.warm.of_control, page.warm)
        yield _at_most(f"{page.name}: queries of a 304", kept.unchanged_queries, 1, "")
    if page.unchanged is not None:
        yield _at_least(f"{page.name}: 304, of the control's rate", kept.unchanged.of_control, page.unchanged)


def _aims_of_page(first: First) -> Iterator[Aim]:
    page = first.page
    if page.queries is not None:
        yield _at_most(f"{page.name}: queries of a first rendering", first.queries, page.queries, "")
    if page.times is not None:
        yield _at_most(
            f"{page.name}: first rendering, times the control's time", first.big.times_control, page.times, ""
        )
    if page.p50 is not None:
        yield _at_most(f"{page.name}: p50", first.big.p50 * 1000, page.p50, " ms")
    if page.p99 is not None:
        yield _at_most(f"{page.name}: p99", first.big.p99 * 1000, page.p99, " ms")
    yield _at_most(f"{page.name}: p99 by p50", first.big.tail, page.tail, "")
    if (grown := growth(first)) is not None:
        yield _at_most(f"{page.name}: time in the big catalogue by that in the small one", grown, page.growth, "")


def _aims_of_depth(measured: Mapping[str, First]) -> Iterator[Aim]:
    if FIRST_LIST in measured and DEEP_LIST in measured:
        ratio = measured[DEEP_LIST].big.p50 / measured[FIRST_LIST].big.p50
        yield _at_most(f"{DEEP_LIST}: time by that of the first page", ratio, DEEP_AT_MOST, "")


def _aims_of_length(measured: Mapping[str, First]) -> Iterator[Aim]:
    if ALBUM in measured and LONG_ALBUM in measured:
        long, usual = measured[LONG_ALBUM], measured[ALBUM]
        yield _at_most(f"{LONG_ALBUM}: time by that of 30", long.big.p50 / usual.big.p50, LONG_AT_MOST, "")
        yield _at_most(f"{LONG_ALBUM}: bytes by those of 30", long.bytes / usual.bytes, LONG_AT_MOST, "")


def _aims_of_desks(desks: Desks) -> Iterator[Aim]:
    short = max(page.queries_few for page in desks.pages)
    for page in desks.pages:
        what = f"Queue of {desks.waiting:,}, {page.name}"
        yield _at_most(f"{what}: p99", page.latency.p99 * 1000, QUEUE_MILLISECONDS, " ms")
        yield _at_most(f"{what}: queries, beside the most of a short queue", page.queries, short, "")


def growth(first: First) -> float | None:
    """How many times as long the page takes in the big catalogue as in the small one; None where there was no small."""
    return first.big.p50 / first.small.p50 if first.small else None


def _at_least(what: str, seen: float, wanted: float) -> Aim:
    return Aim(what, f"at least {wanted:g}", f"{seen:.2f}", seen >= wanted)


def _at_most(what: str, seen: float, wanted: float, unit: str) -> Aim:
    shown = (
        f"{seen}"
        if isinstance(seen, int)
        else f"{seen:.0f}"
        if seen >= 100
        else f"{seen:.1f}"
        if unit
        else f"{seen:.2f}"
    )
    return Aim(what, f"at most {wanted:g}{unit}", f"{shown}{unit}", seen <= wanted)
