"""How a reader is told: the mail's pace, the link that stops it, the feed's secret address."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core import signing
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from common.page_addresses import absolute
from readers.models import NewsItem, Subscription

# Without the moment of signing, so that an address is the same whenever it is shown.
_FEEDS, _MAIL = signing.Signer(salt="readers.feed"), signing.Signer(salt="readers.mail")


def subscription_of(reader: User) -> Subscription:
    """The reader's, made now if there is none."""
    return Subscription.objects.get_or_create(reader=reader)[0]


def choose_mail(reader_key: int, mail: str) -> None:
    """Have mail at that pace from now on; what came before is not mailed."""
    Subscription.objects.update_or_create(reader_id=reader_key, defaults={"mail": mail, "mailed_at": timezone.now()})
    if mail == Subscription.Mail.NEVER:
        NewsItem.objects.filter(reader=reader_key, to_mail=True).update(to_mail=False)


def feed_token(reader: User) -> str:
    """What the feed's address has in it. The database does not hold it: it is signed with the site's key."""
    return _FEEDS.sign_object([reader.pk, subscription_of(reader).feed_number])


def feed_address(reader: User) -> str:
    """The feed's address."""
    return absolute(reverse("news-feed", args=[feed_token(reader)]))


def renew_feed(reader: User) -> None:
    """Make the feed's address worth nothing, and have another."""
    subscription_of(reader)
    Subscription.objects.filter(reader=reader).update(feed_number=F("feed_number") + 1)


def reader_of_feed(token: str) -> User | None:
    """Whose feed stands at that address; None when it was renewed, was never given, or the account is closed."""
    try:
        reader, number = _FEEDS.unsign_object(token)
    except signing.BadSignature:
        return None
    open_ = Subscription.objects.select_related("reader").filter(reader__is_active=True)
    found = open_.filter(reader=reader, feed_number=number).first()
    return found.reader if found else None


def stop_token(reader: User) -> str:
    """What stops the mail. It does not expire: a mail may be read years later."""
    return _MAIL.sign_object([reader.pk])


def stop_address(reader: User) -> str:
    """Where one click ends the mail, signed in or not."""
    return absolute(reverse("stop-news", args=[stop_token(reader)]))


def reader_to_stop(token: str) -> int | None:
    """The key of whose mail the link stops; None when it was not made here."""
    try:
        (key,) = _MAIL.unsign_object(token)
    except signing.BadSignature:
        return None
    return key if User.objects.filter(pk=key).exists() else None
