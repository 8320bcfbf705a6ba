"""Where a review names an album's tracks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from rapidfuzz.distance import OSA

from common.bounds import REVIEW
from common.expressions import on_a_line
from reviews.reading.lines import is_title_case
from reviews.reading.words import Occurrence, Phrase, Word, find_phrases, folded_words, phrase

OPENING, CLOSING = "\"“„«‘'‹「『《〈*_", "\"”“»’'›」』》〉*_"
SHORTEST_MISSPELT_WORD = 4
MOST_MISSPELT_WORDS = 2

_QUOTED = re.compile(
    r"[“„](?P<curly>[^“”„\n]{2,120}?)[”“]|«\s?(?P<guillemets>[^«»\n]{2,120}?)\s?»|‘(?P<single>[^‘\n]{2,120}?)’(?!\w)"
    r"|(?<![\w\"])\"(?=\S)(?P<straight>[^\"\n]{2,120}?)(?<=\S)\"|(?<!\w)'(?=\S)(?P<plain>[^'\n]{2,120}?)(?<=\S)'(?!\w)"
)
_TRAILING = on_a_line(r"[\s.,;:!?…]+$")
_SOMEBODY_ELSE = re.compile(
    r"[\s,.;:!?…\"”’»')]{0,4}\s(?:by|from)\s+(?P<name>(?:(?:the|a)\s+)?[^\W\d_a-z][^\n.,;!?\"“”]{0,60})"
)
_OWNER = on_a_line(
    r"(?P<name>(?:[^\W\d_a-z][\w.&\-]*\s+){0,4}[^\W\d_a-z][\w.&\-]*)(?:['’]s|s['’])\s+(?:own\s+|song\s+|track\s+"
    r"|\w+\s+)?$"
)
_CLOSING_MARKS = re.compile(r"(?<![^\w\s])[^\w\s]++$")
_WORD_BEFORE = on_a_line(r"(\w[\w'’]*)\s$")
_CUE = frozenset(("track", "song", "single", "opener", "closer", "cut", "tune", "instrumental", "interlude", "ballad"))
_SENTENCE_START = on_a_line(r"(?:^|[.!?…:\n])[\s\"“”‘’'«»()\[\]—–-]*$")


@dataclass(frozen=True)
class TrackTitle:
    """A track of the album: whatever key the caller knows it by, and its title."""

    key: Any
    title: str


@dataclass(frozen=True)
class TrackMention:
    """A track named in the body: `printed` is `body[start:end]`, the title as the review spells it."""

    key: Any
    start: int
    end: int
    printed: str


def only_track_in(span: tuple[int, int], mentions: Iterable[TrackMention]) -> Any:
    """The key of the track that is named within a span of the body; None when none is, or several are."""
    start, end = span
    named = {mention.key for mention in mentions if start <= mention.start < end}
    return named.pop() if len(named) == 1 else None


def tracks_named(body: str, tracks: Sequence[TrackTitle], artists: Sequence[str] = ()) -> list[TrackMention]:
    """Every mention of one of `tracks` in `body`, in order.

    In quotation marks a title may differ in case, accents and punctuation, and by one letter in each of one or two
    longer words ("Shadows" for "Shadow"). Without them only a title of two capitalised words or more counts, printed in
    capitals inside a sentence that is not, or one beside a word such as "track". A song that the review gives to
    somebody who is none of `artists` ("'Angel' by …") is not the album's.
    """
    if REVIEW.refusal(body):
        return []
    text = _Text(body, folded_words(body))
    by_phrase: dict[Phrase, list[TrackTitle]] = {}
    for track in tracks:
        by_phrase.setdefault(phrase(track.title), []).append(track)
    by_phrase.pop((), None)
    mentions = [
        _mention(body, found.start, found.end, by_phrase[found.phrase][0])
        for found in find_phrases(text.words, by_phrase)
        if _is_named(text, found, by_phrase[found.phrase][0])
        and not _is_anothers(body, found.start, found.end, artists)
    ]
    exact = list(mentions)
    for start, end, track in _misspelt(body, list(by_phrase.values())):
        at = bisect_left(exact, start, key=lambda mention: mention.end)
        overlaps = at < len(exact) and exact[at].start < end
        if not overlaps and not _is_anothers(body, start, end, artists):
            mentions.append(_mention(body, start, end, track))
    return sorted(set(mentions), key=lambda mention: mention.start)


def _mention(body: str, start: int, end: int, track: TrackTitle) -> TrackMention:
    """The mention, with the mark that ends the title itself ("Live Forever?") when the review prints it too."""
    tail = _CLOSING_MARKS.search(track.title)
    if tail and body.startswith(tail[0], end):
        end += len(tail[0])
    return TrackMention(track.key, start, end, body[start:end])


class _Text:
    """A review's text with its words, and which of its lines are in title case, each looked at once."""

    def __init__(self, body: str, words: list[Word]) -> None:
        self.body, self.words = body, words
        self._lines = body.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))
        self._known: dict[int, bool] = {}

    def is_title_case(self, start: int, end: int) -> bool:
        """Whether the line that holds the span, or all lines that do, are in title case."""
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, end))
        if first != last:
            return is_title_case("\n".join(self._lines[first : last + 1]))
        if first not in self._known:
            self._known[first] = is_title_case(self._lines[first])
        return self._known[first]


def _is_named(text: _Text, found: Occurrence, track: TrackTitle) -> bool:
    body = text.body
    printed = body[found.start : found.end]
    if _in_quotation_marks(body, found):
        return len(found.phrase) > 1 or not printed[0].islower() or track.title[0].islower()
    if text.is_title_case(found.start, found.end) or not is_title_case(printed):
        return False
    weighty = [word for word in printed.split() if word[0].isupper()]
    if len(weighty) < 2:
        return not _SENTENCE_START.search(body[max(0, found.start - 12) : found.start]) and _has_cue(text.words, found)
    return not _is_part_of_longer_name(body, found)


def _in_quotation_marks(body: str, found: Occurrence) -> bool:
    before = body[found.start - 1] if found.start else ""
    closing = re.sub(r"\A[\s.,;:!?…)]{0,3}", "", body[found.end : found.end + 4])[:1]
    return bool(before and closing) and before in OPENING and closing in CLOSING


def _has_cue(words: list[Word], found: Occurrence) -> bool:
    beside = words[max(0, found.first - 2) : found.first] + words[found.last + 1 : found.last + 2]
    return any(word.folded in _CUE for word in beside)


def _is_part_of_longer_name(body: str, found: Occurrence) -> bool:
    before = _WORD_BEFORE.search(body[max(0, found.start - 30) : found.start])
    after = re.match(r"\s(\w)", body[found.end : found.end + 2])
    starts_sentence = before and _SENTENCE_START.search(body[max(0, found.start - 42) : found.start - len(before[0])])
    return bool((before and before[1][0].isupper() and not starts_sentence) or (after and after[1].isupper()))


def _is_anothers(body: str, start: int, end: int, artists: Sequence[str]) -> bool:
    """Whether the text right beside the title gives the song to somebody who is none of `artists`."""
    if not artists:
        return False
    by = _SOMEBODY_ELSE.match(body[end : end + 90])
    of = _OWNER.search(body[max(0, start - 80) : start].rstrip("\"“„«‘'‹ ") + " ")
    own_words = {word for artist in artists for word in phrase(artist)} - {"the", "and", "a", "of"}
    return any(match is not None and not own_words & set(phrase(match["name"])) for match in (by, of))


def _misspelt(body: str, tracks: list[list[TrackTitle]]) -> Iterator[tuple[int, int, TrackTitle]]:
    """Titles in quotation marks that are one track's but for a letter in one or two words."""
    by_length: dict[int, list[tuple[Phrase, TrackTitle]]] = {}
    for same in tracks:
        title = phrase(same[0].title)
        by_length.setdefault(len(title), []).append((title, same[0]))
    seen: dict[Phrase, TrackTitle | None] = {}
    for start, end in _quoted_spans(body):
        wanted = phrase(body[start:end])
        if wanted not in seen:
            close = [track for title, track in by_length.get(len(wanted), []) if _differ_by_letters(wanted, title)]
            seen[wanted] = close[0] if len(close) == 1 else None
        if meant := seen[wanted]:
            yield start, end, meant


def _quoted_spans(body: str) -> Iterator[tuple[int, int]]:
    """What stands in quotation marks, also inside other ones, without the punctuation that ends it."""
    for match in _QUOTED.finditer(body):
        yield _span_within(match)
        for inner in _QUOTED.finditer(body, *match.span(match.lastgroup or 0)):
            yield _span_within(inner)


def _span_within(match: re.Match[str]) -> tuple[int, int]:
    within = match.lastgroup or 0
    start, end = match.span(within)
    return start, end - len((_TRAILING.search(match[within]) or [""])[0])


def _differ_by_letters(printed: Phrase, title: Phrase) -> bool:
    if len(printed) != len(title) or printed == title:
        return False
    different = [(ours, theirs) for ours, theirs in zip(printed, title, strict=True) if ours != theirs]
    return len(different) <= MOST_MISSPELT_WORDS and all(
        min(len(ours), len(theirs)) >= SHORTEST_MISSPELT_WORD
        and not (ours + theirs).isdigit()
        and OSA.distance(ours, theirs, score_cutoff=1) <= 1
        for ours, theirs in different
    )
