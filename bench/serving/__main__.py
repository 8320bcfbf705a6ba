"""`make bench`: measure how fast the site answers and write bench/RESULTS.md. Ends by itself and leaves nothing behind.

    python -m bench.serving [--quick | --pages "Search" | --desks] [--results FILE]

`BENCH_DATA` names the folder of the catalogues (default: .data/bench). With --pages only pages whose name begins so
are measured, with --desks the desks alone, with --quick the ten figures that matter in a small catalogue, and the
results are printed rather than kept. A whole run adds its line to bench/history.csv.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench.serving.at_once import measure_at_once
from bench.serving.catalogues import BIG, ROOT, SMALL, CannotMeasure, Size, ready, site_environment
from bench.serving.desks import measure_desks
from bench.serving.figures import Found, summed
from bench.serving.freshness import measure_freshness
from bench.serving.load import Load, best_load
from bench.serving.machine import commit, cores, processor
from bench.serving.measured_pages import LISTS, PAGES, MeasuredPage
from bench.serving.measuring import ROUNDS, first_answers, measure_first, measure_kept, worker_memory
from bench.serving.nonsense import ask_nonsense
from bench.serving.report import render
from bench.serving.results import ALBUM, BenchRun, Machine
from bench.serving.run_by_run import figures_of, keep, past_runs
from bench.serving.signed_in import measure_signed_in
from bench.serving.site import Site, forget_files
from bench.serving.terminal import say, stop_on_signals

Addresses = Mapping[str, Sequence[str]]
RESULTS = ROOT / "bench" / "RESULTS.md"
HISTORY = ROOT / "bench" / "history.csv"
FILLING_SECONDS = 25
QUICK = Size(2_000, 10_000, 0.3)


def main() -> None:
    """Measure and write. Exits with status 1 and one clear line if it cannot."""
    parser = argparse.ArgumentParser(prog="python -m bench.serving", description="Measure how fast the site answers.")
    parser.add_argument("--quick", action="store_true", help="The ten figures that matter, two minutes; prints them.")
    parser.add_argument("--pages", default="", help="Only pages whose names begin so; prints, and keeps no results.")
    parser.add_argument("--desks", action="store_true", help="The two desks alone; prints, and keeps no results.")
    parser.add_argument("--results", type=Path, default=RESULTS, help="Where to write.")
    asked = parser.parse_args()
    stop_on_signals()
    pages = [] if asked.desks else [page for page in PAGES if page.name.startswith(asked.pages)]
    whole = not (asked.pages or asked.desks or asked.quick)
    if not pages and not asked.desks:
        parser.error(f"no page's name begins with {asked.pages!r}")
    try:
        if asked.quick:
            sys.stdout.write(figures_in_lines(measure_quick()))
            return
        results = measure(pages, whole=whole, desks=whole or asked.desks)
    except CannotMeasure as problem:
        sys.exit(f"{problem}")
    except KeyboardInterrupt:
        sys.exit(130)
    if not whole:
        sys.stdout.write(render(results))
        return
    runs = [*past_runs(HISTORY), figures_of(results)]
    keep(HISTORY, runs)
    asked.results.write_text(render(results, runs), encoding="utf-8")
    say(f"Written to {asked.results}.")


def measure(pages: Sequence[MeasuredPage], *, whole: bool, desks: bool) -> BenchRun:
    """Everything about these pages; `whole` adds what concerns the site as such. Raises CannotMeasure."""
    began = time.monotonic()
    before = os.getloadavg()[0]
    folders, reused = catalogues({"small": SMALL, "big": BIG})
    load = best_load()
    addresses = {name: addresses_of(folder) for name, folder in folders.items()}
    for folder in folders.values():
        forget_files(folder)
    with Site(folders["big"], keeps_pages=False) as big, Site(folders["small"], keeps_pages=False) as small:
        results = BenchRun(_machine(before, load, big, folders["big"]), reused)
        say("Cold: the first request for each page")
        results.cold = first_answers(big, [(page, addresses["big"][page.addresses][0]) for page in pages])
        first_answers(small, [(page, addresses["small"][page.addresses][0]) for page in pages])
        results.first = in_rounds(
            "First rendering", pages, results,
            lambda page: measure_first(
                page, addresses["big"][page.addresses], big, addresses["small"][page.addresses], small, load
            ),
        )  # fmt: skip
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


def measure_quick() -> BenchRun:
    """The pages that matter most, in one small catalogue, and what a worker holds then. Raises CannotMeasure."""
    before = os.getloadavg()[0]
    folders, reused = catalogues({"quick": QUICK})
    folder, load = folders["quick"], best_load()
    addresses = addresses_of(folder)
    pages = [page for page in PAGES if page.quick]
    with Site(folder, keeps_pages=False) as site:
        results = BenchRun(_machine(before, load, site, folder), reused)
        results.first = in_rounds(
            "First rendering", pages, results,
            lambda page: measure_first(page, addresses[page.addresses], site, (), None, load),
        )  # fmt: skip
    with Site(folder, keeps_pages=True) as site:
        with_aims = [page for page in pages if page.warm is not None]
        _measure_keeping(site, with_aims, addresses, load, results, whole=False)
        results.memory = worker_memory(site)
    return results


def catalogues(sizes: Mapping[str, Size]) -> tuple[dict[str, Path], dict[str, bool]]:
    """The folders of catalogues of those sizes, by name, and which of them, by size, were there already."""
    within = Path(os.environ.get("BENCH_DATA") or ROOT / ".data" / "bench").expanduser().absolute()
    folders, reused = {}, {}
    for name, size in sizes.items():
        say(f"Catalogue of {size.name} in {within} ...")
        folders[name], reused[size.name] = ready(size, within)
        say("  was there." if reused[size.name] else "  made.")
    return folders, reused


def in_rounds(
    what: str, pages: Iterable[MeasuredPage], results: BenchRun, measure_page: Callable[[MeasuredPage], Found]
) -> list[Found]:
    """Measure each page once in every round. A page that cannot be measured is a result, not the end of the run."""
    found: dict[str, list[Found]] = {}
    left = list(pages)
    for turn in range(1, ROUNDS + 1):
        for page in list(left):
            say(f"{what}, round {turn} of {ROUNDS}: {page.name}")
            try:
                found.setdefault(page.name, []).append(measure_page(page))
            except CannotMeasure as problem:
                results.unmeasured.append((page, f"{problem}"))
                say(f"  {problem}")
                left.remove(page)
                found.pop(page.name, None)
    return [summed(rounds) for rounds in found.values()]


def figures_in_lines(results: BenchRun) -> str:
    """What the history keeps of a run, one figure a line, and what could not be measured."""
    told = figures_of(results)
    unmeasured = [f"{page.name}: {why}" for page, why in results.unmeasured]
    width = max(map(len, told))
    return "\n".join([*(f"{name:<{width}}  {figure or '-'}" for name, figure in told.items()), *unmeasured]) + "\n"


def _measure_keeping(
    site: Site, pages: Sequence[MeasuredPage], addresses: Addresses, load: Load, results: BenchRun, *, whole: bool
) -> None:
    kept = [page for page in pages if page.kept]
    results.kept = in_rounds(
        "Kept", kept, results, lambda page: measure_kept(page, addresses[page.addresses][0], site, load)
    )
    if any(page.name == ALBUM for page in kept):
        say("Signed in")
        results.signed_in = measure_signed_in(site, addresses, load)
    if whole:
        say("Published, and seen: 1,000 times")
        results.freshness = measure_freshness(site)
        say("A picture, asked for by a thousand at once")
        results.at_once = measure_at_once(site, [f"{path}picture.jpg" for path in addresses["many_albums"]])
        say("Memory, with as many pages kept as there is room for")
        load(site.host, site.port, addresses["many_albums"], {}, FILLING_SECONDS)
        results.memory = worker_memory(site)


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
