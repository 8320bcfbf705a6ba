"""What a new site needs next: shown to its administrator alone, done in place, ticked off by what is there."""

from __future__ import annotations

import smtplib
import socket

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts import mail_trial
from accounts.first_steps import KEYS, first_steps
from common.models import SiteProfile
from reviews.models import SourcePolicy
from tests.curators import new_chief, new_curator, signed_in
from tests.factories import (
    PASSWORD,
    AlbumFactory,
    CriticFactory,
    PublicationFactory,
    ReviewFactory,
    ScaleFactory,
    UserFactory,
)
from tests.markup import main

pytestmark = pytest.mark.django_db
HOME, STEPS = reverse("home"), reverse("first-steps")
SITE = {"do": "site", "name": "Antiphon", "language": "en-us", "time_zone": "europe/berlin"}


@pytest.fixture
def administrator():
    person = UserFactory(username="hesper", is_superuser=True, is_staff=True, email="hesper@lantern.example")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def hers(administrator):
    return signed_in(administrator)


def done() -> set[str]:
    return {step.key for step in first_steps().steps if step.done}


def test_the_administrator_alone_sees_them_on_the_front_page(client, hers):
    assert "0 of 7 first steps done" in hers.get(HOME).text
    for other in (client, signed_in(UserFactory()), signed_in(new_curator()), signed_in(new_chief())):
        assert "first steps" not in other.get(HOME).text
        assert other.post(STEPS, SITE).status_code in (302, 404)
    assert not SiteProfile.objects.exclude(name="").exists()


def test_the_site_gets_its_name_its_language_and_its_clock(client, hers):
    assert hers.post(STEPS, SITE | {"from": "home"}).url == HOME
    site = SiteProfile.objects.get()
    assert (site.name, site.language, site.time_zone) == ("Antiphon", "en-us", "Europe/Berlin")
    assert "Antiphon" in client.get(HOME).text
    assert done() == {"site"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"time_zone": "Middle Earth"}, "There is no such time zone"),
        ({"name": "  "}, "This field is required"),
        ({"language": "tlh"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(hers, wrong, said):
    answer = hers.post(STEPS, SITE | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    if "name" not in wrong:
        assert 'value="Antiphon"' in answer.text
    assert done() == set()


def test_what_the_environment_says_is_shown_and_not_changed(hers, settings):
    settings.GIVEN_OF_SITE = {"SITE_NAME"}
    assert (
        "SITE_NAME in the environment or in .env says so, and wins."
        in hers.get(reverse("admin:config_siteprofile_changelist")).text
    )
    hers.post(STEPS, SITE)
    site = SiteProfile.objects.get()
    assert (site.name, site.time_zone) == ("", "Europe/Berlin")
    assert "site" in done()


def test_the_admin_has_the_same_form_for_the_administrator_alone(hers):
    address = reverse("admin:config_siteprofile_changelist")
    assert hers.post(address, SITE).url == address
    assert SiteProfile.objects.get().name == "Antiphon"
    assert hers.post(address, SITE | {"time_zone": "x"}).status_code == 422
    assert signed_in(new_chief()).get(address).status_code == 403


def test_a_mail_that_goes_ticks_the_step(hers):
    assert hers.post(STEPS, {"do": "mail"}).url == STEPS
    assert mail.outbox[0].to == ["hesper@lantern.example"]
    assert mail.outbox[0].subject == "[Chorus] Mail works"
    assert done() == {"mail"}


def test_another_mail_server_is_to_be_tried_anew(hers, settings):
    hers.post(STEPS, {"do": "mail"})
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.lantern.example", 587
    assert done() == set()


def test_without_a_mail_server_it_says_which_setting_names_one(hers, settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
    answer = hers.post(STEPS, {"do": "mail"})
    assert answer.status_code == 422
    assert "Write EMAIL_URL into .env" in answer.text
    assert done() == set()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 no"), "does not take the user name and the password"),
        (smtplib.SMTPSenderRefused(550, b"who?", "chorus@localhost"), "look at EMAIL_FROM"),
        (smtplib.SMTPServerDisconnected("gone"), "It broke off"),
        (socket.gaierror(-2, "Name or service not known"), "There is no server of that name"),
        (ConnectionRefusedError(111, "Connection refused"), "Nothing listens there"),
        (TimeoutError("timed out"), "did not answer within 10 seconds"),
        (OSError(101, "Network is unreachable"), "cannot be reached"),
        (RuntimeError("odd"), "RuntimeError: odd"),
    ],
)
def test_what_the_mail_server_said_is_told_in_words(hers, monkeypatch, error, said):
    def refuse(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(mail_trial.EmailMessage, "send", refuse)
    answer = hers.post(STEPS, {"do": "mail"})
    assert answer.status_code == 422
    assert said in main(answer).text
    assert done() == set()


def test_mail_may_be_tried_only_so_often(hers, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"mail-trial": "1/h"}
    hers.post(STEPS, {"do": "mail"})
    assert hers.post(STEPS, {"do": "mail"}).status_code == 429
    assert len(mail.outbox) == 1


def test_the_administrator_becomes_a_curator_or_invites_one(hers, administrator):
    assert hers.post(STEPS, {"do": "invite", "email": "nobody"}).status_code == 422
    hers.post(STEPS, {"do": "invite", "email": "ottilie@lantern.example"})
    assert mail.outbox[0].to == ["ottilie@lantern.example"]
    assert done() == set()
    hers.post(STEPS, {"do": "join"})
    assert done() == {"curator"}
    assert administrator.groups.filter(name="Curator").exists()


def test_so_many_may_be_invited_in_a_day(hers, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"invite": "1/d"}
    hers.post(STEPS, {"do": "invite", "email": "a@lantern.example"})
    answer = hers.post(STEPS, {"do": "invite", "email": "b@lantern.example"})
    assert answer.status_code == 429
    assert 'value="b@lantern.example"' in answer.text


def test_records_publications_reviews_and_sources_tick_theirs_off():
    AlbumFactory(proposed=True)
    assert done() == set()
    AlbumFactory()
    assert done() == {"record"}
    PublicationFactory(scale=ScaleFactory())
    assert done() == {"record", "publication"}
    ReviewFactory(submitted=True)
    assert done() == {"record", "publication"}
    ReviewFactory(published=True)
    SourcePolicy.objects.create(host="lantern.example")
    assert done() >= {"record", "publication", "review", "sources"}


def test_a_step_is_put_away_and_brought_back(hers):
    hers.post(STEPS, {"do": "put-away", "step": "sources"})
    hers.post(STEPS, {"do": "put-away", "step": "nonsense"})
    assert [step.key for step in first_steps().steps if step.put_away] == ["sources"]
    hers.post(STEPS, {"do": "put-away", "step": "all"})
    assert SiteProfile.objects.get().put_away == KEYS
    assert "first steps" not in main(hers.get(HOME)).text
    assert "Put away" in hers.get(STEPS).text
    hers.post(STEPS, {"do": "bring-back"})
    assert "first steps" in main(hers.get(HOME)).text


def test_nonsense_does_nothing(hers):
    assert hers.post(STEPS, {"do": "everything"}).url == STEPS
    assert done() == set()


def test_who_signs_in_lands_where_they_work(administrator, client):
    def lands(person) -> str:
        client.logout()
        return client.post(reverse("login"), {"username": person.username, "password": PASSWORD}).url

    administrator.set_password(PASSWORD)
    administrator.save()
    assert lands(administrator) == HOME
    SiteProfile.objects.keep(put_away=KEYS)
    assert lands(administrator) == reverse("admin:index")
    assert lands(new_curator()) == reverse("admin:index")
    assert lands(CriticFactory(user=UserFactory()).user) == reverse("desk")
    assert lands(UserFactory()) == reverse("new-for-you")
