"""Ranks that claim no more than the evidence: albums whose intervals overlap by more than half share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .album import overlaps_by_half


@dataclass(frozen=True)
class Rank:
    """A place in a list, counted from 1; `joint` when others share it."""

    number: int
    joint: bool

    def __str__(self) -> str:
        return f"joint {ordinal(self.number)}" if self.joint else ordinal(self.number)


def ranks_of(intervals: Iterable[tuple[float, float]]) -> list[Rank]:
    """Ranks of albums given best first, each by the low and high end of its interval.

    Overlap is not transitive, so a tie is always with the first of its group: whoever's interval overlaps the leader's
    by more than half shares the leader's rank, and the first who does not leads the next group. As in sport, the rank
    after a tie counts everyone before it: 1st, joint 2nd, joint 2nd, 4th.
    """
    leaders: list[int] = []
    leader: tuple[float, float] | None = None
    for place, (low, high) in enumerate(intervals):
        if leader is None or not overlaps_by_half(*leader, low, high):
            leader = (low, high)
            leaders.append(place)
        else:
            leaders.append(leaders[-1])
    sharing = Counter(leaders)
    return [Rank(first + 1, joint=sharing[first] > 1) for first in leaders]


def ordinal(number: int) -> str:
    """The number as a place: 1st, 2nd, 3rd, 4th, 11th, 112th."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{_ENDINGS.get(number % 10, 'th')}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
