"""What every template may say about the site."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from common.site_profile import this_site


def site(request: HttpRequest) -> dict[str, Any]:
    """The site: its name for titles and the masthead, its language, its clock. Asked for where a template says them."""
    return {
        "SITE_NAME": SimpleLazyObject(lambda: this_site().name),
        "SITE_LANGUAGE": SimpleLazyObject(lambda: this_site().language),
        "SITE_CLOCK": SimpleLazyObject(lambda: this_site().time_zone),
    }
