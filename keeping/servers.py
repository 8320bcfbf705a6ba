"""The site's database as psycopg2 and PostgreSQL's own programs are told of it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg2
from psycopg2 import extensions

from config.database import database_settings
from config.embedded.server import EmbeddedServer

# What Django's OPTIONS may hold of libpq's parameters; the others are Django's, or meant for requests (timeouts).
OF_LIBPQ = ("sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding", "gssencmode", "service")

# What changes how a session writes and how long it may take. All else that libpq takes from the environment says where
# the database is, and the site is connected by it.
OF_SESSIONS = {"PGOPTIONS", "PGCLIENTENCODING", "PGDATESTYLE", "PGTZ", "PGGEQO"}


@dataclass(frozen=True)
class DatabaseServer:
    """A database by its connection parameters. The password is kept apart: a program's arguments are public."""

    dsn: str
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> DatabaseServer:
        """The database that these settings of Django's name; an embedded one is started."""
        place = {name: settings.get(name) or None for name in ("HOST", "PORT", "USER")}
        if settings["ENGINE"] == "config.embedded":
            address = EmbeddedServer.at(settings["FOLDER"], durable=settings["DURABLE"]).use()
            place = {"HOST": address.socket_folder, "PORT": address.port, "USER": address.user}
        options = {name: value for name, value in settings.get("OPTIONS", {}).items() if name in OF_LIBPQ}
        given = {"dbname": settings["NAME"], **{name.lower(): value for name, value in place.items()}, **options}
        return cls(extensions.make_dsn(**given), settings.get("PASSWORD") or "")

    @classmethod
    def of_the_site(cls) -> DatabaseServer:
        """The database that `DATABASE_URL` names, or the embedded one. Needs no Django that is set up."""
        return cls.of(database_settings())

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that connects to it, as `connected` does."""
        kept = {name: value for name, value in os.environ.items() if name not in OF_SESSIONS}
        return kept | {"LC_ALL": "C"} | ({"PGPASSWORD": self.password} if self.password else {})

    @contextmanager
    def connected(self) -> Iterator[extensions.connection]:
        """A connection of its own, beside Django's."""
        connection = psycopg2.connect(self.dsn, password=self.password or None)
        try:
            yield connection
        finally:
            connection.close()


def major_version(connection: extensions.connection) -> int:
    """The server's major version: 18."""
    return connection.info.server_version // 10_000
