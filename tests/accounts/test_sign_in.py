"""Signing in and out."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


@pytest.fixture
def person():
    return UserFactory(username="marit")


def sign_in(client: Client, username: str = "marit", password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def test_a_reader_signs_in_and_comes_to_what_is_new(client, person):
    assert client.get(SIGN_IN).status_code == 200
    response = sign_in(client)
    assert response.url == reverse("new-for-you")
    assert get_user(client) == person


def test_a_person_comes_back_to_the_page_they_wanted(client, person):
    assert sign_in(client, next="/desk/reviews/new/").url == "/desk/reviews/new/"


def test_nobody_is_led_to_another_site(client, person):
    assert sign_in(client, next="https://elsewhere.example/").url == reverse("new-for-you")


def test_a_wrong_password_is_explained_and_the_name_kept(client, person):
    response = sign_in(client, password="wrong")
    assert "Please enter a correct username and password." in response.text
    assert 'value="marit"' in response.text
    assert not get_user(client).is_authenticated


def test_who_is_signed_in_need_not_sign_in(client, person):
    client.force_login(person)
    assert client.get(SIGN_IN).url == reverse("new-for-you")


def test_signing_out_is_posted_and_leads_home(client, person):
    client.force_login(person)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).url == reverse("home")
    assert not get_user(client).is_authenticated


def test_too_many_attempts_on_one_name_are_refused_even_with_the_right_password(client, person, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in": "2/5m"}
    for _ in range(2):
        assert sign_in(client, password="wrong").status_code == 200
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "Too many attempts." in refused.text
    assert 'value="marit"' in refused.text
    assert refused["Retry-After"] == "300"
    assert not get_user(client).is_authenticated


def test_anothers_wrong_attempts_from_elsewhere_lock_nobody_out(client, person, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in": "1/5m"}
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(3):
        sign_in(elsewhere, password="wrong")
    assert sign_in(client).status_code == 302


def test_too_many_attempts_from_one_address_are_refused_whatever_the_name(client, person, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign-in-address": "3/5m"}
    for number in range(3):
        assert sign_in(client, username=f"guess{number}", password="wrong").status_code == 200
    assert sign_in(client).status_code == 429


def test_the_admin_has_no_door_of_its_own(client):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{SIGN_IN}?next=%2Fadmin%2F"
