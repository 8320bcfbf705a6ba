"""Addresses of our own pages, as others write them."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve

from albums.models import Redirect


def own_page_at(url: str, *, follow: bool = False) -> ResolverMatch:
    """What answers at an address of this site; with `follow`, where what was there has moved to. Raises Http404."""
    try:
        parts, own = urlsplit(url), urlsplit(settings.SITE_URL)
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            raise Http404("No page of this site.")
        path = unquote(parts.path)
        return resolve((follow and "\0" not in path and Redirect.objects.now_at(path)) or path)
    except (ValueError, Resolver404) as error:
        raise Http404("No such page here.") from error
