"""Sessions in the database, as Django keeps them."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from common.prepared import PreparedQuery


class SessionStore(db.SessionStore):
    """Django's, but a database that is away is not taken for a session that somebody else has ended.

    Every page of somebody signed in asks for one, so the query is prepared.
    """

    def _get_session_from_db(self) -> Session | None:
        # PostgreSQL refuses to look for NUL.
        found = _SESSION.first(self.session_key) if self.session_key and "\0" not in self.session_key else None
        if found is not None:
            key, data, expires = found
            if expires > timezone.now():
                return Session(session_key=key, session_data=data, expire_date=expires)
        self._session_key = None
        return None

    def save(self, must_create: bool = False) -> None:
        """Store the session. Raises UpdateError when it is gone, OperationalError when nobody can know."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError | InterfaceError):
                raise error.__context__ from None
            raise


_SESSION = PreparedQuery(
    "session",
    1,
    lambda key: Session.objects.filter(session_key=key).values_list("session_key", "session_data", "expire_date"),
)
