"""The site's settings as a backup may hold them: a `.env` without secrets."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit, urlunsplit

from config.declared_settings import DECLARED

SECRET = re.compile(r"SECRET|PASSWORD|TOKEN|DSN|(^|_)KEY($|_)")
"""What is secret by its name."""
LEFT_OUT = "# {name} is set and secret: it is not in the backup\n"


def settings_without_secrets() -> str:
    """The lines of a `.env` that sets what this site sets; for secrets a line that says that they are left out."""
    given = {setting.name: os.environ.get(setting.name, "") for setting in DECLARED}
    return "".join(_line(name, value) for name, value in given.items() if value)


def _line(name: str, value: str) -> str:
    if SECRET.search(name):
        return LEFT_OUT.format(name=name)
    if "://" not in value:
        return f"{name}={value}\n"
    shown = _without_secrets(value)
    return f"{name}={value}\n" if shown == value else f"# {name}={shown} (its password is not in the backup)\n"


def _without_secrets(address: str) -> str:
    """The address, blanked where it could let somebody in: before the @, and after the question mark."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "..."
    if "@" not in parts.netloc and not parts.query:
        return address
    user = f"{parts.username}:...@" if parts.username and parts.password else "...@" if "@" in parts.netloc else ""
    query = "..." if parts.query else ""
    return urlunsplit((parts.scheme, f"{user}{parts.hostname or ''}{port}", parts.path, query, ""))
