"""Two starts at once on one data folder, and on one port."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from bench.fire.ground import Grounds, said_by, site_in
from bench.fire.outcomes import Row, shortened
from bench.serving.catalogues import CannotMeasure
from bench.serving.site import Site

TITLE = "Two starts at once"
ENDING_SECONDS = 60


def attack(grounds: Grounds) -> Iterator[Row]:
    """On a folder that is not there yet, where both would make the database, the demo and the logins."""
    folder = grounds.within / "two"
    with ExitStack() as opened:
        sites = [_launched(site_in(folder), opened) for _ in range(2)]
        refusals = [said for site in sites if (said := _refusal(site))]
        seen = "; ".join(map(shortened, refusals)) or "both serve"
        yield Row("two starts on one fresh data folder", 2, seen, "both serve", met=not refusals)
        third = _launched(site_in(folder, PORT=str(sites[0].port)), opened)
        said = last_words(third)
        met = f"Port {sites[0].port}" in said and "\n" not in said
        yield Row("a third start on the port of the first", 1, shortened(said), "one line that says so", met=met)
    told = said_by(folder, "bench.fire.newcomers", (folder / "logins.txt").read_text(encoding="utf-8"))
    seen = f"{told['albums']} albums, {told['twice']} twice; {told['true']} of {told['logins']} logins are true"
    met = told["albums"] > 0 and not told["twice"] and told["true"] == told["logins"] == 2
    yield Row("what the two made between them", 1, seen, "the demo once, two logins that are true", met=met)


def _launched(site: Site, opened: ExitStack) -> Site:
    site.launch()
    opened.callback(site.stop)
    return site


def _refusal(site: Site) -> str:
    try:
        site.wait()
    except CannotMeasure as problem:
        return f"{problem}"
    return ""


def last_words(site: Site) -> str:
    """What a start says that should end at once."""
    patience = time.monotonic() + ENDING_SECONDS
    while not site.has_ended and time.monotonic() < patience:
        time.sleep(0.1)
    return site.said().strip() if site.has_ended else "it goes on"
