"""Many albums counted at once stand where each would by itself, and the others are left alone."""

from __future__ import annotations

from itertools import cycle

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.utils import timezone

from albums.models import Album, CatalogueVersion
from reviews.models import Calibration, Consensus, ConsensusChange, Review
from reviews.scoring.many_albums import count_anew, counted_reviews
from reviews.scoring.one_album import refresh_consensus
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory

pytestmark = pytest.mark.django_db

COLUMNS = [
    "consensus_score",
    "consensus_low",
    "consensus_high",
    "consensus_spread",
    "counted_reviews",
    "graded_reviews",
]


def reviewed(*counts: int) -> list[Album]:
    """Albums with that many published reviews, graded and not."""
    said = cycle([("positive", 80), ("rave", None), ("pan", 20), ("mixed", None), ("mixed", 63)])
    albums = []
    for count in counts:
        album = AlbumFactory()
        for verdict, score in (next(said) for _ in range(count)):
            grade = {} if score is None else {"grade": f"{score}/100", "score": score}
            ReviewFactory(album=album, published=True, verdict=verdict, **grade)
        albums.append(album)
    return albums


def recount(albums: list[Album] | None):
    keys = None if albums is None else [album.pk for album in albums]
    with connection.cursor() as cursor:
        return count_anew(cursor, Calibration.objects.current(), ConsensusChange.Cause.PUBLISHED, timezone.now(), keys)


def standing(album: Album) -> tuple[dict, dict]:
    row = Album.objects.values(*COLUMNS).get(pk=album.pk)
    consensus = Consensus.objects.filter(album=album).first()
    return row, model_to_dict(consensus, exclude=["id", "computed_at"]) if consensus else {}


def test_each_album_stands_where_it_would_by_itself():
    albums = reviewed(0, 1, 3, 7)
    recount(None)
    at_once = [standing(album) for album in albums]
    for album, (row, consensus) in zip(albums, at_once, strict=True):
        refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)
        alone = standing(album)
        assert row == pytest.approx(alone[0], abs=1e-9)
        assert consensus.keys() == alone[1].keys()
        for name, value in alone[1].items():
            assert consensus[name] == (pytest.approx(value, abs=1e-9) if isinstance(value, float) else value)


def voices(album: Album) -> tuple[list[int], list[int]]:
    return Album.objects.values_list("publication_ids", "critic_ids").get(pk=album.pk)


def test_the_voices_on_an_album_are_those_that_count():
    album, silent = AlbumFactory(), AlbumFactory()
    house, critic, hidden = PublicationFactory(), CriticFactory(), CriticFactory(hidden=True)
    ReviewFactory(album=album, published=True, publication=house, critic=critic)
    ReviewFactory(album=album, published=True, publication=house, critic=None)
    ReviewFactory(album=album, published=True, publication=None, critic=None)
    ReviewFactory(album=album, published=True, publication=PublicationFactory(), critic=hidden)
    ReviewFactory(album=album, withdrawn=True, publication=PublicationFactory())
    ReviewFactory(album=album, submitted=True, publication=PublicationFactory())
    recount(None)
    at_once = voices(album)
    refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)
    assert at_once == voices(album) == ([house.pk], [critic.pk])
    assert voices(silent) == ([], [])


@pytest.mark.parametrize("count", [lambda: recount(None), None], ids=["at once", "alone"])
def test_an_album_whose_last_review_is_gone_has_no_voices(count):
    (album,) = reviewed(2)
    recount([album])
    assert voices(album) != ([], [])
    Review.objects.update(status="withdrawn")
    count() if count else refresh_consensus(album, ConsensusChange.Cause.WITHDRAWN)
    assert voices(album) == ([], [])


def test_the_albums_that_were_not_named_are_left_alone():
    named, other = reviewed(3, 3)
    recount(None)
    Review.objects.update(status="withdrawn")
    before = standing(other), ConsensusChange.objects.filter(album=other).count()
    assert recount([named]) == (0, 0, 1)
    assert standing(named)[1] == {}
    assert Album.objects.get(pk=named.pk).counted_reviews == 0
    assert (standing(other), ConsensusChange.objects.filter(album=other).count()) == before


def test_each_step_is_remembered_with_its_cause():
    (album,) = reviewed(3)
    recount([album])
    recount([album])
    change = ConsensusChange.objects.get()
    assert (change.album, change.cause, change.counted, change.review) == (album, "published", 3, None)


def test_versions_rise_once_for_each_album_that_is_counted():
    album, _ = reviewed(3, 3)
    versions = dict(Album.objects.values_list("pk", "version"))
    catalogue = CatalogueVersion.objects.current()
    recount([album])
    assert dict(Album.objects.values_list("pk", "version")) == versions | {album.pk: versions[album.pk] + 1}
    assert CatalogueVersion.objects.current() == catalogue + 1


def test_the_reviews_of_some_albums_are_theirs_alone():
    album, _ = reviewed(2, 3)
    with connection.cursor() as cursor:
        assert set(counted_reviews(cursor, [album.pk]).album.tolist()) == {album.pk}
