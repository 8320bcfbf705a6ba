"""Making the whole catalogue: drawn, stored, and counted in one transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

import numpy as np
from django.db import connection, transaction
from django.db.models import Model

from albums.models import AlbumWords, Artist, Genre, Label, Vocabulary
from albums.search.vocabulary import rebuild_search
from bench.catalogue import storing_albums, storing_reviews
from bench.catalogue.artists import make_artists
from bench.catalogue.bulk import excerpts_checked_together, indexes_and_foreign_keys_aside
from bench.catalogue.copying import Keys
from bench.catalogue.invented_albums import Catalogue, make_albums, make_credits, make_tags, make_tracks
from bench.catalogue.invented_names import GENRES, claim_slugs, distinct_english_names
from bench.catalogue.opinions import make_opinions
from bench.catalogue.prose import Writer
from bench.catalogue.voices import make_critics, make_publications, printed_grades
from reviews.models import Critic, Publication, Revision
from reviews.scoring.fitting import fit_consensus

ALBUMS_PER_ARTIST, ALBUMS_PER_LABEL = 2.5, 70
FEWEST_ARTISTS, FEWEST_LABELS, FEWEST_PUBLICATIONS, FEWEST_CRITICS = 5, 12, 8, 60
GENRES_BEYOND_THE_FIRST, LABELS_BEYOND_THE_FIRST = (0.45, 0.12), (0.05,)
PARTS = ("artists", "albums", "tags", "tracks", "labels", "publications", "critics", "opinions", "texts")

TABLES = (*storing_albums.STORED, *storing_reviews.STORED, Revision, AlbumWords, Vocabulary)


class ProgressReport(Protocol):
    """Is told how far each stage has come; `total` is 0 where that cannot be told."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None: ...


@transaction.atomic
def make_catalogue(albums: int, reviews: int, seed: int, until: date, report: ProgressReport) -> None:
    """Add `albums` invented albums and `reviews` reviews of them to the site; then fit the model and count everything.

    The same seed, sizes and `until`, the last day anything is reviewed, give an empty site the same catalogue. Nobody
    else can read the site's records until all is done. Raises ValueError when the reviews are too many for the albums;
    then, as with whatever else goes wrong, nothing is stored.
    """
    rngs = dict(zip(PARTS, map(np.random.default_rng, np.random.SeedSequence(seed).spawn(len(PARTS))), strict=True))
    with connection.cursor() as cursor:
        # Nobody has seen these albums, so there are no versions of theirs to raise; the fit raises the catalogue's.
        cursor.execute("SET LOCAL chorus.count_changes = 'off'")
        cursor.execute("SET LOCAL chorus.keep_search = 'off'")
    with indexes_and_foreign_keys_aside(TABLES):
        keys = Keys(TABLES)
        with excerpts_checked_together():
            catalogue = _make_albums(albums, until, rngs, keys, report)
            _make_reviews(reviews, catalogue, until, rngs, keys, report)
            report("excerpts")
        # Rows are rewritten with their consensus here, so this too is cheaper before the indexes are there.
        fit_consensus(at=datetime.combine(until + timedelta(days=1), time(), UTC), entering=report)
        report("search")
        rebuild_search()
        report("indexes")
    keys.catch_up()


def _make_albums(
    count: int, until: date, rngs: dict[str, np.random.Generator], keys: Keys, report: ProgressReport
) -> Catalogue:
    report("albums", 0, count)
    label_count = max(FEWEST_LABELS, count // ALBUMS_PER_LABEL)
    labels = distinct_english_names("label", label_count, rngs["labels"], _all(Label, "folded"))
    artist_count = max(FEWEST_ARTISTS, round(count / ALBUMS_PER_ARTIST))
    artists = make_artists(artist_count, rngs["artists"], _all(Artist, "slug"))
    albums = make_albums(count, artists, until, rngs["albums"])
    catalogue = Catalogue(
        artists=artists,
        albums=albums,
        credits=make_credits(albums, artists, rngs["tags"]),
        genres=make_tags(albums, artists, len(GENRES), GENRES_BEYOND_THE_FIRST, rngs["tags"]),
        labels=make_tags(albums, artists, label_count, LABELS_BEYOND_THE_FIRST, rngs["tags"]),
        tracks=make_tracks(albums, artists, rngs["tracks"]),
    )
    storing_albums.store_artists(artists, keys)
    storing_albums.store_labels(labels, claim_slugs(labels, "label", _all(Label, "slug")), keys)
    genre_ids = [Genre.objects.named(name).pk for name in GENRES]
    for done in storing_albums.store_albums(catalogue, genre_ids, f"{until} 00:00+00", keys):
        report("albums", done, count)
    return catalogue


def _make_reviews(
    count: int,
    catalogue: Catalogue,
    until: date,
    rngs: dict[str, np.random.Generator],
    keys: Keys,
    report: ProgressReport,
) -> None:
    report("reviews", 0, count)
    # Who writes grows more slowly than what is written: 400 publications and 8,000 critics at a million reviews.
    publication_count = max(FEWEST_PUBLICATIONS, round(0.4 * count**0.5))
    critic_count = max(FEWEST_CRITICS, round(8 * count**0.5))
    publications = make_publications(
        publication_count, rngs["publications"], _all(Publication, "folded"), _all(Publication, "slug")
    )
    critics = make_critics(critic_count, publications, rngs["critics"], _all(Critic, "slug"))
    scale_ids, scales = storing_reviews.store_scales()
    grades = [printed_grades(rule) for rule in scales]
    opinions = make_opinions(count, catalogue.albums, publications, critics, grades, until, rngs["opinions"])
    storing_reviews.store_voices(publications, critics, scale_ids, keys)
    store = storing_reviews.ReviewStore(catalogue, publications, critics, grades, keys)
    for done in store.store(opinions, Writer(catalogue.tracks, rngs["texts"]), rngs["texts"]):
        report("reviews", done, count)


def _all(model: type[Model], column: str) -> set[str]:
    return set(model._default_manager.values_list(column, flat=True))
