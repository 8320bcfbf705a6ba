"""Fitting the site: one new calibration, every album counted under it, and nobody sees half of that."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from albums.models import Album, CatalogueVersion
from reviews.consensus import evaluation
from reviews.consensus.album import round_half_up
from reviews.consensus.fit import ALBUMS_NEEDED, VERSION
from reviews.consensus.model import VERDICTS
from reviews.consensus.predicting import NAMES
from reviews.consensus.simulation import simulate
from reviews.life.publishing import publish
from reviews.models import Calibration, Consensus, ConsensusChange, Review
from reviews.scoring.fitting import AlreadyFitting, fit_consensus
from reviews.scoring.one_album import refresh_consensus
from reviews.templatetags.scores import rounded
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory
from tests.markup import main

pytestmark = pytest.mark.django_db

ALBUMS = 60
"""So many that thirty of them have three reviews."""

AT = datetime(2025, 3, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_quick_judge(monkeypatch) -> None:
    """Few folds, one pair of halves, one replacement: what the figures are is `test_evaluation`'s business."""
    for name, count in (("FOLDS", 2), ("HALVES", 1), ("REPLACEMENTS", 1)):
        monkeypatch.setattr(evaluation, name, count)


def store(albums: int, reviews_each: int, *, seed: int = 1) -> list[Album]:
    """A catalogue drawn from the model, as published rows that nobody has counted yet."""
    drawn = simulate(albums, albums * reviews_each, publications=6, critics=30, seed=seed).reviews
    stored = AlbumFactory.create_batch(albums)
    houses = [*PublicationFactory.create_batch(6), None]
    critics = [*CriticFactory.create_batch(30), None]
    rows = zip(drawn.album, drawn.publication, drawn.critic, drawn.score, drawn.verdict, strict=True)
    Review.objects.bulk_create(
        ReviewFactory.build(
            published=True,
            published_at=AT,
            album=stored[album],
            publication=houses[publication],
            critic=critics[critic],
            grade="" if np.isnan(score) else f"{score:.0f}/100",
            score=None if np.isnan(score) else int(score),
            verdict=VERDICTS[verdict],
            verdict_set_by="critic" if np.isnan(score) else "grade",
        )
        for album, publication, critic, score, verdict in rows
    )
    return stored


def stored_values() -> list[dict]:
    return list(Consensus.objects.order_by("album").values())


def assert_stored_as_counted_one_by_one() -> None:
    """Counting each album by itself, as publishing does, changes neither its consensus nor its row nor its history."""
    shown = ["consensus_score", "consensus_low", "consensus_high", "consensus_spread"]
    columns = ["pk", *shown, "counted_reviews", "graded_reviews"]
    at_once, rows = stored_values(), list(Album.objects.order_by("pk").values(*columns))
    changes = ConsensusChange.objects.count()
    for album in Album.objects.order_by("pk"):
        refresh_consensus(album, ConsensusChange.Cause.REVISED, at=AT)
    for before, after in zip(at_once, stored_values(), strict=True):
        assert after == {
            name: pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
            for name, value in before.items()
        } | {"computed_at": AT}
    for before, after in zip(rows, Album.objects.order_by("pk").values(*columns), strict=True):
        assert after == pytest.approx(before, abs=1e-9)
    assert ConsensusChange.objects.count() == changes


def from_another_connection(ask: Callable[[object], object]) -> object:
    """What a query outside of this transaction finds, without waiting for any lock."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SET statement_timeout = '5s'")
            return ask(cursor)
    finally:
        other.close()


def test_every_album_is_stored_as_if_counted_alone():
    store(ALBUMS, 5)
    fit_consensus(at=AT)
    assert Consensus.objects.count() == ALBUMS
    assert_stored_as_counted_one_by_one()


def test_a_new_calibration_is_stored_and_the_old_one_is_left_as_it_was():
    store(ALBUMS, 5)
    before = Calibration.objects.values().get()
    result = fit_consensus(at=AT)
    stored = Calibration.objects.current()
    assert Calibration.objects.values().get(pk=before["id"]) == before
    assert stored == result.calibration
    assert (stored.fit_version, stored.made_at) == (VERSION, AT)
    assert (stored.fitted_albums, stored.fitted_reviews) == (ALBUMS, Review.objects.counted().count())
    assert (stored.mean, stored.noise) == (result.fit.calibration.mu, result.fit.calibration.noise)
    assert (stored.slope_sd, stored.log_noise_sd) == (result.fit.slope_sd, result.fit.log_noise_sd)
    assert set(Consensus.objects.values_list("calibration", flat=True)) == {stored.pk}


def test_every_voice_has_its_offset_with_the_number_of_its_reviews():
    store(ALBUMS, 5)
    result = fit_consensus()
    stored, found = result.calibration, result.fit.calibration
    for offsets, key in ((stored.publication_offsets, "publication"), (stored.critic_offsets, "critic")):
        counted = {row[key]: row["reviews"] for row in offsets.values(key, "reviews")}
        reviews = Review.objects.counted().exclude(**{key: None})
        assert counted == {pk: reviews.filter(**{key: pk}).count() for pk in set(reviews.values_list(key, flat=True))}
    for row in stored.publication_offsets.all():
        offset = found.publications[row.publication_id]
        assert (row.leniency, row.variance, row.slope, row.noise) == (
            offset.leniency,
            offset.variance,
            offset.slope,
            offset.noise,
        )
    for row in stored.critic_offsets.all():
        offset = found.critics[row.critic_id]
        assert (row.leniency, row.variance) == (offset.leniency, offset.variance)


def test_the_held_out_figures_of_every_formula_are_kept():
    store(ALBUMS, 5)
    result = fit_consensus()
    stored = result.calibration
    assert [row.formula for row in stored.evaluations.all()] == list(NAMES)
    assert [row.name for row in stored.evaluations.all()] == list(NAMES.values())
    for row, found in zip(stored.evaluations.all(), result.report.evaluations, strict=True):
        assert (row.rmse, row.coverage, row.movement) == (found.rmse, found.coverage, found.movement)
    assert stored.judged_grades == Review.objects.counted().exclude(score=None).count()
    assert (stored.judged_reviews, stored.judged_albums) == (stored.fitted_reviews, stored.fitted_albums)


def test_fitting_again_gives_the_same_numbers_and_adds_nothing_to_the_history():
    store(ALBUMS, 5)
    first = fit_consensus(at=AT)
    values, changes = stored_values(), ConsensusChange.objects.count()
    second = fit_consensus(at=AT)
    assert second.fit == first.fit
    assert second.report == first.report
    assert second.changed == 0
    assert ConsensusChange.objects.count() == changes
    assert [row | {"calibration_id": None} for row in stored_values()] == [
        row | {"calibration_id": None} for row in values
    ]


def test_the_history_notes_what_prints_another_number_and_only_that():
    albums = store(ALBUMS, 5)
    for album in albums:
        refresh_consensus(album, ConsensusChange.Cause.PUBLISHED, at=AT)
    before = {row["album_id"]: row for row in stored_values()}
    result = fit_consensus()
    changed = set(ConsensusChange.objects.filter(cause="refitted").values_list("album", flat=True))
    assert len(changed) == result.changed > 0

    def printed(row: dict) -> tuple:
        return tuple(rounded(row[name], decimals) for name, decimals in (("score", 1), ("low", 0), ("high", 0)))

    assert changed == {row["album_id"] for row in stored_values() if printed(row) != printed(before[row["album_id"]])}
    for change in ConsensusChange.objects.filter(cause="refitted").select_related("album__consensus"):
        assert (change.score, change.review) == (change.album.consensus.score, None)


def test_a_small_site_keeps_the_stated_defaults_and_counts_under_them(capsys):
    store(ALBUMS_NEEDED - 1, 6)
    call_command("fit_consensus")
    assert Calibration.objects.count() == 1
    assert Consensus.objects.count() == ALBUMS_NEEDED - 1
    said = capsys.readouterr().out
    assert "Fewer than 30 albums" in said
    assert "stated defaults stay" in said
    assert_stored_as_counted_one_by_one()


def test_a_site_that_has_become_small_keeps_its_last_fit(capsys):
    albums = store(ALBUMS, 5)
    fitted = fit_consensus().calibration
    Review.objects.filter(album__in=albums[ALBUMS_NEEDED - 1 :]).update(status="withdrawn")
    call_command("fit_consensus")
    assert Calibration.objects.current() == fitted
    assert "the last fit stays" in capsys.readouterr().out


def test_what_does_not_count_is_not_counted():
    store(ALBUMS, 5)
    fit_consensus()
    emptied, hushed = Album.objects.order_by("-counted_reviews")[:2]
    Review.objects.filter(album=emptied).update(status="withdrawn")
    hidden = Review.objects.counted().filter(album=hushed).exclude(critic=None).first().critic
    hidden.hidden = True
    hidden.save()
    left = Review.objects.counted().filter(album=hushed).count()
    result = fit_consensus()
    emptied.refresh_from_db()
    assert not Consensus.objects.filter(album=emptied).exists()
    assert (emptied.consensus_score, emptied.counted_reviews, emptied.graded_reviews) == (None, 0, 0)
    assert ConsensusChange.objects.filter(album=emptied).latest("pk").counted == 0
    assert Consensus.objects.get(album=hushed).counted == left
    assert not result.calibration.critic_offsets.filter(critic=hidden).exists()


def test_pages_made_of_the_old_numbers_are_outdated():
    albums = store(ALBUMS, 5)
    versions = dict(Album.objects.values_list("pk", "version"))
    catalogue = sum(CatalogueVersion.objects.values_list("changes", flat=True))
    fit_consensus()
    for pk, version in Album.objects.filter(pk__in=[album.pk for album in albums]).values_list("pk", "version"):
        assert version > versions[pk]
    assert sum(CatalogueVersion.objects.values_list("changes", flat=True)) > catalogue


def test_the_number_of_queries_does_not_grow_with_the_site(django_assert_num_queries):
    store(ALBUMS, 5)
    with CaptureQueriesContext(connection) as few:
        fit_consensus()
    store(ALBUMS, 5, seed=2)
    with django_assert_num_queries(len(few)):
        fit_consensus()


@pytest.mark.django_db(transaction=True)
class TestOthersMeanwhile:
    def test_readers_see_the_old_consensus_until_the_new_one_is_complete_and_do_not_wait(self):
        store(ALBUMS, 5)
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

    def test_an_albums_page_is_all_of_the_old_numbers_or_all_of_the_new_ones(self, client):
        store(ALBUMS, 5)
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

    def test_what_is_published_during_the_fit_is_counted_in_its_end(self):
        albums = store(ALBUMS, 5)
        waiting = ReviewFactory(submitted=True, album=albums[0], verdict="pan")

        def publish_elsewhere(stage: str) -> None:
            if stage == "fitting":
                with ThreadPoolExecutor(1) as pool:
                    pool.submit(_publish_and_leave, waiting).result()

        fit_consensus(entering=publish_elsewhere)
        consensus = Consensus.objects.get(album=albums[0])
        assert consensus.counted == Review.objects.counted().filter(album=albums[0]).count()
        assert consensus.calibration == Calibration.objects.current()

    def test_whoever_publishes_while_albums_are_counted_waits(self):
        albums = store(ALBUMS, 5)
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

    def test_two_fits_at_once_are_one_too_many(self):
        store(ALBUMS, 5)
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

    def test_a_fit_that_fails_leaves_everything_as_it_was(self):
        store(ALBUMS, 5)
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
