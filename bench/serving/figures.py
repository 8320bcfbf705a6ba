"""What is computed from what was timed. Seconds throughout; no clock, no network."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from statistics import median
from typing import Protocol, Self, TypeVar


def percentile(seconds: Sequence[float], share: float) -> float:
    """The smallest of the values that at least `share` (0 to 1) of them do not exceed: the nearest rank."""
    if not seconds:
        raise ValueError("nothing was timed")
    return sorted(seconds)[max(0, math.ceil(share * len(seconds)) - 1)]


def median_ratio(ours: Sequence[float], controls: Sequence[float]) -> float:
    """The median of each figure by the control's next to it, so that what both suffered together cancels out."""
    return median(our / control for our, control in zip(ours, controls, strict=True))


class Summable(Protocol):
    """What was found in one round, to which another round can be added."""

    def __add__(self, other: Self, /) -> Self: ...


Found = TypeVar("Found", bound=Summable)


def summed(rounds: Iterable[Found]) -> Found:
    """All rounds as one finding. Raises ValueError without any."""
    found = list(rounds)
    if not found:
        raise ValueError("nothing was measured")
    return reduce(add, found)


@dataclass(frozen=True)
class TimedRound:
    """Seconds of single requests on one connection, with the control's between them."""

    page: list[float]
    control: list[float]


@dataclass(frozen=True)
class Latency:
    """Rounds of one page, each at another time of the run. Every figure is that of the middle round."""

    rounds: tuple[TimedRound, ...]

    @classmethod
    def of_round(cls, page: list[float], control: list[float]) -> Latency:
        """What a single round told."""
        return cls((TimedRound(page, control),))

    def __add__(self, other: Latency) -> Latency:
        return Latency(self.rounds + other.rounds)

    @property
    def p50(self) -> float:
        """Half of the answers took no longer."""
        return median(percentile(timed.page, 0.5) for timed in self.rounds)

    @property
    def p99(self) -> float:
        """All but one in a hundred took no longer."""
        return median(percentile(timed.page, 0.99) for timed in self.rounds)

    @property
    def tail(self) -> float:
        """How many times the p50 the p99 is."""
        return median(percentile(timed.page, 0.99) / percentile(timed.page, 0.5) for timed in self.rounds)

    @property
    def times_control(self) -> float:
        """How many of the control's times the page takes, both at their median."""
        return median(percentile(timed.page, 0.5) / percentile(timed.control, 0.5) for timed in self.rounds)

    @property
    def control(self) -> list[float]:
        """The control's seconds in all rounds."""
        return [seconds for timed in self.rounds for seconds in timed.control]


@dataclass(frozen=True)
class Throughput:
    """Answers a second in several rounds, with the control's beside each."""

    page: list[float]
    control: list[float]

    def __add__(self, other: Throughput) -> Throughput:
        return Throughput(self.page + other.page, self.control + other.control)

    @property
    def rate(self) -> float:
        """Of the middle round."""
        return median(self.page)

    @property
    def of_control(self) -> float:
        """The share of the control's answers a second."""
        return median_ratio(self.page, self.control)
