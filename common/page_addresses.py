"""Addresses of pages, remembered: a page names hundreds, and Django takes its time over each."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse


def address(name: str, *arguments: object) -> str:
    """What `reverse` says of the page `name`; raises NoReverseMatch as it does."""
    return _address(get_script_prefix(), name, arguments)


@lru_cache(maxsize=20_000)
def _address(prefix: str, name: str, arguments: tuple[object, ...]) -> str:
    return reverse(name, args=arguments)


def absolute(path: str) -> str:
    """The address of a page of this site, as the rest of the world writes it."""
    return f"{settings.SITE_URL}{path}"
