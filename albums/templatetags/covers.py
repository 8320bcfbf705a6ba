"""Covers in templates."""

from __future__ import annotations

from django import template

from albums.models import Album
from common.components import component

register = template.Library()
_cover = component("marks", "cover")


@register.simple_tag
def cover(album: Album, size: int = 160, *, decorative: bool = False) -> str:
    """The album's cover at `size` CSS pixels, or the one drawn from its title. Decorative beside the same title."""
    return _cover(album, size, decorative)
