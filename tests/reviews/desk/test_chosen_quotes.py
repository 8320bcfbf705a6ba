"""Quotations that a critic chose are marked so for readers, and those that anybody else chose are not."""

from __future__ import annotations

import pytest

from reviews.life.publishing import publish, submit
from reviews.life.revising import begin_revision
from reviews.models import Review
from tests.curators import filled_in, page_of, signed_in
from tests.desk_form import QUOTED, posted, reposted, row
from tests.factories import AlbumFactory, ExcerptFactory, ReviewFactory

pytestmark = pytest.mark.django_db
MARK = "chosen by the critic"


def saved(desk, critic, *rows, **answers) -> Review:
    desk.post("/desk/reviews/new/", posted(critic, AlbumFactory(), *rows, **answers))
    return Review.objects.get()


def readers_see(client, review: Review) -> str:
    return client.get(review.album.get_absolute_url()).text


def test_what_a_critic_quotes_of_a_review_from_elsewhere_is_the_critics_choice(desk, critic, curator, client):
    review = saved(desk, critic, row(QUOTED, lead="on"))
    assert review.quotes_by_critic
    review = publish(submit(review, critic.user), curator)
    client.logout()
    assert MARK in readers_see(client, review)


@pytest.mark.parametrize(("rows", "answers"), [([], {}), ([row(QUOTED)], {"hosted": "on"})])
def test_without_quotations_or_with_the_full_text_here_there_is_no_such_mark(desk, critic, rows, answers):
    assert not saved(desk, critic, *rows, **answers).quotes_by_critic


def test_what_a_curator_chose_is_not_marked(client):
    review = ReviewFactory(published=True, album=AlbumFactory())
    ExcerptFactory(review=review, text=QUOTED, lead=True)
    assert MARK not in readers_see(client, review)


def test_a_revision_that_the_critic_saves_makes_them_the_critics(desk, critic, curator):
    review = ReviewFactory(published=True, critic=critic, verdict="rave", verdict_set_by="critic")
    ExcerptFactory(review=review, text=QUOTED, lead=True)
    pending = begin_revision(review, critic.user)
    assert not pending.quotes_by_critic
    answers = {"revises_seen": pending.revises_number, "headline": "Slack water"}
    desk.post(pending.get_desk_url(), reposted(pending, row(QUOTED, lead="on"), **answers))
    pending.refresh_from_db()
    publish(submit(pending, critic.user), curator)
    review.refresh_from_db()
    assert (review.headline, review.quotes_by_critic) == ("Slack water", True)


def test_what_a_curator_changes_is_the_critics_choice_no_more(critic, curator):
    review = ReviewFactory(published=True, critic=critic, quotes_by_critic=True, verdict="rave")
    ExcerptFactory(review=review, text=QUOTED, lead=True)
    client = signed_in(curator)
    form = filled_in(client.get(page_of(review)))
    client.post(page_of(review), form | {"_save": "Save"})
    review.refresh_from_db()
    assert review.quotes_by_critic
    client.post(page_of(review), form | {"excerpts-0-topic": "vocals", "_save": "Save"})
    review.refresh_from_db()
    assert not review.quotes_by_critic
