"""The grade question: on the critic's own scale, or no grade."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from reviews.desk.grade_question import GradeQuestion
from reviews.models import Critic, Review
from tests.desk_form import posted
from tests.factories import AlbumFactory, CriticFactory, PublicationFactory, ReviewFactory, ScaleFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"


def byline(**scale: object) -> Critic:
    return CriticFactory(user=UserFactory(), scale=ScaleFactory(**scale))


def at_desk(client: Client, critic: Critic) -> Client:
    client.force_login(critic.user)
    return client


def test_stars_by_halves_are_radio_buttons():
    question = GradeQuestion.of(byline())
    assert [option.printed for option in question.options][:3] == ["0/5", "0.5/5", "1/5"]
    assert [option.label for option in question.options] == [
        *["0", "½", "1", "1½", "2", "2½", "3", "3½", "4", "4½", "5"],
    ]
    assert question.unit == "stars out of 5"


def test_letters_are_radio_buttons_best_first():
    assert [option.printed for option in GradeQuestion.of(byline(lettered=True)).options] == ["A", "B", "C"]


def test_percent_by_fives_are_radio_buttons():
    question = GradeQuestion.of(byline(kind="percent", maximum=Decimal(100), step=Decimal(5)))
    assert question.options[1].printed == "5%"
    assert len(question.options) == 21


def test_a_scale_of_letters_that_has_none_yet_asks_for_no_grade(client):
    critic = byline(kind="letters", maximum=None, step=None)
    critic.scale.letters.all().delete()
    assert not GradeQuestion.of(critic).gives_grades
    assert at_desk(client, critic).get(NEW).status_code == 200


@pytest.mark.parametrize("trait", ["tenths", "percent"])
def test_a_fine_scale_is_typed(trait):
    question = GradeQuestion.of(byline(**{trait: True}))
    assert question.is_written
    assert not question.options


def test_the_scale_of_the_house_is_the_critics_unless_they_have_their_own():
    house = PublicationFactory(scale=ScaleFactory(tenths=True))
    assert GradeQuestion.of(CriticFactory(publication=house)).scale == house.scale
    own = CriticFactory(publication=house, scale=ScaleFactory())
    assert GradeQuestion.of(own).scale == own.scale


@pytest.mark.parametrize(
    ("scale", "answers", "grade", "score"),
    [
        ({}, {"grade": "3.5/5"}, "3.5/5", "70.00"),
        ({}, {"grade": "0/5"}, "0/5", "0.00"),
        ({"lettered": True}, {"grade": "B"}, "B", "75.00"),
        ({"tenths": True}, {"grade": "written", "grade_written": "8.4"}, "8.4/10", "84.00"),
        ({"tenths": True}, {"grade": "written", "grade_written": "8,4"}, "8,4/10", "84.00"),
        ({"tenths": True}, {"grade": "written", "grade_written": " 8.4 / 10 "}, "8.4 / 10", "84.00"),
        ({"percent": True}, {"grade": "written", "grade_written": "83"}, "83%", "83.00"),
        ({"percent": True}, {"grade": "written", "grade_written": "83%"}, "83%", "83.00"),
        ({}, {"grade": "none"}, "", None),
        ({"no_grades": True}, {"grade": "none"}, "", None),
    ],
)
def test_a_grade_is_stored_as_printed_with_its_value(client, scale, answers, grade, score):
    critic = byline(**scale)
    assert at_desk(client, critic).post(NEW, posted(critic, AlbumFactory(), **answers)).status_code == 302
    review = Review.objects.get()
    assert (review.grade, review.score) == (grade, score and Decimal(score))


@pytest.mark.parametrize(
    ("scale", "answers", "message"),
    [
        ({"tenths": True}, {"grade": "written", "grade_written": "8.45"}, "lies between two grades"),
        ({"tenths": True}, {"grade": "written", "grade_written": "11"}, "is more than the highest grade, 10"),
        ({"tenths": True}, {"grade": "written", "grade_written": "4/5"}, "this scale goes up to 10"),
        ({"tenths": True}, {"grade": "written", "grade_written": ""}, "The grade is empty."),
        ({"tenths": True}, {"grade": "written", "grade_written": "NaN"}, "is not a grade that can be read"),
        ({"tenths": True}, {"grade": "written", "grade_written": "-1"}, "is less than nothing"),
        ({"tenths": True}, {"grade": "written", "grade_written": "B+"}, "is a letter, but this scale"),
        ({"tenths": True}, {"grade": "none", "grade_written": "8.4"}, "You typed “8.4” but did not choose it."),
        ({"percent": True}, {"grade": "written", "grade_written": "83.5"}, "lies between two grades"),
        ({"lettered": True}, {"grade": "Z"}, "is not on this scale: A, B, C."),
        ({"no_grades": True}, {"grade": "4/5"}, "this scale has no grades"),
    ],
)
def test_a_grade_off_the_scale_is_refused_and_kept(client, scale, answers, message):
    critic = byline(**scale)
    response = at_desk(client, critic).post(NEW, posted(critic, AlbumFactory(), **answers))
    assert response.status_code == 422
    assert message in response.text
    if answers.get("grade_written"):
        assert f'value="{answers["grade_written"]}"' in response.text
    assert not Review.objects.exists()


def test_a_byline_without_a_scale_says_out_of_how_many(client):
    critic = CriticFactory(user=UserFactory())
    desk, album = at_desk(client, critic), AlbumFactory()
    refused = desk.post(NEW, posted(critic, album, grade="written", grade_written="8.4"))
    assert refused.status_code == 422
    assert "does not say out of how many" in refused.text
    assert desk.post(NEW, posted(critic, album, grade="written", grade_written="4/5")).status_code == 302
    assert Review.objects.get().score == 80


def checked(page: str, name: str) -> list[str]:
    inputs = [part.split(">", 1)[0] for part in page.split("<input ") if f'name="{name}"' in part.split(">", 1)[0]]
    return [part.split('value="', 1)[1].split('"', 1)[0] for part in inputs if "checked" in part]


def test_no_grade_is_a_choice_and_the_first_one_for_who_never_grades(client):
    grader, prose_writer = byline(), byline(no_grades=True)
    assert checked(at_desk(client, grader).get(NEW).text, "grade") == []
    assert checked(at_desk(client, prose_writer).get(NEW).text, "grade") == ["none"]


def test_a_stored_grade_is_chosen_when_the_draft_is_opened(client):
    critic = byline()
    review = ReviewFactory(critic=critic, grade="3.5/5", score=70, verdict="positive")
    page = at_desk(client, critic).get(review.get_desk_url()).text
    assert checked(page, "grade") == ["3.5/5"]
    assert checked(page, "verdict") == [""]


def test_a_grade_printed_in_another_way_stays_a_choice(client):
    critic = byline()
    review = ReviewFactory(critic=critic, grade="★★★½☆", score=70, verdict="positive")
    assert checked(at_desk(client, critic).get(review.get_desk_url()).text, "grade") == ["★★★½☆"]


def test_the_scale_follows_the_byline_that_is_chosen(client):
    user = UserFactory()
    stars = CriticFactory(user=user, scale=ScaleFactory(), name="A")
    letters = CriticFactory(user=user, scale=ScaleFactory(lettered=True), name="B")
    client.force_login(user)
    data = posted(letters, AlbumFactory(), step="refresh", grade="none")
    part = client.post(NEW, data, headers={"HX-Request": "true", "HX-Target": "grading"}).text
    assert 'value="A"' in part
    assert "4.5/5" not in part
    refused = client.post(NEW, data | {"step": "save", "grade": "4/5"})
    assert refused.status_code == 422
    data["draft_seen"] = refused.context["manuscript"].draft_seen
    assert client.post(NEW, data | {"step": "save", "grade": "4/5", "critic": stars.pk}).status_code == 302
