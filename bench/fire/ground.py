"""Where attacks happen: data folders of their own, each with the demo, and the people who attack."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.serving.catalogues import ROOT, CannotMeasure, site_environment
from bench.serving.desks import headers_of
from bench.serving.site import Site

SETTINGS = "bench.fire.settings"


@dataclass(frozen=True)
class People:
    """Headers of each kind of visitor, what the critic would submit, and an album's page."""

    headers: Mapping[str, Mapping[str, str]]
    forms: list[dict[str, Any]]
    album: str


@dataclass
class Grounds:
    """`within` is a folder for everything. The first data folder is made by serving it, the others copy that."""

    within: Path
    first: Path | None = None

    def made(self) -> Path:
        """The first data folder, with the demo and the people in it."""
        if self.first is None:
            unfinished = self.within / "unfinished"
            with site_in(unfinished):
                pass  # the first start makes everything
            (unfinished / "people.json").write_text(json.dumps(said_by(unfinished, "bench.fire.attackers")))
            self.first = unfinished.rename(self.within / "made")
        return self.first

    def fresh(self, name: str) -> Path:
        """Such a data folder of that name, served by nobody."""
        folder = self.within / name
        made = self.made()
        shutil.rmtree(folder, ignore_errors=True)
        # Unlike `shutil.copytree`, it leaves what is PostgreSQL's own to the account that PostgreSQL runs as.
        subprocess.run(["cp", "-a", made, folder], check=True)  # noqa: S603, S607
        return folder

    @contextmanager
    def served(self, name: str, **settings: str) -> Iterator[tuple[Site, People]]:
        """The site on a fresh folder of that name, and who can attack it."""
        folder = self.fresh(name)
        with site_in(folder, **settings) as site:
            yield site, people_of(folder)


def people_of(folder: Path) -> People:
    """Who can attack the site in that data folder."""
    told = json.loads((folder / "people.json").read_text())
    sessions = {who: headers_of(session) for who, session in told["sessions"].items()}
    return People({"stranger": {}, **sessions}, told["forms"], told["album"])


def site_in(folder: Path, **settings: str) -> Site:
    """The site in that folder, to be started as `make run` starts it."""
    return Site(folder, keeps_pages=True, probe="/method/", **{"DJANGO_SETTINGS_MODULE": SETTINGS} | settings)


def said_by(folder: Path, module: str, told: object = None) -> Any:
    """What a process of that module says of the site in the folder, when told that. Raises CannotMeasure."""
    asked = subprocess.run(  # noqa: S603
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=site_environment(folder, DJANGO_SETTINGS_MODULE=SETTINGS),
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if asked.returncode:
        raise CannotMeasure(f"{module} ended with status {asked.returncode}; what it said stands above.")
    return json.loads(asked.stdout)
