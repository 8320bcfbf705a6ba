"""Critics and publications: lists, and a page for each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from albums.models.version import version_of_catalogue
from config.page_cache import same_for_everyone
from reviews.models import Critic, Publication, Review, Verdict
from reviews.plots import strip

NAMES_A_PAGE = 120
REVIEWS_A_PAGE = 24


@require_safe
@same_for_everyone(version_of_catalogue)
def critic_list(request: HttpRequest) -> HttpResponse:
    """Critics with a counted review, by name."""
    critics = Critic.objects.listed().with_review_counts().select_related("publication")
    page = Paginator(critics.order_by("folded", "pk"), NAMES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/critic_list.html", {"section": "critics", "page": page})


@require_safe
@same_for_everyone(version_of_catalogue)
def critic(request: HttpRequest, slug: str) -> HttpResponse:
    """A critic: who they are, how their verdicts fall, and their reviews, newest first."""
    found = get_object_or_404(Critic.objects.listed().select_related("publication__scale", "scale"), slug=slug)
    context = _reviews(request, Review.objects.filter(critic=found)) | {"section": "critics", "critic": found}
    return render(request, "reviews/critic.html", context)


@require_safe
@same_for_everyone(version_of_catalogue)
def publication_list(request: HttpRequest) -> HttpResponse:
    """Publications that publish reviews of their own, by name."""
    publications = Publication.objects.sources().with_review_counts().select_related("scale")
    page = Paginator(publications.order_by("folded"), NAMES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reviews/publication_list.html", {"section": "publications", "page": page})


@require_safe
@same_for_everyone(version_of_catalogue)
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """A publication: its scale with the conversion to 0-100, its critics, its reviews."""
    found = get_object_or_404(
        Publication.objects.sources().select_related("scale").prefetch_related("scale__letters"), slug=slug
    )
    context = _reviews(request, Review.objects.filter(publication=found)) | {
        "section": "publications",
        "publication": found,
        "critics": Critic.objects.listed()
        .filter(publication=found)
        .with_review_counts()
        .order_by("-review_count", "folded"),
        "conversions": found.scale.conversions() if found.scale else [],
    }
    return render(request, "reviews/publication.html", context)


def _reviews(request: HttpRequest, reviews) -> dict[str, object]:
    """The counted ones among `reviews`: a page of them, and how their verdicts fall."""
    counted = reviews.counted().on_listed_albums()
    tally = counted.aggregate(
        graded=Count("pk", filter=Q(score__isnull=False)),
        **{verdict: Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict.values},
    )
    counts = [(verdict, tally[verdict]) for verdict in Verdict.values]
    listing = counted.newest_first().with_cards()
    return {
        "page": Paginator(listing, REVIEWS_A_PAGE).get_page(request.GET.get("page")),
        "graded": tally["graded"],
        "counts": counts,
        "strip": strip(counts) if any(count for _, count in counts) else [],
    }
