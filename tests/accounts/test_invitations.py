"""Asked in: the set-up address that makes the first administrator, and curators who are invited by mail."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.invitations import invite_curator, new_setup_path
from accounts.models import Invitation
from accounts.roles import CURATOR, roles_of
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "ottilie@lantern.example"
ANSWERS = {"name": "ottilie", "email": ADDRESS, "password": PASSWORD}


@pytest.fixture
def setup_path() -> str:
    path = new_setup_path()
    assert path
    return path


def path_in(message: mail.EmailMessage) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def test_whoever_opens_the_set_up_address_becomes_the_administrator_and_is_in(client, setup_path):
    assert client.get(setup_path).status_code == 200
    assert client.post(setup_path, ANSWERS).url == reverse("home")
    person = get_user(client)
    assert (person.username, person.email, person.is_superuser, person.is_staff) == ("ottilie", ADDRESS, True, True)
    assert EmailAddress.objects.get(user=person).verified
    assert Client().login(username=ADDRESS, password=PASSWORD) or Client().login(username="ottilie", password=PASSWORD)


def test_an_address_is_one_and_the_same_in_capitals(client, setup_path):
    client.post(setup_path, ANSWERS | {"email": "Ottilie@Lantern.Example"})
    person = get_user(client)
    assert person.email == person.emailaddress_set.get().email == ADDRESS
    assert client.login(username="OTTILIE@lantern.example", password=PASSWORD)
    assert invite_curator("Ottilie@Lantern.Example", person) == person


def test_the_address_is_for_once(client, setup_path):
    other = new_setup_path()
    client.post(setup_path, ANSWERS)
    for path in (setup_path, other, reverse("setup", args=["forged"])):
        answer = Client().get(path)
        assert answer.status_code == 410
        assert "This site has its administrator" in answer.text
    assert new_setup_path() is None


def test_a_forged_address_says_what_to_do(client, setup_path):
    answer = client.post(reverse("setup", args=["forged"]), ANSWERS)
    assert answer.status_code == 404
    assert "This is not the set-up address" in answer.text
    assert not User.objects.exists()


def test_the_database_does_not_hold_what_opens_the_page(setup_path):
    token = setup_path.split("/")[2]
    assert token not in str(Invitation.objects.values_list())


def test_an_address_of_two_weeks_ago_opens_nothing(client, setup_path):
    Invitation.objects.update(made_at=timezone.now() - timedelta(days=15))
    assert client.post(setup_path, ANSWERS).status_code == 410
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "12345678"}, "entirely numeric"),
        ({"password": "ottilie1"}, "too similar"),
        ({"name": "two words"}, "Enter a valid username"),
        ({"email": "ottilie"}, "Enter a valid email address"),
        ({"name": "Taken"}, "Somebody has that name already"),
        ({"email": "TAKEN@lantern.example"}, "An account has that address already"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, setup_path, wrong, said):
    taken = UserFactory(username="taken", email="taken@lantern.example")
    EmailAddress.objects.create(user=taken, email=taken.email, verified=True)
    answer = client.post(setup_path, ANSWERS | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    kept = (ANSWERS | wrong)["name"]
    assert f'value="{kept}"' in answer.text
    assert client.post(setup_path, ANSWERS).status_code == 302


def test_it_may_be_tried_only_so_often(client, setup_path, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"invitation": "3/h"}
    codes = [client.get(reverse("setup", args=[f"guess-{number}"])).status_code for number in range(4)]
    assert codes == [404, 404, 404, 429]


def test_a_command_prints_the_address_while_there_is_no_administrator(client, settings):
    said = StringIO()
    call_command("setup_address", stdout=said)
    address = said.getvalue().strip()
    assert address.startswith(settings.SITE_URL)
    assert client.post(address.removeprefix(settings.SITE_URL), ANSWERS).status_code == 302
    with pytest.raises(CommandError, match="This site has an administrator"):
        call_command("setup_address")


def test_an_administrator_whose_account_is_closed_does_not_count():
    UserFactory(is_superuser=True, is_active=False)
    assert new_setup_path()


def test_a_curator_is_invited_by_mail_and_chooses_name_and_password(client):
    chief = UserFactory(is_superuser=True, username="hesper")
    assert invite_curator(ADDRESS, chief) is None
    path = path_in(mail.outbox[0])
    assert "hesper" in mail.outbox[0].body
    assert ADDRESS in client.get(path).text
    assert client.post(path, {"name": "ottilie", "password": PASSWORD}).url == reverse("admin:index")
    person = get_user(client)
    assert (person.email, person.is_staff, person.is_superuser) == (ADDRESS, True, False)
    assert CURATOR in set(roles_of(person).values_list("name", flat=True))
    answer = Client().get(path)
    assert answer.status_code == 410
    assert "This invitation is over" in answer.text


def test_an_invitation_of_a_curator_is_no_set_up_address(client, setup_path):
    invite_curator(ADDRESS, UserFactory())
    token = path_in(mail.outbox[0]).split("/")[2]
    assert client.get(reverse("setup", args=[token])).status_code == 404
    assert client.get(reverse("invitation", args=[setup_path.split("/")[2]])).status_code == 404


def test_who_has_an_account_becomes_a_curator_at_once(client):
    person = UserFactory()
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    assert invite_curator(ADDRESS.upper(), UserFactory()) == person
    assert not Invitation.objects.exists()
    person.refresh_from_db()
    assert person.is_staff


def test_whose_address_has_an_account_by_the_time_the_link_is_opened_is_told_what_to_do(client):
    invite_curator(ADDRESS, UserFactory())
    person = UserFactory()
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    answer = client.post(path_in(mail.outbox[0]), {"name": "ottilie", "password": PASSWORD})
    assert answer.status_code == 422
    assert "An account has that address already" in answer.text
    assert "Choose another" not in answer.text
    assert invite_curator(ADDRESS, UserFactory()) == person
