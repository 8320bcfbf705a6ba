"""Making the whole catalogue: drawn, stored, and counted in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
from django.db import connection, transaction

from albums.models import Artist, Genre, Label
from bench.catalogue import storing_albums, storing_reviews
from bench.catalogue.artists import make_artists
from bench.catalogue.copying import Keys
from bench.catalogue.names import GENRES, claim_slugs, distinct_english_names
from bench.catalogue.opinions import make_opinions
from bench.catalogue.prose import Writer
from bench.catalogue.records import Catalogue, make_albums, make_credits, make_tags, make_tracks
from bench.catalogue.voices import make_critics, make_publications, printed_grades
from reviews.models import Critic, Publication

ALBUMS_PER_ARTIST, ALBUMS_PER_LABEL = 2.5, 70
FEWEST_ARTISTS, FEWEST_LABELS, FEWEST_PUBLICATIONS, FEWEST_CRITICS = 5, 12, 8, 60
GENRES_BEYOND_THE_FIRST, LABELS_BEYOND_THE_FIRST = (0.45, 0.12), (0.05,)
PARTS = ("artists", "albums", "tags", "tracks", "labels", "publications", "critics", "opinions", "texts")

Report = Callable[[str, int, int], None]


@transaction.atomic
def make_catalogue(albums: int, reviews: int, seed: int, until: date, report: Report) -> None:
    """Add `albums` invented albums and `reviews` reviews of them to the site, and store every album's consensus.

    The same seed, sizes and `until`, the last day anything is reviewed, give an empty site the same catalogue. `report`
    is told how far each stage has come. Raises ValueError when the reviews are too many for the albums; then, as with
    whatever else goes wrong, nothing is stored.
    """
    rngs = dict(zip(PARTS, map(np.random.default_rng, np.random.SeedSequence(seed).spawn(len(PARTS))), strict=True))
    keys = Keys([*storing_albums.STORED, *storing_reviews.STORED])
    catalogue = _draw_catalogue(albums, until, rngs, report)
    scale_ids, scales = storing_reviews.store_scales()
    grades = [printed_grades(rule) for rule in scales]
    # The world of critics grows, but more slowly than what is written: 400 publications and 8,000 critics at a million.
    publications = make_publications(
        max(FEWEST_PUBLICATIONS, round(0.4 * reviews**0.5)),
        rngs["publications"],
        set(Publication.objects.values_list("folded", flat=True)),
        set(Publication.objects.values_list("slug", flat=True)),
    )
    critics = make_critics(
        max(FEWEST_CRITICS, round(8 * reviews**0.5)),
        publications,
        rngs["critics"],
        set(Critic.objects.values_list("slug", flat=True)),
    )
    opinions = make_opinions(reviews, catalogue.albums, publications, critics, grades, until, rngs["opinions"])

    storing_albums.store_artists(catalogue.artists, keys)
    labels = distinct_english_names(
        "label", _labels(albums), rngs["labels"], set(Label.objects.values_list("folded", flat=True))
    )
    storing_albums.store_labels(
        labels, claim_slugs(labels, "label", set(Label.objects.values_list("slug", flat=True))), keys
    )
    genre_ids = [Genre.objects.named(name).pk for name in GENRES]
    for done in storing_albums.store_albums(catalogue, genre_ids, f"{until} 00:00+00", keys):
        report("albums", done, albums)
    storing_reviews.store_voices(publications, critics, scale_ids, keys)
    store = storing_reviews.ReviewStore(catalogue, publications, critics, grades, keys)
    for done in store.store(opinions, Writer(catalogue.tracks, rngs["texts"]), rngs["texts"]):
        report("reviews", done, reviews)
    keys.catch_up()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _labels(albums: int) -> int:
    return max(FEWEST_LABELS, albums // ALBUMS_PER_LABEL)


def _draw_catalogue(count: int, until: date, rngs: dict[str, np.random.Generator], report: Report) -> Catalogue:
    slugs = set(Artist.objects.values_list("slug", flat=True))
    artists = make_artists(max(FEWEST_ARTISTS, round(count / ALBUMS_PER_ARTIST)), rngs["artists"], slugs)
    albums = make_albums(count, artists, until, rngs["albums"])
    return Catalogue(
        artists=artists,
        albums=albums,
        credits=make_credits(albums, artists, rngs["tags"]),
        genres=make_tags(albums, artists, len(GENRES), GENRES_BEYOND_THE_FIRST, rngs["tags"]),
        labels=make_tags(albums, artists, _labels(count), LABELS_BEYOND_THE_FIRST, rngs["tags"]),
        tracks=make_tracks(albums, artists, rngs["tracks"]),
    )
