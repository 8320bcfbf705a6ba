"""Sessions in the database, as Django keeps them."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    """Django's, but a database that is away is not taken for a session that somebody else has ended."""

    def save(self, must_create: bool = False) -> None:
        """Store the session. Raises UpdateError when it is gone, OperationalError when nobody can know."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise
