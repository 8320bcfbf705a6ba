"""What an attack found: the rows of bench/FIRE.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table. `met` is None where it could not be tried here, and `seen` says why."""

    what: str
    how_many: int
    seen: str
    wanted: str
    met: bool | None


def none_of(what: str, how_many: int, wrong: list[str], wanted: str = "none") -> Row:
    """A row for what must never happen: how often it did, and the first of it."""
    seen = f"{len(wrong):,}: {shortened('; '.join(wrong[:3]))}" if wrong else "none"
    return Row(what, how_many, seen, wanted, met=not wrong and how_many > 0)


def not_tried(what: str, why: str, wanted: str) -> Row:
    """A row for what this machine does not allow to be tried."""
    return Row(what, 0, f"not tried here: {why}", wanted, met=None)


def shortened(words: str, most: int = 300) -> str:
    """The words in one line of a table, cut where they go on for too long."""
    line = " ".join(words.split()).replace("|", "\\|")
    return line if len(line) <= most else f"{line[:most]} ..."
