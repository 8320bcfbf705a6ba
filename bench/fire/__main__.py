"""`make fire`: attack the site as it runs, and write bench/FIRE.md. Ends by itself and leaves nothing behind.

    python -m bench.fire [--only kills] [--results FILE]

Everything happens in .data/fire, on this machine alone. With --only one kind of attack is made, and what it found is
printed rather than kept.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.fire import (
    archives,
    bad_uploads,
    disk,
    forgery,
    forwarding,
    generated_requests,
    kills,
    links,
    texts,
    two_starts,
)
from bench.fire.ground import Grounds
from bench.fire.outcomes import Row, shortened
from bench.fire.report import AttackFindings, render
from bench.serving.catalogues import ROOT, CannotMeasure
from bench.serving.machine import commit, cores, processor
from bench.serving.terminal import say, stop_on_signals

RESULTS = ROOT / "bench" / "FIRE.md"
FOLDER = ROOT / ".data" / "fire"
ATTACKS: dict[str, tuple[str, Callable[[Grounds], Iterator[Row]]]] = {
    "kills": (kills.TITLE, kills.attack),
    "disk": (disk.TITLE, disk.attack),
    "two-starts": (two_starts.TITLE, two_starts.attack),
    "texts": (texts.TITLE, texts.attack),
    "addresses": (generated_requests.TITLE, generated_requests.attack),
    "forgery": (forgery.TITLE, forgery.attack),
    "proxies": (forwarding.TITLE, forwarding.attack),
    "uploads": (bad_uploads.TITLE, bad_uploads.attack),
    "archives": (archives.TITLE, archives.attack),
    "links": (links.TITLE, links.attack),
}


def main() -> None:
    """Attack and write. Exits with status 1 when anything falls short, or cannot be found out."""
    parser = argparse.ArgumentParser(prog="python -m bench.fire", description="Attack the site as it runs.")
    parser.add_argument("--only", choices=ATTACKS, nargs="+", help="Some attacks; prints, and keeps no results.")
    parser.add_argument("--results", type=Path, default=RESULTS, help="Where to write.")
    asked = parser.parse_args()
    stop_on_signals()
    began, load = time.monotonic(), os.getloadavg()[0]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        grounds = Grounds(FOLDER)
        sections = [_section(name, grounds) for name in asked.only or ATTACKS]
    except CannotMeasure as problem:
        sys.exit(f"{problem}")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    written = render(sections, [*_machine(load), f"{(time.monotonic() - began) / 60:.1f} minutes in all"])
    if asked.only:
        sys.stdout.write(written)
    else:
        asked.results.write_text(written, encoding="utf-8")
        say(f"Written to {asked.results}.")
    sys.exit(any(row.met is False for section in sections for row in section.rows))


def _section(name: str, grounds: Grounds) -> AttackFindings:
    title, attack = ATTACKS[name]
    say(f"{title} ...")
    began = time.monotonic()
    rows: list[Row] = []
    try:
        for row in attack(grounds):
            rows.append(row)
            say(f"  {row.what}: {row.seen}")
    except CannotMeasure as problem:
        # The other attacks go on.
        rows.append(Row("the attack itself", 1, shortened(f"{problem}", 1000), "comes to its end", met=False))
        say(f"  {problem}")
    return AttackFindings(title, rows, time.monotonic() - began)


def _machine(load: float) -> list[str]:
    return [
        f"{datetime.now(UTC):%Y-%m-%d}, commit {commit(RESULTS)}",
        f"{cores()} cores ({processor()}), load {load:.1f} before",
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
    ]


if __name__ == "__main__":
    main()
