"""Covers in templates."""

from __future__ import annotations

from django import template

from albums.covers import drawn_cover
from albums.models import Album

register = template.Library()


@register.inclusion_tag("components/cover.html")
def cover(album: Album, size: int = 160, *, decorative: bool = False) -> dict[str, object]:
    """The album's cover at `size` CSS pixels, or the one drawn from its title. Decorative beside the same title."""
    shapes = [] if album.cover else drawn_cover(f"{album.lead_artist.name}: {album.title}")
    return {"album": album, "size": size, "shapes": shapes, "decorative": decorative}
