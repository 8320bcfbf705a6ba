"""Which picture stands beside a link to a page, in the words of Open Graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from common.page_addresses import absolute, address
from pages.album_page import AlbumPage
from pages.elsewhere import Elsewhere
from pages.link_pictures.contents import of_album, of_review
from pages.link_pictures.drawing import HEIGHT, WIDTH
from reviews.models import Critic, Review

VERSION = 12
"""So many signs of a picture's digest stand in its address."""


@dataclass(frozen=True)
class PictureBeside:
    """Where the picture is, and what it shows for those who do not see it.

    Its address changes with what it shows, for those who keep pictures by their address for ever.
    """

    path: str
    version: str
    alt: str

    width, height = WIDTH, HEIGHT

    @property
    def address(self) -> str:
        """For the rest of the world."""
        return f"{absolute(self.path)}?v={self.version}"


@singledispatch
def picture_beside(shown: object) -> PictureBeside | None:
    """The picture of the page that shows this; None where it has none."""
    return None


@picture_beside.register
def _(shown: AlbumPage) -> PictureBeside | None:
    album = shown.album
    path = address("album-picture", album.lead_artist.slug, album.slug)
    version = of_album(album, shown.reviews).digest
    return PictureBeside(path, version[:VERSION], f"{shown.heading}: {Elsewhere(album).in_a_line}")


@picture_beside.register
def _(shown: Review) -> PictureBeside | None:
    album = shown.album
    path = address("review-picture", album.lead_artist.slug, album.slug, shown.pk)
    version = of_review(shown).digest
    return PictureBeside(path, version[:VERSION], f"{shown.voice} on {album} by {album.artist_credit}")


@picture_beside.register
def _(shown: Critic) -> PictureBeside | None:
    tally = getattr(shown, "tally", None)
    return PictureBeside(address("critic-picture", shown.slug), f"{tally.counted if tally else 0}", shown.name)
