"""The kept figures are those of a recount, whatever happened: which reviews count, and how each voice's fall."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from albums.models import Album
from reviews.consensus.album import round_half_up
from reviews.life.hiding import set_hidden
from reviews.models import CountedReview, Critic, CriticTally, Publication, PublicationTally, Review, Verdict
from reviews.models.tally import BIN_WIDTH, BINS
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory, published_review

pytestmark = pytest.mark.django_db

KEPT = ("review", "album", "year", "critic", "publication", "score", "verdict", "published_at")


def counted_now() -> set[tuple]:
    """The rows that the reviews themselves make."""
    reviews = Review.objects.counted().on_listed_albums().select_related("album")
    return {
        (
            review.pk,
            review.album_id,
            review.album.release_year,
            review.critic_id,
            review.publication_id,
            None if review.score is None else float(review.score),
            review.verdict,
            review.published_at,
        )
        for review in reviews
    }


def tallies_now(voice: str) -> dict[int, tuple]:
    """The tallies that the counted reviews make: graded ones, verdicts, and grades by the nearest multiple of five."""
    found = {}
    for key in {getattr(row, f"{voice}_id") for row in CountedReview.objects.all()} - {None}:
        rows = list(CountedReview.objects.filter(**{voice: key}))
        bins = Counter(int(round_half_up(row.score / BIN_WIDTH)) for row in rows if row.score is not None)
        verdicts = Counter(row.verdict for row in rows)
        found[key] = (
            len(rows),
            sum(bins.values()),
            [(verdict, verdicts[verdict]) for verdict in Verdict.values],
            [bins[number] for number in range(BINS)],
        )
    return found


def assert_kept() -> None:
    """Every kept row and tally is what a recount makes."""
    assert set(CountedReview.objects.values_list(*KEPT)) == counted_now()
    for model, voice in ((CriticTally, "critic"), (PublicationTally, "publication")):
        kept = {
            tally.pk: (tally.counted, tally.graded, tally.verdicts, tally.bins)
            for tally in model.objects.exclude(counted=0)
        }
        assert kept == tallies_now(voice)
        for tally in model.objects.filter(counted=0):
            assert not any([tally.graded, *tally.bins, *(count for _, count in tally.verdicts)])


CHANGES = {
    "publish": lambda review: Review.objects.filter(pk=review.pk).update(
        status="published",
        verdict=review.verdict or "mixed",
        verdict_set_by=review.verdict_set_by or "critic",
        published_at="2026-01-01T00:00Z",
    ),
    "withdraw": lambda review: Review.objects.filter(pk=review.pk, status="published").update(status="withdrawn"),
    "draft": lambda review: Review.objects.filter(pk=review.pk).update(status="draft"),
    "grade": lambda review: Review.objects.filter(pk=review.pk).update(
        grade="97.5%", score="97.5", verdict="rave", verdict_set_by="grade"
    ),
    "ungrade": lambda review: Review.objects.filter(pk=review.pk).update(
        grade="", score=None, verdict="pan", verdict_set_by="critic"
    ),
    "move house": lambda review: Review.objects.filter(pk=review.pk).update(
        publication=Publication.objects.exclude(pk=review.publication_id).first()
    ),
    "go without a byline": lambda review: Review.objects.filter(pk=review.pk).update(critic=None),
    "move to another album": lambda review: Review.objects.filter(pk=review.pk).update(album=AlbumFactory()),
    "delete": lambda review: Review.objects.filter(pk=review.pk).delete(),
    "hide its critic": lambda review: review.critic and set_hidden(review.critic, True),
    "show its critic": lambda review: review.critic and set_hidden(review.critic, False),
    "propose its album": lambda review: Album.objects.filter(pk=review.album_id).update(proposed=True),
    "accept its album": lambda review: Album.objects.filter(pk=review.album_id).update(proposed=False),
    "date its album": lambda review: Album.objects.filter(pk=review.album_id).update(
        release_date=date(1999, 4, 1), release_precision="day"
    ),
    "forget its album's date": lambda review: Album.objects.filter(pk=review.album_id).update(
        release_date=None, release_precision=""
    ),
    "edit its words": lambda review: Review.objects.filter(pk=review.pk).update(headline="Another door"),
    "withdraw all": lambda review: Review.objects.filter(status="published").update(status="withdrawn"),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(sorted(CHANGES))), max_size=12))
def test_whatever_happens_to_reviews_the_figures_are_those_of_a_recount(changes):
    with transaction.atomic():
        houses = [PublicationFactory(), PublicationFactory()]
        shared = CriticFactory()
        reviews = [
            published_review(AlbumFactory(), 82, critic=shared, publication=houses[0]),
            published_review(AlbumFactory(), "rave", critic=shared, publication=houses[1]),
            published_review(AlbumFactory(), 100, publication=houses[0]),
            ReviewFactory(submitted=True, publication=houses[1]),
        ]
        for number, change in changes:
            found = Review.objects.filter(pk=reviews[number].pk).select_related("critic").first()
            if found:
                CHANGES[change](found)
        assert_kept()
        transaction.set_rollback(True)


def test_many_rows_at_once_are_kept_like_one():
    houses, album = [PublicationFactory(), PublicationFactory()], AlbumFactory()
    made = [ReviewFactory.build(album=album, critic=None, publication=houses[n % 2]) for n in range(30)]
    Review.objects.bulk_create(made)
    assert_kept()
    Review.objects.update(
        status="published", verdict="mixed", verdict_set_by="critic", published_at="2026-01-01T00:00Z"
    )
    assert CountedReview.objects.count() == 30
    assert_kept()
    Review.objects.all().delete()
    assert not CountedReview.objects.exists()
    assert_kept()


def test_a_voice_that_leaves_takes_its_tally_out_of_sight():
    critic = CriticFactory()
    published_review(AlbumFactory(), 90, critic=critic).delete()
    Critic.objects.get(pk=critic.pk).delete()
    assert not CriticTally.objects.filter(counted__gt=0).exists()


def test_a_change_of_words_alone_writes_no_tally():
    critic = CriticFactory()
    review = published_review(AlbumFactory(), 90, critic=critic)
    CriticTally.objects.update(counted=41)
    review.headline = "Another door"
    review.save()
    assert critic.tally.counted == 41
