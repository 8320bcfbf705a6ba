"""The balance of what speaks for a review of an album and what for something else.

Each row of WEIGHTS is one kind of evidence: how often it is there counts by its logarithm, so that the first few words
say most, times the row's weight. Words of its trade stand in a review too, so that some rows count only from the
second or third on. The weights were fitted to some five hundred documents, invented and real, with their signs held
(`docs/decisions/review-or-not.md`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reviews.reading.evidence.structure import TextForm
from reviews.reading.evidence.word_lists import WordList, Words
from reviews.reading.evidence.words_for_events import ANNOUNCED, SAID, STAGE, WE
from reviews.reading.evidence.words_for_others import BOOK, FILM, GAME, HISTORY, PODCAST, PRODUCT, SHOP, TRADE
from reviews.reading.evidence.words_for_records import JUDGEMENT, RECORD, SOUND, THIS_RECORD
from reviews.reading.kinds import Kind

MOST_OF_A_FORM = 10
MOST_SHOWN = 5
IN_HEADLINE = 2


@dataclass(frozen=True)
class Weight:
    """One kind of evidence: its weight, how many are too few to count, the kind it speaks for, and its name."""

    weight: float
    free: int
    kind: Kind
    words: str


WEIGHTS: Mapping[str, Weight] = {
    "subject": Weight(-1.8, 0, Kind.REVIEW, "one record is named"),
    "graded": Weight(-1.5, 0, Kind.REVIEW, "a grade"),
    "this": Weight(-2.0, 0, Kind.REVIEW, "this record"),
    "record": Weight(-0.7, 0, Kind.REVIEW, "words for records"),
    "sound": Weight(-0.4, 0, Kind.REVIEW, "words for how music sounds"),
    "judgement": Weight(-0.2, 0, Kind.REVIEW, "words of judgement"),
    "we": Weight(0.6, 1, Kind.INTERVIEW, "people who speak of themselves"),
    "questions": Weight(4.0, 1, Kind.INTERVIEW, "questions that are answered"),
    "speakers": Weight(4.5, 0, Kind.INTERVIEW, "speakers by their names"),
    "said": Weight(0.2, 0, Kind.NEWS, "what somebody said"),
    "announced": Weight(2.4, 1, Kind.NEWS, "words of announcements"),
    "days": Weight(1.4, 1, Kind.NEWS, "days with places under one another"),
    "stage": Weight(2.2, 1, Kind.LIVE, "words for concerts"),
    "numbered": Weight(3.0, 1, Kind.LIST, "numbers over paragraphs"),
    "listed": Weight(2.3, 2, Kind.LIST, "a list of records"),
    "names": Weight(5.0, 2, Kind.LIST, "several names over paragraphs"),
    "trade": Weight(1.4, 1, Kind.OTHER, "words for how music is bought and heard"),
    "grades": Weight(3.0, 3, Kind.LIST, "grades on several lines"),
    "teasers": Weight(3.0, 1, Kind.LIST, "beginnings of texts that go on elsewhere"),
    "headed": Weight(4.0, 0, Kind.NEWS, "words of announcements in its headline"),
    "dates": Weight(1.8, 1, Kind.NEWS, "days that its sentences name"),
    "podcast": Weight(2.8, 1, Kind.OTHER, "words of podcasts and broadcasts"),
    "prices": Weight(2.4, 1, Kind.PRODUCT, "prices"),
    "chapters": Weight(2.5, 0, Kind.OTHER, "chapters of an encyclopaedia"),
    "history": Weight(1.3, 1, Kind.OTHER, "words of careers and catalogues"),
    "film": Weight(2.6, 2, Kind.FILM, "words for films"),
    "book": Weight(2.6, 2, Kind.BOOK, "words for books"),
    "game": Weight(2.6, 2, Kind.GAME, "words for games"),
    "product": Weight(2.6, 2, Kind.PRODUCT, "words for goods"),
    "shop": Weight(2.6, 1, Kind.PRODUCT, "words of a shop"),
}
AT_ALL = 0.65
ENOUGH = 1.1
_GOODS = ("film", "book", "game", "product", "shop")

_VOCABULARIES: Mapping[str, WordList] = {
    "record": RECORD,
    "this": THIS_RECORD,
    "sound": SOUND,
    "judgement": JUDGEMENT,
    "stage": STAGE,
    "announced": ANNOUNCED,
    "said": SAID,
    "we": WE,
    "film": FILM,
    "book": BOOK,
    "game": GAME,
    "product": PRODUCT,
    "shop": SHOP,
    "trade": TRADE,
    "history": HISTORY,
}
_FORMS: Mapping[str, Callable[[TextForm], int]] = {
    "questions": lambda form: form.questions,
    "speakers": lambda form: form.speakers,
    "days": lambda form: form.days,
    "numbered": lambda form: form.numbered,
    "listed": lambda form: form.listed,
    "names": lambda form: form.names,
    "chapters": lambda form: form.chapters,
    "prices": lambda form: form.prices,
    "grades": lambda form: form.graded,
    "dates": lambda form: form.dates,
    "teasers": lambda form: form.teasers,
}


@dataclass(frozen=True)
class TextEvidence:
    """How much of each kind of evidence a document has, and which words it is made of."""

    counts: Mapping[str, int]
    words: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, words: Words, headline: Words, form: TextForm, graded: bool, subject: bool, shown: Words | None = None
    ) -> TextEvidence:
        """The evidence of a document: its words, its form, and whether a grade and a record were read of it.

        `shown` are the words of all that is shown, where a broadcast says what it is above and below its notes.
        """
        found = {name: vocabulary.found_in(words) for name, vocabulary in _VOCABULARIES.items()}
        found["podcast"] = PODCAST.found_in(shown or words)
        counts = {name: len(entries) for name, entries in found.items()}
        counts |= {name: counts[name] + IN_HEADLINE * len(_VOCABULARIES[name].found_in(headline)) for name in _GOODS}
        counts["headed"] = len(ANNOUNCED.found_in(headline))
        counts |= {name: min(count(form), MOST_OF_A_FORM) for name, count in _FORMS.items()}
        return cls({**counts, "graded": int(graded), "subject": int(subject)}, found)

    def features(self) -> dict[str, float]:
        """For each row of WEIGHTS, what its weight is multiplied with. Of the goods only the most spoken of counts."""
        logs = {name: math.log1p(max(0, self.counts[name] - row.free)) for name, row in WEIGHTS.items()}
        most = max(_GOODS, key=lambda name: logs[name])
        return {name: 0.0 if name in _GOODS and name != most else value for name, value in logs.items()}


@dataclass(frozen=True)
class KindRead:
    """What a document is, and why it is no review of an album, in words that follow "It is ..."."""

    kind: Kind
    because: str = ""


def weigh(evidence: TextEvidence) -> KindRead | None:
    """What the evidence says a document is when that is no review of an album; None when it does not say so."""
    parts = {name: WEIGHTS[name].weight * value for name, value in evidence.features().items()}
    if AT_ALL + sum(parts.values()) <= ENOUGH:
        return None
    against = {name: part for name, part in parts.items() if part > 0}
    by_kind: dict[Kind, float] = {}
    for name, part in against.items():
        by_kind[WEIGHTS[name].kind] = by_kind.get(WEIGHTS[name].kind, 0) + part
    if not by_kind:
        return None
    reasons = [_in_words(name, evidence) for name in sorted(against, key=lambda name: -against[name])[:3]]
    return KindRead(max(by_kind, key=lambda kind: by_kind[kind]), "; ".join(reasons))


def _in_words(name: str, evidence: TextEvidence) -> str:
    shown = ", ".join(f"“{word}”" for word in evidence.words.get(name, [])[:MOST_SHOWN])
    return f"{WEIGHTS[name].words} ({shown})" if shown else WEIGHTS[name].words
