"""Fitting the site: one new calibration, every album counted under it, and nobody sees half of that."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from albums.models import Album, CatalogueVersion
from reviews.consensus import evaluation
from reviews.consensus.fit import ALBUMS_NEEDED, VERSION
from reviews.consensus.predicting import NAMES
from reviews.models import Calibration, Consensus, ConsensusChange, Review
from reviews.scoring.fitting import fit_consensus
from reviews.scoring.one_album import refresh_consensus, with_offsets
from reviews.templatetags.scores import rounded
from tests.reviews.scoring.drawn_sites import ALBUMS, AT, stored_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_quick_judge(monkeypatch) -> None:
    """Few folds, one pair of halves, one replacement: what the figures are is `test_evaluation`'s business."""
    for name, count in (("PARTITIONS", 1), ("FOLDS", 2), ("HALVES", 1), ("REPLACEMENTS", 1)):
        monkeypatch.setattr(evaluation, name, count)


@pytest.fixture(scope="module", autouse=True)
def site(shared_rows: None) -> None:
    """Albums of five reviews each, made once."""
    stored_site(ALBUMS, 5)


def withdraw_all_but(albums: int) -> None:
    """Leave reviews to so many albums."""
    left = Album.objects.order_by("pk")[:albums]
    Review.objects.exclude(album__in=list(left)).update(status="withdrawn")


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


def test_every_album_is_stored_as_if_counted_alone():
    fit_consensus(at=AT)
    assert Consensus.objects.count() == ALBUMS
    assert_stored_as_counted_one_by_one()


def test_a_new_calibration_is_stored_and_the_old_one_is_left_as_it_was():
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
    result = fit_consensus()
    stored = result.calibration
    assert [row.formula for row in stored.evaluations.all()] == list(NAMES)
    assert [row.name for row in stored.evaluations.all()] == list(NAMES.values())
    for row, found in zip(stored.evaluations.all(), result.report.evaluations, strict=True):
        assert (row.rmse, row.coverage, row.movement) == (found.rmse, found.coverage, found.movement)
        assert (row.ratio, row.log_score_error, row.own_movement) == (
            found.ratio,
            found.log_score_error,
            found.own_movement,
        )
        row.refresh_from_db()
        for parted in ("tenths", "by_count", "by_band", "standings"):
            assert row.groups(parted) == list(getattr(found, parted))
    assert stored.floor == result.report.floor
    assert stored.judged_grades == Review.objects.counted().exclude(score=None).count()
    assert (stored.judged_reviews, stored.judged_albums) == (stored.fitted_reviews, stored.fitted_albums)


def test_fitting_again_gives_the_same_numbers_and_adds_nothing_to_the_history():
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
    for album in Album.objects.all():
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


def test_another_method_leaves_a_note_in_every_history_and_no_step_of_the_albums():
    Calibration.objects.update(fit_version=VERSION - 1, power=1, mixed_from=50, positive_from=70)
    for album in Album.objects.all():
        refresh_consensus(album, ConsensusChange.Cause.PUBLISHED, at=AT)
    scored = set(Consensus.objects.exclude(score=None).values_list("album", flat=True))
    first, second = fit_consensus(), fit_consensus()
    notes = ConsensusChange.objects.filter(cause="method")
    assert set(notes.values_list("album", flat=True)) == scored
    assert notes.count() == len(scored) >= first.changed > 0
    assert second.changed == 0
    assert not ConsensusChange.objects.filter(cause="refitted").exists()


def test_what_was_found_is_what_counts_from_then_on():
    result = fit_consensus()
    counted = with_offsets(Calibration.objects.current(), None, None)
    found = result.fit.calibration
    assert (counted.power, counted.bands) == (found.power, found.bands)
    assert (counted.mu, counted.scale, counted.noise) == (found.mu, found.scale, found.noise)


def test_how_scores_lie_is_kept_with_the_fit():
    stored = fit_consensus().calibration
    stored.refresh_from_db()
    scores = sorted(Album.objects.listed().scored().values_list("consensus_score", flat=True))
    assert (stored.scored_albums, len(stored.scores_lie_at)) == (len(scores), 201)
    assert (stored.scores_lie_at[0], stored.scores_lie_at[-1]) == (scores[0], scores[-1])
    assert sum(stored.first_ten.values()) == pytest.approx(10, abs=0.6)
    first = Album.objects.listed().scored().best_first().first()
    assert stored.first_ten[str(first.pk)] == max(stored.first_ten.values())


def test_a_small_site_follows_the_method_with_its_defaults():
    Calibration.objects.update(fit_version=0, mean=74, power=1)
    withdraw_all_but(ALBUMS_NEEDED - 1)
    fit_consensus()
    stored = Calibration.objects.current()
    assert (stored.mean, stored.power, stored.fitted_reviews) == (75.4, 2.75, 0)
    assert set(Consensus.objects.values_list("calibration", flat=True)) == {stored.pk}
    assert set(ConsensusChange.objects.values_list("cause", flat=True)) == {"method"}
    fit_consensus()
    assert Calibration.objects.current() == stored


def test_a_small_site_keeps_the_stated_defaults_and_counts_under_them(capsys):
    withdraw_all_but(ALBUMS_NEEDED - 1)
    call_command("fit_consensus")
    assert Calibration.objects.count() == 1
    assert Consensus.objects.count() == ALBUMS_NEEDED - 1
    said = capsys.readouterr().out
    assert "Fewer than 30 albums" in said
    assert "stated defaults stay" in said
    assert_stored_as_counted_one_by_one()


def test_a_site_that_has_become_small_keeps_its_last_fit(capsys):
    fitted = fit_consensus().calibration
    withdraw_all_but(ALBUMS_NEEDED - 1)
    call_command("fit_consensus")
    assert Calibration.objects.current() == fitted
    assert "the last fit stays" in capsys.readouterr().out


def test_what_does_not_count_is_not_counted():
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
    versions = dict(Album.objects.values_list("pk", "version"))
    catalogue = sum(CatalogueVersion.objects.values_list("changes", flat=True))
    fit_consensus()
    for pk, version in Album.objects.values_list("pk", "version"):
        assert version > versions[pk]
    assert sum(CatalogueVersion.objects.values_list("changes", flat=True)) > catalogue


def test_the_number_of_queries_does_not_grow_with_the_site(django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        fit_consensus()
    stored_site(ALBUMS, 5, seed=2)
    with django_assert_num_queries(len(few)):
        fit_consensus()
