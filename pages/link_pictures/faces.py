"""The typefaces of pictures: Noto, which the requirements install, and which of them has a sign.

A machine may have no fonts at all, so none of its own is asked for (`docs/decisions/pictures-for-sharing.md`).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from struct import unpack_from

import numpy as np
from fontTools.ttLib import TTFont
from PIL import ImageFont

HAN_FORMS = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
"""Which face of the collection draws Han signs as readers of that language write them."""
JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Face:
    """One typeface: a file, and its place in it where the file holds several."""

    file: Path
    number: int = 0

    def has(self, sign: str) -> bool:
        """Whether it can draw that sign."""
        return _covers(self.file)(ord(sign))

    def at(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """The face in that size, in pixels, and that weight."""
        return _font(self, size, weight)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed; `make run` installs what requirements.txt names.")
    return Path(spec.origin).parent


@cache
def _of_scripts() -> tuple[Face, ...]:
    """Those for scripts that the Latin faces lack; symbols and emoji last, which have digits of their own."""
    files = _folder("manimgx_fonts").glob("NotoSans*.ttf")
    others = sorted(file for file in files if not file.name.startswith(("NotoSans[", "NotoSans-")))
    return tuple(map(Face, sorted(others, key=lambda file: "Symbols" in file.name)))


@cache
def _latin(serif: bool) -> tuple[Face, ...]:
    """With Greek and Cyrillic."""
    faces = (
        Face(_folder("fontpkg_noto_serif") / "files" / "NotoSerif[wdth,wght].ttf"),
        Face(_folder("manimgx_fonts") / "NotoSans[wght].ttf"),
    )
    return faces if serif else faces[::-1]


@cache
def faces(serif: bool, language: str) -> tuple[Face, ...]:
    """All of them, in the order in which they are asked for a sign."""
    forms = HAN_FORMS.get(language.lower(), HAN_FORMS.get(language.lower().partition("-")[0], 0))
    east_asian = Face(_folder("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc", forms)
    emoji = Face(_folder("manimgx_fonts") / "NotoEmoji[wght].ttf")
    return (*_latin(serif), east_asian, *_of_scripts(), emoji)


def faces_of(text: str, serif: bool, language: str) -> list[Face | None]:
    """Sign by sign the face that draws it; None where none can.

    A mark, a joiner, a space or a stop stays with the face before it, where that has it: what is joined is drawn by one
    face.
    """
    chosen: list[Face | None] = []
    before: Face | None = None
    for sign in text:
        # Spaces and stops of the emoji are as wide as its pictures.
        joins = "M" if before is not None and "Emoji" in before.file.name else "MZP"
        stays = before is not None and (sign in JOINERS or unicodedata.category(sign)[0] in joins)
        if not (stays and before and (before.has(sign) or sign in JOINERS)):
            before = _face_of(sign, serif, language)
        chosen.append(before)
    return chosen


@lru_cache(maxsize=20_000)
def _face_of(sign: str, serif: bool, language: str) -> Face | None:
    return next((face for face in faces(serif, language) if face.has(sign)), None)


@cache
def _covers(file: Path) -> Callable[[int], bool]:
    """Whether a face of that file has the sign of a number. All faces of a collection have the same."""
    with TTFont(file, fontNumber=0, lazy=True) as font:
        groups = _groups(font.reader["cmap"])
        if groups is None:
            return frozenset(font.getBestCmap()).__contains__
    starts, ends = groups[:, 0].tolist(), groups[:, 1].tolist()

    def has(number: int) -> bool:
        place = bisect_right(starts, number) - 1
        return place >= 0 and number <= ends[place]

    return has


def _groups(table: bytes) -> np.ndarray | None:
    """First and last number of each range in a table of signs (OpenType's format 12); None where it has no such part.

    As it lies in the file: naming the 45,000 signs of East Asian faces, as fontTools does, takes longer than a picture
    may.
    """
    (parts,) = unpack_from(">H", table, 2)
    for part in range(parts):
        (offset,) = unpack_from(">L", table, 8 + 8 * part)
        if unpack_from(">H", table, offset) == (12,):
            (count,) = unpack_from(">L", table, offset + 12)
            return np.frombuffer(table, dtype=">u4", count=3 * count, offset=offset + 16).reshape(-1, 3)
    return None


@lru_cache(maxsize=96)
def _font(face: Face, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(face.file, size, index=face.number, layout_engine=ImageFont.Layout.RAQM)
    axes = font.get_variation_axes()
    font.set_variation_by_axes([weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])
    return font
