"""What may be here already: the same album, the same page, nearly the same words."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reviews.life.publishing import publish, submit
from reviews.models import BodySketch, Critic, Review
from reviews.quoting.resemblance import NEARLY_THE_SAME, SKETCH_SIZE, resemblance, sketch
from tests.desk_form import posted, reposted
from tests.factories import AlbumFactory, CriticFactory, ReviewFactory, UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db
NEW = "/desk/reviews/new/"
PLAIN = "https://lantern.example/reviews/low-water"
ESSAY = " ".join(f"The {number}th wave comes in a little later than the one before it." for number in range(60))


@pytest.fixture
def critic() -> Critic:
    return CriticFactory(user=UserFactory())


@pytest.fixture
def desk(critic, client):
    client.force_login(critic.user)
    return client


def test_the_page_is_looked_up_in_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "review_source_page" in Review.objects.from_page(PLAIN).explain()


@given(st.text(max_size=400))
def test_a_text_resembles_itself(text):
    numbers = sketch(text)
    assert len(numbers) <= SKETCH_SIZE
    assert resemblance(numbers, numbers) == (1.0 if numbers else 0.0)


def test_a_text_with_a_few_words_changed_is_nearly_the_same_and_another_is_not():
    changed = ESSAY.replace("The 7th wave", "The seventh wave").replace("The 40th wave", "A wave")
    assert resemblance(sketch(ESSAY), sketch(changed)) >= NEARLY_THE_SAME
    assert resemblance(sketch(ESSAY), sketch(ESSAY.upper())) == 1
    assert resemblance(sketch(ESSAY), sketch(ESSAY.replace("wave", "train"))) < NEARLY_THE_SAME


def test_every_text_that_is_kept_has_its_sketch(critic):
    review = ReviewFactory(critic=critic, verdict="mixed", body=ESSAY)
    submit(review, critic.user)
    assert BodySketch.objects.get(review=review).hashes == sketch(ESSAY)


def published_by_another(**columns: object) -> Review:
    review = ReviewFactory(critic=CriticFactory(user=UserFactory()), verdict="mixed", **columns)
    submit(review, None)
    return publish(review, None)


@pytest.mark.parametrize(
    ("mine", "theirs", "how"),
    [
        ({"body": f"{ESSAY} Since corrected."}, {"body": ESSAY}, "almost the same text"),
        ({"source_url": f"{PLAIN}/?utm_source=x"}, {"source_url": PLAIN}, "the same link"),
    ],
)
def test_what_another_critic_has_published_is_named_and_can_be_passed(desk, critic, mine, theirs, how):
    other = published_by_another(**theirs)
    data = posted(critic, AlbumFactory(), step="submit", **mine)
    warned = desk.post(NEW, data)
    assert warned.status_code == 409
    assert [(found.review, found.how) for found in warned.context["duplicates"]] == [(other, how)]
    assert how in warned.text
    assert desk.post(NEW, data | {"step": "submit-anyway"}).status_code == 302
    assert Review.objects.waiting().count() == 1


def test_the_same_album_under_the_same_byline_is_named(desk, critic):
    other = ReviewFactory(critic=critic)
    warned = desk.post(NEW, posted(critic, other.album, step="submit", body="Quite other words."))
    assert [found.review for found in warned.context["duplicates"]] == [other]


def test_what_others_have_not_published_is_not_shown(desk, critic):
    waiting = ReviewFactory(critic=CriticFactory(), submitted=True, source_url=PLAIN, headline="Theirs alone")
    ReviewFactory(critic=CriticFactory(), source_url=PLAIN, headline="A draft of theirs")
    warned = desk.post(NEW, posted(critic, AlbumFactory(), step="submit", source_url=PLAIN))
    assert [found.review for found in warned.context["duplicates"]] == [waiting]
    assert "Theirs alone" not in warned.text
    assert "A review that waits for the curators" in read(warned).text


def test_a_review_is_no_duplicate_of_itself(desk, critic):
    review = ReviewFactory(critic=critic, returned=True, verdict="mixed", source_url=PLAIN, body=ESSAY)
    BodySketch.objects.create(review=review, hashes=sketch(ESSAY))
    data = reposted(review, step="submit", source_url=PLAIN)
    assert desk.post(review.get_desk_url(), data).status_code == 302
