"""A published review is revised beside what readers see, and takes its place in one step."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reviews.life.concerns import doubts, obstacles, with_concerns
from reviews.life.publishing import publish, return_to_critic, submit, take_back, withdraw
from reviews.life.revised_fields import version_of
from reviews.life.revising import begin_revision, revise
from reviews.life.steps import NotAllowed
from reviews.models import Review, Revision
from tests.desk_form import reposted, row
from tests.factories import BODY, AlbumFactory, CriticFactory, ExcerptFactory, ReviewFactory, UserFactory
from tests.markup import read
from tests.test_concurrency import assert_consensus_is_fresh, run_together

pytestmark = pytest.mark.django_db
LATER = BODY.replace("like a door in winter", "like a gate in spring")


@pytest.fixture
def review(critic) -> Review:
    """A published review with an excerpt that leads."""
    review = ReviewFactory(critic=critic, verdict="mixed", hosted=True)
    ExcerptFactory(review=review, lead=True)
    submit(review, critic.user)
    return publish(review, None)


@pytest.fixture
def curator():
    return UserFactory(is_staff=True)


def revision_of(review: Review, desk: Client) -> Review:
    desk.post(reverse("desk-revise", args=[review.pk]))
    return Review.objects.get(revises=review)


def test_a_revision_begins_as_what_readers_see(desk, review):
    response = desk.post(reverse("desk-revise", args=[review.pk]))
    pending = Review.objects.get(revises=review)
    assert response.url == pending.get_desk_url()
    assert (pending.body, pending.headline, pending.verdict, pending.status) == (
        BODY,
        review.headline,
        "mixed",
        "draft",
    )
    assert [(one.text, one.lead) for one in pending.excerpts.all()] == [
        (one.text, one.lead) for one in review.excerpts.all()
    ]
    assert "Revision of a published review" in read(desk.get(pending.get_desk_url())).text


def test_begun_twice_it_is_one(desk, review):
    first, second = (desk.post(reverse("desk-revise", args=[review.pk])).url for _ in range(2))
    assert first == second


@pytest.mark.django_db(transaction=True)
def test_begun_twice_at_once_it_is_one(critic):
    review = ReviewFactory(critic=critic, published=True)
    one, other = run_together(*[lambda: begin_revision(review, critic.user)] * 2)
    assert one == other


def test_readers_see_the_old_one_until_it_is_published(desk, review, client):
    pending = revision_of(review, desk)
    data = reposted(
        pending, row("like a gate in spring", lead="on"), body=LATER, verdict="rave", step="submit", hosted="on"
    )
    assert desk.post(pending.get_desk_url(), data).status_code == 302
    pending.refresh_from_db()
    assert pending in Review.objects.waiting()
    reader = Client()
    page = reader.get(review.get_text_url())
    assert "like a door in winter" in page.text
    assert "like a gate in spring" not in page.text
    assert review.album.consensus.mixeds == 1
    assert list(Review.objects.counted()) == [review]


def test_published_it_takes_the_place_of_the_old_one_whole(desk, review, critic, curator):
    pending = revision_of(review, desk)
    data = reposted(
        pending, row("like a gate in spring", lead="on"), body=LATER, verdict="rave", step="submit", hosted="on"
    )
    desk.post(pending.get_desk_url(), data)
    shown = publish(Review.objects.get(revises=review), curator)
    assert shown == review
    review.refresh_from_db()
    assert (review.body, review.verdict, review.status, review.revision) == (LATER, "rave", "published", 2)
    assert [one.text for one in review.excerpts.all()] == ["like a gate in spring"]
    assert not Review.objects.filter(revises__isnull=False).exists()
    assert list(review.revisions.values_list("number", "body", "made_by")) == [
        (1, BODY, None),
        (2, LATER, critic.user_id),
    ]
    assert_consensus_is_fresh(review.album)
    assert review.album.consensus.raves == 1


def test_its_album_and_byline_are_those_of_what_it_revises(desk, review, critic):
    pending = revision_of(review, desk)
    elsewhere, other = AlbumFactory(), CriticFactory(user=critic.user)
    forged = reposted(pending, album=elsewhere.pk, critic=other.pk, proposal_title="X", proposal_artist="Y")
    assert desk.post(pending.get_desk_url(), forged).status_code == 302
    pending.refresh_from_db()
    assert (pending.album, pending.critic) == (review.album, critic)


def test_returned_it_is_changed_and_handed_in_again(desk, review, curator):
    pending = revision_of(review, desk)
    submit(pending, None)
    return_to_critic(pending, curator, "Which pressing?")
    page = desk.get(pending.get_desk_url())
    assert "Which pressing?" in page.text
    pending.refresh_from_db()
    assert desk.post(pending.get_desk_url(), reposted(pending, step="submit", headline="The second")).status_code == 302
    assert publish(Review.objects.get(pk=pending.pk), curator).headline == "The second"


def test_taken_back_and_thrown_away_leaves_what_readers_see(desk, review):
    pending = revision_of(review, desk)
    submit(pending, None)
    assert desk.post(reverse("desk-take-back", args=[pending.pk])).status_code == 302
    response = desk.post(reverse("desk-discard", args=[pending.pk]), follow=True)
    assert "Readers see the review as before." in response.text
    review.refresh_from_db()
    assert (review.body, review.status, review.excerpts.count()) == (BODY, "published", 1)


def test_what_was_corrected_meanwhile_is_not_written_over_unseen(desk, review, curator):
    pending = revision_of(review, desk)
    submit(pending, None)
    review.headline = "Corrected by a curator"
    revise(review, ["headline"], curator)
    with pytest.raises(NotAllowed, match="changed after it was begun"):
        publish(pending, curator)
    take_back(pending, None)
    page = desk.get(pending.get_desk_url())
    assert "What readers see was changed meanwhile" in page.text
    pending.refresh_from_db()
    data = reposted(pending, step="submit", headline="Mine and theirs", revises_seen=version_of(review))
    assert desk.post(pending.get_desk_url(), data).status_code == 302
    assert publish(Review.objects.get(pk=pending.pk), curator).headline == "Mine and theirs"


@pytest.mark.parametrize("seen", ["", "x", "2", "2-0123456789abcdef"])
def test_a_made_up_number_of_what_it_revises_counts_for_nothing(desk, review, curator, seen):
    pending = revision_of(review, desk)
    review.headline = "Corrected by a curator"
    revise(review, ["headline"], curator)
    desk.post(pending.get_desk_url(), reposted(pending, revises_seen=seen, headline="Mine"))
    pending.refresh_from_db()
    assert pending.revises_number == 1


def test_withdrawing_makes_its_revision_a_draft_of_its_own(desk, review, critic):
    pending = revision_of(review, desk)
    submit(pending, None)
    withdraw(review, critic.user, "I heard it again.")
    pending.refresh_from_db()
    assert (pending.status, pending.revises) == ("draft", None)


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_its_revision_published_at_once_one_wins(critic):
    review = ReviewFactory(critic=critic, published=True)
    pending = begin_revision(review, critic.user)
    submit(pending, critic.user)
    run_together(lambda: publish(pending, None), lambda: withdraw(review, critic.user, "No."))
    review.refresh_from_db()
    assert review.status == "withdrawn"
    assert Review.objects.counted().count() == 0


@pytest.mark.parametrize("state", ["submitted", "rejected", "withdrawn"])
def test_only_what_is_published_is_revised(desk, critic, state):
    review = ReviewFactory(critic=critic, **{state: True})
    response = desk.post(reverse("desk-revise", args=[review.pk]))
    assert response.status_code == 409
    assert "cannot be revised" in response.text


def test_a_stranger_revises_nothing_and_sees_no_history(client, review):
    client.force_login(CriticFactory(user=UserFactory()).user)
    assert client.post(reverse("desk-revise", args=[review.pk])).status_code == 404
    assert client.get(review.get_history_url()).status_code == 404
    assert not Review.objects.filter(revises=review).exists()


def test_revising_is_posted_and_history_is_read(desk, review):
    assert desk.get(reverse("desk-revise", args=[review.pk])).status_code == 405
    assert desk.post(review.get_history_url()).status_code == 405


def test_the_history_shows_each_revision_and_the_one_that_waits(desk, review, curator):
    pending = revision_of(review, desk)
    desk.post(pending.get_desk_url(), reposted(pending, body=LATER, verdict="rave", step="submit", hosted="on"))
    page = desk.get(review.get_history_url())
    waiting, first = page.context["entries"]
    assert waiting.pending == pending
    assert [(piece.kind, piece.text.strip()) for piece in waiting.pieces if piece.kind != "same"] == [
        ("gone", "door"),
        ("new", "gate"),
        ("gone", "winter."),
        ("new", "spring."),
    ]
    assert [(change.label, change.before, change.after) for change in waiting.changes] == [("Verdict", "Mixed", "Rave")]
    assert first.revision.number == 1
    publish(Review.objects.get(pk=pending.pk), curator)
    second, first = desk.get(review.get_history_url()).context["entries"]
    assert (second.revision.number, first.revision.number) == (2, 1)
    assert Revision.objects.filter(review=review).count() == 2


def test_a_revision_is_no_rival_and_no_twin_of_what_it_revises(desk, review, curator):
    pending = revision_of(review, desk)
    submit(pending, None)
    for row_ in with_concerns(Review.objects.filter(pk__in=[pending.pk, review.pk])):
        assert "Another review has the same text, word for word." not in doubts(row_, [])
        assert not obstacles(row_)
