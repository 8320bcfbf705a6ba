"""People: who they are, which bylines are theirs, what they are told."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Joins those who are told of what is done to reviews, and of migrations."""

    name = "accounts"

    def ready(self) -> None:
        """`reviews` does not know how people are reached; from here on it tells this app."""
        import accounts.frame_parts  # noqa: F401, PLC0415  tells how its parts are made
        from accounts.notices import about_review  # noqa: PLC0415
        from accounts.roles import set_roles  # noqa: PLC0415
        from reviews.life.acts import listeners  # noqa: PLC0415

        if about_review not in listeners:
            listeners.append(about_review)
        # Each app's permissions are made when it is told; this one is told after all whose permissions roles hold.
        post_migrate.connect(set_roles, sender=self, dispatch_uid="accounts.roles")
