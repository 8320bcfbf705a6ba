"""The outbox: mail is written with what it tells of, in one transaction, and sent when that is stored.

The mail server may be away: what was done stays done, and the mail is tried again. A mail that was handed over in the
moment in which this process died is sent twice, with one Message-ID, rather than never.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from accounts.models import OutgoingMail
from common.rounds import Rounds

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_LOOKS = 60


class OutboxBackend(BaseEmailBackend):
    """What Django hands mail to. `settings.MAIL_TRANSPORT` names the backend that takes it from here."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; once the transaction is through, they go out."""
        addressed = [message for message in email_messages if message.recipients()]
        for message in addressed:
            OutgoingMail.objects.keep(message)
        if addressed:
            transaction.on_commit(postman.call if settings.MAIL_IN_BACKGROUND else deliver_due, robust=True)
        return len(addressed)


@dataclass
class Delivery:
    """What one round came to."""

    sent: int = 0
    failed: int = 0


def deliver_due(at: datetime | None = None) -> Delivery:
    """Send what is due, each mail in a transaction of its own; rounds that overlap share the work.

    When the server cannot be reached at all, the round ends after the first mail that says so.
    """
    round_, at = Delivery(), at or timezone.now()
    while True:
        with transaction.atomic():
            mail = OutgoingMail.objects.due(at).select_for_update(skip_locked=True).first()
            if mail is None:
                return round_
            try:
                mail.as_message(get_connection(settings.MAIL_TRANSPORT)).send()
            except Exception as error:
                mail.put_off(error, timezone.now())
                _report(mail)
                round_.failed += 1
                if _is_unreachable(error):
                    return round_
            else:
                mail.delete()
                round_.sent += 1


def _is_unreachable(error: Exception) -> bool:
    refused = isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
    return isinstance(error, OSError) and not refused


def _report(mail: OutgoingMail) -> None:
    if mail.next_try_at is None:
        logger.error("Mail %s is given up after %s tries: %s", mail.pk, mail.tries, mail.last_error)
    else:
        logger.warning("Mail %s was not sent, tried again at %s: %s", mail.pk, mail.next_try_at, mail.last_error)


postman = Rounds("postman", deliver_due, SECONDS_BETWEEN_LOOKS)
"""Sends mail when called, and looks every minute for what is due again."""
