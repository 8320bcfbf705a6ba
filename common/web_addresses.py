"""Addresses on the web: when two of them are one page."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import connection
from django.db.models import CharField, Func


def source_key(url: object) -> Func:
    """What is left of an address (a column's name, or a `Value`) when its page alone matters, as an SQL expression.

    Scheme, "www." and what names a form for telephones, capitals, ports that go without saying, escapes that need not
    be, slashes, an index at the end, parameters that only say where a reader came from, and the fragment do not; nor
    whether it is the page itself or a copy in the cache of a search engine or in the Internet Archive. Tables compare
    and index it, so the rule is a function of the database, `page_key` (common 0002).
    """
    return Func(url, function="page_key", output_field=CharField())


def are_one_page(one: str, other: str) -> bool:
    """Whether two addresses lead to one page. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_key(%s) = page_key(%s)", [one, other])
        return cursor.fetchone()[0]


def host_and_path(url: str) -> tuple[str, str]:
    """The host of an address in small letters, without "www.", and its path without a slash at the end."""
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return host.rstrip(".").removeprefix("www."), parts.path.rstrip("/")


def host_of(url: str) -> str:
    """The host of an address in small letters, without "www."; empty for what is no address."""
    return host_and_path(url)[0]
