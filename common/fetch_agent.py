"""How the site introduces itself to others' servers."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings

from common.site_profile import this_site

_NO_TOKEN = re.compile(r"[^A-Za-z0-9._-]+")


def fetch_agent() -> str:
    """What `FETCH_AGENT` says; else the site's name as it is now, as one word, and an address to read about it."""
    return settings.FETCH_AGENT or f"{_as_token(this_site().name)}/1.0 (+{settings.SITE_URL}/method/)"


def link_check_agent() -> str:
    """What `LINK_CHECK_AGENT` says; else the site's name as it is now."""
    return settings.LINK_CHECK_AGENT or f"{_as_token(this_site().name)} link check"


def _as_token(name: str) -> str:
    """The name in signs that a header may have; robots.txt knows us by it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NO_TOKEN.sub("-", plain).strip("-.") or "Chorus"
