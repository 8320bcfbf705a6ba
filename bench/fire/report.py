"""bench/FIRE.md, written whole from one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.fire.outcomes import Row
from bench.serving.report import table

HOW = """\
The site is started as `make run` starts it, on a data folder of its own with the demo, and attacked from outside \
through the loopback. Limits on how often one visitor may write are raised, except where they are what is attacked. \
Nothing leaves the machine."""


@dataclass(frozen=True)
class AttackFindings:
    """One kind of attack: what it was, and what it found."""

    title: str
    rows: Sequence[Row]
    seconds: float


def render(sections: Sequence[AttackFindings], machine: Sequence[str]) -> str:
    """The whole file; `machine` are lines on what it ran on, and when."""
    rows = [row for section in sections for row in section.rows]
    parts = ["# What `make fire` found", HOW, "\n".join(f"- {line}" for line in machine), f"**{_verdict(rows)}**"]
    for section in sections:
        parts += [f"## {section.title}", _table(section.rows), f"{section.seconds:.0f} seconds."]
    return "\n\n".join(parts) + "\n"


def _verdict(rows: Sequence[Row]) -> str:
    missed, untried = (sum(row.met is met for row in rows) for met in (False, None))
    said = f"{len(rows) - missed - untried} of {len(rows)} hold"
    return said + (f", {missed} fall short" if missed else "") + (f", {untried} could not be tried" if untried else "")


def _table(rows: Sequence[Row]) -> str:
    met = {True: "yes", False: "**falls short**", None: "not tried"}
    cells = [
        (
            row.what,
            f"{row.how_many:,}",
            row.seen if row.met is not False else f"**{row.seen}**",
            row.wanted,
            met[row.met],
        )
        for row in rows
    ]
    return table(("what", "how many", "seen", "wanted", "met"), cells)


def _seen(row: Row) -> str:
    return f"**{row.seen}**" if row.met is False else row.seen
