"""The public corrections log, and what has been changed about one review since it was published."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from albums.models import Album
from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from common.keyset import read_place
from common.query import LARGEST_KEY
from curation.corrections_feed import CorrectionsFeed
from curation.corrections_log import TABLES, excerpts_changed, page_of_log
from reviews.life.revision_changes import public_history_of
from reviews.models import Review


@require_safe
@same_for_everyone(version_of_catalogue)
def corrections(request: HttpRequest) -> HttpResponse:
    """What readers could have seen and was changed, newest first: of everything, or of one album (`?album=1`)."""
    album = _album_asked_for(request)
    before = read_place(request.GET.get("before", ""), TABLES)
    found, next_place = page_of_log(before, album)
    query = request.GET.copy()
    if next_place:
        query["before"] = str(next_place)
    context = {
        "album": album,
        "corrections": found,
        "next": f"?{query.urlencode()}" if next_place else "",
        "begins": before is None,
    }
    return render(request, "pages/corrections.html", context)


@require_safe
@same_for_everyone(version_of_catalogue)
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """The newest of them, as a feed."""
    return CorrectionsFeed(request, _album_asked_for(request)).answer(request)


def _album_asked_for(request: HttpRequest) -> Album | None:
    key = request.GET.get("album")
    if not key:
        return None
    number = int(key) if key.isdecimal() and len(key) < 19 else 0
    return get_object_or_404(Album.objects.listed().select_related("lead_artist"), pk=number)


def version_of_review(artist: str, slug: str, pk: int) -> int | None:
    """What version of the review's album a page shows."""
    return Album.objects.version_at(artist, slug)


@require_safe
@same_for_everyone(version_of_review)
def review_history(request: HttpRequest, artist: str, slug: str, pk: int) -> HttpResponse:
    """What readers have been able to read of a review, revision by revision, with what each one changed."""
    published = (
        Review.objects.published().on_listed_albums().select_related("critic", "publication", "album__lead_artist")
    )
    review = published.filter(pk=min(pk, LARGEST_KEY), album__slug=slug, album__lead_artist__slug=artist).first()
    if review is None:
        raise Http404("No such review of this album.")
    context = {
        "section": "albums",
        "review": review,
        "entries": public_history_of(review),
        "excerpts": excerpts_changed(review),
    }
    return render(request, "pages/review_history.html", context)
