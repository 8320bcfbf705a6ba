"""Pages of the catalogue alone: artists, one artist."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from albums.models import Album, Artist
from albums.models.version import version_of_catalogue
from albums.timeline import timeline
from common.filing import FiledNames
from common.kept_pages import same_for_everyone

RECORDS_A_PAGE = 36
MOST_PARTNERS = 12


@require_safe
@same_for_everyone(version_of_catalogue)
def artist_list(request: HttpRequest) -> HttpResponse:
    """Every artist with a listed album, by sort name."""
    names = FiledNames(Artist.objects.listed().with_album_counts(), "filed", request.GET)
    return render(request, "albums/artist_list.html", {"section": "artists", "names": names})


@require_safe
@same_for_everyone(version_of_catalogue)
def artist(request: HttpRequest, slug: str) -> HttpResponse:
    """One artist: names, and a page of the records, newest first, each kind apart, with the scores as a timeline."""
    found = get_object_or_404(Artist.objects.listed().prefetch_related("aliases"), slug=slug)
    records = Album.objects.listed().filter(artists=found).newest_first()
    page = Paginator(records.values_list("pk", flat=True), RECORDS_A_PAGE).get_page(request.GET.get("page"))
    cards = Album.objects.with_cards().in_bulk(list(page.object_list))
    albums = [cards[key] for key in page.object_list]
    scored = sorted(
        (album for album in albums if album.consensus_score is not None and album.release_date),
        key=lambda album: album.release_date,
    )
    context = {
        "section": "artists",
        "artist": found,
        "page": page,
        "shelves": _shelves(found, albums),
        "timeline": timeline(scored),
        "partners": _partners(found, albums),
    }
    return render(request, "albums/artist.html", context)


def _shelves(artist: Artist, albums: list[Album]) -> list[tuple[str, list[Album]]]:
    """The artist's own albums by kind, then those that another leads; each shelf in the order given."""
    own = [album for album in albums if album.lead_artist_id == artist.pk]
    shelves = [(label, [album for album in own if album.kind == kind]) for kind, label in Album.Kind.choices]
    shelves.append(("With others", [album for album in albums if album.lead_artist_id != artist.pk]))
    return [(label, shelf) for label, shelf in shelves if shelf]


def _partners(artist: Artist, albums: list[Album]) -> list[Artist]:
    """With whom the artist shares a credit on these albums, those met most often first."""
    credited = [credit.artist for album in albums for credit in album.credits.all() if credit.artist_id != artist.pk]
    return [partner for partner, _ in Counter(credited).most_common(MOST_PARTNERS)]
