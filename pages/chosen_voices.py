"""The voices a reader has chosen, from the query string: `?critics=a&critics=b&publications=c`, or with commas.

No account, no cookie: the address is the choice, and can be shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.http import QueryDict

from readers.shelf.voices import Voices
from reviews.consensus import model
from reviews.consensus.album import SHOWN_FROM
from reviews.consensus.formulas import FORMULAS, Reckoning, reckon
from reviews.models import Critic, Publication, Review
from reviews.scoring.one_album import evidence_of

MOST_VOICES = 60


class Selection:
    """Chosen critics and publications, by slug, and the formula looked through. Unknown ones are dropped."""

    def __init__(self, query: QueryDict) -> None:
        self._critic_slugs = _slugs(query, "critics")
        self._publication_slugs = _slugs(query, "publications")
        formula = query.get("formula", "chorus")
        self.formula = formula if formula in FORMULAS else "chorus"

    @cached_property
    def critics(self) -> list[Critic]:
        """The chosen critics that readers may see."""
        return list(Critic.objects.listed().filter(slug__in=self._critic_slugs)) if self._critic_slugs else []

    @cached_property
    def publications(self) -> list[Publication]:
        """The chosen publications."""
        slugs = self._publication_slugs
        return list(Publication.objects.sources().filter(slug__in=slugs)) if slugs else []

    @property
    def active(self) -> bool:
        """Whether any voice is chosen."""
        return bool(self.critics or self.publications)

    @cached_property
    def voices(self) -> Voices:
        """The chosen ones, by their keys."""
        return Voices(
            frozenset(critic.pk for critic in self.critics), frozenset(house.pk for house in self.publications)
        )

    def among(self, reviews: Iterable[Review]) -> list[Review]:
        """The chosen voices' reviews; all of them when no voice is chosen."""
        return self.voices.among(reviews) if self.active else list(reviews)

    def reckonings(self, reviews: Sequence[Review], calibration: model.Parameters) -> list[Reckoning]:
        """What each formula makes of the reviews. Empty under three."""
        if len(reviews) < SHOWN_FROM:
            return []
        evidence = [evidence_of(review) for review in reviews]
        return [reckon(formula, evidence, calibration) for formula in FORMULAS]

    def query(self, **changes: str) -> str:
        """This choice as a query string, some values changed; an empty value removes one."""
        query = QueryDict(mutable=True)
        query.setlist("critics", [critic.slug for critic in self.critics])
        query.setlist("publications", [publication.slug for publication in self.publications])
        if self.formula != "chorus":
            query["formula"] = self.formula
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return query.urlencode()


def _slugs(query: QueryDict, key: str) -> list[str]:
    slugs = [slug.strip() for value in query.getlist(key) for slug in value.replace("\x00", "").split(",")]
    return list(dict.fromkeys(slug for slug in slugs if 0 < len(slug) <= 100))[:MOST_VOICES]
