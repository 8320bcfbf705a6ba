"""Pages that look the same to everybody, kept until the data behind them changes.

A page is kept under a key made of its address and of the version of what it shows, so nothing is ever thrown out by
hand: a change makes a new version, a new version makes a new key, and every worker process asks for the version anew.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from common.measures import PAGES
from common.release import release
from common.replica import rendered_of

View = Callable[..., HttpResponse]

# What a visitor carries who may be shown something of their own: an account, or a message left by the last request.
PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
COMPRESSION = 5
# The day is part of every key.
KEPT_SECONDS = 24 * 60 * 60


def same_for_everyone(version: Callable[..., object], *, signed_in_too: bool = False) -> Callable[[View], View]:
    """Answer strangers from the cache, or with 304, as long as `version(**kwargs)` of the address stays the same.

    A visitor with an account or a pending message gets the view itself, marked private; unless it is the same for those
    who are `signed_in_too`. A version of None means that there is nothing at that address, and the view says so. Only
    plain 200 answers without cookies are kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            personal = not (signed_in_too or PERSONAL_COOKIES.isdisjoint(request.COOKIES))
            if personal or request.method not in ("GET", "HEAD"):
                response = view(request, **kwargs)
                patch_cache_control(response, private=True, no_cache=True)
                return response
            current = version(**kwargs)
            if current is None:
                return view(request, **kwargs)
            key = _key(request, current)
            etag = f'W/"{key}"'
            if etag in parse_etags(request.headers.get("If-None-Match", "")):
                response = HttpResponseNotModified()
                PAGES.count("unchanged")
            else:
                response = _kept(
                    request,
                    key,
                    lambda: rendered_of(current, lambda: version(**kwargs), lambda: view(request, **kwargs)),
                )
            if response.status_code in (200, 304):
                response["ETag"] = etag
                patch_cache_control(response, public=True, no_cache=True)
                if not signed_in_too:
                    patch_vary_headers(response, ("Cookie", "HX-Request", "HX-Target"))
            return response

        return answer

    return decorate


def _kept(request: HttpRequest, key: str, render: Callable[[], HttpResponse]) -> HttpResponse:
    pages = caches["pages"]
    kept = pages.get(key)
    PAGES.count("rendered" if kept is None else "kept")
    if kept is None:
        response = render()
        if response.status_code != 200 or response.cookies or response.streaming:
            return response
        kept = gzip.compress(response.content, COMPRESSION, mtime=0), dict(response.items())
        pages.set(key, kept, timeout=KEPT_SECONDS)
    packed, headers = kept
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(packed, headers=headers | {"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(packed), headers=headers)
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _key(request: HttpRequest, version: object) -> str:
    target = request.headers.get("HX-Target", "") if "HX-Request" in request.headers else ""
    day = timezone.localdate().isoformat()
    query = request.META.get("QUERY_STRING", "")
    parts = (release(), str(request.scheme), request.get_host(), request.path, query, target, day, str(version))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
