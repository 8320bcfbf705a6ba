"""Covers in pictures: the uploaded one, or the one drawn from the title, as squares of pixels."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from django.core.files.storage import default_storage
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw, ImageOps

from albums.drawn_covers import Shape, drawn_cover

SMOOTH = 3
"""So many times as large a cover is drawn, and then made smaller, so that its edges are smooth."""
STEPS = 12
"""Of so many straight lines a curve is made."""

MOST_PIXELS = 16_000_000
"""A PNG or WebP is read whole or not at all. What has more is drawn from the title, and no worker waits."""

Point = tuple[float, float]


def _outline(path: str, scale: float) -> list[Point]:
    """The corners of a path, its curves as many short lines."""
    pen = RecordingPen()
    parse_path(path, pen)
    corners: list[Point] = []
    for kind, points in pen.value:
        if kind == "curveTo":
            corners += _curve(corners[-1], *points)
        else:
            corners += points
    return [(x * scale, y * scale) for x, y in corners]


def _curve(*points: Point) -> Iterator[Point]:
    """Points on a cubic curve, without its first."""
    for step in range(1, STEPS + 1):
        at = step / STEPS
        weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
        x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
        yield x, y


def painted(shapes: list[Shape], size: int) -> Image.Image:
    """Shapes on a 100 x 100 field as a square of that many pixels a side."""
    large = Image.new("RGB", (size * SMOOTH, size * SMOOTH))
    brush = ImageDraw.Draw(large)
    for shape in shapes:
        brush.polygon(_outline(shape.path, size * SMOOTH / 100), fill=shape.fill)
    return large.resize((size, size), Image.Resampling.BOX)


def cover(file: str, title: str, size: int) -> Image.Image:
    """The uploaded cover of that name in the storage, the whole of it; the drawn one when there is none, or no more."""
    if file:
        try:
            with default_storage.open(file) as stored, Image.open(BytesIO(stored.read())) as picture:
                # A JPEG is read at about the size that is needed, however large it is.
                picture.draft("RGB", (size * 2, size * 2))
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValueError("It takes too long to read.")
                return ImageOps.fit(_opaque(picture), (size, size), Image.Resampling.LANCZOS)
        except (OSError, ValueError, SyntaxError):
            pass
    return painted(drawn_cover(title), size)


def _opaque(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")
