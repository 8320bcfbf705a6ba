"""What a page and its server ask of those who quote it: robots directives, `data-nosnippet`, reserved rights."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviews.reading.directives import Directives
from reviews.reading.web.meta import Head

_SNIPPET = re.compile(r"max-snippet\s*:\s*(-?\d{1,9})")


def directives_of(head: Head, headers: Mapping[str, str]) -> Directives:
    """The strictest of what header and page say; for the reservation, the page over the header, as its protocol has it.

    A directive for one named crawler only is not for us.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    said = [value.lower() for value in head.metas.get("robots", [])]
    said += [line.lower() for line in lower.get("x-robots-tag", "").split("\n") if not _names_crawler(line)]
    words = {word.strip() for line in said for word in line.split(",")}
    longest = None
    for line in said:
        for match in _SNIPPET.finditer(line):
            if (number := int(match[1])) >= 0:
                longest = number if longest is None else min(longest, number)
    if words & {"nosnippet", "none-snippet"}:
        longest = 0
    reserved = head.first("tdm-reservation") or lower.get("tdm-reservation", "")
    return Directives(
        may_archive=not words & {"noarchive", "nocache", "none"},
        longest_snippet=longest,
        reserved=reserved.strip() == "1",
    )


def _names_crawler(line: str) -> bool:
    name, colon, _ = line.partition(":")
    return (
        bool(colon)
        and name.strip().lower() not in ("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after")
        and "," not in name
    )
