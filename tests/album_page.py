"""The album page, for tests that read it."""

from __future__ import annotations

from tests.markup import Element, main

DOOR, HURRY, VOICE, CHORUS = (
    "The first side opens like a door in winter.",
    "Nothing on it hurries",
    "What stays is the voice, close and unvarnished",
    "three songs share one chorus",
)


def page_of(client, album, query: str = "") -> Element:
    return main(client.get(album.get_absolute_url() + query))
