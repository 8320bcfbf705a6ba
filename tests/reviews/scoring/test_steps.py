"""The public history of a consensus gains a step when something else is printed than before, and only then."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from albums.models import Album
from reviews.consensus.printed import as_printed, as_printed_in_sql
from reviews.models import Calibration, ConsensusChange, Review
from reviews.scoring.many_albums import count_anew
from reviews.scoring.one_album import refresh_consensus
from tests.factories import reviewed_album

pytestmark = pytest.mark.django_db
CAUSE = ConsensusChange.Cause.REVISED


def by_itself(album: Album) -> None:
    with transaction.atomic():
        refresh_consensus(album, CAUSE)


def among_many(album: Album) -> None:
    with connection.cursor() as cursor:
        count_anew(cursor, Calibration.objects.current(), CAUSE, timezone.now(), [album.pk])


def regrade(album: Album, score: str) -> None:
    review = Review.objects.filter(album=album).earliest("pk")
    Review.objects.filter(pk=review.pk).update(score=score, grade=f"{score}%")


@pytest.mark.parametrize("count", [by_itself, among_many])
def test_a_change_that_nobody_can_see_is_no_step(count):
    album = reviewed_album(80, 70, 60)
    steps, before = album.consensus_changes.count(), album.consensus
    regrade(album, "80.02")
    count(album)
    album = Album.objects.get(pk=album.pk)
    assert album.consensus.score != before.score
    assert album.consensus.printed == before.printed
    assert album.consensus_changes.count() == steps


@pytest.mark.parametrize("count", [by_itself, among_many])
def test_a_change_of_a_tenth_is_a_step(count):
    album = reviewed_album(80, 70, 60)
    steps = album.consensus_changes.count()
    regrade(album, "81")
    count(album)
    assert album.consensus_changes.count() == steps + 1
    assert album.consensus_changes.latest("pk").printed == Album.objects.get(pk=album.pk).consensus.printed


@pytest.mark.parametrize("count", [by_itself, among_many])
def test_one_review_more_is_a_step_and_none_left_too(count):
    album = reviewed_album("rave", "rave")
    Review.objects.filter(album=album).earliest("pk").delete()
    count(album)
    Review.objects.filter(album=album).delete()
    count(album)
    assert list(album.consensus_changes.order_by("pk").values_list("counted", flat=True)) == [2, 1, 0]


def test_many_unseen_changes_add_up_to_a_step_where_the_printed_figure_turns():
    album = reviewed_album(80, 70, 60)
    for cents in range(5, 100, 5):
        regrade(album, f"80.{cents:02}")
        by_itself(album)
    printed = [change.printed for change in album.consensus_changes.order_by("pk")]
    assert len(printed) > 2
    assert all(one != other for one, other in pairwise(printed))
    assert printed[-1] == Album.objects.get(pk=album.pk).consensus.printed


figures = st.floats(0, 100, allow_nan=False) | st.integers(0, 2000).map(lambda number: number / 20)


@given(figures, figures)
@example(74.95, 74.94999999999999)
@example(0.5, 1.5)
@example(1e-7, 99.95)
def test_python_and_the_database_print_the_same(score, low):
    sql = as_printed_in_sql("figures")
    with connection.cursor() as cursor:
        given_figures = "(SELECT %s::float8 AS score, %s::float8 AS low, %s::float8 AS high, 3 AS counted) figures"
        cursor.execute(f"SELECT {sql[1:-1]} FROM {given_figures}", [score, low, low])  # noqa: S608
        assert cursor.fetchone() == tuple(as_printed(score, low, low, 3))


def test_the_page_prints_each_step_as_it_is_compared(client):
    album = reviewed_album(80, 70, 60)
    regrade(album, "95")
    by_itself(album)
    page = html.fromstring(client.get(album.get_absolute_url()).content)
    rows = [
        [cell.text_content() for cell in row.find_class("number")]
        for row in page.xpath("//table[contains(@class, 'history-table')]/tbody/tr")
    ]
    shown = [change.printed for change in album.consensus_changes.order_by("-pk") if change.score is not None]
    assert rows == [[f"{step.score}", f"{step.low} to {step.high}"] for step in shown]
