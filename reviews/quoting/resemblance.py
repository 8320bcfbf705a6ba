"""Telling identical and near-identical texts from different ones.

A text's sketch is the 24 smallest hashes of its runs of five words (bottom-k sketch: Broder, "On the resemblance and
containment of documents", 1997; Cohen and Kaplan, "Summarizing data using bottom-k sketches", 2007). How many of them
two texts share estimates how much of their wording they share, within about 0.1, at the price of one look-up in an
inverted index, however many texts there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from hashlib import blake2b, sha256
from heapq import nsmallest

SKETCH_SIZE = 24
RUN_OF_WORDS = 5
NEARLY_THE_SAME = 0.6

_WORD = re.compile(r"\w+")


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


def fingerprint(headline: str | None, body: str, grade: str | None) -> str:
    """What makes a review's text the one that a document brought: the SHA-256 of headline, body and printed grade."""
    return sha256(json.dumps([headline or "", body, grade or ""]).encode()).hexdigest()


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), signed=True)
