"""One review’s page in the admin, for tests that work on it."""

from __future__ import annotations

QUEUE = "/admin/queue/"
OPENING = "The first side opens like a door in winter."
NOT_VERBATIM = "These words do not stand in the text. Copy them exactly, without leaving anything out."
VOICE = "What stays is the voice, close and unvarnished, and the last ninety seconds."


def new_excerpt(number: int = 0, **columns: object) -> dict[str, object]:
    return {f"excerpts-{number}-{name}": value for name, value in columns.items()}
