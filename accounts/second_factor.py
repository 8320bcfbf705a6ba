"""Removing the second factor of a person who has lost it. One transaction."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction

from accounts.notices import about_second_factor
from reviews.life.steps import NotAllowed


@transaction.atomic
def remove_second_factor(person: User, reason: str, by: User) -> int:
    """Take every authenticator from the person's account, and tell them; return how many there were.

    Authenticator apps, recovery codes, security keys and passkeys. Raises NotAllowed for one's own account, for a
    superuser's unless by a superuser, without a reason, and when there is none to remove.
    """
    person = get_user_model().objects.select_for_update().get(pk=person.pk)
    if person == by:
        raise NotAllowed("Your own second factor is yours to change, under your account.")
    if person.is_superuser and not by.is_superuser:
        raise NotAllowed("Superusers are superusers’ business.")
    if not reason.strip():
        raise NotAllowed("Give a reason: they will read it.")
    removed, _ = Authenticator.objects.filter(user=person).delete()
    if not removed:
        raise NotAllowed("Their account has no second factor any more.")
    about_second_factor(person, reason.strip())
    return removed
