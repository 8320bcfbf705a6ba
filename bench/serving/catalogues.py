"""The catalogues to measure on: made once, and made anew when what makes them has changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Whatever decides what rows a catalogue has and what the database looks like that holds them.
MAKERS = ("bench/catalogue/*.*", "*/migrations/*.py", "reviews/consensus/*.py", "reviews/fitting.py")
UNTIL = "2026-06-30"
# The site is measured as it is without any setting but these two.
PASSED_ON = ("HOME", "LANG", "PATH", "TERM", "TMPDIR", "WORKERS", "THREADS")


class CannotMeasure(Exception):
    """The measuring cannot go on; the message is all that the person at the keyboard needs."""


@dataclass(frozen=True)
class Size:
    """How much a catalogue holds. `gigabytes` is the disk it takes while it is being made."""

    albums: int
    reviews: int
    gigabytes: float

    @property
    def name(self) -> str:
        """As a person says it."""
        return f"{self.albums:,} albums and {self.reviews:,} reviews"

    @property
    def arguments(self) -> list[str]:
        """What `make_catalogue` is told."""
        return ["--albums", f"{self.albums}", "--reviews", f"{self.reviews}", "--seed", "1", "--until", UNTIL]


SMALL, BIG = Size(20_000, 100_000, 1.0), Size(200_000, 1_000_000, 7.0)


def site_environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a process that serves or fills the site in that data folder, and no other setting."""
    inherited = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    site = {"CHORUS_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "bench.serving.settings", "PYTHONPATH": str(ROOT)}
    return inherited | site | {"ENV_FILE": ""} | settings


def ready(size: Size, within: Path) -> tuple[Path, bool]:
    """The data folder of a catalogue of that size, made if need be, and whether it was there already.

    Raises CannotMeasure when the disk is too small or the making fails.
    """
    folder = within / f"{size.albums}-{size.reviews}"
    stamp, wanted = folder / "made-by.json", _made_by(size)
    if stamp.exists() and json.loads(stamp.read_text()) == wanted:
        return folder, True
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    check_room(within, size)
    environment = site_environment(folder)
    for command in (["migrate", "--verbosity", "0"], ["make_catalogue", *size.arguments]):
        made = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=False)  # noqa: S603
        if made.returncode:
            raise CannotMeasure(f"manage.py {command[0]} failed: no catalogue of {size.name}.")
    stamp.write_text(json.dumps(wanted))
    return folder, False


def check_room(within: Path, size: Size) -> None:
    """Raise CannotMeasure when the disk has too little room for a catalogue of that size."""
    free = shutil.disk_usage(within).free / 1e9
    if free < size.gigabytes:
        raise CannotMeasure(
            f"A catalogue of {size.name} needs {size.gigabytes:.0f} GB while it is made; {within} has {free:.1f} GB. "
            f"Make room, or name a folder on another disk: BENCH_DATA=/somewhere make bench"
        )


def _made_by(size: Size) -> Mapping[str, object]:
    digest = hashlib.sha256()
    for pattern in MAKERS:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return {"arguments": size.arguments, "code": digest.hexdigest()}
