"""How a site gets its first people: the first administrator by an address that is printed, curators by mail.

Whoever opens such an address chooses a name and a password and is in. Nobody needs `createsuperuser`: while a site has
no administrator, whoever runs the machine is told an address that makes one.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from accounts.roles import CURATOR
from common.site_profile import this_site


class InvitationOver(Exception):
    """It was used already, is too old, or the site has its administrator."""


def administrator_exists() -> bool:
    """Whether anybody can sign in who may do everything."""
    return User.objects.filter(is_superuser=True, is_active=True).exists()


def new_setup_path() -> str | None:
    """The path of a page that makes the first administrator, once; None when there is one."""
    if administrator_exists():
        return None
    return reverse("setup", args=[Invitation.objects.issue(Invitation.Role.ADMINISTRATOR)])


@transaction.atomic
def accept(invitation: Invitation, name: str, email: str, password: str) -> User:
    """Make the account that the invitation stands for. Of two who open it at once, one gets it.

    Their address counts as theirs: the mail came there, or they run the machine. Raises InvitationOver.
    """
    # Two addresses may be open for one administrator: nobody else makes an account by invitation meanwhile.
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE accounts_invitation IN SHARE ROW EXCLUSIVE MODE")
    found = Invitation.objects.get(pk=invitation.pk)
    first = found.role == Invitation.Role.ADMINISTRATOR
    if not found.is_open() or (first and administrator_exists()):
        raise InvitationOver
    person = User.objects.create_user(name, found.email or email, password, is_staff=True, is_superuser=first)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if not first:
        person.groups.add(Group.objects.get(name=CURATOR))
    used = Invitation.objects.filter(role=found.role) if first else Invitation.objects.filter(pk=found.pk)
    used.filter(used_at=None).update(used_at=timezone.now())
    return person


@transaction.atomic
def invite_curator(email: str, by: User) -> User | None:
    """Send an invitation there; or make whoever has that address a curator at once, and return them."""
    known = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    if known:
        make_curator(known.user)
        return known.user
    token = Invitation.objects.issue(Invitation.Role.CURATOR, email, by)
    site = this_site().name
    context = {"SITE_NAME": site, "by": by, "page": settings.SITE_URL + reverse("invitation", args=[token])}
    body = render_to_string("accounts/mail/invitation.txt", context)
    EmailMessage(f"[{site}] You are asked to be a curator", body, to=[email]).send()
    return None


def make_curator(person: User) -> None:
    """Give the role, and open the desk to them."""
    person.groups.add(Group.objects.get(name=CURATOR))
    if not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
