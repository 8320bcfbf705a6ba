"""What a telephone needs to keep the site among its programs, and to share pages with it."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from common.site_profile import this_site

DAY = 24 * 60 * 60


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
        "display": "minimal-ui",
        "background_color": "#faf7f1",
        "theme_color": "#faf7f1",
        "icons": [{"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "share_target": {
            "action": reverse("bring-in"),
            "method": "GET",
            "params": {name: name for name in ("title", "text", "url")},
        },
    }
    return JsonResponse(said, content_type="application/manifest+json")
