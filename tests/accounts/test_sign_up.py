"""Making an account: the mail, the link, what a stranger cannot find out, and how often it may be tried."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user, get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.roles import CONTRIBUTOR, CRITIC, CURATOR, roles_of
from tests.curators import new_curator
from tests.factories import PASSWORD, CriticFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGN_UP, SIGN_IN = "/accounts/signup/", "/accounts/login/"
ADDRESS = "ottilie@lantern.example"


def sign_up(client: Client, email: str = ADDRESS, password: str = PASSWORD, **more: str):
    return client.post(SIGN_UP, {"email": email, "password1": password, "website": "", **more})


def sign_in(client: Client, name: str, password: str = PASSWORD):
    return client.post(SIGN_IN, {"username": name, "password": password})


def link_in(message: mail.EmailMessage) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def test_a_person_signs_up_opens_the_mailed_link_and_is_in(client):
    assert client.get(SIGN_UP).status_code == 200
    assert sign_up(client).url == reverse("account_email_verification_sent")
    assert not get_user(client).is_authenticated
    assert mail.outbox[0].to == [ADDRESS]
    link = link_in(mail.outbox[0])
    assert "Is <strong>ottilie@lantern.example</strong> yours?" in client.get(link).text
    assert not EmailAddress.objects.get().verified
    assert client.post(link).url == reverse("new-for-you")
    assert EmailAddress.objects.get().verified
    assert get_user(client).username == "ottilie"
    assert "You follow nothing yet" in client.get(reverse("new-for-you")).text


def test_who_signs_up_on_the_way_to_a_page_comes_there_at_last(client):
    wanted = reverse("follow", args=["critic", 1])
    client.post(f"{SIGN_UP}?next={wanted}", {"email": ADDRESS, "password1": PASSWORD, "website": "", "next": wanted})
    assert client.post(link_in(mail.outbox[0])).url == wanted


def test_another_browser_that_opens_the_link_is_not_signed_in(client):
    sign_up(client)
    other = Client()
    assert other.post(link_in(mail.outbox[0])).url == f"{SIGN_IN}"
    assert not get_user(other).is_authenticated
    assert EmailAddress.objects.get().verified


def test_before_the_address_is_verified_nobody_gets_in_or_writes(client):
    sign_up(client)
    other = Client()
    assert sign_in(other, ADDRESS).url == reverse("account_email_verification_sent")
    assert not get_user(other).is_authenticated
    assert other.get(reverse("desk-new")).url.startswith(SIGN_IN)


def test_signing_in_sends_the_link_again_but_not_too_often(client, settings):
    sign_up(client)
    sign_in(client, ADDRESS)
    assert len(mail.outbox) == 1
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "confirm_email": None}
    sign_in(client, ADDRESS)
    assert len(mail.outbox) == 2


def test_a_used_or_broken_link_says_what_to_do(client):
    sign_up(client)
    link = link_in(mail.outbox[0])
    client.post(link)
    for broken in (link, "/accounts/confirm-email/no-such-key/"):
        assert "This link no longer works" in Client().get(broken).text


def test_the_address_and_the_user_name_both_sign_in():
    person = UserFactory(username="marit")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    for name in ("marit", person.email, person.email.upper()):
        client = Client()
        assert sign_in(client, name).url == reverse("new-for-you")
        assert get_user(client) == person


def test_a_taken_address_looks_like_a_free_one_and_its_owner_is_told(client):
    person = UserFactory(email=ADDRESS)
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    taken = sign_up(client)
    free = sign_up(Client(), "free@lantern.example")
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert get_user_model().objects.filter(email=ADDRESS).count() == 1
    assert mail.outbox[0].subject == "[Chorus] You have an account already"


def test_asking_for_a_new_password_tells_nothing_about_accounts(client):
    UserFactory(email=ADDRESS)
    known = client.post(reverse("account_reset_password"), {"email": ADDRESS}, follow=True)
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@lantern.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.text == unknown.text


def test_wrong_names_and_wrong_passwords_get_one_answer(client):
    UserFactory(username="marit")
    answers = [sign_in(client, name, "wrong") for name in ("marit", "mirat")]
    shown = [re.sub(r'value="\w{64}"|marit|mirat', "", answer.text) for answer in answers]
    assert shown[0] == shown[1]


def test_a_program_that_fills_in_everything_makes_no_account(client):
    caught = sign_up(client, website="https://buy.example")
    assert caught.url == reverse("account_email_verification_sent")
    assert not get_user_model().objects.exists()
    assert mail.outbox == []
    page = client.get(SIGN_UP).text
    assert 'name="website"' in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("email", "password"), [("not an address", PASSWORD), (ADDRESS, "12345678"), (ADDRESS, ""), ("", PASSWORD)]
)
def test_what_is_wrong_is_said_and_the_address_kept(client, email, password):
    response = sign_up(client, email, password)
    assert response.status_code == 200
    assert "errorlist" in response.text
    assert email in response.text
    assert not get_user_model().objects.exists()


LIMITED = {
    "signup": (SIGN_UP, {"email": ADDRESS, "password1": PASSWORD}),
    "reset_password": ("/accounts/password/reset/", {"email": ADDRESS}),
}


@pytest.mark.parametrize("action", LIMITED)
def test_too_many_are_refused_with_a_page_that_says_when_to_come_back(client, settings, action):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, action: "1/m/ip"}
    path, posted = LIMITED[action]
    assert client.post(path, posted).status_code == 302
    refused = Client().post(path, posted)
    assert refused.status_code == 429
    assert "Too many attempts" in refused.text
    assert refused["Retry-After"] == "300"


def test_a_new_password_is_chosen_by_the_mailed_link_once(client):
    person = UserFactory(email=ADDRESS)
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    link = link_in(mail.outbox[0])
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": "quite another passphrase", "password2": "quite another passphrase"})
    person.refresh_from_db()
    assert person.check_password("quite another passphrase")
    assert "This link no longer works" in Client().get(link, follow=True).text


def test_a_password_is_changed_by_who_knows_the_old_one(client):
    person = UserFactory()
    client.force_login(person)
    page = reverse("account_change_password")
    new = {"password1": "quite another passphrase", "password2": "quite another passphrase"}
    client.post(page, {"oldpassword": "wrong", **new})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    client.post(page, {"oldpassword": PASSWORD, **new})
    person.refresh_from_db()
    assert person.check_password("quite another passphrase")


def test_a_new_address_counts_once_it_is_verified(client):
    person = UserFactory(email=ADDRESS)
    EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
    sign_in(client, ADDRESS)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"action_add": "", "email": "new@lantern.example"})
    assert "new@lantern.example is not confirmed yet" in client.get(reverse("account_email")).text
    person.refresh_from_db()
    assert person.email == ADDRESS
    client.post(link_in(next(message for message in mail.outbox if message.to == ["new@lantern.example"])))
    person.refresh_from_db()
    assert person.email == "new@lantern.example"


def test_roles_follow_from_a_verified_address_and_a_byline():
    person = UserFactory()
    address = EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)
    names = lambda: set(roles_of(person).values_list("name", flat=True))  # noqa: E731
    assert names() == set()
    assert not person.has_perm("accounts.add_bylineclaim")
    address.verified = True
    address.save()
    assert names() == {CONTRIBUTOR}
    CriticFactory(user=person)
    assert names() == {CONTRIBUTOR, CRITIC}
    assert get_user_model().objects.get(pk=person.pk).has_perm("accounts.add_bylineclaim")


def test_who_was_made_by_the_sites_own_people_needs_no_mailed_link(client):
    curator = new_curator(email="")
    assert sign_in(client, curator.username).url == reverse("admin:index")
    assert set(roles_of(curator).values_list("name", flat=True)) == {CONTRIBUTOR, CURATOR}


def test_a_closed_account_stays_out(client):
    person = UserFactory(is_active=False)
    assert (
        "This account is closed"
        in client.post(SIGN_IN, {"username": person.username, "password": PASSWORD}, follow=True).text
    )
    assert not get_user(client).is_authenticated
