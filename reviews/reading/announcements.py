"""Whether an entry of a feed announces an album review, told by its title, its categories and its address. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REVIEW = re.compile(
    r"\b(?:album|record|lp|ep|platten|cd)?[\s-]?(?:reviews?|critiques?|chroniques?|kritik(?:en)?|rezension(?:en)?|besprechung"
    r"|rese[ñn]as?|cr[ií]ticas?|recensioni?|recensies?|recension(?:er)?|anmeldelser?|recenzj[ae]|recenze|eleştiri|kritika"
    r"|рецензи[яи])\b|レビュー|リビュー|리뷰|评测|评论|مراجعة",
    re.IGNORECASE,
)
_OTHER = (
    ("a live report", r"\blive\s+(?:review|report)|\bconcert\b|\bgig\b|\bin concert\b|\blivebericht|\bkonzert"),
    ("a film review", r"\b(?:film|movie|cinema|tv|series)\b"),
    ("a book review", r"\bbooks?\b|\bbuch"),
    ("a game review", r"\b(?:video\s?)?games?\b"),
    ("a review of equipment", r"\b(?:gear|headphones?|pedals?|speakers?|synth reviews?|tech)\b"),
    ("an interview", r"\binterviews?\b|\bentrevista|\bintervista|\bentretien\b|\bin conversation\b|\bQ\s?&\s?A\b"),
    (
        "a list",
        r"\b(?:best|top|worst|greatest|essential)\s+(?:\d+\s+)?(?:albums|records|songs|tracks)\b|\branked\b|^\d{1,3}\s+\w",
    ),
    (
        "news",
        r"\bannounces?\b|\bnews\b|\btour dates\b|\bshares?\s+(?:new|video)\b|\bpremieres?\b|\btrailer\b|\bR\.?I\.?P\b",
    ),
    ("a podcast", r"\bpodcast\b|\bepisode\s+\d"),
)
_OTHERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _OTHER)
_PATH_WORDS = re.compile(r"[/_.-]+")
_ARTIST_AND_TITLE = re.compile(r"\S\s*(?::|\s[–—-]\s|[“\"«„‘'])\s*\S")
LONGEST = 500


def address_reads_like_a_review(url: str) -> bool:
    """Whether the address alone says that a review is there: the word for one, and a last part of several words.

    For pages of which nothing else is known, as a site's map lists them.
    """
    path = url.partition("://")[2][:LONGEST].partition("/")[2].partition("?")[0].rstrip("/")
    words = _PATH_WORDS.sub(" ", path)
    last = [word for word in _PATH_WORDS.split(path.rpartition("/")[2]) if not word.isdigit()]
    if len(last) < 2 or not _REVIEW.search(words):
        return False
    return not any(pattern.search(words) for _, pattern in _OTHERS)


def passed_over_because(title: str, categories: Iterable[str] = (), url: str = "") -> str:
    """Why the entry is not taken for an album review, in words for people; empty when it reads like one.

    It reads like one when the word for a review, in one of the languages that are known, stands in its title, in a
    category or in its address, its title names two things ("Artist: Album"), and nothing calls it something else.
    """
    title = title[:LONGEST]
    filed = " | ".join([*(name[:100] for name in categories), _PATH_WORDS.sub(" ", url.partition("://")[2][:LONGEST])])
    for kind, pattern in _OTHERS:
        if pattern.search(title):
            return f"Its title reads like {kind}."
    says_review = bool(_REVIEW.search(title))
    if not says_review:
        for kind, pattern in _OTHERS:
            if pattern.search(filed) and not _REVIEW.search(filed):
                return f"It is filed as {kind}."
        says_review = bool(_REVIEW.search(filed))
    if not says_review:
        return "Nothing says that it is a review."
    if not _ARTIST_AND_TITLE.search(title):
        return "Its title does not name an artist and a record."
    return ""
