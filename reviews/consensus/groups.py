"""Parting what was predicted into groups, to see where a formula errs and where its intervals are too narrow."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .model import BANDS, Array, Integers

TENTHS = 10
COUNTS = (1, 3, 6, 10, 20)

Rows = Mapping[str, Sequence[NDArray[np.bool_]]]
"""By label, which rows of each partition are meant."""


class Group(NamedTuple):
    """Some of what was predicted: how much, what was expected of it and what came, and the share that was covered.

    ``inside`` is that share without regard to rounding, None where nothing was rounded.
    """

    label: str
    size: int
    expected: float
    came: float
    covered: float
    inside: float | None = None


def grouped(
    expected: Sequence[Array],
    came: Array,
    covered: Sequence[Array],
    by: Rows,
    inside: Sequence[NDArray[np.bool_]] | None = None,
) -> tuple[Group, ...]:
    """The groups that have anything in them, each by its rows in every partition; figures are means over all."""
    groups = []
    for label, rows in by.items():
        size = sum(int(some.sum()) for some in rows)
        if size:
            groups.append(
                Group(
                    label,
                    round(size / len(rows)),
                    expected=_total(expected, rows) / size,
                    came=_total([came] * len(rows), rows) / size,
                    covered=_total(covered, rows) / size,
                    inside=None if inside is None else _total(inside, rows) / size,
                )
            )
    return tuple(groups)


def tenths_of(expected: Sequence[Array]) -> Rows:
    """The rows of each tenth of what was expected, lowest first."""
    places = [np.argsort(np.argsort(column, kind="stable")) * TENTHS // column.size for column in expected]
    return {str(tenth + 1): [place == tenth for place in places] for tenth in range(TENTHS)}


def counts_of(counts: Integers, partitions: int) -> Rows:
    """The rows by how many reviews their albums have, the same in all partitions."""
    place = np.searchsorted(COUNTS, counts, side="right") - 1
    labels = [*(f"{low}-{following - 1}" for low, following in pairwise(COUNTS)), f"{COUNTS[-1]} or more"]
    return {label: [place == number] * partitions for number, label in enumerate(labels)}


def bands_of(expected: Sequence[Array]) -> Rows:
    """The rows by the band of what was expected."""
    starts = [band.low for band in BANDS[1:]]
    places = [np.searchsorted(starts, column, side="right") for column in expected]
    return {band.verdict: [place == number for place in places] for number, band in enumerate(BANDS)}


def _total(columns: Sequence[NDArray[Any]], rows: Sequence[NDArray[np.bool_]]) -> float:
    return sum(float(column[some].sum()) for column, some in zip(columns, rows, strict=True))
