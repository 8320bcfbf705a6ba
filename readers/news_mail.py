"""Mail of what is new, as often as each reader has chosen; written with the mark that it is, in one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from accounts.outbox import deliver_due
from accounts.verification import address_of
from common.page_addresses import absolute
from common.rounds import Rounds
from common.site_profile import this_site
from readers.models import NewsItem, Subscription
from readers.models.news import NEWEST_FIRST
from readers.new_for_you import NewsEntry, with_reasons
from readers.spreading import spread_news
from readers.subscriptions import stop_address

MOST_IN_A_MAIL = 40
IN_THE_MORNING = 7
"""The hour, on the site's clock, of what comes once a day or once a week, on Mondays."""
SECONDS_BETWEEN_LOOKS = 20


def mail_due(at: datetime | None = None) -> int:
    """Write the mail that is due, one transaction for each reader; return how many mails that were."""
    now, written = at or timezone.now(), 0
    passed: set[int] = set()
    while True:
        with transaction.atomic():
            due = _due(now).exclude(pk__in=passed).select_for_update(skip_locked=True, of=("self",)).first()
            if due is None:
                return written
            passed.add(due.pk)
            written += _mail(due, now)


def tell_readers(at: datetime | None = None) -> tuple[int, int]:
    """Note what has come, write the mail that is due and send it; return how many notes and mails were made."""
    noted, written = spread_news(at), mail_due(at)
    if written:
        deliver_due()
    return noted, written


herald = Rounds("herald", tell_readers, SECONDS_BETWEEN_LOOKS)
"""Tells readers when called, and looks again and again for what came meanwhile."""


def last_morning(now: datetime, *, of_the_week: bool = False) -> datetime:
    """The last moment, on the site's clock, at which such mail was due."""
    local = timezone.localtime(now)
    morning = local.replace(hour=IN_THE_MORNING, minute=0, second=0, microsecond=0)
    if morning > local:
        morning -= timedelta(days=1)
    return morning - timedelta(days=morning.weekday()) if of_the_week else morning


def _due(now: datetime) -> QuerySet[Subscription]:
    waiting = NewsItem.objects.filter(reader=OuterRef("reader"), to_mail=True)
    paces = Subscription.Mail
    pace = (
        Q(mail=paces.AT_ONCE)
        | Q(mail=paces.DAILY, mailed_at__lt=last_morning(now))
        | Q(mail=paces.WEEKLY, mailed_at__lt=last_morning(now, of_the_week=True))
    )
    return Subscription.objects.filter(pace, Exists(waiting)).select_related("reader").order_by("pk")


def _mail(subscription: Subscription, now: datetime) -> int:
    """One mail of all that waits, or none where nobody can be reached or nothing is left to be seen."""
    reader = subscription.reader
    waiting = NewsItem.objects.filter(reader=reader, to_mail=True)
    items = list(NEWEST_FIRST.sorted(waiting.visible().with_cards())[: MOST_IN_A_MAIL + 1])
    address = address_of(reader) if reader.is_active else ""
    if items and address:
        more = waiting.visible().count() - MOST_IN_A_MAIL if len(items) > MOST_IN_A_MAIL else 0
        _write(reader, address, with_reasons(reader, items[:MOST_IN_A_MAIL]), more)
    waiting.update(to_mail=False)
    Subscription.objects.filter(pk=subscription.pk).update(mailed_at=now)
    return int(bool(items and address))


def _write(reader: User, address: str, entries: list[NewsEntry], more: int) -> None:
    stop, site, many = stop_address(reader), this_site().name, len(entries) + more
    said = (
        entries[0].headline
        if many == 1
        else ngettext("%(many)d new for you", "%(many)d new for you", many) % {"many": many}
    )
    context = {
        "SITE_NAME": site,
        "entries": entries,
        "more": more,
        "page": absolute(reverse("new-for-you")),
        "told": absolute(reverse("news-settings")),
        "stop": stop,
        "greeting": gettext("New of what you follow:"),
    }
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    body = render_to_string("readers/mail/news.txt", context)
    EmailMessage(" ".join(f"[{site}] {said}".split())[:200], body, to=[address], headers=headers).send()
