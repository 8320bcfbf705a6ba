"""Which PostgreSQL the site uses: the one `DATABASE_URL` names, or an embedded one in the data folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Where everything the site keeps outside a given database lies: `CHORUS_DATA`, or `.data` in the project."""
    return Path(os.environ.get("CHORUS_DATA") or BASE_DIR / ".data").expanduser().absolute()


def database_settings(folder: Path | None = None, *, durable: bool = True) -> dict[str, Any]:
    """Django's settings of the default database. Starts nothing: the first connection does.

    `folder` (default: the data folder) and `durable` (do commits wait for the disk?) concern the embedded server only.
    """
    if url := os.environ.get("DATABASE_URL"):
        given = environ.Env.db_url_config(url)
        if given.get("ENGINE") != "django.db.backends.postgresql":
            raise ImproperlyConfigured(
                "DATABASE_URL must name a PostgreSQL server: postgresql://user:password@host/name"
            )
        return given | {"ENGINE": "config.postgres"} | _KEPT_OPEN
    return {
        "ENGINE": "config.embedded",
        "NAME": "chorus",
        "FOLDER": str(folder or data_folder()),
        "DURABLE": durable,
    } | _KEPT_OPEN


_KEPT_OPEN = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
