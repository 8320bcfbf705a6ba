"""Old addresses: remembered when something moves, followed when somebody asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri

from albums.models import Artist, Redirect


@contextmanager
def following_its_address(thing: Model) -> Iterator[None]:
    """Around a change of `thing`: if its stored address changes, the old one leads to the new one from then on.

    An artist takes along the albums they lead. What has no page of its own, or is not stored yet, has nothing to
    remember.
    """
    with transaction.atomic():
        before = _addresses(thing)
        yield
        after = _addresses(thing) if before else {}
        for moved, path in before.items():
            Redirect.objects.remember(path, after[moved])


def _addresses(thing: Model) -> dict[tuple[type[Model], int], str]:
    if not hasattr(thing, "slug"):
        return {}
    stored: list[Any] = list(type(thing)._default_manager.filter(pk=thing.pk))
    if stored and isinstance(thing, Artist):
        stored.extend(thing.led_albums.select_related("lead_artist"))
    addresses = {(type(row), row.pk): row.get_absolute_url() for row in stored}
    return {row: path for row, path in addresses.items() if "?" not in path}


class RedirectMiddleware:
    """Answers a GET that found nothing with the place where it went, if it went anywhere.

    What lies below an address goes along: the pages of an album's reviews with the album.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or "\0" in request.path:
            return response
        new_path = Redirect.objects.now_at(request.path)
        if new_path is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(iri_to_uri(new_path) + (f"?{query}" if query else ""))
