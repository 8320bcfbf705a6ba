"""Whether a document is a review of an album, and if not, what: by its data, address, rubrics, headline and words."""

from __future__ import annotations

from dataclasses import dataclass, field

from reviews.reading.evidence.structure import form_of
from reviews.reading.evidence.weighing import KindRead, TextEvidence, weigh
from reviews.reading.evidence.word_lists import Words
from reviews.reading.kind_words import gathers_reviews, kind_of_headline, kind_of_text
from reviews.reading.kinds import Kind, is_album_label, kind_of_address, kind_of_label
from reviews.reading.language import language_of
from reviews.reading.titles import without_review_words

_SPECIAL = (Kind.LIVE, Kind.FILM, Kind.BOOK, Kind.GAME, Kind.PRODUCT, Kind.TRACK, Kind.INTERVIEW)


@dataclass
class Clues:
    """What speaks for one kind or another.

    `kinds` are those of the things that the page's data say it reviews, `sections` its rubrics; `reviewed` whether the
    data call it a review, `graded` whether a grade was read, `named` the album that was and its artist,
    `parts` how many reviews. `body` is the text proper, `paragraphs` are all that is shown.
    """

    kinds: list[Kind] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    address: str = ""
    headline: str = ""
    title: str = ""
    reviewed: bool = False
    graded: bool = False
    named: list[str] = field(default_factory=list)
    parts: int = 0
    paragraphs: list[str] = field(default_factory=list)
    body: str = ""

    @property
    def subject(self) -> bool:
        """Whether an album was read."""
        return bool(self.named)


def verdict_on(clues: Clues) -> KindRead:
    """What the document is, and why, when it is no review though nothing calls it anything else.

    What it calls itself decides before its words and its form are weighed.
    """
    kind = kind_of(clues)
    if clues.kinds or clues.reviewed or (clues.subject and _says_album_review(clues)):
        return KindRead(kind)
    weighed = weigh(evidence_of(clues))
    if weighed and kind in (Kind.REVIEW, weighed.kind):
        return weighed
    return KindRead(kind)


def evidence_of(clues: Clues) -> TextEvidence:
    """What is weighed of the clues: the words of the text proper, the form of all that is shown."""
    text = clues.body or "\n".join(clues.paragraphs)
    language = language_of(text)
    words, headline = Words.of(f"{clues.headline}\n{text}", language), Words.of(clues.headline, language)
    shown = Words.of("\n".join([clues.headline, *clues.paragraphs]), language)
    form = form_of(clues.paragraphs, clues.named)
    return TextEvidence.of(words, headline, form, clues.graded, clues.subject, shown)


def kind_of(clues: Clues) -> Kind:
    """What the document is. Data about the thing reviewed decide; then what the headline calls it, then its rubrics."""
    if clues.kinds:
        return clues.kinds[0]
    first_part = clues.title.partition(" | ")[0]
    called = kind_of_headline(clues.headline) or kind_of_headline(clues.title) or kind_of_headline(first_part)
    if called is Kind.LIST and not clues.reviewed:
        return called
    if clues.parts:
        return Kind.ROUNDUP
    if gathers_reviews(clues.headline) and not clues.subject:
        return Kind.LIST
    if called:
        return called
    if _says_album_review(clues):
        return Kind.REVIEW
    spoken_of = kind_of_text(clues.paragraphs)
    filed = _filed_under(clues)
    borne_out = clues.graded or clues.reviewed or (clues.subject and Kind.REVIEW in filed)
    if spoken_of and (spoken_of in _SPECIAL or not borne_out):
        return spoken_of
    others = [kind for kind in filed if not kind.is_review]
    if others and not (borne_out and clues.subject):
        return others[-1]
    return Kind.REVIEW


def _says_album_review(clues: Clues) -> bool:
    """Whether headline or rubrics call it a review of an album outright."""
    if any(without_review_words(title)[1] for title in (clues.headline, clues.title.partition(" | ")[0])):
        return kind_of_text(clues.paragraphs) is not Kind.INTERVIEW
    return any(map(is_album_label, clues.sections)) and clues.subject


def _filed_under(clues: Clues) -> list[Kind]:
    kinds = [kind_of_address(clues.address), *map(kind_of_label, clues.sections)]
    return [kind for kind in kinds if kind]
