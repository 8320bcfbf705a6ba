"""Artists with their other names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from bench.catalogue.invented_names import ENGLISH, FAMILY_NAME_FIRST, TONGUES, claim_slugs, draw_names, draw_tongues

VARIOUS = 0
"""The place of "Various Artists", who lead compilations."""

PEOPLE = 0.45
WITH_ALIAS = 0.12


@dataclass(frozen=True)
class Artists:
    """Artists as columns; `tongue` is a place among `names.TONGUES`, `alias_of` a place among the artists."""

    name: list[str]
    sort_name: list[str]
    slug: list[str]
    disambiguation: list[str]
    tongue: np.ndarray
    alias_of: np.ndarray
    alias: list[str]

    def __len__(self) -> int:
        return len(self.name)


def make_artists(count: int, rng: np.random.Generator, slugs: set[str]) -> Artists:
    """`count` artists, the first of them "Various Artists". `slugs` are taken, and grow by the new ones."""
    tongue = draw_tongues(count, rng)
    tongue[VARIOUS] = ENGLISH
    person = rng.random(count) < PEOPLE
    name = np.empty(count, dtype=object)
    name[person] = draw_names("person", tongue[person], rng)
    name[~person] = draw_names("group", tongue[~person], rng)
    name[VARIOUS], person[VARIOUS] = "Various Artists", False
    alias_of = 1 + np.flatnonzero(rng.random(count - 1) < WITH_ALIAS)
    return Artists(
        name=name.tolist(),
        sort_name=[_sort_name(*row) for row in zip(name, person.tolist(), tongue.tolist(), strict=True)],
        slug=claim_slugs(name.tolist(), "artist", slugs),
        disambiguation=_tell_apart(name.tolist(), rng),
        tongue=tongue,
        alias_of=alias_of,
        alias=_aliases(name[alias_of].tolist(), tongue[alias_of], rng),
    )


def _sort_name(name: str, person: bool, tongue: int) -> str:
    if name.startswith("The "):
        return f"{name[4:]}, The"
    first, space, last = name.rpartition(" ")
    return f"{last}, {first}" if person and space and TONGUES[tongue].language not in FAMILY_NAME_FIRST else ""


def _tell_apart(names: list[str], rng: np.random.Generator) -> list[str]:
    """A few words for each artist whose name an earlier one has."""
    seen: Counter[str] = Counter()
    places = iter(TONGUES[ENGLISH].grammar.expand("place", len(names), rng))
    words = []
    for name in names:
        words.append(f"from {next(places)}" if seen[name] else "")
        seen[name] += 1
    return words


def _aliases(names: list[str], tongues: np.ndarray, rng: np.random.Generator) -> list[str]:
    """Initials for an English name of three words and more ("TQB"), for others the English name they are known by."""
    english = draw_names("group", np.full(len(names), ENGLISH), rng)
    return [
        "".join(word[0] for word in name.split() if word[0].isalpha()).upper()
        if tongue == ENGLISH and len(name.split()) >= 3
        else other
        for name, tongue, other in zip(names, tongues.tolist(), english, strict=True)
    ]
