"""What a site on one's own machine needs and nobody has set: made at the first run, kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


def kept_secret(path: Path) -> str:
    """The secret in this file, made now if there is none. Readable by its owner only; two processes agree on one."""
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    offered = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(offered, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(offered, path)
    except FileExistsError:
        pass  # another process was first; its secret holds
    finally:
        offered.unlink()
    return path.read_text()
