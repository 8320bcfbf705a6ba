"""Pages that look the same to everybody but for their slots, kept until the data behind them changes.

A page is kept under a key made of its address and of the version of what it shows, so nothing is ever thrown out by
hand: a change makes a new version, a new version makes a new key, and every worker process asks for the version anew.
It is rendered for nobody: the view is given a request without account, session or cookies. What is one person's is put
into the slots of each answer (`common.personal_parts`).
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django_htmx.middleware import HtmxDetails

from common.measures import PAGES
from common.packed_page import PackedPage, pack
from common.personal_parts import Slot, Slots, alike, made
from common.release import release
from common.replica import rendered_of

View = Callable[..., HttpResponse]

# What a visitor carries who may be shown something of their own: an account, or a message left by the last request.
PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
# The day is part of every key.
KEPT_SECONDS = 24 * 60 * 60


class KeptPage(NamedTuple):
    """A page as it is kept: filled as strangers see it."""

    page: PackedPage
    slots: tuple[Slot, ...]
    headers: dict[str, str]


Rendering = Callable[[], KeptPage | HttpResponse]
"""Renders what is to be kept, or the response to give where nothing may be."""


def same_for_everyone(version: Callable[..., object], *, signed_in_too: bool = False) -> Callable[[View], View]:
    """Answer from the cache, or with 304, as long as `version(**kwargs)` of the address stays the same.

    A visitor with an account or a pending message gets the kept page with the slots filled for them, marked private;
    unless it is the same for those who are `signed_in_too`. A version of None means that there is nothing at that
    address, and the view says so. Only plain 200 answers without cookies are kept.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            personal = not (signed_in_too or PERSONAL_COOKIES.isdisjoint(request.COOKIES))
            current = version(**kwargs) if request.method in ("GET", "HEAD") else None
            if current is None:
                if getattr(request, "is_asked_early", False):
                    raise Http404
                response = view(request, **kwargs)
                if personal:
                    patch_cache_control(response, private=True, no_cache=True)
                return response
            key = _key(request, current)

            def render() -> KeptPage | HttpResponse:
                shown = _for_nobody(request)
                response = rendered_of(current, lambda: version(**kwargs), lambda: view(shown, **kwargs))
                return _parted(request, shown, response)

            response = _for_one(request, key, render) if personal else _for_all(request, key, render)
            if response.status_code in (200, 304):
                if personal:
                    patch_cache_control(response, private=True, no_cache=True)
                else:
                    patch_cache_control(response, public=True, no_cache=True)
                if not signed_in_too:
                    patch_vary_headers(response, ("Cookie", "HX-Request", "HX-Target"))
            return response

        answer.is_kept = True  # type: ignore[attr-defined]
        return answer

    return decorate


class KeptPagesMiddleware:
    """Answers strangers who ask for a page that is kept, before anybody looks for an account, a message or a token.

    What stands after it has no say in such pages: they are rendered for nobody. Where nothing is at the address, it
    goes the whole way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD") and PERSONAL_COOKIES.isdisjoint(request.COOKIES):
            request.is_asked_early = True  # type: ignore[attr-defined]
            try:
                found = resolve(request.path_info, getattr(request, "urlconf", None))
                if getattr(found.func, "is_kept", False):
                    request.resolver_match = found
                    return found.func(request, *found.args, **found.kwargs)
            except Http404:
                pass
            request.is_asked_early = False  # type: ignore[attr-defined]
        return self.get_response(request)


def _for_all(request: HttpRequest, key: str, render: Rendering) -> HttpResponse:
    if _has(request, key):
        PAGES.count("unchanged")
        return _unchanged(key)
    kept = _kept(key, render)
    return _answer(request, key, kept, kept.page.packed) if isinstance(kept, KeptPage) else kept


def _for_one(request: HttpRequest, key: str, render: Rendering) -> HttpResponse:
    kept = _kept(key, render)
    if not isinstance(kept, KeptPage):
        return kept
    parts = made(request, kept.slots)
    own_key = _digest(key, alike(request, parts)) if parts else key
    if _has(request, own_key):
        return _unchanged(own_key)
    return _answer(request, own_key, kept, kept.page.filled([part.encode() for part in parts]))


def _kept(key: str, render: Rendering) -> KeptPage | HttpResponse:
    pages = caches["pages"]
    kept: KeptPage | HttpResponse | None = pages.get(key)
    PAGES.count("rendered" if kept is None else "kept")
    if kept is None:
        kept = render()
        if isinstance(kept, KeptPage):
            pages.set(key, kept, timeout=KEPT_SECONDS)
    return kept


def _for_nobody(request: HttpRequest) -> HttpRequest:
    """The request as a stranger would send it: what is rendered for it can hold nothing of who asks."""
    shown = copy(request)
    shown.META = {name: value for name, value in request.META.items() if name not in ("HTTP_COOKIE", "CSRF_COOKIE")}
    for name in ("headers", "session", "_cached_user", "_acached_user"):
        shown.__dict__.pop(name, None)
    shown.COOKIES = {}
    shown.user = AnonymousUser()
    shown.htmx = HtmxDetails(shown)  # type: ignore[attr-defined]
    # Where django.contrib.messages looks for what is to be said.
    shown._messages = []  # type: ignore[attr-defined]
    shown.slots = Slots()  # type: ignore[attr-defined]
    return shown


def _parted(request: HttpRequest, shown: HttpRequest, response: HttpResponse) -> KeptPage | HttpResponse:
    """What may be kept of the response, or, if nothing may, the response with its slots filled for whoever asks."""
    if response.streaming:
        return response
    texts, slots = shown.slots.parted(response.content)  # type: ignore[attr-defined]
    if response.status_code != 200 or response.cookies:
        parts = [part.encode() for part in (*made(request, slots), "")]
        response.content = b"".join(each for both in zip(texts, parts, strict=True) for each in both)
        return response
    del shown.slots  # type: ignore[attr-defined]
    strangers = [part.encode() for part in made(shown, slots)]
    return KeptPage(pack(texts, strangers), tuple(slots), dict(response.items()))


def _has(request: HttpRequest, key: str) -> bool:
    return f'W/"{key}"' in parse_etags(request.headers.get("If-None-Match", ""))


def _unchanged(key: str) -> HttpResponse:
    return HttpResponseNotModified(headers={"ETag": f'W/"{key}"'})


def _answer(request: HttpRequest, key: str, kept: KeptPage, packed: bytes) -> HttpResponse:
    headers = kept.headers | {"ETag": f'W/"{key}"'}
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
    return _digest(release(), str(request.scheme), request.get_host(), request.path, query, target, day, str(version))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
