"""A second factor and passkeys, for who wants them."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    person = UserFactory()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def sign_in(client: Client, person):
    return client.post(reverse("login"), {"username": person.username, "password": PASSWORD})


def confirm(client: Client):
    """What touches the safety of an account asks for the password once more."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.fixture
def protected(client, person):
    """A person whose account asks for a code from now on, and the codes that help when the telephone is lost."""
    sign_in(client, person)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.text
    assert "data:image/svg+xml" in page.text
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}).status_code == 302
    codes = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    return person, codes


def test_signing_in_asks_for_a_code(protected):
    person, codes = protected
    client = Client()
    assert sign_in(client, person).url == reverse("mfa_authenticate")
    assert not get_user(client).is_authenticated
    page = client.get(reverse("mfa_authenticate"))
    assert page.status_code == 200
    assert "Incorrect code." in client.post(reverse("mfa_authenticate"), {"code": "000"}).text
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == reverse("new-for-you")
    assert get_user(client) == person


def test_a_recovery_code_works_once(protected):
    person, codes = protected
    for expected in (True, False):
        client = Client()
        sign_in(client, person)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert get_user(client).is_authenticated is expected


def test_codes_are_not_guessed(protected, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "2/5m/key"}
    person, codes = protected
    client = Client()
    sign_in(client, person)
    for _ in range(2):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    refused = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert "Too many attempts" in refused.text
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]
)
def test_the_pages_of_a_protected_account_open(client, protected, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["mfa_index", "mfa_add_webauthn", "mfa_list_webauthn"])
def test_the_pages_of_keys_bring_no_inline_script(client, person, name):
    sign_in(client, person)
    confirm(client)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_the_second_factor_is_given_up_by_its_owner(client, protected):
    person, _ = protected
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert sign_in(Client(), person).url == reverse("new-for-you")


def test_the_admin_has_no_door_around_it(protected):
    person, _ = protected
    person.is_staff = True
    person.save()
    client = Client()
    assert client.get("/admin/login/").url == reverse("login")
    client.post("/admin/login/", {"username": person.username, "password": PASSWORD}, follow=True)
    assert not get_user(client).is_authenticated
