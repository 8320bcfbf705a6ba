"""Covers drawn from titles."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from albums.drawn_covers import COMPOSITIONS, PALETTES, Shape, drawn_cover

PATH = re.compile(r"M-?[\d.]+ -?[\d.]+(?:[hvHV]-?[\d.]+|[LMaA]-?[\d.]+(?: -?[\d.]+)*)+z")
TITLES = [f"Ballast, volume {number}" for number in range(400)]


@given(st.text(max_size=60))
def test_one_title_has_one_cover(title):
    assert drawn_cover(title) == drawn_cover(title)


def test_different_titles_have_different_covers():
    assert len({tuple(drawn_cover(title)) for title in TITLES}) == len(TITLES)


def test_every_palette_and_every_composition_is_used():
    grounds = {drawn_cover(title)[0].fill for title in TITLES}
    assert grounds == {palette[0] for palette in PALETTES}
    counts = {len(drawn_cover(title)) for title in TITLES}
    assert len(counts) >= len(COMPOSITIONS)


@given(st.text(max_size=60))
def test_a_cover_is_painted_in_one_palette_over_a_full_ground(title):
    ground, *shapes = drawn_cover(title)
    assert ground == Shape("M0 0h100v100h-100z", ground.fill)
    assert shapes
    palette = next(palette for palette in PALETTES if palette[0] == ground.fill)
    assert {shape.fill for shape in shapes} <= set(palette[1:])


@given(st.text(max_size=60))
def test_every_shape_is_a_closed_path(title):
    for shape in drawn_cover(title):
        assert PATH.fullmatch(shape.path), shape.path
