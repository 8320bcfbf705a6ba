"""What runs on a small disk of its own, mounted by `bench.fire.disk`: `python -m bench.fire.small_disk MADE FOLDER`.

MADE is a data folder to begin from, FOLDER the disk. Prints rows as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from bench.fire.disk import FULL_SECONDS, over
from bench.fire.ground import Grounds, people_of, site_in
from bench.fire.kills import recovered
from bench.fire.outcomes import Row, shortened
from bench.fire.traffic import Traffic, kept
from bench.fire.two_starts import last_words

BLOCK = bytes(1 << 20)


def main() -> None:
    """Fill it, then let nobody write on it."""
    made, folder = map(Path, sys.argv[1:])
    grounds = Grounds(folder, made)
    rows = [*full(grounds), *read_only(grounds)]
    json.dump([asdict(row) for row in rows], sys.stdout)


def full(grounds: Grounds) -> Iterator[Row]:
    """A disk that fills up, and is given room again."""
    folder = grounds.fresh("full")
    ballast = grounds.within / "ballast"
    with site_in(folder) as site, Traffic(site, people_of(folder)) as traffic:
        recovered(traffic, time.monotonic())
        until = time.monotonic() + FULL_SECONDS
        while time.monotonic() < until:
            fill(ballast)
            time.sleep(0.1)
        ballast.unlink()
        seconds = recovered(traffic, time.monotonic(), "there was room again")
    yield from over("a full disk", traffic, seconds)
    yield from kept(folder, traffic)


def fill(ballast: Path) -> None:
    """Take all the room that there is."""
    with suppress(OSError), ballast.open("ab", buffering=0) as opened:
        while opened.write(BLOCK):
            pass


def read_only(grounds: Grounds) -> Iterator[Row]:
    """A start where nothing can be written."""
    folder = grounds.within / "full"
    subprocess.run(["mount", "-o", "remount,ro", f"{grounds.within}"], check=True)  # noqa: S603, S607
    site = site_in(folder)
    site.launch()
    try:
        said = last_words(site)
    finally:
        site.stop()
    why = "Read-only file system"
    met = why in said and "\n" not in said
    yield Row("a start on a read-only disk", 1, shortened(said), "one line that says why", met)


if __name__ == "__main__":
    main()
