"""Asking every list, chart and search for what makes no sense, at the size of the big catalogue.

The tests ask every page of a small one for the same (tests/test_hostile_addresses.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from bench.serving.client import Client
from bench.serving.site import Site

KEYS = [
    "q",
    "genre",
    "label",
    "kind",
    "year",
    "score_from",
    "score_to",
    "reviews",
    "publication",
    "critic",
    "order",
    "sort",
    "after",
    "before",
    "page",
    "r",
    "critics",
    "publications",
    "formula",
    "letter",
]
VALUES = {
    "nothing": "",
    "an unknown word": "no-such-thing",
    "nought": "0",
    "negative": "-1",
    "not a number": "NaN",
    "a float": "1e400",
    "beyond the calendar": "10000",
    "beyond a bigint": "99999999999999999999",
    "10,000 digits": "9" * 10_000,
    "10,000 letters": "a" * 10_000,
    "5,000 words": "+".join(["ab"] * 5000),
    "spaces": "a" + "+" * 5000 + "b",
    "NUL": "%00",
    "NUL within": "a%00b",
    "percent storm": "%25" * 3000 + "%",
    "broken percent": "%" * 3000,
    "quote storm": "%22" * 3000,
    "apostrophe": "'",
    "underscore": "_",
    "percent": "%25",
    "backslash": "%5C",
    "wildcards": "%25_%5C",
    "emoji": quote("🦑🎷"),
    "other digits": quote("٣३"),
    "right-to-left override": "%E2%80%AE",
    "ligatures that unfold": quote("ﷺ") * 200,
    "broken UTF-8": "%FF%FE%C3",
    "lone surrogate": "%ED%A0%80",
    "operators": quote('(a | b) & !c:* <-> "d"'),
    "SQL": quote("' OR 1=1; --"),
    "markup": quote("<script>alert(1)</script>"),
    "format": "{0}%25s%25(x)s{{",
    "forged cursor": quote("eyJpZCI6MX0=.c2lnbmVk"),
    "common letters": "e",
    "common words": "the+of+a+in",
}
EXPECTED = frozenset({200, 301, 302, 400, 404})
SECONDS_AT_MOST = 1.0


@dataclass
class Nonsense:
    """How many answers of each status came, the slowest, and what should not have been."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_at: str = ""
    wrong: list[str] = field(default_factory=list)


def ask_nonsense(site: Site, paths: Sequence[str]) -> Nonsense:
    """Ask each path for each value: in the key it might mean most in, in all keys at once, and as a key."""
    found = Nonsense()
    with Client(site.host, site.port) as client:
        for path in paths:
            for what, address in addresses(path):
                try:
                    answer = client.get(address)
                except OSError as error:
                    found.wrong.append(f"{path}, {what}: {error}"[:200])
                    continue
                found.statuses[answer.status] += 1
                if answer.seconds > found.slowest:
                    found.slowest, found.slowest_at = answer.seconds, f"{path}, {what}"
                if answer.status not in EXPECTED or answer.seconds > SECONDS_AT_MOST:
                    found.wrong.append(f"{path}, {what}: {answer.status} after {answer.seconds:.2f} s")
    return found


def addresses(path: str) -> Iterator[tuple[str, str]]:
    """What is asked, in words, and the address."""
    for what, value in VALUES.items():
        yield f"q is {what}", f"{path}?q={value}"
        yield f"{what} as a key", f"{path}?{value}"
        if len(value) * len(KEYS) < 20_000:
            yield f"every key is {what}", f"{path}?" + "&".join(f"{key}={value}" for key in KEYS)
        else:
            yield f"a place is {what}", f"{path}?after={value}"
