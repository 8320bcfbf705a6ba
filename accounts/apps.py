"""People: who they are, which bylines are theirs, what they are told."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Joins those who are told of what is done to reviews."""

    name = "accounts"

    def ready(self) -> None:
        """`reviews` does not know how people are reached; from here on it tells this app."""
        from accounts.notices import about_review  # noqa: PLC0415
        from reviews.life.acts import listeners  # noqa: PLC0415

        if about_review not in listeners:
            listeners.append(about_review)
