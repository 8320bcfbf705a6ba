"""Sentences of a review that a critic or curator may want as excerpts. Suggestions only: a person picks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

import sentencex
from django.conf import settings

from common.bounds import REVIEW
from reviews.quoting.judging_words import UNSPACED, judging_in, music_in
from reviews.quoting.spans import Span
from reviews.reading.tracks import TrackMention

SHORTEST_EXCERPT = 60
SHORTEST_UNSPACED = 20
"""Characters of a sentence that stands alone; fewer where a character is a word."""

MOST_SUGGESTIONS = 3
LONGEST_PARAGRAPH = 10_000

_JUDGEMENT = re.compile(
    r"\b(?:best|better|worst|worse|great(?:est)?|good|bad|brilliant|superb|stunning|beautiful(?:ly)?|gorgeous|glorious|perfect(?:ly)?"
    r"|masterpiece|masterful|triumph(?:ant)?|remarkable|extraordinary|exceptional|essential|vital|thrilling|riveting|powerful"
    r"|compelling|mesmeri[sz]ing|haunting|moving|intense|bold|brave|fresh|original|inventive|memorable|forgettable|fine|solid"
    r"|serviceable|decent|uneven|patchy|flat|dull|boring|tedious|bland|derivative|generic|predictable|safe|tired|weak(?:est)?"
    r"|strong(?:est)?|fail(?:s|ed|ure)?|succeeds?|works|disappoint(?:s|ing|ment)?|deliver(?:s|ed)?|impress(?:es|ive)|love(?:s|ly)?"
    r"|highlights?|standout|stands?\s+out|low\s+point|high\s+point|never\s+sounded|too\s+(?:long|short|much|little)|not\s+enough"
    r"|lacks?|missing|overlong|ambitious|rewarding|irresistible|devastating|unforgettable|clumsy|confident|assured)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:album|record|lp|ep|soundtrack|score|songs?|tracks?|music|production|guitars?|drums?|synths?|vocals?|voice|sound(?:s|ed|ing)?"
    r"|melod(?:y|ies)|lyrics?|arrangements?|sequencing|mix|debut|release)\b",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"\b(?:film(?:s|ed)?|movies?|cinema|theat(?:er|re)s?|box\s+office|screen(?:play)?|director|franchise|sequel|scenes?|actors?"
    r"|trailer|plot|cgi|visuals?|pictures?|credits)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:critics|reviewers|reviews|some|many|others|fans|people|they|everyone|detractors|press)\s+"
    r"(?:\w+\s+){0,2}?(?:call|called|say|said|claim|claimed|think|thought|argue|argued|consider|considered|praise|praised|dismiss(?:ed)?)\b"
    r"|\baccording\s+to\b|\b(?:said|says|told|explained|admits?|recalls?)\s+(?:in|that|to|the)\b|\bhas\s+gone\s+so\s+far\s+as\b"
    r"|\bso-called\b|\bsupposedly\b|\ballegedly\b|\breportedly\b",
    re.IGNORECASE,
)


def speaks_of_film(text: str) -> bool:
    """Whether a word of it belongs to a film rather than to a record."""
    return bool(_FILM.search(text))


def suggest_excerpts(
    body: str,
    tracks: Sequence[TrackMention] = (),
    names: Sequence[str] = (),
    language: str = "en",
    longest: int | None = None,
) -> list[Span]:
    """At most three sentences of `body` worth an excerpt: the first three of `best_sentences`."""
    return best_sentences(body, tracks, names, language, longest)[:MOST_SUGGESTIONS]


def best_sentences(
    body: str,
    tracks: Sequence[TrackMention] = (),
    names: Sequence[str] = (),
    language: str = "en",
    longest: int | None = None,
) -> list[Span]:
    """The sentences of `body` that could stand for the review as an excerpt, the best first.

    A sentence of 60 characters or more, and no longer than `longest` or any excerpt may be, that names a track (one of
    the mentions), the album or its artist (`names`), or that speaks of the music and judges it. Left out: what is about
    the film, and what repeats others' opinion. Those that judge come before those that tell.
    """
    most = int(settings.EXCERPT_LIMITS["characters"])
    fits = range(shortest_excerpt(language), (most if longest is None else min(longest, most)) + 1)
    # A refrain, or a text pasted twice, is suggested once.
    by_words = {body[span.start : span.end]: span for span in reversed(sentences(body, language))}
    spans = [span for span in by_words.values() if span.end - span.start in fits]
    named_at = sorted(mention.start for mention in tracks)
    ranked = [(rank, span) for span in spans if (rank := _rank(body, span, named_at, names, language))]
    return [span for _, span in sorted(ranked, key=lambda item: (-item[0][0], -item[0][1], item[1].start))]


def why_none(body: str, longest: int | None = None, language: str = "en") -> str:
    """Why no sentence suggests itself, and what a person can do, where `best_sentences` has found none."""
    shortest = shortest_excerpt(language)
    if longest == 0:
        return "Nothing is quoted from there: the link alone is shown."
    if longest is not None and longest < shortest:
        return (
            f"At most {longest} characters may be quoted from so short a text, and hardly a sentence is as short. "
            "Choose a clause of it that stands alone."
        )
    spans = sentences(body, language)
    if longest is not None and not any(shortest <= span.end - span.start <= longest for span in spans):
        return f"No sentence has between {shortest} and {longest} characters. Choose a part of one that stands alone."
    return (
        "No sentence of a length to be quoted names the record or a track, or speaks of the music and judges it. "
        "Choose the words that do."
    )


def shortest_excerpt(language: str) -> int:
    """How many characters a sentence of that language has at least that stands for a review by itself."""
    return SHORTEST_UNSPACED if _primary(language) in UNSPACED else SHORTEST_EXCERPT


def sentences(body: str, language: str = "en") -> list[Span]:
    """The sentences of `body`, without the white space around them; a heading is one too. None of no review's text."""
    found: list[Span] = []
    if REVIEW.refusal(body):
        return found
    start = 0
    for paragraph in body.split("\n"):
        for piece in _pieces_of(paragraph):
            if piece.strip():
                found.extend(_sentences_of(piece, start, language))
            start += len(piece)
        start += 1
    return found


def _pieces_of(paragraph: str) -> Iterator[str]:
    """The paragraph; a very long one in pieces, cut behind a full stop: it is read in a square of time."""
    place = 0
    while len(paragraph) - place > LONGEST_PARAGRAPH:
        stop = paragraph.rfind(". ", place, place + LONGEST_PARAGRAPH)
        end = stop + 2 if stop >= 0 else place + LONGEST_PARAGRAPH
        yield paragraph[place:end]
        place = end
    yield paragraph[place:]


def _sentences_of(paragraph: str, offset: int, language: str) -> list[Span]:
    found = []
    for boundary in sentencex.get_sentence_boundaries(language, paragraph):
        start, end = boundary["start_index"], boundary["end_index"]
        text = paragraph[start:end]
        start += len(text) - len(text.lstrip())
        end -= len(text) - len(text.rstrip())
        if start < end:
            found.append(Span(offset + start, offset + end))
    return found


def _rank(
    body: str, span: Span, named_at: Sequence[int], names: Sequence[str], language: str
) -> tuple[bool, int] | None:
    """Whether the sentence judges, and how well it would stand for the review; None for one that must not."""
    text = body[span.start : span.end]
    if text[-1] in "?:？：" or speaks_of_film(text) or _REPORTED.search(text):
        return None
    judgements = len({match[0].casefold() for match in _words(_JUDGEMENT, judging_in, language).finditer(text)})
    named = 2 * (bisect_left(named_at, span.start) < bisect_left(named_at, span.end))
    named += 2 * any(name.casefold() in text.casefold() for name in names if name)
    named += bool(_words(_RECORD, music_in, language).search(text))
    if named < 2 and not (named and judgements):
        return None
    return judgements > 0, named + min(judgements, 3)


def _words(english: re.Pattern[str], known: Callable[[str], re.Pattern[str] | None], language: str) -> re.Pattern[str]:
    """The words of that language; English ones where they are not known."""
    return known(_primary(language)) or english


def _primary(language: str) -> str:
    return language.partition("-")[0].casefold()
