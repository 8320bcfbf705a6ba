"""What programs ask a site for before anything else: robots.txt, the sitemaps, a way to search, a way to warn it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from albums.models.version import version_of_catalogue
from common.kept_pages import same_for_everyone
from common.page_addresses import absolute, address
from common.release import release
from pages import sitemaps

DAY_SECONDS = 86_400
XML = "application/xml; charset=utf-8"
CLOSED = ("/admin/", "/desk/", "/accounts/", "/follow/", "/following/", "/new-for-you/", "/search/", "/*?*")
"""What robots are to leave alone: desks, and lists as a reader has narrowed them, which have no end."""


@require_safe
@cache_control(public=True, max_age=DAY_SECONDS)
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309)."""
    lines = [
        "User-agent: *",
        "Allow: /api/",
        "Allow: /api/*?",
        "Allow: /*?page=",
        "Allow: /*/picture.jpg?v=",
        *(f"Disallow: {path}" for path in CLOSED),
    ]
    text = "\n".join([*lines, "", f"Sitemap: {absolute(address('sitemap'))}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@same_for_everyone(version_of_catalogue)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the sitemaps."""
    return HttpResponse(sitemaps.index(), content_type=XML)


def _etag(request: HttpRequest, **address: object) -> str:
    return f'W/"{release()[:12]}-{version_of_catalogue()}"'


@require_safe
@condition(etag_func=_etag)
def sitemap_part(request: HttpRequest, section: str, number: int) -> StreamingHttpResponse:
    """One file of a kind of pages."""
    found = sitemaps.PAGE_KINDS.get(section)
    if found is None or not 1 <= number <= found.files:
        raise Http404("No such sitemap.")
    return StreamingHttpResponse(sitemaps.written(found.places(number)), content_type=XML)


@require_safe
@condition(etag_func=_etag)
def sitemap_lists(request: HttpRequest) -> StreamingHttpResponse:
    """The file of the pages that list others."""
    return StreamingHttpResponse(sitemaps.written((address(name), None) for name in sitemaps.LISTS), content_type=XML)


@require_safe
@cache_control(public=True, max_age=DAY_SECONDS)
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116), where somebody is named to write to. It ends in half a year."""
    if not settings.SECURITY_CONTACT:
        raise Http404("Nobody is named.")
    contact = settings.SECURITY_CONTACT
    to = contact if ":" in contact else f"mailto:{contact}"
    ends = (datetime.now(UTC) + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    text = f"Contact: {to}\nExpires: {ends:%Y-%m-%dT%H:%M:%SZ}\nCanonical: {absolute(request.path)}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY_SECONDS)
def opensearch(request: HttpRequest) -> HttpResponse:
    """The site's search for a browser's own bar (OpenSearch 1.1)."""
    there = {"search": absolute(address("search")), "icon": absolute("/favicon.ico")}
    return render(request, "opensearch.xml", there, content_type="application/opensearchdescription+xml")
