"""Sentences of a review that a critic or curator may want as excerpts. Suggestions only: a person picks."""

from __future__ import annotations

import re
from collections.abc import Sequence

import sentencex
from django.conf import settings

from reviews.quoting.spans import Span
from reviews.reading.tracks import TrackMention

SHORTEST_EXCERPT = 60
MOST_SUGGESTIONS = 3

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
    body: str, tracks: Sequence[TrackMention] = (), names: Sequence[str] = (), language: str = "en"
) -> list[Span]:
    """At most three sentences of `body` worth an excerpt, in the order in which they stand.

    A sentence of 60 characters or more, and no longer than any excerpt may be, that names a track (one of the
    mentions), the album or its artist (`names`), or that speaks of the music and judges it. Left out: what is about
    the film, and what repeats others' opinion.
    """
    return sorted(best_sentences(body, tracks, names, language)[:MOST_SUGGESTIONS])


def best_sentences(
    body: str, tracks: Sequence[TrackMention] = (), names: Sequence[str] = (), language: str = "en"
) -> list[Span]:
    """All sentences of `body` that could be an excerpt by the rules of `suggest_excerpts`, the best first."""
    scored = [(points, span) for span in sentences(body, language) if (points := _points(body, span, tracks, names))]
    return [span for _, span in sorted(scored, key=lambda item: (-item[0], item[1].start))]


def sentences(body: str, language: str = "en") -> list[Span]:
    """The sentences of `body`, without the white space around them; a heading is one too."""
    found: list[Span] = []
    start = 0
    for paragraph in body.split("\n"):
        if paragraph.strip():
            found.extend(_sentences_of(paragraph, start, language))
        start += len(paragraph) + 1
    return found


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


def _points(body: str, span: Span, tracks: Sequence[TrackMention], names: Sequence[str]) -> int:
    """How well a sentence would stand for the review; nothing for one that must not."""
    text = body[span.start : span.end]
    if not SHORTEST_EXCERPT <= len(text) <= settings.EXCERPT_LIMITS["characters"] or text[-1] in "?:":
        return 0
    if speaks_of_film(text) or _REPORTED.search(text):
        return 0
    judgements = len({match[0].casefold() for match in _JUDGEMENT.finditer(text)})
    named = 2 * any(span.start <= mention.start < span.end for mention in tracks)
    named += 2 * any(name.casefold() in text.casefold() for name in names if name)
    named += bool(_RECORD.search(text))
    if named < 2 and not (named and judgements):
        return 0
    return named + min(judgements, 3)
