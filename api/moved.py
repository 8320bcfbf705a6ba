"""What is not where it was: the API's addresses are those of the pages, so old ones lead where the pages' lead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

from albums.models import Redirect
from api.problems import Problem

PREFIX = "/api/v1"


def moved_or_missing(request: HttpRequest) -> HttpResponse:
    """301 to where the page of that address went, if it went anywhere; else 404. One query."""
    if "\0" in request.path_info:
        return Problem(404).answer()
    new_path = Redirect.objects.now_at(f"{request.path_info.removeprefix(PREFIX)}/")
    if new_path is None:
        return Problem(404).answer()
    query = request.META.get("QUERY_STRING", "")
    to = iri_to_uri(f"{PREFIX}{new_path.rstrip('/')}")
    return HttpResponsePermanentRedirect(to + (f"?{query}" if query else ""))
