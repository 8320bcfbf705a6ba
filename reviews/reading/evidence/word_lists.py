"""Lists of words in many languages at once, and which of their words a text has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

ENOUGH_CHARACTERS = 12_000
LONGEST_PHRASE = 4

_COUNTED_AS = {"nb": "no", "nn": "no", "da": "no", "sk": "cs"}

_WORD = re.compile(r"[^\W_]++")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Words:
    """The words of the first part of a text, folded in case, in order, and the text itself."""

    text: str
    language: str
    phrases: frozenset[str]
    in_order: Sequence[str]

    @classmethod
    def of(cls, text: str, language: str | None) -> Words:
        """The words of `text`, and every run of up to LONGEST_PHRASE of them with "_" between."""
        text = text[:ENOUGH_CHARACTERS].casefold()
        words = tuple(_WORD.findall(text))
        phrases = frozenset(_runs(words))
        return cls(text, _COUNTED_AS.get(language or "", language or ""), phrases, sorted(phrases))

    def have_stem(self, stem: str) -> bool:
        """Whether a word or a phrase begins with it. The first that does ends in the stem's own last word."""
        at = bisect_left(self.in_order, stem)
        return at < len(self.in_order) and self.in_order[at].startswith(stem)


def _runs(words: tuple[str, ...]) -> Iterator[str]:
    for length in range(1, LONGEST_PHRASE + 1):
        for at in range(len(words) - length + 1):
            yield "_".join(words[at : at + length])


class WordList:
    """Words, stems ("record*") and phrases ("out_on") by the languages that they are of; "" stands for every language.

    Those of scripts without spaces are looked for anywhere in a text.
    """

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._parts = {
            language: _Entries.of(words) for languages, words in lists.items() for language in languages.split() or [""]
        }

    def found_in(self, words: Words) -> list[str]:
        """The different entries that stand in a text; each stem counts once. Without a language all are looked for."""
        languages = ["", words.language] if words.language else list(self._parts)
        found = {entry for one in languages if (part := self._parts.get(one)) for entry in part.found_in(words)}
        return sorted(entry.replace("_", " ") for entry in found)


@dataclass(frozen=True)
class _Entries:
    whole: frozenset[str]
    stems: frozenset[str]
    anywhere: frozenset[str]

    @classmethod
    def of(cls, words: str) -> _Entries:
        entries = {entry.casefold() for entry in words.split()}
        anywhere = frozenset(entry for entry in entries if _UNSPACED.search(entry))
        stems = frozenset(entry[:-1] for entry in entries - anywhere if entry.endswith("*"))
        whole = frozenset(entry for entry in entries - anywhere if not entry.endswith("*"))
        return cls(whole, stems, anywhere)

    def found_in(self, words: Words) -> set[str]:
        found = {entry for entry in self.anywhere if entry in words.text}
        found |= self.whole & words.phrases
        return found | {stem for stem in self.stems if words.have_stem(stem)}
