"""Some rules are written down in one place, and whoever needs them asks there: nobody writes them again by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = ("accounts", "albums", "common", "curation", "demo", "keeping", "pages", "readers", "reviews", "templates")
HOMES = {
    "which statuses belong together": (
        "reviews/models/statuses.py",
        r"Status\.(DRAFT|REJECTED|WITHDRAWN|PUBLISHED), *(Review\.)?(Status\.)(DRAFT|SUBMITTED|REJECTED|WITHDRAWN)"
        r"|'rejected', *'withdrawn'|\"rejected\", *\"withdrawn\"|\"draft\", *\"submitted\"",
    ),
    "what an excerpt that leads may be about": (
        "reviews/models/excerpt.py",
        r"About\.ALBUM, *(Excerpt\.)?About\.TRACK|\"album\", *\"track\"\]",
    ),
    "how an album is locked": (
        "albums/locks.py",
        r"Album\.objects\.[^\n]*select_for_update|LOCK TABLE albums_album",
    ),
    "from how many reviews on a consensus is shown": (
        "reviews/consensus/album.py",
        r"SHOWN_FROM = \d|(three|of 3) (counted )?reviews?\b(?=[^\n]*(</|%}))",
    ),
    "which columns a verdict is kept in": (
        "reviews/models/review.py",
        r"\"verdict\", *\"verdict_set_by\", *\"verdict_user\", *\"verdict_set_at\"",
    ),
}


def sources() -> list[Path]:
    found = [path for room in ROOMS for path in (settings.BASE_DIR / room).rglob("*")]
    return [path for path in found if path.suffix in (".py", ".html", ".jinja") and "migrations" not in path.parts]


@pytest.mark.parametrize("rule", HOMES)
def test_a_rule_is_written_down_once(rule):
    home, written = HOMES[rule]
    places = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in sources()
        if re.search(written, path.read_text(encoding="utf-8"))
    }
    assert places == {home}
