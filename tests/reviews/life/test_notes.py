"""What curators say about a review, among themselves and to its critic."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import Notice
from reviews.life.notes import add_note
from reviews.life.publishing import publish, return_to_critic, submit
from reviews.life.revising import begin_revision
from reviews.life.steps import NotAllowed
from reviews.models import Note, Review
from reviews.models.note import LONGEST_NOTE
from tests.curators import new_curator, page_of, signed_in, staff_who_may, told
from tests.factories import CriticFactory, ReviewFactory, UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db
WORDS = "Which pressing was it?"


@pytest.fixture
def curator():
    return new_curator(username="curator")


@pytest.fixture
def desk(curator):
    return signed_in(curator)


@pytest.fixture
def review():
    return ReviewFactory(submitted=True, critic=CriticFactory(user=UserFactory()))


def write(client, review: Review, note: str = WORDS, **extra: object):
    headers = extra.pop("headers", {})
    address = reverse("admin:reviews_review_note", args=[review.pk])
    return client.post(address, {"note": note, **extra}, headers=headers)


def at_the_critics_desk(review: Review) -> str:
    return read(signed_in(review.critic.user).get(review.get_desk_url())).text


def test_a_note_among_curators_is_read_by_curators_alone(desk, review):
    answer = write(desk, review)
    assert answer.url == f"{page_of(review)}#notes"
    notes = read(desk.get(page_of(review))).one(id="notes").text
    assert "curator among curators" in notes
    assert WORDS in notes
    assert WORDS not in at_the_critics_desk(review)
    assert not Notice.objects.exists()
    publish(review, None)
    assert WORDS not in desk.get(Review.objects.get(pk=review.pk).album.get_absolute_url()).text


def test_a_comment_is_read_by_the_critic_who_is_told(desk, review, curator):
    write(desk, review, to_critic="1")
    assert "curator to the critic" in read(desk.get(page_of(review))).one(id="notes").text
    assert WORDS in at_the_critics_desk(review)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.words) == (review.critic.user, "commented", WORDS)
    assert (Note.objects.get().by, Review.objects.get(pk=review.pk).status) == (curator, "submitted")


def test_a_comment_stands_where_a_returned_review_is_written_on(desk, review, curator):
    write(desk, review, to_critic="1")
    return_to_critic(review, curator, "Name it.")
    assert WORDS in at_the_critics_desk(review)


def test_a_comment_stands_at_a_published_review(desk):
    review = ReviewFactory(published=True, critic=CriticFactory(user=UserFactory()))
    write(desk, review, to_critic="1")
    assert WORDS in at_the_critics_desk(review)


def test_the_same_words_twice_are_one_note_and_one_notice(desk, review):
    for _ in range(2):
        write(desk, review, to_critic="1")
    assert (Note.objects.count(), Notice.objects.count()) == (1, 1)
    write(desk, review)
    assert Note.objects.count() == 2


def test_notes_stay_when_a_revision_takes_its_place(curator):
    review = ReviewFactory(published=True, critic=CriticFactory(user=UserFactory()))
    pending = submit(begin_revision(review, review.critic.user), review.critic.user)
    add_note(pending, curator, WORDS, to_critic=False)
    publish(pending, curator)
    assert review.notes.get().words == WORDS


def test_a_script_gets_the_part_that_changes(desk, review):
    answer = write(desk, review, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    part = read(answer)
    assert WORDS in part.one(id="notes").text
    assert part.one("textarea", name="note").text == ""
    refused = write(desk, review, note=" ", headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "Write a few words." in read(refused).one(id="notes").text


@pytest.mark.parametrize("note", ["", "   \n", "w" * (LONGEST_NOTE + 1)])
def test_what_is_no_note_is_refused_and_what_was_typed_stands_there(desk, review, note):
    answer = write(desk, review, note=note)
    assert answer.status_code == 422
    page = read(answer)
    assert page.one("textarea", name="note").text.strip() == note.strip()
    assert page.all("ul", of_class="errorlist")
    assert not Note.objects.exists()


def test_what_was_typed_about_a_review_that_is_gone_is_said_again(desk, review):
    Review.objects.filter(pk=review.pk).delete()
    answer = write(desk, review)
    assert told(desk.get(answer.url)) == [f"The review is not there any more. You had written: “{WORDS}”"]


def test_to_whom_nobody_can_speak_no_comment_is_offered(desk):
    unsigned = ReviewFactory(submitted=True, critic=None, document_name="low-water.txt")
    part = read(desk.get(page_of(unsigned))).one(id="notes")
    assert part.texts("button") == ["Keep among curators"]
    assert "nobody to send it to" in part.text


def test_hostile_words_are_shown_as_words(desk, review):
    write(desk, review, note="<script>alert(1)</script>", to_critic="1")
    assert b"<script>alert(1)" not in desk.get(page_of(review)).content
    assert b"<script>alert(1)" not in signed_in(review.critic.user).get(review.get_desk_url()).content


def test_strangers_write_none_and_looking_writes_none(client, desk, review):
    assert "login" in write(client, review).url
    assert write(signed_in(staff_who_may("reviews.view_review")), review).status_code == 403
    assert "login" in write(signed_in(review.critic.user), review).url
    assert desk.get(reverse("admin:reviews_review_note", args=[review.pk])).status_code == 405
    desk.handler.enforce_csrf_checks = True
    assert write(desk, review).status_code == 403
    assert not Note.objects.exists()


def test_a_note_says_something(review, curator):
    with pytest.raises(NotAllowed):
        add_note(review, curator, "  ", to_critic=False)
