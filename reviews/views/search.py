"""Search: a page of results, and suggestions as you type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from reviews.searching import LONGEST_QUERY, search

SUGGESTED_EACH = 4


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """`/search/?q=`: all whose name holds the words or comes close. The search box takes the suggestions alone."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    suggesting = request.htmx.target == "search-suggestions"
    context = {"query": query, "results": search(query, SUGGESTED_EACH if suggesting else 12)}
    response = render(request, "reviews/search.html" + ("#suggestions" if suggesting else ""), context)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response
