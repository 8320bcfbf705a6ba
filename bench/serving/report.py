"""bench/RESULTS.md, written whole from one run's results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bench.serving.figures import percentile
from bench.serving.results import BenchRun, aims, growth
from bench.serving.run_by_run import COLUMNS, KEPT_RUNS

HOW = """\
The site is started as `make run` starts it, on a catalogue that `manage.py make_catalogue` drew, and asked from \
outside. Every figure stands beside the **control's** of the same minute: an empty Django view behind the same \
middleware and the same server. Machines vary, and so does what else they do; the ratios vary less.

- **Alone**: one connection, one request after the other; the kinds that are compared take turns. p50 and p99 are in \
milliseconds. Lists of addresses (300 drawn filters, searches) are asked in turn, so that a p99 means something.
- **First rendering**: the site keeps no page (`KEPT_PAGES_MB=0`), so that every request renders.
- **Warm**: the page is kept, and one query asks whether it still holds. **304**: the reader has it already.
- **Signed in**: a page that is kept, as somebody with an account gets it.
- **Under load**: {client}; a second of it, after a second of the control.
- Everything is measured in three rounds, each at another time of the run; a figure is that of the middle round.
"""


def render(results: BenchRun, runs: Sequence[Mapping[str, str]] = ()) -> str:
    """The whole file. `runs` are the rows of the history, the oldest first."""
    sections = [
        "# What `make bench` measured",
        _machine(results),
        HOW.format(client=results.machine.client),
        "## Aims",
        _aims(results),
        _history(runs),
        f"## First rendering, {list(results.reused)[-1]}",
        _first(results),
        _kept(results),
        _signed_in(results),
        _growth(results),
        _cold(results),
        _freshness(results),
        _at_once(results),
        _desks(results),
        _nonsense(results),
        _memory(results),
    ]
    return "\n\n".join(section.strip() for section in sections if section) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; the first column is text, the others are figures."""
    lines = [heads, ["---", *(["---:"] * (len(heads) - 1))], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def milliseconds(seconds: float) -> str:
    """Three figures or so: 0.42, 6.3, 41."""
    value = seconds * 1000
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 20 else f"{value:.0f}"


def _machine(results: BenchRun) -> str:
    machine = results.machine
    there = ", ".join(
        f"{size} ({'reused' if reused else 'made in this run'})" for size, reused in results.reused.items()
    )
    return "\n".join(
        [
            f"- {machine.date}, commit {machine.commit}"
            + (f", {results.minutes:.1f} minutes in all" if results.minutes else ""),
            f"- {machine.cores} cores ({machine.processor}), {machine.memory_gigabytes:.0f} GB, "
            f"load {machine.load_before:.1f} before",
            f"- Python {machine.python}, PostgreSQL {machine.postgresql}, "
            f"{machine.workers} workers with {machine.threads} threads each",
            f"- Catalogues: {there}",
        ]
    )


def _aims(results: BenchRun) -> str:
    every = list(aims(results))
    missed = [aim for aim in every if not aim.met]
    verdict = f"{len(every) - len(missed)} of {len(every)} aims are met." + (
        " What falls short comes first, in bold." if missed else ""
    )
    rows = [
        (aim.what, aim.wanted, aim.seen if aim.met else f"**{aim.seen}**", "yes" if aim.met else "**falls short**")
        for aim in sorted(every, key=lambda aim: aim.met)
    ]
    return f"{verdict}\n\n{table(('aim', 'wanted', 'seen', 'met'), rows)}"


def _first(results: BenchRun) -> str:
    if not results.first:
        return ""
    heads = ("page", "alone p50", "p99", "times control", "a second", "of control", "queries", "bytes")
    rows = [
        (
            first.page.name,
            milliseconds(first.big.p50),
            milliseconds(first.big.p99),
            f"{first.big.times_control:.1f}",
            f"{first.load.rate:,.0f}",
            f"{first.load.of_control:.3f}",
            first.queries,
            f"{first.bytes:,}",
        )
        for first in results.first
    ]
    controls = [second for first in results.first for second in first.big.control]
    rates = [rate for first in results.first for rate in first.load.control]
    control = (
        "*the control*",
        milliseconds(percentile(controls, 0.5)),
        milliseconds(percentile(controls, 0.99)),
        "1.0",
        f"{percentile(rates, 0.5):,.0f}",
        "1.000",
        0,
        0,
    )
    return table(heads, [control, *rows])


def _kept(results: BenchRun) -> str:
    if not results.kept:
        return ""
    heads = (
        "page", "warm p50", "warm p99", "warm a second", "of control", "queries",
        "304 p50", "304 a second", "of control", "queries",
    )  # fmt: skip
    rows = [
        (
            kept.page.name,
            milliseconds(kept.warm_latency.p50),
            milliseconds(kept.warm_latency.p99),
            f"{kept.warm.rate:,.0f}",
            f"{kept.warm.of_control:.2f}",
            kept.warm_queries,
            milliseconds(kept.unchanged_latency.p50),
            f"{kept.unchanged.rate:,.0f}",
            f"{kept.unchanged.of_control:.2f}",
            kept.unchanged_queries,
        )
        for kept in results.kept
    ]
    return f"## Kept pages\n\n{table(heads, rows)}"


def _history(runs: Sequence[Mapping[str, str]]) -> str:
    if not runs:
        return ""
    rows = [[run[name] for name in COLUMNS] for run in reversed(runs[-KEPT_RUNS:])]
    return f"## Run by run\n\n{table(COLUMNS, rows)}"


def _signed_in(results: BenchRun) -> str:
    if not results.signed_in:
        return ""
    heads = ("page", "alone p50", "p99", "times control", "a second", "of control", "queries")
    rows = [
        (
            found.page.name,
            milliseconds(found.latency.p50),
            milliseconds(found.latency.p99),
            f"{found.latency.times_control:.1f}",
            f"{found.load.rate:,.0f}",
            f"{found.load.of_control:.2f}",
            found.queries,
        )
        for found in results.signed_in
    ]
    return f"## Signed in\n\n{table(heads, rows)}"


def _growth(results: BenchRun) -> str:
    heads = ("page", "small: p50", "p99", "big: p50", "p99", "times", "at most")
    rows = [
        (
            first.page.name,
            milliseconds(first.small.p50),
            milliseconds(first.small.p99),
            milliseconds(first.big.p50),
            milliseconds(first.big.p99),
            f"{grown:.2f}",
            f"{first.page.growth:g}",
        )
        for first in results.first
        if first.small and (grown := growth(first)) is not None
    ]
    if not rows:
        return ""
    small, big = list(results.reused)[:2]
    return (
        "## Growth: ten times the catalogue\n\n"
        f"From {small} to {big}. Both sites serve at the same time and are asked in turn.\n\n{table(heads, rows)}"
    )


def _cold(results: BenchRun) -> str:
    if not results.cold:
        return ""
    how = (
        "The first request for each page, in this order, after the site and its PostgreSQL were started anew and the "
        "system was asked to forget the database's files. The first of all also loads what a worker loads once."
    )
    rows = [(page.name, milliseconds(taken)) for page, taken in results.cold]
    return f"## Cold\n\n{how}\n\n{table(('page', 'ms'), rows)}"


def _freshness(results: BenchRun) -> str:
    found = results.freshness
    if found is None:
        return ""
    return (
        "## Published, and seen\n\n"
        f"A process of its own published {found.published:,} reviews one after the other; after each, every one of "
        f"{found.workers} workers, all of which held the old page, was asked for the album at once: {found.seen:,} of "
        f"{found.published:,} were on all pages. Publishing took {milliseconds(percentile(found.seconds, 0.5))} ms at "
        f"the median, {milliseconds(percentile(found.seconds, 0.99))} ms at p99, {found.queries} queries."
    )


def _at_once(results: BenchRun) -> str:
    found = results.at_once
    if found is None:
        return ""
    return (
        "## A picture asked for by a thousand at once\n\n"
        f"{found.answered:,} of {found.asked:,} were answered with it; it was drawn {found.drawn:,} "
        f"time{'' if found.drawn == 1 else 's'}. Whoever drew it waited {milliseconds(found.seconds)} ms, the slowest "
        f"of all, behind the others, {milliseconds(found.slowest)} ms."
    )


def _desks(results: BenchRun) -> str:
    found = results.desks
    if found is None:
        return ""
    rows = [
        (
            what,
            milliseconds(latency.p50),
            milliseconds(latency.p99),
            f"{latency.times_control:.1f}",
            queries,
            few,
        )
        for what, latency, queries, few in [
            *((f"Queue, {page.name}", page.latency, page.queries, page.queries_few) for page in found.pages),
            *((deed.name, deed.latency, deed.queries, "") for deed in found.deeds),
        ]
    ]
    return (
        "## The desks\n\n"
        f"A queue in which {found.waiting:,} things wait: reviews, byline claims, correction requests. Then reviews "
        "are submitted by the form of the critic's desk and published from the queue, one request each; all "
        "arrived.\n\n" + table(("what", "alone p50", "p99", "times control", "queries", "of a queue of 100"), rows)
    )


def _nonsense(results: BenchRun) -> str:
    found = results.nonsense
    if found is None:
        return ""
    counts = ", ".join(f"{count:,} times {status}" for status, count in sorted(found.statuses.items()))
    slowest = f"The slowest took {milliseconds(found.slowest)} ms: {found.slowest_at}."
    wrong = "\n".join(f"- {line}" for line in found.wrong[:40])
    more = f"\n- and {len(found.wrong) - 40:,} more" if len(found.wrong) > 40 else ""
    said = f"Not as they should be:\n\n{wrong}{more}" if wrong else "None crashed, none took a second."
    return (
        "## What makes no sense\n\n"
        "Unknown filters and orders, negative and huge places, forged cursors, 10,000 characters, NULs, storms of "
        f"percent signs and quotes, wildcards, emoji, in every list, search and chart: {counts}. {slowest} {said}"
    )


def _memory(results: BenchRun) -> str:
    if not results.memory:
        return ""
    rows = [
        (f"worker {number}", f"{memory.resident:.0f}", f"{memory.proportional:.0f}")
        for number, memory in enumerate(results.memory, 1)
    ]
    return (
        "## Memory\n\n"
        "Of each worker at the end, its kept pages full, in megabytes. What workers share counts whole as resident, "
        f"and as each one's part as proportional.\n\n{table(('', 'resident', 'proportional'), rows)}"
    )
