"""Which picture stands beside a link to a page, in the words of Open Graph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from common.page_addresses import absolute, address
from pages.album_page import AlbumPage
from pages.elsewhere import Elsewhere
from pages.link_pictures.contents import PictureContents, of_album, of_critic, of_list, of_review
from pages.link_pictures.drawing import HEIGHT, WIDTH
from readers.models import ReaderList
from reviews.models import Critic, Review

VERSION = 12
"""So many signs of a picture's digest stand in its address."""


@dataclass(frozen=True)
class PictureBeside:
    """Where the picture is, what it shows, and the same for those who do not see it.

    Its address changes with what it shows, for those who keep pictures by their address for ever.
    """

    path: str
    shown: PictureContents
    alt: str

    width, height = WIDTH, HEIGHT

    @property
    def address(self) -> str:
        """For the rest of the world."""
        return f"{absolute(self.path)}?v={self.shown.digest[:VERSION]}"


@singledispatch
def picture_beside(shown: object) -> PictureBeside | None:
    """The picture of the page that shows this; None where it has none."""
    return None


@picture_beside.register
def _(shown: AlbumPage) -> PictureBeside | None:
    album = shown.album
    path = address("album-picture", album.lead_artist.slug, album.slug)
    return PictureBeside(path, of_album(album, shown.reviews), f"{shown.heading}: {Elsewhere(album).in_a_line}")


@picture_beside.register
def _(shown: Review) -> PictureBeside | None:
    album = shown.album
    path = address("review-picture", album.lead_artist.slug, album.slug, shown.pk)
    return PictureBeside(path, of_review(shown), f"{shown.voice} on {album} by {album.artist_credit}")


@picture_beside.register
def _(shown: Critic) -> PictureBeside | None:
    return PictureBeside(address("critic-picture", shown.slug), of_critic(shown), shown.name)


@picture_beside.register
def _(shown: ReaderList) -> PictureBeside | None:
    return PictureBeside(address("list-picture", shown.pk), of_list(shown), f"{shown.title}, a list by {shown.by}")
