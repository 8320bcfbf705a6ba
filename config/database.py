"""Which PostgreSQL the site uses: the one `DATABASE_URL` names, or an embedded one in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import BASE_DIR, env


def data_folder() -> Path:
    """Where everything the site keeps outside a given database lies: `CHORUS_DATA`, or `.data` in the project."""
    return (BASE_DIR / Path(env("CHORUS_DATA")).expanduser()).absolute()


def database_settings(folder: Path | None = None, *, durable: bool = True) -> dict[str, Any]:
    """Django's settings of the default database. Starts nothing: the first connection does.

    `folder` (default: the data folder) and `durable` (do commits wait for the disk?) concern the embedded server only.
    """
    if url := env("DATABASE_URL"):
        return _server_at("DATABASE_URL", url)
    return {
        "ENGINE": "config.embedded",
        "NAME": "chorus",
        "FOLDER": str(folder or data_folder()),
        "DURABLE": durable,
    } | _KEPT_OPEN


def replica_settings() -> dict[str, Any] | None:
    """Django's settings of a copy of the database that pages may be rendered from; None where there is none."""
    url = env("DATABASE_REPLICA_URL")
    # Migrations and tests leave it alone: it follows by itself.
    return _server_at("DATABASE_REPLICA_URL", url) | {"TEST": {"MIRROR": "default"}} if url else None


def _server_at(name: str, url: str) -> dict[str, Any]:
    given = env.db_url_config(url)
    if given.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} must name a PostgreSQL server: postgresql://user:password@host/name")
    pooled = {"DISABLE_SERVER_SIDE_CURSORS": env.bool("DATABASE_POOLED")}
    return given | {"ENGINE": "config.postgres"} | _KEPT_OPEN | pooled


_KEPT_OPEN = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
