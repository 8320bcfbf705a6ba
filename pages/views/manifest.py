"""What a telephone needs to keep the site among its programs, and to share pages with it."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from common.site_profile import this_site

DAY = 24 * 60 * 60
ICONS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("icon-192.png", "192x192", {}),
    ("icon-512.png", "512x512", {}),
    ("icon-maskable-512.png", "512x512", {"purpose": "maskable"}),
)
"""Drawn from `icon.svg`. What a telephone may cut to its own shape has its sign in the middle four fifths."""


@require_safe
@cache_control(public=True, max_age=DAY)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest. A page that is shared with the site goes to the curators' "Add reviews"."""
    name = this_site().name
    said = {
        "name": name,
        "short_name": name,
        "id": reverse("home"),
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "lang": "en",
        "dir": "ltr",
        "description": "What critics make of a record, together and each in their own words.",
        "display": "minimal-ui",
        "background_color": "#faf7f1",
        "theme_color": "#faf7f1",
        "icons": [
            {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            *({"src": static(f"img/{file}"), "sizes": size, "type": "image/png"} | more for file, size, more in ICONS),
        ],
        "shortcuts": [
            {"name": "Search", "url": reverse("search")},
            {"name": "Albums", "url": reverse("album-list")},
            {"name": "Charts", "url": reverse("chart-best")},
        ],
        "share_target": {
            "action": reverse("bring-in"),
            "method": "GET",
            "params": {name: name for name in ("title", "text", "url")},
        },
    }
    return JsonResponse(said, content_type="application/manifest+json")
