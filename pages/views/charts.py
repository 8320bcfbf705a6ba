"""Charts: albums ranked, ties as ties; by the site's consensus, by chosen voices, by each house's own grades."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from albums.models import Album, Genre
from albums.models.version import version_of_catalogue
from albums.periods import LAST, Period, parse_period, years_of
from common.kept_pages import same_for_everyone
from pages.charting import MEASURES, Chart
from pages.chosen_voices import Selection
from pages.coming_out import calendar
from pages.favourites import house_favourites, house_ranking
from pages.just_reviewed import just_reviewed
from pages.personal_chart import personal_places, reviews_a_voice
from pages.year_end import LADDER, combined_lists, lists_of, years_with_lists
from pages.year_in_review import year_in_review
from reviews.models import Critic, Publication

OFFERED_VOICES = 24
OFFERED_GENRES = 200
HOUSES = 60

KINDS = (
    *((kind, measure.name) for kind, measure in MEASURES.items()),
    ("new", "Just reviewed"),
    ("coming", "Coming out"),
    ("publications", "By publication"),
    ("year", "Year in review"),
    ("lists", "Year-end lists"),
)


@require_safe
def old_best(request: HttpRequest, year: int) -> HttpResponse:
    """Where a year's chart was before charts had kinds."""
    return _moved(request, "chart-best", year)


@require_safe
def old_divisive(request: HttpRequest, year: int) -> HttpResponse:
    """Where a year's most divisive albums were before charts had kinds."""
    return _moved(request, "chart-divisive", year)


def _moved(request: HttpRequest, name: str, year: int) -> HttpResponse:
    period = parse_period(str(year))
    if period is None:
        raise Http404("No such year.")
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse(name, args=[period]) + (f"?{query}" if query else ""), permanent=True)


@require_safe
@same_for_everyone(version_of_catalogue)
def chart(request: HttpRequest, kind: str, period: Period | None = None) -> HttpResponse:
    """Albums of a period and a genre, ranked by one measure; the best ones also by the voices that a reader chose."""
    asked = request.GET.get("genre", "").replace("\x00", "")[:120]
    genre = Genre.objects.in_use().filter(slug=asked).first() if asked else None
    wanted = Chart(kind, period, genre)
    selection = Selection(request.GET)
    if "period" in request.GET:
        return _to_chosen_period(request, wanted, selection)
    personal = kind == "best" and selection.active
    number = page_number(request)
    places = personal_places(selection, wanted, number) if personal else wanted.page(number)
    context = {
        "chart": wanted,
        "places": places,
        "unknown_genre": asked if asked and not genre else "",
        "years": years_of(Album.objects.listed().filter(counted_reviews__gte=wanted.measure.needs)),
        "genres": _offered_genres(genre),
        "personal": personal,
        "page_query": _page_query(wanted, selection if personal else None),
    }
    if kind == "best":
        context |= {"selection": selection, "each": reviews_a_voice(selection)} | _voices(selection)
    return _render(request, "chart", kind, context)


def _to_chosen_period(request: HttpRequest, wanted: Chart, selection: Selection) -> HttpResponse:
    """The form's choice of a period as the address that says it."""
    address = wanted.address(period=parse_period(request.GET["period"]))
    if wanted.kind == "best" and selection.active:
        address += ("&" if "?" in address else "?") + selection.query()
    return redirect(address)


def _page_query(wanted: Chart, selection: Selection | None) -> str:
    parts = [urlencode({"genre": wanted.genre.slug})] if wanted.genre else []
    if selection:
        parts.append(selection.query())
    return "?" + "".join(f"{part}&" for part in parts)


@require_safe
@same_for_everyone(version_of_catalogue)
def new(request: HttpRequest) -> HttpResponse:
    """Albums by their newest review, each once."""
    number = page_number(request)
    reviews, more = just_reviewed(number)
    return _render(request, "chart_new", "new", {"reviews": reviews, "number": number, "more": more})


@require_safe
@same_for_everyone(version_of_catalogue)
def coming(request: HttpRequest) -> HttpResponse:
    """The release calendar: what is ahead, and what is just out."""
    found = calendar(page_number(request), timezone.localdate())
    return _render(request, "chart_coming", "coming", {"calendar": found})


@require_safe
@same_for_everyone(version_of_catalogue)
def publications(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """What each house graded highest among one year's records; the newest year unless one is named."""
    years = years_of(Album.objects.listed().filter(graded_reviews__gt=0))
    _refuse_unknown(year)
    shown = year or (years[0] if years else None)
    favourites = house_favourites(shown, HOUSES) if shown else []
    context = {"year": shown, "years": years, "favourites": favourites, "houses": HOUSES}
    return _render(request, "chart_publications", "publications", context)


@require_safe
@same_for_everyone(version_of_catalogue)
def publication_year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """One house's grades of one year's records, highest first."""
    house = get_object_or_404(Publication.objects.sources(), slug=slug)
    number = page_number(request)
    _refuse_unknown(year)
    places, more = house_ranking(house, year, number)
    context = {"publication": house, "year": year, "places": places, "number": number, "more": more}
    return _render(request, "publication_year", "publications", context)


@require_safe
@same_for_everyone(version_of_catalogue)
def year(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """A year in review; the newest one with a scored record unless one is named."""
    years = years_of(Album.objects.listed().scored())
    _refuse_unknown(year)
    shown = year or (years[0] if years else None)
    context = {"year": shown, "years": years, "found": year_in_review(shown) if shown else None}
    return _render(request, "chart_year", "year", context)


@require_safe
@same_for_everyone(version_of_catalogue)
def lists(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Critics' lists of a year put together; the newest year with lists unless one is named."""
    years = years_with_lists()
    _refuse_unknown(year)
    shown = year or (years[0] if years else None)
    number = page_number(request)
    found = combined_lists(shown, number) if shown else None
    context = {"year": shown, "years": years, "found": found, "number": number, "points": LADDER}
    return _render(request, "chart_lists", "lists", context)


@require_safe
@same_for_everyone(version_of_catalogue)
def publication_lists(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """One publication's lists of a year, line by line."""
    house = get_object_or_404(Publication.objects.sources(), slug=slug)
    _refuse_unknown(year)
    found = lists_of(house, year)
    if not found:
        raise Http404("No such list.")
    return _render(request, "publication_lists", "lists", {"publication": house, "year": year, "lists": found})


def page_number(request: HttpRequest) -> int:
    """The page asked for; 1 when it is no number above nought, a page that no chart has when it is huge."""
    text = request.GET.get("page", "")
    if not (text.isascii() and text.isdigit()):
        return 1
    return max(1, int(text[:6]))


def _refuse_unknown(year: int | None) -> None:
    if year is not None and not 1000 <= year <= LAST:
        raise Http404("No such year.")


def _offered_genres(chosen: Genre | None) -> list[Genre]:
    """Genres to choose from, by name; the chosen one among them."""
    offered = list(Genre.objects.in_use().order_by("folded")[:OFFERED_GENRES])
    return offered if chosen is None or chosen in offered else [chosen, *offered]


def _voices(selection: Selection) -> dict[str, object]:
    """Whom a reader may choose: those who have published most here, and those chosen already."""
    critics = list(Critic.objects.listed().busiest_first()[:OFFERED_VOICES])
    houses = list(Publication.objects.sources().busiest_first()[:OFFERED_VOICES])
    critics += [critic for critic in selection.critics if critic not in critics]
    houses += [house for house in selection.publications if house not in houses]
    return {
        "critics": sorted(critics, key=lambda critic: critic.folded),
        "publications": sorted(houses, key=lambda house: house.folded),
    }


def _render(request: HttpRequest, template: str, kind: str, context: dict[str, Any]) -> HttpResponse:
    shown = context.get("chart")
    kinds = [
        (key, name, shown.address(kind=key) if shown and key in MEASURES else reverse(f"chart-{key}"))
        for key, name in KINDS
    ]
    return render(request, f"pages/{template}.html", {"section": "charts", "kind": kind, "kinds": kinds, **context})
