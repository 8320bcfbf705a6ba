"""The two ends of a text: a headline said again, links, grades, rules and release notes are no part of it."""

from __future__ import annotations

import re

from common.names import fold
from reviews.reading.grade_witness import grade_alone
from reviews.reading.passages import Passage, key_of
from reviews.reading.words import word_count

MOST_ABOVE = 6
LONGEST_NOTE = 25
LONGEST_IN_TEXT = 16

_JOINING = frozenset(("by", "von", "par", "di", "de", "av", "af", "and", "the"))
_RELEASE = re.compile(
    r"\b(?:\d{1,3}\s?(?:min(?:uti|utes?|uten)?|mn)\b|cd|lp|2lp|ep|records?|recordings|label|tapes?|disques|verlag|vertrieb"
    r"|out\s+now|is\s+out|erschienen|erscheint|ist\s+bei|sorti|editado|uscito|uitgebracht|utgiven)|[£€$]\s?\d",
    re.IGNORECASE,
)


def without_edges(passages: list[Passage], names: list[str]) -> list[Passage]:
    """The passages less what stands at their ends and is no text. `names` are the album's and the artist's."""
    kept = passages
    while len(kept) > 1 and (_is_no_text(kept[0]) or _is_record_line(kept[0], names)):
        kept = kept[1:]
    while len(kept) > 1 and (_is_no_text(kept[-1]) or _is_release_note(kept[-1], names)):
        kept = kept[:-1]
    return kept


def without_release_notes(passages: list[Passage], names: list[str]) -> list[Passage]:
    """The passages less what at their end says only what the record is called and who sells it."""
    kept = passages
    while len(kept) > 1 and word_count(kept[-1].text) <= LONGEST_IN_TEXT and _is_release_note(kept[-1], names):
        kept = kept[:-1]
    return kept


def below_headline(passages: list[Passage], headline: str) -> list[Passage]:
    """The passages below the headline, where it is said again among the first."""
    wanted = fold(headline)
    for at, passage in enumerate(passages[:MOST_ABOVE]):
        said = fold(passage.text)
        if len(said.split()) > 1 and (said == wanted or (passage.level and f" {said} " in f" {wanted} ")):
            return passages[at + 1 :]
    return passages


def _is_record_line(passage: Passage, names: list[str]) -> bool:
    """Whether a short first passage is nothing but what the record is called."""
    words = fold(passage.text).split()
    named = {word for name in names for word in fold(name).split()}
    return 0 < len(words) <= LONGEST_NOTE and len(named) > 1 and set(words) <= named | _JOINING


def _is_no_text(passage: Passage) -> bool:
    """Whether it is a rule, a grade, or nothing but links."""
    if not key_of(passage.text) or grade_alone(passage.text):
        return True
    return passage.is_link and word_count(passage.text) <= LONGEST_NOTE


def _is_release_note(passage: Passage, names: list[str]) -> bool:
    """Whether a short last passage says what the record is called and who sells it, or is a note in italics."""
    if word_count(passage.text) > LONGEST_NOTE or passage.level:
        return False
    text = f" {fold(passage.text)} "
    named = any(f" {fold(name)} " in text for name in names if name)
    italics = sum(map(len, passage.emphasised)) >= 0.9 * len(passage.text)
    return named and bool(_RELEASE.search(passage.text) or italics)
