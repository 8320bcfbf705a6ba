"""An artist's records as points in time and on the consensus scale. Pure geometry for an inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    """Lay out scored albums, oldest first. None for fewer than two: one point is no line."""
    if len(albums) < 2:
        return None
    first, last = albums[0].release_date.toordinal(), albums[-1].release_date.toordinal()
    bottom = min(90, 10 * int(min(album.consensus_low for album in albums) // 10))
    top = min(100, 10 * int(max(album.consensus_high for album in albums) // 10 + 1))

    def across(day: int) -> float:
        return round(LEFT + (day - first) / max(last - first, 1) * (WIDTH - LEFT - RIGHT), 1)

    def up(score: float) -> float:
        return round(HEIGHT - BOTTOM - (score - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM), 1)

    points = []
    for album in albums:
        y = up(album.consensus_score)
        points.append(
            Point(
                album=album,
                x=across(album.release_date.toordinal()),
                y=y,
                y_low=up(album.consensus_low),
                y_high=up(album.consensus_high),
                label_y=round(max(up(album.consensus_high) - 5, LABEL_HEIGHT - 5), 1),
            )
        )
    years = {album.release_date.year: across(album.release_date.toordinal()) for album in reversed(albums)}
    return Timeline(
        points=tuple(points),
        line="M" + "L".join(f"{point.x} {point.y}" for point in points),
        years=tuple(_apart(sorted(years.items()))),
        scores=((bottom, up(bottom)), (top, up(top))),
    )


def _apart(years: list[tuple[int, float]], distance: float = 38) -> list[tuple[int, float]]:
    """Drop years whose labels would touch the one before."""
    kept: list[tuple[int, float]] = []
    for year, x in years:
        if not kept or x - kept[-1][1] >= distance:
            kept.append((year, x))
    return kept
