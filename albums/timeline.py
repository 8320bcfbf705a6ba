"""An artist's records as points in time and on the consensus scale. Pure geometry for an inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from albums.models import Album

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 30, 70, 18, 34
LABEL_HEIGHT = 15


@dataclass(frozen=True)
class Point:
    """One record: where its score stands, the ends of its interval, and where its label goes."""

    album: Album
    x: float
    y: float
    y_low: float
    y_high: float
    label_y: float


@dataclass(frozen=True)
class Timeline:
    """The drawing: points in order of release, the line through them, the years and scores that are marked."""

    points: tuple[Point, ...]
    line: str
    years: tuple[tuple[int, float], ...]
    scores: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT


def timeline(albums: Sequence[Album]) -> Timeline | None:
    """Lay out the scored and dated among the albums, oldest first. None for fewer than two: one point is no line."""
    placed = [each for album in albums if (each := _place(album))]
    if len(placed) < 2:
        return None
    first, last = placed[0].day.toordinal(), placed[-1].day.toordinal()
    bottom = min(90, 10 * int(min(each.low for each in placed) // 10))
    top = min(100, 10 * int(max(each.high for each in placed) // 10 + 1))

    def across(day: int) -> float:
        return round(LEFT + (day - first) / max(last - first, 1) * (WIDTH - LEFT - RIGHT), 1)

    def up(score: float) -> float:
        return round(HEIGHT - BOTTOM - (score - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM), 1)

    points = [
        Point(
            album=each.album,
            x=across(each.day.toordinal()),
            y=up(each.score),
            y_low=up(each.low),
            y_high=up(each.high),
            label_y=round(max(up(each.high) - 5, LABEL_HEIGHT - 5), 1),
        )
        for each in placed
    ]
    years = {each.day.year: across(each.day.toordinal()) for each in reversed(placed)}
    return Timeline(
        points=tuple(points),
        line="M" + "L".join(f"{point.x} {point.y}" for point in points),
        years=tuple(_apart(sorted(years.items()))),
        scores=((bottom, up(bottom)), (top, up(top))),
    )


class _Placed(NamedTuple):
    album: Album
    day: date
    score: float
    low: float
    high: float


def _place(album: Album) -> _Placed | None:
    day, score = album.release_date, album.consensus_score
    low, high = album.consensus_low, album.consensus_high
    if day is None or score is None or low is None or high is None:
        return None
    return _Placed(album, day, score, low, high)


def _apart(years: list[tuple[int, float]], distance: float = 38) -> list[tuple[int, float]]:
    """Drop years whose labels would touch the one before."""
    kept: list[tuple[int, float]] = []
    for year, x in years:
        if not kept or x - kept[-1][1] >= distance:
            kept.append((year, x))
    return kept
