"""Making notices, in the transaction of what they tell of."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import BylineClaim, MutedMail, Notice
from accounts.verification import address_of
from common.site_profile import this_site
from reviews.life.acts import Act
from reviews.models import Review

SALT = "accounts.unsubscribe"


def about_review(act: Act, review: Review, by: User | None, words: str) -> None:
    """Tell the review's critic, else who submitted it. Nobody is told of their own acts."""
    recipient = _writer_of(review)
    if recipient is not None and recipient != by:
        _notify(Notice(recipient=recipient, kind=act.value, review=review, words=words))


def about_claim(claim: BylineClaim) -> None:
    """Tell the claimant what a curator decided."""
    _notify(Notice(recipient=claim.user, kind=Notice.Kind.CLAIM, claim=claim, words=claim.reason))


def about_second_factor(person: User, reason: str) -> None:
    """Tell a person that their second factor was removed, and why. Mailed in any case: it may not be their doing."""
    notice = Notice.objects.create(recipient=person, kind=Notice.Kind.FACTOR, words=reason)
    if address := address_of(person):
        context = {"notice": notice, "page": settings.SITE_URL + notice.get_absolute_url()}
        _mail(notice, "accounts/mail/second_factor.txt", context, address)


def unsubscribe_token(user: User, kind: str) -> str:
    """What an unsubscribe link carries. It does not expire: a mail may be read years later."""
    return signing.dumps([user.pk, kind], salt=SALT)


def read_unsubscribe_token(token: str) -> tuple[int, str] | None:
    """The person's key and the kind of notice; None when the token was not made here."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return pk, kind


def _writer_of(review: Review) -> User | None:
    if review.critic_id:
        holder = get_user_model().objects.filter(bylines=review.critic_id, is_active=True).first()
        if holder is not None:
            return holder
    return review.submitted_by if review.submitted_by_id else None


def _notify(notice: Notice) -> None:
    notice.save()
    if MutedMail.objects.filter(user=notice.recipient, kind=notice.kind).exists():
        return
    address = address_of(notice.recipient)
    if not address:
        return
    unsubscribe = settings.SITE_URL + reverse("unsubscribe", args=[unsubscribe_token(notice.recipient, notice.kind)])
    context = {
        "notice": notice,
        "page": settings.SITE_URL + notice.get_absolute_url(),
        "settings_page": settings.SITE_URL + reverse("notice-settings"),
        "unsubscribe": unsubscribe,
    }
    headers = {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    _mail(notice, "accounts/mail/notice.txt", context, address, headers)


def _mail(
    notice: Notice, template: str, context: dict[str, object], address: str, headers: dict[str, str] | None = None
) -> None:
    site = this_site().name
    subject = " ".join(f"[{site}] {notice.headline}".split())[:200]
    body = render_to_string(template, {**context, "SITE_NAME": site})
    EmailMessage(subject, body, to=[address], headers=headers).send()
