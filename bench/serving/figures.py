"""What is computed from what was timed. Seconds throughout; no clock, no network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


def percentile(seconds: Sequence[float], share: float) -> float:
    """The smallest of the values that at least `share` (0 to 1) of them do not exceed: the nearest rank."""
    if not seconds:
        raise ValueError("nothing was timed")
    return sorted(seconds)[max(0, math.ceil(share * len(seconds)) - 1)]


def median_ratio(ours: Sequence[float], controls: Sequence[float]) -> float:
    """The median of each figure by the control's next to it, so that what both suffered together cancels out."""
    return median(our / control for our, control in zip(ours, controls, strict=True))


@dataclass(frozen=True)
class Latency:
    """Seconds of single requests on one connection, with the control's between them."""

    page: list[float]
    control: list[float]

    @property
    def p50(self) -> float:
        """Half of the answers took no longer."""
        return percentile(self.page, 0.5)

    @property
    def p99(self) -> float:
        """All but one in a hundred took no longer."""
        return percentile(self.page, 0.99)

    @property
    def times_control(self) -> float:
        """How many of the control's times the page takes, both at their median."""
        return self.p50 / percentile(self.control, 0.5)


@dataclass(frozen=True)
class Throughput:
    """Answers a second in several rounds, with the control's beside each."""

    page: list[float]
    control: list[float]

    @property
    def rate(self) -> float:
        """Of the middle round."""
        return median(self.page)

    @property
    def of_control(self) -> float:
        """The share of the control's answers a second."""
        return median_ratio(self.page, self.control)
