"""The front page and the method."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from albums.models import Album
from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from pages.contrasts import contrasting_pair
from reviews.models import CountedReview, Excerpt, Review

JUST_REVIEWED, BEST, DIVISIVE = 6, 6, 6
FEW, RECENT = 60, 1000
COUNTED = 2000


@require_safe
@same_for_everyone(version_of_catalogue)
def home(request: HttpRequest) -> HttpResponse:
    """New and notable: two critics who disagree, what was just reviewed, the year's best, the most divisive."""
    year = timezone.localdate().year
    listed = Album.objects.listed()
    albums = listed[: COUNTED + 1].count()
    context = {
        "stocked": albums > 0,
        "pair": contrasting_pair(),
        "latest": _just_reviewed(),
        "year": year,
        "best": listed.scored().filter(release_date__year=year).best_first().with_cards()[:BEST],
        "divisive": listed.divisive().with_cards()[:DIVISIVE],
        "album_count": albums if albums <= COUNTED else None,
        "reviewed": listed.filter(counted_reviews__gt=0).exists(),
    }
    return render(request, "pages/home.html", context)


def _just_reviewed() -> list[Review]:
    """The newest quotable review of each of the albums reviewed last. Three queries, four when a few albums had all of
    the newest reviews."""
    leads = Excerpt.objects.leading().filter(review=OuterRef("pk"))
    quotable = CountedReview.objects.filter(Exists(leads)).newest_first().values_list("pk", "album")
    newest: dict[int, int] = {}
    for some in (quotable[:FEW], quotable[FEW:RECENT]):
        read = list(some)
        for pk, album in read:
            newest.setdefault(album, pk)
        if len(newest) >= JUST_REVIEWED or len(read) < FEW:
            break
    chosen = list(newest.values())[:JUST_REVIEWED]
    return list(Review.objects.filter(pk__in=chosen).newest_first().with_cards())
