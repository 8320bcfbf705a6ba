"""`make bench`: measure how fast the site answers and write bench/RESULTS.md. Ends by itself and leaves nothing behind.

    python -m bench.serving [--pages "Search" | --desks] [--results FILE]

`BENCH_DATA` names the folder of the catalogues (default: .data/bench). With --pages only pages whose name begins so
are measured, with --desks the desks alone, and the results are printed rather than kept.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench.serving.at_once import measure_at_once
from bench.serving.catalogues import BIG, ROOT, SMALL, CannotMeasure, ready, site_environment
from bench.serving.desks import measure_desks
from bench.serving.freshness import measure_freshness
from bench.serving.load import Load, best_load
from bench.serving.machine import commit, cores, processor
from bench.serving.measured_pages import LISTS, PAGES, MeasuredPage
from bench.serving.measuring import first_answers, measure_first, measure_kept, worker_memory
from bench.serving.nonsense import ask_nonsense
from bench.serving.report import render
from bench.serving.results import BenchRun, Machine
from bench.serving.site import Site, forget_files
from bench.serving.terminal import say, stop_on_signals

Addresses = Mapping[str, Sequence[str]]
RESULTS = ROOT / "bench" / "RESULTS.md"
FILLING_SECONDS = 25


def main() -> None:
    """Measure and write. Exits with status 1 and one clear line if it cannot."""
    parser = argparse.ArgumentParser(prog="python -m bench.serving", description="Measure how fast the site answers.")
    parser.add_argument("--pages", default="", help="Only pages whose names begin so; prints, and keeps no results.")
    parser.add_argument("--desks", action="store_true", help="The two desks alone; prints, and keeps no results.")
    parser.add_argument("--results", type=Path, default=RESULTS, help="Where to write.")
    asked = parser.parse_args()
    stop_on_signals()
    pages = [] if asked.desks else [page for page in PAGES if page.name.startswith(asked.pages)]
    whole = not (asked.pages or asked.desks)
    if not pages and not asked.desks:
        parser.error(f"no page's name begins with {asked.pages!r}")
    try:
        written = render(measure(pages, whole=whole, desks=whole or asked.desks))
    except CannotMeasure as problem:
        sys.exit(f"{problem}")
    except KeyboardInterrupt:
        sys.exit(130)
    if not whole:
        sys.stdout.write(written)
    else:
        asked.results.write_text(written, encoding="utf-8")
        say(f"Written to {asked.results}.")


def measure(pages: Sequence[MeasuredPage], *, whole: bool, desks: bool) -> BenchRun:
    """Everything about these pages; `whole` adds what concerns the site as such. Raises CannotMeasure."""
    began = time.monotonic()
    before = os.getloadavg()[0]
    within = Path(os.environ.get("BENCH_DATA") or ROOT / ".data" / "bench").expanduser().absolute()
    folders, reused = {}, {}
    for name, size in (("small", SMALL), ("big", BIG)):
        say(f"Catalogue of {size.name} in {within} ...")
        folders[name], reused[size.name] = ready(size, within)
        say("  was there." if reused[size.name] else "  made.")
    load = best_load()
    addresses = {name: addresses_of(folder) for name, folder in folders.items()}
    for folder in folders.values():
        forget_files(folder)
    with Site(folders["big"], keeps_pages=False) as big, Site(folders["small"], keeps_pages=False) as small:
        results = BenchRun(_machine(before, load, big, folders["big"]), reused)
        say("Cold: the first request for each page")
        results.cold = first_answers(big, [(page, addresses["big"][page.addresses][0]) for page in pages])
        first_answers(small, [(page, addresses["small"][page.addresses][0]) for page in pages])
        for page in pages:
            say(f"First rendering: {page.name}")
            each = {name: lists[page.addresses] for name, lists in addresses.items()}
            with _noting(page, results):
                results.first.append(measure_first(page, each, small, big, load))
        if whole:
            say("What makes no sense")
            paths = [addresses["big"][name][0].partition("?")[0] for name in LISTS]
            results.nonsense = ask_nonsense(big, sorted(set(paths)))
    with Site(folders["big"], keeps_pages=True) as site:
        _measure_keeping(site, pages, addresses["big"], load, results, whole=whole)
        if desks:
            say("The desks")
            results.desks = measure_desks(site, load)
    if whole:
        results.minutes = (time.monotonic() - began) / 60
    return results


def _measure_keeping(
    site: Site, pages: Sequence[MeasuredPage], addresses: Addresses, load: Load, results: BenchRun, *, whole: bool
) -> None:
    for page in pages:
        if page.kept:
            say(f"Kept: {page.name}")
            with _noting(page, results):
                results.kept.append(measure_kept(page, addresses[page.addresses][0], site, load))
    if whole:
        say("Published, and seen: 1,000 times")
        results.freshness = measure_freshness(site)
        say("A picture, asked for by a thousand at once")
        results.at_once = measure_at_once(site, [f"{path}picture.jpg" for path in addresses["many_albums"]])
        say("Memory, with as many pages kept as there is room for")
        load(site.host, site.port, addresses["many_albums"], {}, FILLING_SECONDS)
        results.memory = worker_memory(site)


@contextmanager
def _noting(page: MeasuredPage, results: BenchRun) -> Iterator[None]:
    """A page that cannot be measured is a result, not the end of the run."""
    try:
        yield
    except CannotMeasure as problem:
        results.unmeasured.append((page, f"{problem}"))
        say(f"  {problem}")


def addresses_of(folder: Path) -> dict[str, list[str]]:
    """The lists of `bench.serving.addresses` for the catalogue in that folder."""
    asked = subprocess.run(
        [sys.executable, "-m", "bench.serving.addresses"],
        cwd=ROOT,
        env=site_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if asked.returncode:
        raise CannotMeasure(f"The addresses of the catalogue in {folder} could not be read.")
    lists: dict[str, list[str]] = json.loads(asked.stdout)
    for name, found in lists.items():
        if not found:
            raise CannotMeasure(f"The catalogue in {folder} has no address for {name}.")
    return lists


def _machine(load_before: float, load: Load, site: Site, folder: Path) -> Machine:
    return Machine(
        processor=processor(),
        cores=cores(),
        memory_gigabytes=psutil.virtual_memory().total / 1e9,
        python=platform.python_version(),
        postgresql=(folder / "postgres" / "PG_VERSION").read_text().strip(),
        load_before=load_before,
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        commit=commit(RESULTS),
        client=load.name,
        workers=len(site.workers()),
        threads=int(os.environ.get("THREADS") or 4),
    )


if __name__ == "__main__":
    main()
