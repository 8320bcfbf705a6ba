"""Pages of the catalogue alone: the list of albums, artists, one artist."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from albums.browsing import AlbumFilter
from albums.models import Album, Artist
from albums.models.version import version_of_catalogue
from albums.timeline import timeline
from config.page_cache import same_for_everyone

ALBUMS_A_PAGE = 36
ARTISTS_A_PAGE = 120


@require_safe
@same_for_everyone(version_of_catalogue)
def album_list(request: HttpRequest) -> HttpResponse:
    """All albums, filtered and sorted by the query string. htmx takes the list alone."""
    chosen = AlbumFilter(request.GET)
    page = Paginator(chosen.albums(), ALBUMS_A_PAGE).get_page(request.GET.get("page"))
    context = {"section": "albums", "chosen": chosen, "page": page}
    template = "albums/album_list.html"
    if request.htmx.target == "album-results":
        template += "#results"
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


@require_safe
@same_for_everyone(version_of_catalogue)
def artist_list(request: HttpRequest) -> HttpResponse:
    """Every artist with a listed album, by sort name."""
    artists = Artist.objects.listed().with_album_counts().as_filed()
    page = Paginator(artists, ARTISTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "albums/artist_list.html", {"section": "artists", "page": page})


@require_safe
@same_for_everyone(version_of_catalogue)
def artist(request: HttpRequest, slug: str) -> HttpResponse:
    """One artist: names, and the records in the order they came out, each with its consensus."""
    found = get_object_or_404(Artist.objects.listed().prefetch_related("aliases"), slug=slug)
    albums = list(Album.objects.listed().filter(artists=found).newest_first().with_cards())
    scored = sorted(
        (album for album in albums if album.consensus_score is not None and album.release_date),
        key=lambda album: album.release_date,
    )
    context = {"section": "artists", "artist": found, "albums": albums, "timeline": timeline(scored)}
    return render(request, "albums/artist.html", context)
