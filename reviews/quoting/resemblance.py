"""Telling near-identical texts, and addresses of one page, from different ones.

A text's sketch is the 24 smallest hashes of its runs of five words (bottom-k sketch: Broder, "On the resemblance and
containment of documents", 1997; Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007). How many of them
two texts share estimates how much of their wording they share, within about 0.1, at the price of one look-up in an
inverted index, however many texts there are.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import blake2b
from heapq import nsmallest

from django.db.models import CharField, Func, Value

SKETCH_SIZE = 24
RUN_OF_WORDS = 5
NEARLY_THE_SAME = 0.6

_WORD = re.compile(r"\w+")

_WAYS_TO_SAY_THE_SAME = (
    (r"^https?://(www\.)?", "", ""),
    (r"#.*$", "", ""),
    (r"([?&])(utm_[a-z_]+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|ref|ref_src)=[^&]*", r"\1", "g"),
    (r"/*[?&]+", "&", "g"),
    (r"[/&]+$", "", ""),
)


def sketch(body: str) -> list[int]:
    """The sketch of a text: at most 24 numbers within 64 bits, ascending; none for a text without words."""
    words = _WORD.findall(body.casefold())
    last = max(1, len(words) - RUN_OF_WORDS + 1)
    runs = {" ".join(words[start : start + RUN_OF_WORDS]) for start in range(last)} - {""}
    return nsmallest(SKETCH_SIZE, map(_hash, runs))


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """How much of their wording two texts share, 0-1, by their sketches."""
    smallest = nsmallest(SKETCH_SIZE, {*one, *other})
    shared = set(one) & set(other)
    return sum(number in shared for number in smallest) / len(smallest) if smallest else 0.0


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


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), signed=True)
