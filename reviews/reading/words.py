"""The folded words of a text with their places, and where names and titles occur among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from common.names import APOSTROPHES, fold, is_symbol

Phrase = tuple[str, ...]
"""A name or title as folded words."""

_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
# Initials are one word, as they are in a folded name; so is each symbol, and a sharp behind a letter.
_INITIALS = (
    r"(?<!\w)(?:[^\W\d_]\.[ ]?)+[^\W\d_](?=\.)|(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\w)"
    r"|(?<![\w/])[^\W\d_]{1,2}(?:/[^\W\d_]{1,2})+(?![\w/])"
)
_WORD = re.compile(rf"&|{_INITIALS}|{_LETTER}+(?:[{APOSTROPHES}]{_LETTER}+)*|(?<=[^\W\d_])#|[^\w\s<>~]")
_POSSESSIVE = re.compile(r"['’ʼ]s$")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Word(NamedTuple):
    """One folded word and the span of the text that it folds. `owner` is the word less a possessive 's."""

    folded: str
    owner: str
    start: int
    end: int


class Occurrence(NamedTuple):
    """A phrase in a list of words: from word `first` to word `last`, both included; its span of the text."""

    phrase: Phrase
    first: int
    last: int
    start: int
    end: int


def vocabulary(words: str) -> frozenset[str]:
    """The words of a list that is written out as text."""
    return frozenset(words.split())


def folded_words(text: str) -> list[Word]:
    """The words of `text`, each folded as names are; a character that folds to two words gives both one span."""
    return [
        Word(folded, owner, match.start(), match.end())
        for match in _WORD.finditer(text)
        for folded, owner in _fold_word(match[0])
    ]


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> tuple[tuple[str, str], ...]:
    if len(word) == 1 and not word.isalnum() and word not in "&#" and not is_symbol(word):
        return ()
    parts = fold(word.replace("#", "♯")).split()
    owner = fold(_POSSESSIVE.sub("", word)) if len(parts) == 1 else ""
    return tuple((part, owner or part) for part in parts)


def phrase(name: str) -> Phrase:
    """A name or title as the folded words to look for."""
    return tuple(word.folded for word in folded_words(name))


def find_phrases(words: list[Word], phrases: Iterable[Phrase]) -> Iterator[Occurrence]:
    """Every place where one of `phrases` stands, left to right; of those that overlap, the leftmost and longest.

    The last word may carry a possessive 's, which is then outside the span.
    """
    wanted = {each for each in phrases if each}
    lengths: dict[str, list[int]] = {}
    for first, length in sorted({(each[0], len(each)) for each in wanted}, reverse=True):
        lengths.setdefault(first, []).append(length)
    at = 0
    while at < len(words):
        found = _phrase_at(words, at, wanted, lengths.get(words[at].folded, ()))
        if found:
            yield found
        at = found.last + 1 if found else at + 1


def _phrase_at(words: list[Word], at: int, wanted: set[Phrase], lengths: Sequence[int]) -> Occurrence | None:
    """The phrase that begins at word `at`, of one of these lengths, the longest first; else that word's owner alone."""
    for last in (at + length - 1 for length in lengths if at + length <= len(words)):
        before, word = tuple(one.folded for one in words[at:last]), words[last]
        if (*before, word.folded) in wanted:
            return Occurrence((*before, word.folded), at, last, words[at].start, word.end)
        if before and (*before, word.owner) in wanted:
            return Occurrence((*before, word.owner), at, last, words[at].start, word.end - len("'s"))
    word = words[at]
    if (word.owner,) in wanted:
        return Occurrence((word.owner,), at, at, word.start, word.end - len("'s"))
    return None


def is_spoken_of(name: str, text: str) -> bool:
    """Whether `text` has the name; a name of one word only as it is printed, since it may be any word."""
    if len(name.split()) == 1:
        return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return next(find_phrases(folded_words(text), [phrase(name)]), None) is not None


def word_count(text: str) -> int:
    """How many words `text` has; two letters count as a word in scripts that do not put spaces between words."""
    unspaced = len(_UNSPACED.findall(text))
    return len(text.split()) if not unspaced else len(_UNSPACED.sub(" ", text).split()) + unspaced // 2
