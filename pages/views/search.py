"""Search: a page of results, one section's own pages, and suggestions as you type."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from albums.search.typed_words import LONGEST_QUERY, worth_suggesting_for
from common.requests import HtmxRequest
from reviews.search import KINDS, MOST_LISTED, Results, load, search, search_one_kind

SUGGESTED_EACH = 4
LISTED_A_PAGE = 48


@require_safe
def search_page(request: HtmxRequest) -> HttpResponse:
    """`/search/?q=`: all whose name holds the words or comes close; with `&section=tracks`, more of one kind.

    The search box takes the suggestions alone.
    """
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    kind = request.GET.get("section", "")
    context: dict[str, object] = {"query": query}
    if request.htmx.target == "search-suggestions":
        template = "pages/search.html#suggestions"
        context["results"] = search(query, SUGGESTED_EACH) if worth_suggesting_for(query) else Results()
    elif kind in KINDS:
        template = "pages/search_section.html"
        keys = search_one_kind(query, kind)
        page = Paginator(keys, LISTED_A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "kind": kind,
            "page": page,
            "page_query": f"?{urlencode({'q': query, 'section': kind})}&",
            "found": load(kind, list(page.object_list)),
            "cut_off": len(keys) == MOST_LISTED,
            "most_listed": MOST_LISTED,
        }
    else:
        template = "pages/search.html"
        context["results"] = search(query)
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response
