"""Genres and labels: their lists, and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from albums.models import Album, Genre, Label
from albums.models.version import version_of_catalogue
from common.filing import FiledNames
from common.kept_pages import same_for_everyone
from pages.tag_page import tag_page


@require_safe
@same_for_everyone(version_of_catalogue)
def genre_list(request: HttpRequest) -> HttpResponse:
    """Genres that a listed album has, by name."""
    return _list(request, Genre, "Genres")


@require_safe
@same_for_everyone(version_of_catalogue)
def label_list(request: HttpRequest) -> HttpResponse:
    """Labels that a listed album came out on, by name."""
    return _list(request, Label, "Labels")


@require_safe
@same_for_everyone(version_of_catalogue)
def genre(request: HttpRequest, slug: str) -> HttpResponse:
    """A genre: its best, newest and most divisive albums, its decades, and whom to hear."""
    return _page(request, Genre, slug)


@require_safe
@same_for_everyone(version_of_catalogue)
def label(request: HttpRequest, slug: str) -> HttpResponse:
    """A label: its best, newest and most divisive albums, its decades, and who recorded for it."""
    return _page(request, Label, slug)


def _list(request: HttpRequest, model: type[Genre] | type[Label], heading: str) -> HttpResponse:
    names = FiledNames(model.objects.in_use(), "folded", request.GET)
    return render(request, "albums/tag_list.html", {"section": "albums", "heading": heading, "names": names})


def _page(request: HttpRequest, model: type[Genre] | type[Label], slug: str) -> HttpResponse:
    tag = get_object_or_404(model.objects.in_use(), slug=slug)
    key = model._meta.model_name
    albums = Album.objects.listed().filter(**{f"{key}_ids__contains": [tag.pk]})
    context = {"section": "albums", "tag": tag, "key": key, "found": tag_page(albums)}
    return render(request, "albums/tag.html", context)
