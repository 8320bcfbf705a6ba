"""Artists, labels, albums and tracks into their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from albums.models import Album, AlbumLink, Artist, ArtistAlias, Credit, Film, Label, Track
from bench.catalogue.artists import Artists
from bench.catalogue.copying import NULL, Keys, copy_rows, moments, numbers, texts
from bench.catalogue.invented_albums import KINDS, PRECISIONS, Catalogue
from common.names import fold, short_title

AlbumGenre, AlbumLabel = Album.genres.through, Album.labels.through
STORED = (Artist, ArtistAlias, Label, Film, Album, Credit, AlbumGenre, AlbumLabel, AlbumLink, Track)
ALBUMS_AT_ONCE = 20_000
ALBUMS_PER_LINK = 3


def store_artists(artists: Artists, keys: Keys) -> None:
    """Artists and their aliases."""
    copy_rows(
        Artist,
        {
            "id": keys.new(Artist, len(artists)),
            "name": texts(artists.name),
            "sort_name": texts(artists.sort_name),
            "slug": artists.slug,
            "disambiguation": texts(artists.disambiguation),
            "folded": texts(map(fold, artists.name)),
        },
    )
    copy_rows(
        ArtistAlias,
        {
            "id": keys.new(ArtistAlias, len(artists.alias)),
            "artist": keys.of(Artist, artists.alias_of),
            "name": texts(artists.alias),
            "folded": texts(map(fold, artists.alias)),
        },
    )


def store_labels(names: Sequence[str], slugs: Sequence[str], keys: Keys) -> None:
    """Labels of those names and slugs."""
    copy_rows(
        Label,
        {"id": keys.new(Label, len(names)), "name": texts(names), "slug": slugs, "folded": texts(map(fold, names))},
    )


def store_albums(catalogue: Catalogue, genre_ids: Sequence[int], moment: str, keys: Keys) -> Iterator[int]:
    """Albums with all that hangs on them, a batch at a time; yields how many are in.

    `genre_ids` are the keys of the genres; `moment`, as PostgreSQL reads it, is when the albums were entered.
    """
    titles = texts(catalogue.tracks.titles)
    folded_titles = texts(map(fold, catalogue.tracks.titles))
    count = len(catalogue.albums)
    for start in range(0, count, ALBUMS_AT_ONCE):
        end = min(start + ALBUMS_AT_ONCE, count)
        _store_albums(catalogue, start, end, moment, keys)
        _store_credits(catalogue, start, end, keys)
        _store_tags(catalogue, start, end, genre_ids, keys)
        _store_tracks(catalogue, start, end, titles, folded_titles, keys)
        yield end


def _store_albums(catalogue: Catalogue, start: int, end: int, moment: str, keys: Keys) -> None:
    albums, part = catalogue.albums, slice(start, end)
    title = albums.title[part]
    short = [short_title(each) for each in title]
    films = np.flatnonzero(albums.has_film[part])
    film = np.full(end - start, NULL, dtype=object)
    film[films] = keys.new(Film, films.size)
    copy_rows(
        Film,
        {
            "id": film[films],
            "title": texts(short[place] for place in films.tolist()),
            "release_date": moments(albums.released[part][films]),
            "minutes": numbers(80 + albums.fame.size * films % 80),
            "director": "",
            "producers": "{}",
            "folded": texts(fold(short[place]) for place in films.tolist()),
        },
    )
    undated = np.isnat(albums.released[part])
    precision = np.array(PRECISIONS)[albums.precision[part]]
    ids = keys.new(Album, end - start)
    copy_rows(
        Album,
        {
            "id": ids,
            "title": texts(title),
            "language": albums.language[part],
            "slug": albums.slug[part],
            "lead_artist": keys.of(Artist, albums.lead[part]),
            "kind": np.array(list(KINDS))[albums.kind[part]].tolist(),
            "release_date": moments(albums.released[part]),
            "release_precision": np.where(undated, "", precision).tolist(),
            "film": film,
            "cover": "",
            "proposed": "f",
            "folded": texts(map(fold, short)),
            "created_at": moment,
            "updated_at": moment,
            "changed_at": moment,
            "counted_reviews": "0",
            "graded_reviews": "0",
        },
    )
    linked = ids[::ALBUMS_PER_LINK]
    copy_rows(
        AlbumLink,
        {
            "id": keys.new(AlbumLink, len(linked)),
            "album": linked,
            "kind": AlbumLink.Kind.STREAM.value,
            "url": [f"https://listen.example/album/{each}" for each in linked],
        },
    )


def _store_credits(catalogue: Catalogue, start: int, end: int, keys: Keys) -> None:
    lines = catalogue.credits
    part = _rows_of(lines.album, start, end)
    copy_rows(
        Credit,
        {
            "id": keys.new(Credit, part.stop - part.start),
            "album": keys.of(Album, lines.album[part]),
            "artist": keys.of(Artist, lines.artist[part]),
            "position": numbers(lines.position[part]),
            "credited_as": texts(lines.credited_as[part]),
            "folded": texts(map(fold, lines.credited_as[part])),
            "join_phrase": lines.join_phrase[part],
        },
    )


def _store_tags(catalogue: Catalogue, start: int, end: int, genre_ids: Sequence[int], keys: Keys) -> None:
    part = _rows_of(catalogue.genres.album, start, end)
    copy_rows(
        AlbumGenre,
        {
            "id": keys.new(AlbumGenre, part.stop - part.start),
            "album": keys.of(Album, catalogue.genres.album[part]),
            "genre": numbers(np.array(genre_ids)[catalogue.genres.other[part]]),
        },
    )
    part = _rows_of(catalogue.labels.album, start, end)
    copy_rows(
        AlbumLabel,
        {
            "id": keys.new(AlbumLabel, part.stop - part.start),
            "album": keys.of(Album, catalogue.labels.album[part]),
            "label": keys.of(Label, catalogue.labels.other[part]),
        },
    )


def _store_tracks(
    catalogue: Catalogue, start: int, end: int, titles: list[str], folded_titles: list[str], keys: Keys
) -> None:
    tracks = catalogue.tracks
    part = slice(int(tracks.first[start]), int(tracks.first[end]))
    title = tracks.title[part].tolist()
    copy_rows(
        Track,
        {
            "id": keys.new(Track, part.stop - part.start),
            "album": keys.of(Album, tracks.album[part]),
            "disc": numbers(tracks.disc[part]),
            "position": numbers(tracks.position[part]),
            "title": [titles[place] for place in title],
            "seconds": numbers(tracks.seconds[part], missing=tracks.seconds[part] == 0),
            "folded": [folded_titles[place] for place in title],
        },
    )


def _rows_of(album: np.ndarray, start: int, end: int) -> slice:
    """The rows of the albums from `start` to `end`, in a column sorted by album."""
    return slice(*np.searchsorted(album, [start, end]).tolist())
