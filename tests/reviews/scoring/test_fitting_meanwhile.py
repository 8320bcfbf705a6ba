"""While the site is fitted: nobody waits for what they only read, and nobody sees half of the new numbers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from albums.models import Album
from reviews.consensus import evaluation
from reviews.consensus.album import round_half_up
from reviews.life.publishing import publish
from reviews.models import Calibration, Consensus, ConsensusChange, Review
from reviews.scoring.fitting import AlreadyFitting, fit_consensus
from reviews.scoring.one_album import refresh_consensus
from tests.factories import ReviewFactory
from tests.markup import main
from tests.reviews.scoring.drawn_sites import ALBUMS, AT, stored_site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_quick_judge(monkeypatch) -> None:
    """Few folds, one pair of halves, one replacement: what the figures are is `test_evaluation`'s business."""
    for name, count in (("FOLDS", 2), ("HALVES", 1), ("REPLACEMENTS", 1)):
        monkeypatch.setattr(evaluation, name, count)


def from_another_connection(ask: Callable[[object], object]) -> object:
    """What a query outside of this transaction finds, without waiting for any lock."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SET statement_timeout = '5s'")
            return ask(cursor)
    finally:
        other.close()


def test_readers_see_the_old_consensus_until_the_new_one_is_complete_and_do_not_wait():
    stored_site(ALBUMS, 5)
    for album in Album.objects.all():
        with transaction.atomic():
            refresh_consensus(album, ConsensusChange.Cause.PUBLISHED, at=AT)
    columns = "array_agg(c.calibration_id), array_agg(c.score), array_agg(a.consensus_score), max(k.id)"
    query = (
        f"SELECT {columns} FROM reviews_consensus c JOIN albums_album a ON a.id = c.album_id, "  # noqa: S608
        "(SELECT max(id) AS id FROM reviews_calibration) k"
    )

    def look() -> tuple:
        return from_another_connection(lambda cursor: cursor.execute(query) or cursor.fetchone())

    before, seen = look(), []
    fit_consensus(entering=lambda stage: seen.append((stage, look())))
    assert [stage for stage, _ in seen] == ["reading", "fitting", "judging", "reading", "counting", "storing"]
    assert all(found == before for _, found in seen)
    calibrations, scores, on_albums, newest = look()
    assert set(calibrations) == {newest}
    assert newest != before[3]
    assert scores == on_albums != before[1]


def test_an_albums_page_is_all_of_the_old_numbers_or_all_of_the_new_ones(client):
    stored_site(ALBUMS, 5)
    with transaction.atomic():
        for album in Album.objects.all():
            refresh_consensus(album, ConsensusChange.Cause.PUBLISHED, at=AT)
    album = Album.objects.order_by("-counted_reviews").first()

    def page() -> str:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(_get_and_leave, client, album.get_absolute_url()).result()

    before, seen = page(), []
    fit_consensus(entering=lambda stage: seen.append(page()))
    after = page()
    assert set(seen) == {before}
    assert after != before
    assert str(round_half_up(Consensus.objects.get(album=album).score, 1)) in after


def test_what_is_published_during_the_fit_is_counted_in_its_end():
    albums = stored_site(ALBUMS, 5)
    waiting = ReviewFactory(submitted=True, album=albums[0], verdict="pan")

    def publish_elsewhere(stage: str) -> None:
        if stage == "fitting":
            with ThreadPoolExecutor(1) as pool:
                pool.submit(_publish_and_leave, waiting).result()

    fit_consensus(entering=publish_elsewhere)
    consensus = Consensus.objects.get(album=albums[0])
    assert consensus.counted == Review.objects.counted().filter(album=albums[0]).count()
    assert consensus.calibration == Calibration.objects.current()


def test_whoever_publishes_while_albums_are_counted_waits():
    albums = stored_site(ALBUMS, 5)
    found = []

    def try_to_lock(cursor) -> str | None:
        cursor.execute("SET lock_timeout = '50ms'")
        try:
            cursor.execute("SELECT FROM albums_album WHERE id = %s FOR UPDATE", [albums[0].pk])
        except Exception as error:
            return type(error).__name__
        return None

    fit_consensus(entering=lambda stage: found.append((stage, from_another_connection(try_to_lock))))
    assert found[1] == ("fitting", None)
    assert found[4:] == [("counting", "OperationalError"), ("storing", "OperationalError")]


def test_two_fits_at_once_are_one_too_many():
    stored_site(ALBUMS, 5)
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE reviews_calibration IN SHARE ROW EXCLUSIVE MODE")
        with pytest.raises(AlreadyFitting, match="Another fit"):
            fit_consensus()
        with pytest.raises(CommandError, match="Another fit"):
            call_command("fit_consensus")
    finally:
        other.rollback()
        other.close()
    assert Calibration.objects.count() == 1


def test_a_fit_that_fails_leaves_everything_as_it_was():
    stored_site(ALBUMS, 5)
    versions = list(Album.objects.order_by("pk").values_list("pk", "version", "consensus_score"))

    def fail(stage: str) -> None:
        if stage == "storing":
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fit_consensus(entering=fail)
    assert Calibration.objects.count() == 1
    assert not Consensus.objects.exists()
    assert list(Album.objects.order_by("pk").values_list("pk", "version", "consensus_score")) == versions


def _get_and_leave(client: Client, address: str) -> str:
    try:
        return main(client.get(address)).text
    finally:
        connection.close()


def _publish_and_leave(review: Review) -> None:
    try:
        publish(review, None)
    finally:
        connection.close()
