"""Mail waits for the transaction and for the server: nothing is lost, nothing waits in a person's way."""

from __future__ import annotations

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice, OutgoingMail
from accounts.models.mail import MOST_TRIES
from accounts.outbox import deliver_due
from common.rounds import Rounds
from reviews.life.publishing import publish
from tests.curators import new_curator
from tests.factories import PASSWORD, CriticFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db


class NoServer(BaseEmailBackend):
    """A server that is down."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("nobody listens")


class Fussy(BaseEmailBackend):
    """A server that does not like one recipient."""

    def send_messages(self, email_messages):
        for message in email_messages:
            if message.to == ["bad@lantern.example"]:
                raise smtplib.SMTPRecipientsRefused({"bad@lantern.example": (550, b"no such box")})
            mail.outbox.append(message)
        return len(email_messages)


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


@pytest.fixture
def down(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.NoServer"


def write(*recipients: str) -> None:
    for recipient in recipients or ["marit@lantern.example"]:
        send_mail("A word", "In private.", None, [recipient])


def test_mail_goes_out_when_the_transaction_is_through(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write()
        assert OutgoingMail.objects.count() == 1
        assert mail.outbox == []
    assert [message.subject for message in mail.outbox] == ["A word"]
    assert not OutgoingMail.objects.exists()


def test_with_the_server_down_the_act_succeeds_and_the_mail_is_sent_later(
    django_capture_on_commit_callbacks, settings, down, caplog
):
    critic = CriticFactory(user=UserFactory())
    with django_capture_on_commit_callbacks(execute=True):
        review = publish(ReviewFactory(submitted=True, critic=critic), new_curator())
    assert review.status == "published"
    assert Notice.objects.get().recipient == critic.user
    waiting = OutgoingMail.objects.get()
    assert "nobody listens" in waiting.last_error
    assert waiting.next_try_at > timezone.now()
    assert "tried again" in caplog.text
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due().sent == 0
    assert deliver_due(at=timezone.now() + timedelta(minutes=2)).sent == 1
    assert mail.outbox[0].to == [critic.user.email]
    assert not OutgoingMail.objects.exists()


def test_with_the_server_down_people_sign_up(client, django_capture_on_commit_callbacks, down):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            reverse("account_signup"), {"email": "new@lantern.example", "password1": PASSWORD, "website": ""}
        )
    assert response.url == reverse("account_email_verification_sent")
    assert OutgoingMail.objects.get().addresses["to"] == ["new@lantern.example"]


def test_pauses_double_up_to_six_hours_and_end(down):
    write()
    pauses, at = [], timezone.now() + timedelta(seconds=1)
    for _ in range(MOST_TRIES):
        deliver_due(at=at)
        waiting = OutgoingMail.objects.get()
        if waiting.next_try_at:
            pauses.append((waiting.next_try_at - timezone.now()).total_seconds() / 60)
            at = waiting.next_try_at
    assert [round(pause) for pause in pauses[:4]] == [1, 2, 4, 8]
    assert round(max(pauses)) == 360
    assert waiting.next_try_at is None
    assert OutgoingMail.objects.given_up().count() == 1
    assert deliver_due(at=at + timedelta(days=9)).failed == 0


def test_one_bad_address_holds_nobody_up(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.Fussy"
    write("bad@lantern.example", "good@lantern.example")
    delivery = deliver_due(at=timezone.now() + timedelta(seconds=1))
    assert (delivery.sent, delivery.failed) == (1, 1)
    assert "no such box" in OutgoingMail.objects.get().last_error


def test_while_nobody_listens_a_round_tries_one(down):
    write("one@lantern.example", "two@lantern.example")
    assert deliver_due(at=timezone.now() + timedelta(seconds=1)).failed == 1


def test_a_mail_arrives_as_it_was_handed_over():
    message = EmailMultiAlternatives(
        "Gruß", "Text", "a@x.example", ["b@x.example"], ["c@x.example"], headers={"X-Kind": "test"}
    )
    message.cc, message.reply_to = ["d@x.example"], ["e@x.example"]
    message.attach_alternative("<p>Text</p>", "text/html")
    message.send()
    deliver_due(at=timezone.now() + timedelta(seconds=1))
    (arrived,) = mail.outbox
    for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to"):
        assert getattr(arrived, name) == getattr(message, name)
    assert arrived.extra_headers["X-Kind"] == "test"
    assert {"Message-ID", "Date"} <= arrived.extra_headers.keys()
    assert list(arrived.alternatives[0]) == ["<p>Text</p>", "text/html"]


def test_attachments_are_refused_rather_than_lost():
    message = EmailMultiAlternatives("A word", "Text", None, ["b@x.example"])
    message.attach("list.csv", "a,b", "text/csv")
    with pytest.raises(ValueError, match="attachments"):
        message.send()


def test_the_command_sends_what_waits_and_says_when_it_could_not(settings, capsys, down):
    write()
    with pytest.raises(CommandError):
        call_command("send_mail")
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_mail")
    assert "0 sent, 1 waiting." in capsys.readouterr().out
    call_command("send_mail", "--all")
    assert "1 sent, 0 waiting." in capsys.readouterr().out
    assert len(mail.outbox) == 1


def test_the_postman_comes_when_called_and_nobody_waits_for_him():
    came, rounds = threading.Event(), []

    def one_round() -> None:
        rounds.append(threading.current_thread().name)
        came.set()
        threading.Event().wait()  # keeps his thread from a second round

    Rounds("postman", one_round, seconds=60).call()
    assert came.wait(20)
    assert rounds == ["postman"]
