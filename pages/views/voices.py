"""Critics and publications: their lists, and a page for each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from albums.models.version import version_of_catalogue
from common.filing import FiledNames
from common.kept_pages import same_for_everyone
from pages.against_the_grain import beside_the_consensus
from pages.colleagues import LEAST_SHARED, colleagues_of
from pages.favourites import best_of_each_year, highest_graded
from pages.habits import habits_of, leniency_of
from pages.histograms import histogram
from pages.plots import strip
from reviews.models import Calibration, CountedReview, Critic, Publication, Review
from reviews.models.tally import BIN_WIDTH, Tally

REVIEWS_A_PAGE = 24
FAVOURITES = 6
CRITICS_OF_A_HOUSE = 40
YEARS_OF_A_HOUSE = 8


class KeptCount(Paginator):
    """Pages of a list whose length is known without counting it."""

    def __init__(self, rows: QuerySet[Any, Any], per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.count = count


@require_safe
@same_for_everyone(version_of_catalogue)
def critic_list(request: HttpRequest) -> HttpResponse:
    """Critics with a counted review, by name."""
    critics = Critic.objects.listed().with_review_counts().select_related("publication")
    names = FiledNames(critics, "folded", request.GET)
    return render(request, "pages/critic_list.html", {"section": "critics", "names": names})


@require_safe
@same_for_everyone(version_of_catalogue)
def critic(request: HttpRequest, slug: str) -> HttpResponse:
    """A critic: who they are, how they grade beside the rest, whom they agree with, what they wrote, newest first."""
    critics = Critic.objects.listed().select_related("publication__scale", "scale", "tally")
    found = get_object_or_404(critics, slug=slug)
    context = _reviews(request, found, found.tally) | {"section": "critics", "critic": found}
    if context["page"].number == 1:
        calibration = Calibration.objects.current()
        context |= {
            "leniency": leniency_of(found, calibration),
            "beside": beside_the_consensus(found),
            "colleagues": colleagues_of(found, calibration),
            "least_shared": LEAST_SHARED,
            "favourites": highest_graded(found, FAVOURITES),
        }
    return render(request, "pages/critic.html", context)


@require_safe
@same_for_everyone(version_of_catalogue)
def publication_list(request: HttpRequest) -> HttpResponse:
    """Publications that publish reviews of their own, by name."""
    publications = Publication.objects.sources().with_review_counts().select_related("scale")
    names = FiledNames(publications, "folded", request.GET)
    return render(request, "pages/publication_list.html", {"section": "publications", "names": names})


@require_safe
@same_for_everyone(version_of_catalogue)
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """A publication: its scale with the conversion to 0-100, its habits, its critics, its favourites, its reviews."""
    sources = Publication.objects.sources().select_related("scale", "tally").prefetch_related("scale__letters")
    found = get_object_or_404(sources, slug=slug)
    tally = getattr(found, "tally", None)
    context = _reviews(request, found, tally) | {"section": "publications", "publication": found}
    if context["page"].number == 1:
        critics = Critic.objects.listed().with_review_counts().filter(publication=found)
        context |= {
            "critics": list(critics.order_by("-review_count", "folded", "pk")[:CRITICS_OF_A_HOUSE]),
            "critic_count": critics.count(),
            "conversions": found.scale.conversions() if found.scale else [],
            "habits": habits_of(found, Calibration.objects.current()),
            "beside": beside_the_consensus(found),
            "favourites": best_of_each_year(found, YEARS_OF_A_HOUSE),
            "lists": found.year_end_lists.annotate(line_count=Count("lines")).order_by("-year", "title"),
        }
    return render(request, "pages/publication.html", context)


def _reviews(request: HttpRequest, voice: Critic | Publication, tally: Tally | None) -> dict[str, Any]:
    """A page of the voice's counted reviews, those with words apart from those without, and how all of them fall."""
    kept = CountedReview.objects.by(voice).newest_first()
    counted = tally.counted if tally else 0
    page = KeptCount(kept.values_list("pk", flat=True), REVIEWS_A_PAGE, counted).get_page(request.GET.get("page"))
    found = (
        Review.objects.with_cards().prefetch_related("album__credits__artist").in_bulk(list(page.object_list))
        if counted
        else {}
    )
    page.object_list = [found[key] for key in page.object_list]
    counts = tally.verdicts if tally else []
    bins = enumerate(tally.bins if tally else [])
    bars = [(place * BIN_WIDTH, _around(place * BIN_WIDTH), count) for place, count in bins]
    return {
        "page": page,
        "worded": [review for review in page.object_list if review.has_words()],
        "wordless": [review for review in page.object_list if not review.has_words()],
        "graded": tally.graded if tally else 0,
        "counts": counts,
        "strip": strip(counts) if counted else [],
        "grades": histogram(bars),
    }


def _around(middle: int) -> str:
    """The whole grades that are nearest to a multiple of five."""
    return f"{max(0, middle - 2)} to {min(100, middle + 2)}"
