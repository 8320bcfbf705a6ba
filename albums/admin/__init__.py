"""The curators' desk for the catalogue."""

from albums.admin.album import AlbumAdmin, FilmAdmin
from albums.admin.artist import ArtistAdmin
from albums.admin.redirect import RedirectAdmin
from albums.admin.tags import SharedNameAdmin

__all__ = ["AlbumAdmin", "ArtistAdmin", "FilmAdmin", "RedirectAdmin", "SharedNameAdmin"]
