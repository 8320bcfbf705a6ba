"""What other people's pages show of an album: a badge, a card in a frame, a link that unfolds (oEmbed)."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from albums.models import Album
from common.kept_pages import same_for_everyone
from common.site_profile import this_site
from pages.elsewhere import CARD_HEIGHT, CARD_WIDTH, Badge, Elsewhere
from pages.own_addresses import own_page_at
from pages.views.album import version_of_album

MINUTES = 5 * 60
LEAST_WIDTH = 240


def _of(artist: str, slug: str) -> Elsewhere:
    listed = Album.objects.listed().select_related("lead_artist", "consensus").prefetch_related("credits__artist")
    return Elsewhere(get_object_or_404(listed, lead_artist__slug=artist, slug=slug))


@require_safe
def badge(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """The consensus as a picture for a page that shows pictures only. It may be kept for some minutes."""
    return for_other_pages(_badge(request, artist=artist, slug=slug))


def for_other_pages(response: HttpResponse) -> HttpResponse:
    """What other people's pages show, which a proxy may keep: nobody who sees it there waits for the very latest."""
    if response.status_code in (200, 304):
        del response["Cache-Control"]
        patch_cache_control(response, public=True, max_age=MINUTES)
        response["Access-Control-Allow-Origin"] = "*"
    return response


@same_for_everyone(version_of_album)
def _badge(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    drawn = Badge(this_site().name, _of(artist, slug).in_a_line)
    return render(request, "pages/badge.svg", {"badge": drawn}, content_type="image/svg+xml")


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@same_for_everyone(version_of_album)
def embed(request: HttpRequest, artist: str, slug: str) -> HttpResponse:
    """The consensus with its interval and verdicts, for a frame in any page. Nothing on it is anybody's own."""
    return render(request, "pages/embed.html", {"shown": _of(artist, slug)})


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What a link to an album unfolds to (https://oembed.com/). 404 for what is no album here, 501 for XML."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is spoken here.\n", status=501, content_type="text/plain; charset=utf-8")
    shown = _at(request.GET.get("url", ""))
    width = _at_most(request.GET.get("maxwidth", ""), CARD_WIDTH)
    height = _at_most(request.GET.get("maxheight", ""), CARD_HEIGHT)
    frame = {"shown": shown, "width": max(width, LEAST_WIDTH), "height": height}
    said = {
        "version": "1.0",
        "type": "rich",
        "title": f"{shown.album} by {shown.album.artist_credit}: {shown.in_a_line}",
        "provider_name": this_site().name,
        "provider_url": settings.SITE_URL,
        "cache_age": MINUTES,
        "width": frame["width"],
        "height": height,
        "html": render_to_string("pages/embed_frame.html", frame).strip(),
    }
    return JsonResponse(
        said, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": f"public, max-age={MINUTES}"}
    )


def _at(url: str) -> Elsewhere:
    """The album whose page that is. Raises Http404 for anything else, other sites' pages above all."""
    found = own_page_at(url)
    if found.url_name != "album":
        raise Http404("No such page here.")
    return _of(**found.kwargs)


def _at_most(asked: str, most: int) -> int:
    return min(int(asked), most) if asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked) else most
