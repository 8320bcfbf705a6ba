"""What reviews say: bodies of invented sentences, and the excerpts that quote them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bench.catalogue.grammar import Grammar, read_rules
from bench.catalogue.invented_albums import Tracks
from reviews.consensus.model import VERDICTS

TOPICS = (
    *("overall", "sound", "production", "songwriting", "vocals", "lyrics", "performance", "themes", "structure"),
    *("originality", "comparison", "as_score"),
)
STANCES = ("praise", "mixed", "criticism", "neutral")
STANCE_SHARES = {
    "pan": (0.08, 0.17, 0.65, 0.10),
    "mixed": (0.25, 0.35, 0.28, 0.12),
    "positive": (0.58, 0.20, 0.08, 0.14),
    "rave": (0.84, 0.04, 0.02, 0.10),
}
SUBJECTS = (*TOPICS, "track", "film", "artist")
TRACK, FILM, ARTIST = (SUBJECTS.index(subject) for subject in ("track", "film", "artist"))
ABOUT = {TRACK: "track", FILM: "film", ARTIST: "artist"}
SENTENCES_EACH = 300
FEWEST_SENTENCES, MOST_SENTENCES = 3, 7
QUOTE_SHARES = (0.12, 0.45, 0.43)
CUT_SHORT = 0.15


@dataclass(frozen=True)
class Language:
    """A language that reviews are written in: its tag, its part of all voices, and how its sentences are made."""

    tag: str
    share: float
    grammar: Grammar
    sentence: str
    between: str

    def sentences(self, rng: np.random.Generator) -> list[str]:
        """SENTENCES_EACH of every subject and stance, in the order of SUBJECTS and STANCES."""
        made: list[str] = []
        for subject in SUBJECTS:
            for stance in STANCES:
                parts = [self.grammar.expand(rule, SENTENCES_EACH, rng) for rule in (subject, stance, "ending")]
                made += [
                    self.sentence.format(subject=of, predicate=said, ending=end)
                    for of, said, end in zip(*parts, strict=True)
                ]
        return made


LANGUAGES = [
    Language(tag, row["share"], Grammar(row["rules"]), row["sentence"], row["between"])
    for tag, row in read_rules("phrases.toml").items()
]


class Quote(NamedTuple):
    """An excerpt: `body[start:end]`, what it is about, topic, stance, and the track's place among all."""

    start: int
    end: int
    text: str
    about: str
    topic: str
    stance: str
    track: int | None
    lead: bool


class Text(NamedTuple):
    """A review's words."""

    headline: str
    body: str
    quotes: list[Quote]


@dataclass(frozen=True)
class Occasions:
    """What a batch of reviews is about, as columns: album and language by place, `film` whether there is one."""

    album: np.ndarray
    language: np.ndarray
    verdict: np.ndarray
    film: np.ndarray
    artist: list[str]
    title: list[str]


class _Plan(NamedTuple):
    """What one review will say: each sentence's subject, topic, stance, words and track, all by place."""

    artist: str
    title: str
    language: int
    headline: int
    opening: int
    sentences: int
    subject: list[int]
    topic: list[int]
    stance: list[int]
    words: list[int]
    track: list[int]
    track_title: list[int]
    quoted: list[int]
    cut_short: bool


class Writer:
    """Writes reviews of the albums that `tracks` are on, from sentences made once."""

    def __init__(self, tracks: Tracks, rng: np.random.Generator) -> None:
        self._tracks = tracks
        self._words = [language.sentences(rng) for language in LANGUAGES]
        self._openings = [language.grammar.expand("opening", SENTENCES_EACH, rng) for language in LANGUAGES]
        self._headlines = [language.grammar.expand("headline", SENTENCES_EACH, rng) for language in LANGUAGES]

    def write(self, occasions: Occasions, rng: np.random.Generator) -> list[Text]:
        """A text for each occasion: three to seven sentences after the opening, and up to two quotes."""
        count = len(occasions.title)
        subject, stance = _subjects(occasions.film, rng), _stances(occasions.verdict, rng)
        # Whatever a track is praised for, it is not for how it serves a film.
        topic = np.where(subject < len(TOPICS), subject, rng.integers(len(TOPICS) - 1, size=subject.shape))
        words = (subject * len(STANCES) + stance) * SENTENCES_EACH + rng.integers(SENTENCES_EACH, size=subject.shape)
        first, end = self._tracks.first[occasions.album], self._tracks.first[occasions.album + 1]
        track = rng.integers(first[:, None], end[:, None], size=subject.shape)
        sentences = rng.integers(FEWEST_SENTENCES, MOST_SENTENCES + 1, count)
        one = rng.integers(sentences)
        other = (one + rng.integers(1, sentences)) % sentences
        quotes = rng.choice(3, size=count, p=QUOTE_SHARES)
        plans = map(
            _Plan,
            occasions.artist,
            occasions.title,
            occasions.language.tolist(),
            rng.integers(SENTENCES_EACH, size=count).tolist(),
            rng.integers(SENTENCES_EACH, size=count).tolist(),
            sentences.tolist(),
            subject.tolist(),
            topic.tolist(),
            stance.tolist(),
            words.tolist(),
            track.tolist(),
            self._tracks.title[track].tolist(),
            [pair[:many] for pair, many in zip(np.stack([one, other], 1).tolist(), quotes.tolist(), strict=True)],
            (rng.random(count) < CUT_SHORT).tolist(),
        )
        return [self._text(plan) for plan in plans]

    def _text(self, plan: _Plan) -> Text:
        headline, body = (
            template.replace("@", plan.artist).replace("#", plan.title)
            for template in (self._headlines[plan.language][plan.headline], self._openings[plan.language][plan.opening])
        )
        words, between = self._words[plan.language], LANGUAGES[plan.language].between
        spans = []
        for number in range(plan.sentences):
            said = words[plan.words[number]]
            if plan.subject[number] == TRACK:
                said = said.replace("#", self._tracks.titles[plan.track_title[number]])
            body += "\n\n" if number == plan.sentences // 2 else between
            spans.append((len(body), len(body) + len(said)))
            body += said
        quotes: list[Quote] = []
        for number in plan.quoted:
            start, end = spans[number]
            if plan.cut_short and (comma := body.rfind(",", start, end)) > start:
                end = comma
            about = ABOUT.get(plan.subject[number], "album")
            quotes.append(
                Quote(
                    start=start,
                    end=end,
                    text=body[start:end],
                    about=about,
                    topic=TOPICS[plan.topic[number]],
                    stance=STANCES[plan.stance[number]],
                    track=plan.track[number] if about == "track" else None,
                    lead=not quotes and about in ("album", "track"),
                )
            )
        return Text(headline, body, quotes)


def _subjects(film: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What each sentence is about: tracks in three of ten, the film now and then where there is one.

    Shape (reviews, MOST_SENTENCES).
    """
    shape = (film.size, MOST_SENTENCES)
    roll = rng.random(shape)
    film = film[:, None]
    topic = np.where(film, rng.integers(len(TOPICS), size=shape), rng.integers(len(TOPICS) - 1, size=shape))
    subject = np.where(roll < 0.3, TRACK, np.where(roll < 0.35, ARTIST, topic))
    return np.where((roll > 0.9) & film, FILM, subject)


def _stances(verdict: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The stance of each sentence, as a review of that verdict would take it. Shape (reviews, MOST_SENTENCES)."""
    ends = np.cumsum([STANCE_SHARES[name] for name in VERDICTS], axis=1)[verdict]
    return (rng.random((verdict.size, MOST_SENTENCES, 1)) > ends[:, None, :-1]).sum(axis=2)
