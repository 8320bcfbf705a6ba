"""What a grade amounts to: one rule at the desk and in tables of scores, where critics' own words count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reviews.grading.grades import parse_grade
from reviews.models import Critic, Review, Thresholds
from reviews.models.thresholds import verdict_in_sql
from tests.factories import CriticFactory
from tests.score_tables import bring_in, table

pytestmark = pytest.mark.django_db
SCORES = ("0", "39.99", "40", "49", "50", "69", "70", "79.99", "80", "84", "85", "89", "90", "100")


@pytest.fixture(params=["the site's", "the critic's own"])
def critic(request) -> Critic:
    critic = CriticFactory(name="Marit Oyelaran")
    if request.param == "the critic's own":
        Thresholds.objects.create(critic=critic, mixed_from=40, positive_from=80, rave_from=90)
    return critic


def graded_alone(critic: Critic, score: str) -> tuple[str, str]:
    review = Review(critic=critic)
    review.grade_as(parse_grade(f"{score}/100", None))
    return review.verdict, review.verdict_set_by


def test_a_table_of_scores_and_the_desk_read_a_grade_alike(critic):
    rows = [{"album": f"Tide {score}", "score": score, "critic": critic.name} for score in SCORES]
    bring_in(table(*rows))
    stored = Review.objects.filter(critic=critic).order_by("score")
    assert [(review.verdict, review.verdict_set_by) for review in stored] == [
        graded_alone(critic, score) for score in SCORES
    ]


@pytest.mark.parametrize(("stated", "set_by"), [("mixed", "grade"), ("positive", "critic")])
def test_a_verdict_beside_a_grade_is_the_critics_where_it_says_something_else(stated, set_by):
    critic = CriticFactory(name="Marit Oyelaran")
    Thresholds.objects.create(critic=critic, mixed_from=40, positive_from=80, rave_from=90)
    bring_in(table({"score": "75", "critic": critic.name, "verdict": stated}))
    review = Review.objects.get()
    assert (review.verdict, review.verdict_set_by) == (stated, set_by)
    assert (review.verdict_set_at is not None) is (set_by == "critic")


def test_nobody_elses_thresholds_are_taken_for_those_of_an_unsigned_review():
    Thresholds.objects.create(critic=CriticFactory(), mixed_from=10, positive_from=20, rave_from=30)
    bring_in(table({"score": "40", "critic": ""}))
    assert Review.objects.get().verdict == "pan"


cents = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)


@given(score=cents, bounds=st.none() | st.sets(cents, min_size=3, max_size=3).map(sorted))
def test_python_and_the_database_take_any_grade_for_the_same_verdict(score, bounds):
    critic = Critic()
    if bounds:
        names = ("mixed_from", "positive_from", "rave_from")
        critic.thresholds = Thresholds(**dict(zip(names, bounds, strict=True)))
    columns = "%s::numeric AS mixed_from, %s::numeric AS positive_from, %s::numeric AS rave_from"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {verdict_in_sql('given.score', 'own')} "  # noqa: S608
            f"FROM (SELECT %s::numeric AS score) given, (SELECT {columns}) own",
            [score, *(bounds or (None, None, None))],
        )
        assert cursor.fetchone() == (critic.verdict_of(score),)
