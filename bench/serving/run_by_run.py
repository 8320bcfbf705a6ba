"""The few figures that are kept of every whole run, a row each in `bench/history.csv`: a step back is seen."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.serving.results import BenchRun

KEPT_RUNS = 20
"""So many are shown, the latest first; the file has all."""


def _first(name: str) -> Callable[[BenchRun], float | None]:
    return lambda run: next((first.big.times_control for first in run.first if first.page.name == name), None)


def _warm(name: str) -> Callable[[BenchRun], float | None]:
    return lambda run: next((kept.warm.of_control for kept in run.kept if kept.page.name == name), None)


def _unchanged(name: str) -> Callable[[BenchRun], float | None]:
    return lambda run: next((kept.unchanged.of_control for kept in run.kept if kept.page.name == name), None)


def _signed_in(name: str) -> Callable[[BenchRun], float | None]:
    return lambda run: next((found.load.of_control for found in run.signed_in if found.page.name == name), None)


FIGURES: Mapping[str, Callable[[BenchRun], float | None]] = {
    "album first, times control": _first("Album, 30 reviews"),
    "album warm, of control": _warm("Album, 30 reviews"),
    "album 304, of control": _unchanged("Album, 30 reviews"),
    "album signed in, of control": _signed_in("Album, 30 reviews, signed in"),
    "long album first, times control": _first("Album, the most reviews"),
    "albums first, times control": _first("Albums, first page"),
    "suggestions, times control": _first("Search, as you type"),
    "chart first, times control": _first("Chart, all time"),
    "API album warm, of control": _warm("API: album, 30 reviews"),
    "worker, MB": lambda run: max((memory.resident for memory in run.memory), default=None),
}
"""What is worth following, and how a run tells it; None where it was not measured."""
COLUMNS = ("date", "commit", *FIGURES)


def figures_of(run: BenchRun) -> dict[str, str]:
    """The row of one run: date, commit and every figure as printed, empty where it was not measured."""
    told = {name: tell(run) for name, tell in FIGURES.items()}
    shown = {name: "" if figure is None else f"{figure:.2f}" for name, figure in told.items()}
    return {"date": run.machine.date, "commit": run.machine.commit} | shown


def past_runs(path: Path) -> list[dict[str, str]]:
    """The rows of earlier runs, the oldest first."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as written:
        return [{name: row.get(name) or "" for name in COLUMNS} for row in csv.DictReader(written)]


def keep(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write the file whole."""
    with path.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
