"""Addresses on the web: when two of them are one page."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db.models import CharField, Func, Value

_WAYS_TO_SAY_THE_SAME = (
    (r"^https?://(www\.)?", "", ""),
    (r"#.*$", "", ""),
    (r"([?&])(utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src)=[^&]*", r"\1", "g"),
    (r"/*[?&]+", "&", "g"),
    (r"[/&]+$", "", ""),
)


def source_key(url: object) -> Func | Value:
    """What is left of an address (a column's name, or a `Value`) when its page alone matters, as an SQL expression.

    Scheme, "www.", capitals, a slash at the end, the fragment and tracking parameters do not. The index
    `review_source_key` holds it.
    """
    expression = Func(url, function="LOWER", output_field=CharField())
    for pattern, replacement, flags in _WAYS_TO_SAY_THE_SAME:
        expression = Func(
            expression,
            Value(pattern),
            Value(replacement),
            Value(flags),
            function="REGEXP_REPLACE",
            output_field=CharField(),
        )
    return expression


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
