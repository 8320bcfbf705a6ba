"""Addresses that make an account of somebody who was asked in: the site's first administrator, and curators."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

GOOD_FOR = timedelta(days=14)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def issue(self, role: str, email: str = "", made_by: User | None = None) -> str:
        """A new invitation; returns its token, which nobody can read from the database."""
        token = secrets.token_urlsafe(32)
        self.create(role=role, email=email, made_by=made_by, digest=digest_of(token))
        return token

    def by_token(self, token: str) -> Invitation | None:
        """The invitation that the token stands for."""
        return self.filter(digest=digest_of(token)).first()


class Invitation(models.Model):
    """One address that makes one account, once."""

    class Role(models.TextChoices):
        """What whoever opens it becomes."""

        ADMINISTRATOR = "administrator", "administrator"
        CURATOR = "curator", "curator"

    role = models.CharField(max_length=13, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True, help_text="Where it was sent. Empty: it was printed where the site runs.")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(role="administrator", email="") | (Q(role="curator") & ~Q(email="")),
                name="invitation_by_mail_is_for_curators",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.email or 'the first administrator'}"

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether it still makes an account."""
        return self.used_at is None and self.made_at > (at or timezone.now()) - GOOD_FOR
