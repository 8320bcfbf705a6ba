"""Whether mail goes out: one mail, sent at once, and what the mail server said to it in words."""

from __future__ import annotations

import smtplib
import socket
import ssl

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from common.models import SiteProfile
from common.site_profile import this_site

SECONDS = 10
PRINTS = ("console", "dummy", "filebased")


class MailFailed(Exception):
    """The mail did not go out; the message says why, and what to look at."""


def transport() -> str:
    """What takes the site's mail: the server's name and port, or the backend's kind."""
    kind = settings.MAIL_TRANSPORT.split(".")[-2]
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if kind == "smtp" else kind


def prints_only() -> bool:
    """Whether mail only stands where the site runs, and reaches nobody."""
    return transport() in PRINTS


def mail_works() -> bool:
    """Whether a trial went out by the mail server of today."""
    return not prints_only() and SiteProfile.objects.filter(pk=1, mail_works_by=transport()).exists()


def send_trial(address: str) -> None:
    """Send one mail there, not by way of the outbox, and keep that it went. Raises MailFailed."""
    if prints_only():
        raise MailFailed(
            "No mail server is named, so mail is printed where the site runs and reaches nobody. Write EMAIL_URL into "
            ".env, as smtp+tls://user:password@mail.example:587, start the site again, and try once more."
        )
    site = this_site().name
    body = f"This is the mail that {site} was to send. It came, so mail works.\n\n{settings.SITE_URL}\n"
    try:
        server = get_connection(settings.MAIL_TRANSPORT, timeout=SECONDS)
        EmailMessage(f"[{site}] Mail works", body, to=[address], connection=server).send()
    except Exception as error:
        raise MailFailed(f"The mail did not go out by {transport()}. {_in_words(error)}") from error
    SiteProfile.objects.keep(mail_works_by=transport())


def _in_words(error: Exception) -> str:
    said = " ".join(str(error).split())
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return f"{words} ({said})" if said else words
    return f"{type(error).__name__}: {said}"


# The first that fits; ssl's and socket's errors are OSErrors, too.
_WORDS: list[tuple[type[Exception], str]] = [
    (smtplib.SMTPAuthenticationError, "It does not take the user name and the password of EMAIL_URL."),
    (smtplib.SMTPNotSupportedError, "It does not know what EMAIL_URL asks for: look at smtp, smtp+tls or smtp+ssl."),
    (smtplib.SMTPSenderRefused, "It does not take mail from the sender: look at EMAIL_FROM."),
    (smtplib.SMTPRecipientsRefused, "It does not take mail for your address."),
    (smtplib.SMTPServerDisconnected, "It broke off: often smtp+ssl for a port that wants smtp+tls, or the reverse."),
    (smtplib.SMTPException, "It answered with an error."),
    (ssl.SSLError, "Its certificate or its encryption does not fit: look at smtp+tls (587) and smtp+ssl (465)."),
    (socket.gaierror, "There is no server of that name: look at EMAIL_URL."),
    (TimeoutError, f"It did not answer within {SECONDS} seconds: look at the port, and at firewalls."),
    (ConnectionRefusedError, "Nothing listens there: look at the name and the port of EMAIL_URL."),
    (OSError, "It cannot be reached."),
]
