"""Columns in and out of PostgreSQL as arrays."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import connection
from django.db.models import BigIntegerField, FloatField
from django.db.models.functions import Cast

from reviews.models import Review
from reviews.scoring.columns import read_columns, write_columns
from tests.factories import ReviewFactory

pytestmark = pytest.mark.django_db


def test_what_is_written_is_what_is_there():
    columns = {
        "key": np.array([1, -5, 2**40], dtype="i8"),
        "count": np.array([0, 7, -(2**31)], dtype="i4"),
        "score": np.array([0.1, -1e300, np.nan]),
    }
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE written (key bigint, count int, score float8) ON COMMIT DROP")
        write_columns(cursor, "written", columns)
        cursor.execute("SELECT key, count, nullif(score, 'NaN') FROM written")
        assert cursor.fetchall() == [(1, 0, 0.1), (-5, 7, -1e300), (2**40, -(2**31), None)]


def test_no_rows_are_written_and_read():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE written (key bigint) ON COMMIT DROP")
        write_columns(cursor, "written", {"key": np.array([], dtype="i8")})
        read = read_columns(cursor, Review.objects.values_list(Cast("pk", BigIntegerField())), {"key": "i8"})
    assert read["key"].size == 0


def test_the_values_of_a_query_are_read_in_its_order():
    reviews = ReviewFactory.create_batch(3, published=True, grade="7.5/10", score="75.50")
    rows = Review.objects.order_by("-pk").values_list("pk", Cast("score", FloatField()), "revision")
    with connection.cursor() as cursor:
        read = read_columns(cursor, rows, {"key": "i8", "score": "f8", "revision": "i4"})
    assert read["key"].tolist() == [review.pk for review in reversed(reviews)]
    assert read["score"].tolist() == [75.5] * 3
    assert read["revision"].dtype == np.dtype("i4")


def test_the_parameters_of_a_query_come_along():
    kept = ReviewFactory(headline="It's 100 % 'quoted'")
    ReviewFactory()
    rows = Review.objects.filter(headline="It's 100 % 'quoted'").values_list("pk")
    with connection.cursor() as cursor:
        assert read_columns(cursor, rows, {"key": "i8"})["key"].tolist() == [kept.pk]


@pytest.mark.parametrize("types", [{"score": "f8"}, {"score": "i4"}], ids=["null", "another type"])
def test_a_null_or_another_type_is_refused(types):
    ReviewFactory.create_batch(2)
    rows = Review.objects.values_list(Cast("score" if types["score"] == "f8" else "pk", FloatField()))
    with connection.cursor() as cursor, pytest.raises(ValueError, match="null, or of another type"):
        read_columns(cursor, rows, types)
