"""The things: artists, albums, tracks, genres, labels, films, and the old addresses that lead to them."""

from albums.models.album import Album, Credit
from albums.models.album_parts import AlbumGenre, AlbumLabel, AlbumLink, Track
from albums.models.album_source import AlbumSource, AwaitedRecord, CatalogueHost, DumpReading, KeptAnswer
from albums.models.artist import Artist, ArtistAlias
from albums.models.film import Film
from albums.models.redirect import Redirect
from albums.models.search import AlbumWords, Vocabulary
from albums.models.tags import Genre, Label
from albums.models.version import CatalogueVersion

__all__ = [
    "Album",
    "AlbumGenre",
    "AlbumLabel",
    "AlbumLink",
    "AlbumSource",
    "AlbumWords",
    "Artist",
    "ArtistAlias",
    "AwaitedRecord",
    "CatalogueHost",
    "CatalogueVersion",
    "Credit",
    "DumpReading",
    "Film",
    "Genre",
    "KeptAnswer",
    "Label",
    "Redirect",
    "Track",
    "Vocabulary",
]
