"""Publications and critics, with the habits that their grades are drawn with."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bench.catalogue.invented_names import ENGLISH, claim_slugs, distinct_english_names, draw_names, draw_tongues
from bench.catalogue.prose import LANGUAGES
from reviews.consensus.model import DEFAULTS
from reviews.grading.grades import LETTERS, Grade, ScaleRule, parse_grade, plain_number

SCALES = {
    "Stars out of 5, by halves": ScaleRule("stars", Decimal(5), Decimal("0.5")),
    "Out of 10, by tenths": ScaleRule("points", Decimal(10), Decimal("0.1")),
    "Out of 10, by halves": ScaleRule("points", Decimal(10), Decimal("0.5")),
    "Out of 10, whole points": ScaleRule("points", Decimal(10), Decimal(1)),
    "Percent": ScaleRule("percent", Decimal(100), Decimal(1)),
    "Letters, A to F": ScaleRule("letters", letters=LETTERS),
    "Out of 20": ScaleRule("points", Decimal(20), Decimal(1)),
    "No grades": ScaleRule("none"),
}
SCALE_SHARES = (0.22, 0.16, 0.12, 0.12, 0.14, 0.05, 0.03, 0.16)
NO_GRADES = len(SCALES) - 1
NOT_STATED = -1
"""In a column of places: a critic without a home, a voice without a scale of its own, a review without a byline."""

SELF_PUBLISHED = 0.12
FREELANCE = 0.1
HIDDEN = 0.004


@dataclass(frozen=True)
class Publications:
    """Publications as columns: `scale` is a place among SCALES, `writes_in` among LANGUAGES; habits in points."""

    name: list[str]
    slug: list[str]
    site: list[str]
    scale: np.ndarray
    writes_in: np.ndarray
    size: np.ndarray
    leniency: np.ndarray
    slope: np.ndarray
    noise: np.ndarray

    def __len__(self) -> int:
        return len(self.name)


@dataclass(frozen=True)
class Critics:
    """Critics as columns: `home` is a place among the publications, `scale` one's own; either may be NOT_STATED."""

    name: list[str]
    slug: list[str]
    bio: list[str]
    home: np.ndarray
    scale: np.ndarray
    writes_in: np.ndarray
    freelance: np.ndarray
    hidden: np.ndarray
    activity: np.ndarray
    leniency: np.ndarray

    def __len__(self) -> int:
        return len(self.name)


def printed_grades(rule: ScaleRule) -> list[Grade]:
    """Every grade of a scale, lowest first, as its users print it: "3.5/5", "84%", "B+"."""
    if rule.kind == "none":
        return []
    if rule.kind == "letters":
        printed = sorted(rule.letters, key=lambda letter: rule.letters[letter])
    else:
        step, highest = rule.step or 1, rule.highest
        values = [Decimal(step * number) for number in range(int(highest / step) + 1)]
        out_of = "%" if rule.kind == "percent" else f"/{plain_number(highest)}"
        printed = [f"{plain_number(value)}{out_of}" for value in values]
    return [parse_grade(grade, rule) for grade in printed]


def make_publications(
    count: int, rng: np.random.Generator, names_taken: Container[str], slugs: set[str]
) -> Publications:
    """`count` publications of very different sizes. `names_taken` are folded; `slugs` grow by the new ones."""
    name = distinct_english_names("publication", count, rng, names_taken)
    slug = claim_slugs(name, "publication", slugs)
    size = rng.lognormal(0, 1, count)
    return Publications(
        name=name,
        slug=slug,
        site=[f"https://{each}.example" for each in slug],
        scale=rng.choice(len(SCALES), size=count, p=SCALE_SHARES),
        writes_in=_languages(count, rng),
        size=size / size.sum(),
        leniency=rng.normal(0, DEFAULTS.publication_sd, count),
        slope=np.clip(rng.normal(1, 0.12, count), 0.6, 1.6),
        noise=DEFAULTS.noise * rng.lognormal(0, 0.15, count),
    )


def make_critics(count: int, publications: Publications, rng: np.random.Generator, slugs: set[str]) -> Critics:
    """`count` critics: most at one publication, a few for several, one in eight on a page of their own."""
    home = rng.choice(len(publications), size=count, p=publications.size)
    alone = rng.random(count) < SELF_PUBLISHED
    home[alone] = NOT_STATED
    own_scale = alone & (rng.random(count) < 0.8)
    name = np.array(draw_names("person", draw_tongues(count, rng), rng), dtype=object)
    pseudonym = np.flatnonzero(alone & (rng.random(count) < 0.5))
    name[pseudonym] = draw_names("byline", np.full(pseudonym.size, ENGLISH), rng)
    activity = rng.lognormal(0, 1.1, count)
    return Critics(
        name=name.tolist(),
        slug=claim_slugs(name.tolist(), "critic", slugs),
        bio=[
            f"Writes about records since {year}." if year % 3 else ""
            for year in rng.integers(1984, 2024, count).tolist()
        ],
        home=home,
        scale=np.where(own_scale, rng.choice(len(SCALES), size=count, p=SCALE_SHARES), NOT_STATED),
        writes_in=np.where(alone, _languages(count, rng), publications.writes_in[home]),
        freelance=~alone & (rng.random(count) < FREELANCE),
        hidden=rng.random(count) < HIDDEN,
        activity=activity / activity.sum(),
        leniency=rng.normal(0, DEFAULTS.critic_sd, count),
    )


def _languages(count: int, rng: np.random.Generator) -> np.ndarray:
    shares = np.array([language.share for language in LANGUAGES])
    return rng.choice(len(LANGUAGES), size=count, p=shares / shares.sum())
