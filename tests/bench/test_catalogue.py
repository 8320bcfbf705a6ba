"""What stands in an invented catalogue: everything a real one would have, and nothing the site would refuse."""

from __future__ import annotations

from datetime import date
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F, Q

from albums.models import Album, Artist, Credit, Label, Track
from bench.catalogue.artists import make_artists
from common.names import fold, short_title
from reviews.consensus.model import verdict_of
from reviews.grading.grades import parse_grade
from reviews.models import Consensus, ConsensusChange, Critic, Excerpt, Publication, Review, Revision
from reviews.scoring.one_album import refresh_consensus
from tests.factories import AlbumFactory, ReviewFactory

pytestmark = pytest.mark.django_db

ALBUMS, REVIEWS = 80, 400
UNTIL = date(2026, 6, 30)


@pytest.fixture(scope="module", autouse=True)
def catalogue(django_db_setup, django_db_blocker):
    """One catalogue for all of these tests; each takes back what it changes, and the last takes back everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("make_catalogue", albums=ALBUMS, reviews=REVIEWS, until=UNTIL, stdout=StringIO())
        yield
        transaction.set_rollback(True)


def test_it_has_as_many_albums_and_reviews_as_asked():
    assert (Album.objects.count(), Review.objects.count()) == (ALBUMS, REVIEWS)
    assert Track.objects.count() > 8 * ALBUMS


def test_every_album_has_credits_a_genre_and_tracks_in_order():
    albums = Album.objects.annotate(
        names=Count("credits", distinct=True),
        tagged=Count("genres", distinct=True),
        numbered=Count("tracks", distinct=True),
    )
    assert not albums.filter(Q(names=0) | Q(tagged=0) | Q(numbered__lt=4)).exists()
    assert not Album.objects.exclude(credits__position=1, credits__artist=F("lead_artist")).exists()
    for album in Album.objects.prefetch_related("tracks"):
        for disc in {track.disc for track in album.tracks.all()}:
            positions = [track.position for track in album.tracks.all() if track.disc == disc]
            assert positions == list(range(1, len(positions) + 1))


def test_a_credit_line_joins_its_names_and_nothing_after_the_last():
    assert Credit.objects.filter(position=2).exists()
    for album in Album.objects.prefetch_related("credits__artist"):
        joins = [bool(credit.join_phrase) for credit in album.credits.all()]
        assert joins == [True] * (len(joins) - 1) + [False]


def test_folded_names_are_what_the_site_would_have_written():
    for model, source in ((Artist, "name"), (Track, "title"), (Label, "name"), (Critic, "name"), (Publication, "name")):
        for name, folded in model.objects.values_list(source, "folded"):
            assert folded == fold(name)
    for title, folded in Album.objects.values_list("title", "folded"):
        assert folded == fold(short_title(title))


def test_names_come_in_many_scripts():
    names = " ".join(make_artists(3000, np.random.default_rng(1), set()).name)
    for first, last in ("az", "ØÞ", "ая", "αω", "ぁん", "가힣", "一鿿", "اي", "את", "अह", "აჰ"):
        assert any(first <= letter <= last for letter in names), (first, last)


def test_every_excerpt_is_verbatim_and_its_track_of_its_album():
    excerpts = Excerpt.objects.select_related("review", "track")
    assert len(excerpts) > REVIEWS
    for excerpt in excerpts:
        assert excerpt.text == excerpt.review.body[excerpt.start : excerpt.end]
        assert (excerpt.about == "track") == (excerpt.track is not None)
        if excerpt.track:
            assert excerpt.track.album_id == excerpt.review.album_id
            assert excerpt.track.title in excerpt.text or excerpt.review.body[excerpt.end] == ","
    assert {excerpt.stance for excerpt in excerpts} == set(Excerpt.Stance.values)
    assert {excerpt.topic for excerpt in excerpts} >= set(Excerpt.Topic.values) - {"as_score"}


def test_most_reviews_can_be_quoted():
    assert Review.objects.quotable().count() > 0.7 * REVIEWS


def test_each_grade_reads_as_printed_on_the_scale_it_was_given_on():
    graded = Review.objects.exclude(grade="").select_related(
        "critic__scale", "critic__publication__scale", "publication__scale"
    )
    assert 0.5 * REVIEWS < len(graded) < 0.8 * REVIEWS
    for review in graded:
        # Without a byline nobody can tell that the critic has a scale of their own.
        scale = review.grading_scale()
        assert parse_grade(review.grade, scale.rule()).score == review.score
        assert (review.verdict, review.verdict_set_by) == (verdict_of(float(review.score)), "grade")


def test_nothing_is_dated_after_the_last_day():
    assert Review.objects.filter(published_at__date=UNTIL).exists()
    assert not Review.objects.filter(Q(published_on__gt=UNTIL) | Q(created_at__date__gt=UNTIL)).exists()
    assert not Review.objects.filter(album__release_date__gt=UNTIL).exists()


def test_every_state_of_a_review_holds_what_it_needs():
    assert Review.objects.published().count() > 0.9 * REVIEWS
    assert Revision.objects.count() == Review.objects.exclude(status="draft").count()
    for review in Review.objects.filter(verdict_set_by="curator"):
        assert review.verdict_user.username == "catalogue-curator"


def test_the_stored_consensus_is_what_the_reviews_say():
    assert Consensus.objects.count() == Album.objects.filter(counted_reviews__gt=0).count() > 0.5 * ALBUMS
    for album in Album.objects.filter(counted_reviews__gte=3)[:5]:
        stored = album.consensus_score
        refresh_consensus(album, ConsensusChange.Cause.PUBLISHED)
        album.refresh_from_db()
        assert album.consensus_score == pytest.approx(stored, abs=1e-6)


def test_the_next_album_and_review_get_keys_of_their_own():
    review = ReviewFactory(album=AlbumFactory())
    assert review.pk == REVIEWS + 1
    assert review.album_id == ALBUMS + 1
