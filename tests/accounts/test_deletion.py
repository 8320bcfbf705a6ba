"""Deleting an account: what goes, what stays, under which name, and the scores afterwards."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user, get_user_model
from django.urls import reverse

from accounts.deletion import delete_account
from accounts.models import BylineClaim, Notice
from albums.models import Redirect
from reviews.life.publishing import publish
from reviews.models import Consensus, Critic, Review
from tests.curators import new_curator
from tests.factories import PASSWORD, CriticFactory, ReviewFactory, UserFactory, count_anew, reviewed_album
from tests.test_concurrency import assert_consensus_is_fresh

pytestmark = pytest.mark.django_db
PAGE = reverse("delete-account")


@pytest.fixture
def critic():
    """A critic with an account, published on two albums beside three others each, with writing in every other state."""
    critic = CriticFactory(name="Ottilie Brandt", slug="ottilie", bio="I like drums.", user=UserFactory())
    for opinions in ([80, 60, 40], ["rave", "mixed", 20]):
        album = reviewed_album(*opinions)
        publish(ReviewFactory(submitted=True, album=album, critic=critic, verdict="pan"), new_curator())
    ReviewFactory(critic=critic)
    ReviewFactory(critic=critic, submitted=True)
    ReviewFactory(critic=critic, rejected=True)
    ReviewFactory(critic=critic, withdrawn=True)
    return critic


def published_by(critic: Critic) -> list[Review]:
    return list(Review.objects.published().filter(critic=critic).order_by("pk"))


def test_reviews_that_stay_are_by_a_former_critic_and_count_as_before(critic, client):
    reviews = published_by(critic)
    before = list(Consensus.objects.order_by("album").values_list("score", "low", "high", "counted"))
    delete_account(critic.user, keep_reviews=True)
    critic.refresh_from_db()
    assert (critic.name, critic.slug, critic.bio, critic.user) == ("Former critic", "former-critic", "", None)
    assert published_by(critic) == reviews
    assert list(Consensus.objects.order_by("album").values_list("score", "low", "high", "counted")) == before
    page = client.get(reviews[0].album.get_absolute_url()).text
    assert "Former critic" in page
    assert "Ottilie" not in page
    assert client.get("/critics/ottilie/").status_code == 404
    for review in reviews:
        assert_consensus_is_fresh(review.album)


def test_the_history_forgets_the_name_and_what_was_never_published(critic):
    Critic.objects.filter(pk=critic.pk).update(name="O. Brandt", slug="o-brandt")
    Critic.objects.filter(pk=critic.pk).update(bio="I liked drums.")
    draft = critic.reviews.get(status=Review.Status.DRAFT)
    Review.objects.filter(pk=draft.pk).update(headline="Never published")
    Redirect.objects.remember("/critics/ottilie/", "/critics/o-brandt/")
    critic.refresh_from_db()
    delete_account(critic.user, keep_reviews=True)
    events = critic.events.all()
    assert {(event.name, event.bio) for event in events} == {("Former critic", "")}
    assert not [event for event in events if event.pgh_changed and event.pgh_changed.keys() & {"name", "slug", "bio"}]
    assert not Review.pgh_event_model.objects.filter(pgh_obj=draft.pk).exists()
    assert not Redirect.pgh_event_model.objects.filter(new_path="/critics/o-brandt/").exists()


def test_reviews_that_go_are_withdrawn_with_a_trace_and_the_scores_are_those_without_them(critic):
    reviews = published_by(critic)
    delete_account(critic.user, keep_reviews=False)
    for review in reviews:
        review.refresh_from_db()
        assert (review.status, review.reason) == ("withdrawn", "The critic has deleted their account.")
        stored = Consensus.objects.get(album=review.album)
        assert stored.counted == 3
        assert_consensus_is_fresh(review.album)
        score = stored.score
        count_anew(review.album)
        assert Consensus.objects.get(album=review.album).score == score
    critic.refresh_from_db()
    assert (critic.name, critic.user) == ("Former critic", None)


@pytest.mark.parametrize("keep", [True, False])
def test_what_nobody_else_has_seen_is_deleted(critic, keep):
    delete_account(critic.user, keep_reviews=keep)
    left = Review.objects.filter(critic=critic).values_list("status", flat=True)
    assert set(left) <= {"published", "withdrawn"}
    assert len(left) == 3


def test_all_that_belongs_to_the_account_goes(critic):
    user = critic.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    BylineClaim.objects.create(user=user, name="Other", publication="x", evidence="https://lantern.example/")
    Redirect.objects.create(old_path="/critics/otti/", new_path="/critics/ottilie/")
    assert Notice.objects.filter(recipient=user).exists()
    delete_account(user, keep_reviews=True)
    assert not get_user_model().objects.filter(pk=user.pk).exists()
    for model in (EmailAddress, BylineClaim, Notice, Redirect):
        assert not model.objects.exists()


def test_two_former_critics_have_two_addresses():
    critics = [CriticFactory(user=UserFactory()) for _ in range(2)]
    for critic in critics:
        delete_account(critic.user, keep_reviews=True)
    assert set(Critic.objects.values_list("slug", flat=True)) == {"former-critic", "former-critic-2"}


def test_if_one_step_fails_nothing_has_happened(critic, monkeypatch):
    def fail(review, by, reason):
        raise RuntimeError("in the middle")

    monkeypatch.setattr("accounts.deletion.withdraw", fail)
    with pytest.raises(RuntimeError):
        delete_account(critic.user, keep_reviews=False)
    critic.refresh_from_db()
    assert critic.name == "Ottilie Brandt"
    assert critic.user is not None
    assert Review.objects.filter(critic=critic).count() == 6


@pytest.mark.parametrize(("choice", "left"), [("keep", 2), ("withdraw", 0)])
def test_the_page_asks_what_becomes_of_reviews_and_for_the_password(client, critic, choice, left):
    client.force_login(critic.user)
    page = client.get(PAGE)
    assert "Your 2 published reviews" in page.text
    assert "Ottilie Brandt" in page.text
    response = client.post(PAGE, {"reviews": choice, "password": PASSWORD}, follow=True)
    assert "Your account is deleted." in response.text
    assert not get_user(client).is_authenticated
    assert len(published_by(critic)) == left


@pytest.mark.parametrize("posted", [{"reviews": "keep", "password": "wrong"}, {"password": PASSWORD}, {}])
def test_without_password_or_choice_nothing_is_deleted(client, critic, posted):
    client.force_login(critic.user)
    assert client.post(PAGE, posted).status_code == 422
    assert get_user(client).is_authenticated
    assert len(published_by(critic)) == 2


def test_who_has_published_nothing_is_not_asked_about_it(client):
    person = UserFactory()
    client.force_login(person)
    assert "published review" not in client.get(PAGE).text
    assert client.post(PAGE, {"password": PASSWORD}).url == reverse("home")
    assert not get_user_model().objects.exists()


def test_passwords_are_not_guessed_here(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "password-check": "2/5m"}
    client.force_login(UserFactory())
    for _ in range(2):
        assert client.post(PAGE, {"password": "wrong"}).status_code == 422
    refused = client.post(PAGE, {"password": PASSWORD})
    assert refused.status_code == 429
    assert "Too many attempts" in refused.text
    assert get_user_model().objects.exists()


def test_curators_are_relieved_of_their_role_first(client):
    client.force_login(new_curator())
    assert "chief curator" in client.get(PAGE).text
    assert client.post(PAGE, {"password": PASSWORD}).status_code == 403
    assert get_user_model().objects.exists()


def test_strangers_delete_nothing(client):
    assert client.post(PAGE, {"password": PASSWORD}).url.startswith(reverse("login"))
