"""What my 3/5 means: said once, and a verdict then follows from the critic's own grade."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reviews.grading.grades import parse_grade
from reviews.models import Critic, Review, Thresholds
from tests.desk_form import posted
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, ScaleFactory, UserFactory

pytestmark = pytest.mark.django_db
GRADES, NEW = "/desk/grades/", "/desk/reviews/new/"


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(user=UserFactory(), scale=ScaleFactory())


def said(critic: Critic, mixed: str, positive: str, rave: str) -> dict[str, object]:
    names = dict(zip(("mixed_from", "positive_from", "rave_from"), (mixed, positive, rave), strict=True))
    return {"critic": critic.pk} | {f"critic-{critic.pk}-{name}": value for name, value in names.items()}


def test_they_are_said_on_the_critics_own_scale_and_kept(desk, critic):
    assert desk.post(GRADES, said(critic, "2.5/5", "3/5", "4.5/5")).status_code == 302
    kept = Thresholds.objects.get(critic=critic)
    assert (kept.mixed_from, kept.positive_from, kept.rave_from) == (50, 60, 90)
    assert '<option value="4.5/5" selected>' in desk.get(GRADES).text
    desk.post(GRADES, said(critic, "1/5", "2/5", "3/5"))
    assert Thresholds.objects.get(critic=critic).rave_from == 60


def test_a_fine_scale_is_typed(desk, critic):
    critic.scale = ScaleFactory(tenths=True)
    critic.save()
    desk.post(GRADES, said(critic, "5", "6.5", "8.4"))
    assert Thresholds.objects.get().rave_from == Decimal(84)
    assert 'value="8.4/10"' in desk.get(GRADES).text


@pytest.mark.parametrize(
    "wrong", [("3/5", "3/5", "4/5"), ("4/5", "3/5", "2/5"), ("", "3/5", "4/5"), ("9/5", "3/5", "4/5"), ("x", "y", "z")]
)
def test_thresholds_that_do_not_rise_are_refused_and_kept_on_the_page(desk, critic, wrong):
    response = desk.post(GRADES, said(critic, *wrong))
    assert response.status_code == 422
    assert not Thresholds.objects.exists()


def test_another_critics_are_not_changed(desk):
    other = CriticFactory(user=UserFactory(), scale=ScaleFactory())
    assert desk.post(GRADES, said(other, "1/5", "2/5", "3/5")).status_code == 404
    assert not Thresholds.objects.exists()


def test_a_critic_without_grades_has_nothing_to_say(desk, critic):
    critic.scale = ScaleFactory(no_grades=True)
    critic.save()
    assert "write without grades" in desk.get(GRADES).text


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    assert client.get(GRADES).status_code == 302


def test_without_them_a_grade_says_nothing_and_the_critic_chooses(desk, critic):
    data = posted(critic, AlbumFactory(), grade="3/5", verdict="", step="submit")
    refused = desk.post(NEW, data)
    assert refused.status_code == 422
    assert "only you can say what your grade amounts to" in refused.text
    assert "As my grade says" not in refused.text


def test_with_them_the_grade_brings_its_verdict(desk, critic):
    Thresholds.objects.create(critic=critic, mixed_from=40, positive_from=60, rave_from=90)
    data = posted(critic, AlbumFactory(), grade="3/5", verdict="", step="submit")
    assert desk.post(NEW, data).status_code == 302
    review = Review.objects.get()
    assert (review.verdict, review.verdict_set_by) == ("positive", "grade")


def test_the_form_says_what_the_grade_amounts_to_before_it_is_sent(desk, critic):
    Thresholds.objects.create(critic=critic, mixed_from=40, positive_from=60, rave_from=90)
    page = desk.post(NEW, posted(critic, AlbumFactory(), grade="2/5", verdict="", step="refresh"))
    assert page.context["manuscript"].suggested_verdict == "Mixed"


def test_a_grade_entered_elsewhere_is_read_by_them_too(critic):
    review = ReviewFactory(critic=critic)
    review.grade_as(parse_grade("3/5"))
    assert review.verdict == "mixed"
    Thresholds.objects.create(critic=critic, mixed_from=40, positive_from=60, rave_from=90)
    review = Review.objects.get(pk=review.pk)
    review.grade_as(parse_grade("3/5"))
    assert review.verdict == "positive"
