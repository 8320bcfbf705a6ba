"""A lost second factor: removed by a chief curator, with a reason, and its owner is told."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import MutedMail, Notice
from accounts.notices import unsubscribe_token
from accounts.roles import CHIEF_CURATOR
from accounts.second_factor import remove_second_factor
from reviews.life.steps import NotAllowed
from tests.curators import new_curator, page_of, signed_in, told
from tests.factories import PASSWORD, UserFactory
from tests.markup import read

pytestmark = pytest.mark.django_db
REASON = "She called from the number on her press card."
KINDS = Authenticator.Type.values


def with_second_factor(**columns):
    person = UserFactory(**columns)
    for kind in KINDS:
        Authenticator.objects.create(user=person, type=kind, data={})
    return person


@pytest.fixture
def chief():
    user = UserFactory(is_staff=True, username="chief")
    user.groups.add(Group.objects.get(name=CHIEF_CURATOR))
    return user


@pytest.fixture
def desk(chief):
    return signed_in(chief)


def removal_of(person) -> str:
    return reverse("admin:auth_user_second_factor", args=[person.pk])


def factors_of(person) -> int:
    return Authenticator.objects.filter(user=person).count()


def test_all_of_them_go_and_the_password_alone_signs_in(desk):
    person = with_second_factor()
    sign_in = {"username": person.username, "password": PASSWORD}
    assert Client().post(reverse("login"), sign_in).url == reverse("mfa_authenticate")
    answer = desk.post(removal_of(person), {"reason": REASON})
    assert answer.url == page_of(person)
    assert factors_of(person) == 0
    client = Client()
    client.post(reverse("login"), sign_in)
    assert get_user(client) == person


def test_the_person_is_told_on_the_site_and_by_mail(desk, client):
    person = with_second_factor()
    desk.post(removal_of(person), {"reason": REASON})
    client.force_login(person)
    page = read(client.get(reverse("notices")))
    assert "A curator has removed the second factor from your account." in page.text
    assert REASON in page.text
    assert reverse("mfa_index") in [link.get("href") for link in page.all("a")]
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    assert REASON in sent.body
    assert "List-Unsubscribe" not in sent.extra_headers


def test_that_mail_cannot_be_switched_off(client):
    person = UserFactory()
    client.force_login(person)
    page = client.get(reverse("notice-settings"))
    assert "second factor" not in page.text.split("<main")[1]
    assert client.post(reverse("notice-settings"), {"kinds": ["factor"]}).status_code == 422
    assert client.post(reverse("unsubscribe", args=[unsubscribe_token(person, "factor")])).status_code == 404
    assert client.post(reverse("notice-settings"), {"kinds": []}).status_code == 302
    assert not MutedMail.objects.filter(kind="factor").exists()


def test_it_is_logged_with_the_reason(desk, chief):
    person = with_second_factor()
    desk.post(removal_of(person), {"reason": REASON})
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (chief, str(person.pk))
    assert REASON in entry.change_message


def test_the_page_says_what_is_removed_and_a_persons_page_leads_there(desk):
    person = with_second_factor()
    links = [link.get("href") for link in read(desk.get(page_of(person))).all("a")]
    assert removal_of(person) in links
    text = read(desk.get(removal_of(person))).text
    for kind in ("TOTP Authenticator", "Recovery codes", "WebAuthn"):
        assert kind in text
    assert removal_of(UserFactory()) not in [
        link.get("href") for link in read(desk.get(page_of(UserFactory()))).all("a")
    ]


def test_without_a_reason_nothing_is_removed(desk):
    person = with_second_factor()
    answer = desk.post(removal_of(person), {"reason": " "})
    assert answer.status_code == 422
    assert "This field is required." in read(answer).text
    assert factors_of(person) == len(KINDS)
    assert not mail.outbox


def test_a_second_click_finds_nothing_to_remove_and_tells_nobody_again(desk):
    person = with_second_factor()
    for _ in range(2):
        answer = desk.post(removal_of(person), {"reason": REASON})
    assert "no second factor any more" in told(desk.get(answer.url))[-1]
    assert Notice.objects.count() == 1


def test_nobody_removes_their_own(desk, chief):
    Authenticator.objects.create(user=chief, type="totp", data={})
    assert desk.get(removal_of(chief)).url == page_of(chief)
    desk.post(removal_of(chief), {"reason": REASON})
    assert factors_of(chief) == 1


def test_a_superusers_is_removed_by_a_superuser_alone(desk, chief):
    root = with_second_factor(is_superuser=True, is_staff=True)
    assert desk.post(removal_of(root), {"reason": REASON}).status_code == 302
    assert factors_of(root) == len(KINDS)
    with pytest.raises(NotAllowed, match="Superusers"):
        remove_second_factor(root, REASON, chief)
    signed_in(UserFactory(is_superuser=True, is_staff=True)).post(removal_of(root), {"reason": REASON})
    assert factors_of(root) == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_curator_and_a_stranger_do_not(client, method):
    person = with_second_factor()
    assert getattr(signed_in(new_curator()), method)(removal_of(person), {"reason": REASON}).status_code == 403
    assert getattr(client, method)(removal_of(person), {"reason": REASON}).status_code == 302
    assert factors_of(person) == len(KINDS)


def test_what_is_not_there_and_what_is_not_asked_for(desk):
    person = with_second_factor()
    assert desk.delete(removal_of(person)).status_code == 405
    for key in ("0", "1-x", "99999999999999999999"):
        assert desk.get(f"/admin/auth/user/{key}/second-factor/").status_code == 302
        assert desk.get(f"/admin/auth/user/{key}/change/").status_code == 302
