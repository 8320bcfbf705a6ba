"""Whether a person's e-mail address is known to be theirs.

Who signs up has an address that is verified or not, and cannot sign in before it is. An account without any such
record was made by the site's own people, by command or in the admin, who know whom they let in.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User


def is_verified(user: User) -> bool:
    """Whether the person may act under their account."""
    states = list(EmailAddress.objects.filter(user=user).values_list("verified", flat=True))
    return not states or any(states)


def address_of(user: User) -> str:
    """Where the person is reached by e-mail; empty when no address of theirs is known to be right."""
    addresses = list(EmailAddress.objects.filter(user=user).order_by("-verified", "-primary"))
    if not addresses:
        return user.email
    return addresses[0].email if addresses[0].verified else ""
