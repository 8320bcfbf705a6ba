"""Whether a picture that a thousand ask for at once, as federated servers do, costs one drawing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.serving.client import Client, TimedAnswer
from bench.serving.query_witness import ASKED, DRAWN
from bench.serving.site import Site

ASKING = 1000
AT_ONCE = 200
"""So many connections are open at a time; each has its turn again as soon as it is answered."""


@dataclass(frozen=True)
class AskedAtOnce:
    """How many asked and were answered with the picture, how often it was drawn, and what the slowest waited for."""

    asked: int
    answered: int
    drawn: int
    seconds: float
    slowest: float


def measure_at_once(site: Site, addresses: Sequence[str]) -> AskedAtOnce:
    """Ask for the last of the pictures, which nobody has asked for, from many connections at once."""
    shutil.rmtree(site.folder / "pictures", ignore_errors=True)

    def ask(_: int) -> TimedAnswer:
        with Client(site.host, site.port) as client:
            return client.get(addresses[-1], {ASKED: "1"})

    with ThreadPoolExecutor(AT_ONCE) as many:
        answers = list(many.map(ask, range(ASKING)))
    good = [answer for answer in answers if answer.status == 200]
    drawings = [int(answer.headers.get(DRAWN.lower(), 0)) for answer in good]
    return AskedAtOnce(
        asked=ASKING,
        answered=len(good),
        drawn=sum(drawings),
        seconds=max((answer.seconds for answer, drawn in zip(good, drawings, strict=True) if drawn), default=0.0),
        slowest=max(answer.seconds for answer in answers),
    )
