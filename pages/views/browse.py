"""The list of albums, narrowed by what is known of the records and by who has reviewed them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from albums.browsing.filters import KEYS, TAGS, Tag
from albums.browsing.listing import Listing
from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from common.requests import HtmxRequest
from reviews.models import Critic, Publication

VOICES = (
    Tag("publication", "Publication", "publication_ids", Publication.objects.sources, many_to_an_album=True),
    Tag("critic", "Critic", "critic_ids", Critic.objects.listed, many_to_an_album=True),
)

FIELDS = {*KEYS, *(tag.key for tag in (*TAGS, *VOICES))}


@require_safe
@same_for_everyone(version_of_catalogue)
def album_list(request: HtmxRequest) -> HttpResponse:
    """All albums, filtered and sorted by the query string. htmx takes the list alone.

    A form sends its empty fields, too: they are dropped from the address first.
    """
    empty = [key for key, value in request.GET.items() if not value and key in FIELDS]
    if empty:
        given = request.GET.copy()
        for key in empty:
            del given[key]
        return redirect(f"{request.path}?{given.urlencode()}" if given else request.path)
    template = "albums/album_list.html"
    if request.htmx.target == "album-results":
        template += "#results"
    response = render(request, template, {"section": "albums", "listing": Listing(request.GET, VOICES)})
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response
