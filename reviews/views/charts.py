"""Charts: albums ranked, ties as ties; by the site's consensus or by that of the voices a reader chose."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from albums.models import Album
from albums.models.album import AlbumQuerySet
from albums.models.version import version_of_catalogue
from config.page_cache import same_for_everyone
from reviews.consensus.album import SPREAD_FROM
from reviews.consensus.ranking import ranks_of
from reviews.models import Critic, Publication
from reviews.selection import Selection

RANKED = 100
OFFERED_CRITICS = 60


@require_safe
@same_for_everyone(version_of_catalogue)
def best(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The best albums of all time or of one year; nothing ranks under three counted reviews."""
    selection = Selection(request.GET)
    albums = _listed(year)
    if selection.active:
        personal = selection.personal_consensus(albums)[:RANKED]
        ranks = ranks_of((found.standing.low, found.standing.high) for found in personal)
        rows = [
            {
                "rank": rank,
                "album": found.album,
                "score": found.standing.score,
                "low": found.standing.low,
                "high": found.standing.high,
                "count": len(found.reviews),
            }
            for rank, found in zip(ranks, personal, strict=True)
        ]
    else:
        ranked = list(albums.scored().best_first().with_cards()[:RANKED])
        ranks = ranks_of((album.consensus_low, album.consensus_high) for album in ranked)
        rows = [
            {
                "rank": rank,
                "album": album,
                "score": album.consensus_score,
                "low": album.consensus_low,
                "high": album.consensus_high,
                "count": album.counted_reviews,
            }
            for rank, album in zip(ranks, ranked, strict=True)
        ]
    return _chart(request, "best", year, {"rows": rows, "selection": selection} | _voices(selection))


@require_safe
@same_for_everyone(version_of_catalogue)
def divisive(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The albums whose reviews lie furthest apart, from five counted reviews on."""
    albums = _listed(year).divisive().with_cards()[:RANKED]
    return _chart(request, "divisive", year, {"albums": albums, "spread_from": SPREAD_FROM})


def _listed(year: int | None) -> AlbumQuerySet:
    albums = Album.objects.listed()
    if year is None:
        return albums
    if not MINYEAR <= year <= MAXYEAR:
        raise Http404("No such year.")
    return albums.filter(release_date__year=year)


def _voices(selection: Selection) -> dict[str, object]:
    """Whom a reader may choose: every publication, and the critics who have written most."""
    critics = Critic.objects.listed().with_review_counts()
    offered = list(critics.order_by("-review_count", "folded")[:OFFERED_CRITICS])
    missing = [critic for critic in selection.critics if critic not in offered]
    return {
        "critics": sorted([*missing, *offered], key=lambda critic: critic.folded),
        "publications": Publication.objects.sources(),
    }


def _chart(request: HttpRequest, kind: str, year: int | None, context: dict[str, object]) -> HttpResponse:
    released = Album.objects.listed().scored().exclude(release_date=None)
    years = [day.year for day in released.dates("release_date", "year", order="DESC")]
    return render(
        request,
        f"reviews/chart_{kind}.html",
        {"section": "charts", "kind": kind, "year": year, "years": years, **context},
    )
