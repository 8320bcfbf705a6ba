"""Tokens for programs: made after the password was typed again, shown once, worth nothing once revoked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken
from accounts.tokens import MOST_TOKENS, allows, issue_token, revoke
from reviews.life.steps import NotAllowed
from tests.curators import new_curator
from tests.factories import CriticFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "between two tides"
SCOPE = ApiToken.Scope


def person(**columns):
    user = UserFactory(**columns)
    user.set_password(PASSWORD)
    user.save()
    return user


def made_sure(user):
    """A client of theirs who has just typed the password again."""
    client = Client()
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def make(client, name="My site", scopes=()):
    return client.post(reverse("new-token"), {"name": name, "scopes": list(scopes)})


def words_in(page):
    return re.search(r"chorus_[\w-]+", page)[0]


def test_a_token_is_made_in_two_clicks_and_its_words_are_kept_nowhere():
    user = person()
    page = make(made_sure(user))
    assert page.status_code == 201
    assert "no-store" in page["Cache-Control"]
    words = words_in(page.text)
    token = ApiToken.objects.by_words(words)
    assert (token.user, token.name, token.scopes) == (user, "My site", [])
    assert words not in str(ApiToken.objects.values().get())


def test_making_one_asks_for_the_password_again(client):
    client.force_login(person())
    for answer in (client.get(reverse("new-token")), make(client)):
        assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not ApiToken.objects.exists()


def test_a_critics_may_write_reviews_and_a_curators_may_add_documents():
    critic, curator = CriticFactory(user=person()).user, new_curator()
    curator.set_password(PASSWORD)
    curator.save()
    for user, scope, other in ((critic, SCOPE.REVIEWS, SCOPE.DOCUMENTS), (curator, SCOPE.DOCUMENTS, SCOPE.REVIEWS)):
        client = made_sure(user)
        assert make(client, scopes=[other]).status_code == 422
        token = ApiToken.objects.by_words(words_in(make(client, scopes=[scope]).text))
        assert allows(token, scope)
        assert not allows(token, other)


def test_who_has_neither_byline_nor_role_is_told_what_writing_needs():
    page = made_sure(person()).get(reverse("new-token")).text
    assert "a byline of yours" in page
    assert 'name="scopes"' not in page


def test_a_token_can_do_no_more_than_its_person_can_by_now():
    critic = CriticFactory(user=UserFactory())
    token = ApiToken.objects.by_words(issue_token(critic.user, "My site", [SCOPE.REVIEWS]))
    critic.user = None
    critic.save()
    assert not allows(token, SCOPE.REVIEWS)


def test_the_list_says_when_each_was_used_and_revoking_takes_one_click(client):
    user = UserFactory()
    words = issue_token(user, "My site", [])
    token = ApiToken.objects.by_words(words)
    client.force_login(user)
    assert "never used" in client.get(reverse("tokens")).text
    token.note_use()
    assert "last used on" in client.get(reverse("tokens")).text
    page = client.post(reverse("revoke-token", args=[token.pk]), follow=True).text
    assert "is revoked" in page
    assert "You have none" in page
    assert ApiToken.objects.by_words(words) is None


def test_a_token_of_a_closed_account_is_worth_nothing():
    user = UserFactory()
    words = issue_token(user, "My site", [])
    user.is_active = False
    user.save()
    assert ApiToken.objects.by_words(words) is None


def test_a_second_click_makes_no_second_token():
    client = made_sure(person())
    make(client)
    again = make(client)
    assert again.status_code == 409
    assert "already" in again.text
    assert 'value="My site"' in again.text
    assert ApiToken.objects.count() == 1


def test_a_name_is_free_again_once_its_token_is_revoked():
    user = UserFactory()
    revoke(ApiToken.objects.by_words(issue_token(user, "My site", [])))
    assert issue_token(user, "My site", [])


def test_a_person_has_so_many_and_no_more():
    user = UserFactory()
    for number in range(MOST_TOKENS):
        issue_token(user, str(number), [])
    with pytest.raises(NotAllowed, match="the most"):
        issue_token(user, "one more", [])


def test_a_name_is_needed_and_nothing_chosen_is_lost():
    client = made_sure(CriticFactory(user=person()).user)
    answer = make(client, name="", scopes=[SCOPE.REVIEWS])
    assert answer.status_code == 422
    assert "checked" in answer.text


def test_nobody_revokes_anothers(client):
    token = ApiToken.objects.by_words(issue_token(UserFactory(), "My site", []))
    client.force_login(UserFactory())
    assert client.post(reverse("revoke-token", args=[token.pk])).status_code == 404
    assert ApiToken.objects.in_force().exists()


def test_tokens_made_without_end_are_refused_for_a_while(settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"token": "1/h"}
    client = made_sure(person())
    make(client)
    answer = make(client, name="Another")
    assert answer.status_code == 429
    assert 'value="Another"' in answer.text


def test_use_is_noted_to_the_minute(django_assert_num_queries):
    token = ApiToken.objects.by_words(issue_token(UserFactory(), "My site", []))
    now = timezone.now()
    token.note_use(now)
    with django_assert_num_queries(0):
        token.note_use(now + timedelta(seconds=59))
    token.note_use(now + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_used_at == now + timedelta(seconds=60)
