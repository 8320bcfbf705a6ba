"""Invented names in eighteen languages: who makes records, who writes about them, what things are called."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from bench.catalogue.grammar import Grammar, read_rules
from common.names import fold
from common.slugs import numbered_slug, readable_slug


@dataclass(frozen=True)
class Tongue:
    """A language that names come from: its tag (empty: English) and its part of all artists."""

    language: str
    share: float
    grammar: Grammar


TONGUES = [Tongue(row["language"], row["share"], Grammar(row["rules"])) for row in read_rules("words.toml").values()]
ENGLISH = 0
GENRES = (
    *("Rock", "Pop", "Electronic", "Hip hop", "Folk", "Jazz", "Ambient", "Indie rock", "Classical", "Metal", "Soul"),
    *("R&B", "Punk", "House", "Techno", "Singer-songwriter", "Country", "Experimental", "Film score", "Synth-pop"),
    *("Post-punk", "Dream pop", "Shoegaze", "Art pop", "Blues", "Funk", "Disco", "Drum and bass", "Dub", "Reggae"),
    *("Afrobeat", "Highlife", "Bossa nova", "Samba", "Cumbia", "Flamenco", "Fado", "Chanson", "Krautrock", "Noise"),
    *("Drone", "Minimalism", "Modern classical", "Opera", "Choral", "Free jazz", "Fusion", "Trip hop", "Grime", "Trap"),
    *("Emo", "Hardcore", "Black metal", "Doom metal", "Post-rock", "Math rock", "Bluegrass", "Gospel", "Klezmer"),
    *("Gamelan", "Qawwali", "Spoken word", "Children’s music"),
)
FAMILY_NAME_FIRST = {"vi", "ja", "ko", "zh"}


def draw_tongues(count: int, rng: np.random.Generator) -> np.ndarray:
    """Places among TONGUES, by their shares."""
    shares = np.array([tongue.share for tongue in TONGUES])
    return rng.choice(len(TONGUES), size=count, p=shares / shares.sum())


def draw_names(rule: str, tongues: np.ndarray, rng: np.random.Generator) -> list[str]:
    """A name by that rule in each of `tongues`, places among TONGUES."""
    names = np.empty(tongues.size, dtype=object)
    for number in np.unique(tongues).tolist():
        places = np.flatnonzero(tongues == number)
        names[places] = TONGUES[number].grammar.expand(rule, places.size, rng)
    return [sentence_case(name) for name in names]


def distinct_english_names(rule: str, count: int, rng: np.random.Generator, taken: Container[str] = ()) -> list[str]:
    """`count` English names, no two of which fold to the same, nor to one of `taken`."""
    names: dict[str, str] = {}
    while len(names) < count:
        for name in TONGUES[ENGLISH].grammar.expand(rule, count, rng):
            if fold(name) not in taken:
                names.setdefault(fold(name), sentence_case(name))
    return list(names.values())[:count]


def sentence_case(name: str) -> str:
    """The name with a capital first, where its script has capitals (Georgian's are for headlines)."""
    return name if "\u10d0" <= name[:1] <= "\u10ff" else name[:1].upper() + name[1:]


def claim_slugs(names: list[str], fallback: str, slugs: set[str]) -> list[str]:
    """A slug of its own for each name; `slugs` are taken, and grow by the new ones."""
    claimed = []
    for name in names:
        claimed.append(numbered_slug(readable_slug(name, fallback), slugs))
        slugs.add(claimed[-1])
    return claimed
