"""What is kept of people: whether their account is open, and what they were made. Never who they are."""

from __future__ import annotations

from django.contrib.auth.models import User

from common.tracking import tracked


@tracked(fields=["is_active", "is_staff", "is_superuser"], app_label="accounts")
class Account(User):
    """A person's account, by a name that its history can be kept under."""

    class Meta:
        proxy = True
        default_permissions = ()


@tracked(within=["user"], app_label="accounts")
class Membership(User.groups.through):  # type: ignore[name-defined]  # the table that Django makes to join the two
    """A role that a person was given, by a name that its history can be kept under."""

    class Meta:
        proxy = True
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.group)
