"""Mail that waits to be sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import formataddr, formatdate, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, make_msgid
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.site_profile import this_site

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_TRIES = 20
"""After twenty tries, about four days, a mail is given up."""


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Mail, by the words the site uses for it."""

    def due(self, at: datetime) -> OutgoingMailQuerySet:
        """What is to be tried now, longest due first."""
        return self.filter(next_try_at__lte=at).order_by("next_try_at", "pk")

    def given_up(self) -> OutgoingMailQuerySet:
        """What is no longer tried by itself."""
        return self.filter(next_try_at__isnull=True)

    def keep(self, message: EmailMessage) -> OutgoingMail:
        """Store a message to be sent. Raises ValueError for attachments, which are not kept."""
        if message.attachments:
            raise ValueError("Mail with attachments cannot wait in the outbox.")
        headers = {
            "Date": formatdate(),
            # The same for each try: who gets a mail twice sees it once.
            "Message-ID": make_msgid(domain=DNS_NAME.get_fqdn()),
            **message.extra_headers,
        }
        return self.create(
            subject=message.subject,
            body=message.body,
            sender=_named(message.from_email),
            addresses={name: list(getattr(message, name)) for name in ("to", "cc", "bcc", "reply_to")},
            headers={name: str(value) for name, value in headers.items()},
            alternatives=[list(pair) for pair in getattr(message, "alternatives", [])],
        )


def _named(sender: str) -> str:
    """The sender; the site's own under the site's name, unless the setting has a name."""
    if sender != settings.DEFAULT_FROM_EMAIL or parseaddr(sender)[0]:
        return sender
    return formataddr((this_site().name, sender))


class OutgoingMail(models.Model):
    """One mail that is not sent yet. A sent mail leaves no row: it may hold a link that opens an account."""

    subject = models.TextField()
    body = models.TextField()
    sender = models.TextField()
    addresses = models.JSONField(help_text="to, cc, bcc, reply_to: lists of addresses.")
    headers = models.JSONField(default=dict)
    alternatives = models.JSONField(default=list, help_text="Pairs of content and type.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    next_try_at = models.DateTimeField(null=True, db_default=Now(), help_text="Empty: given up.")
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "outgoing mail"
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(next_try_at__isnull=False), name="outgoingmail_due")
        ]

    def __str__(self) -> str:
        return f"“{self.subject}” to {', '.join(self.addresses['to'])}"

    def as_message(self, connection: BaseEmailBackend) -> EmailMultiAlternatives:
        """The message as it was handed over, to go out through that connection."""
        message = EmailMultiAlternatives(
            self.subject, self.body, self.sender, headers=self.headers, connection=connection, **self.addresses
        )
        for content, kind in self.alternatives:
            message.attach_alternative(content, kind)
        return message

    def put_off(self, error: Exception, at: datetime) -> None:
        """Remember a failed try. The pause doubles from a minute up to six hours; after twenty tries it is given up."""
        self.tries += 1
        self.last_error = f"{type(error).__name__}: {error}"[:1000]
        pause = min(FIRST_PAUSE * 2 ** (self.tries - 1), LONGEST_PAUSE)
        self.next_try_at = at + pause if self.tries < MOST_TRIES else None
        self.save(update_fields=["tries", "last_error", "next_try_at"])
