"""The voices a reader has chosen, from the query string: `?critics=a&critics=b&publications=c`, or with commas.

No account, no cookie: the address is the choice, and can be shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.http import QueryDict

from albums.models import Album
from reviews.consensus import model
from reviews.consensus.album import SHOWN_FROM, Standing
from reviews.consensus.formulas import FORMULAS, Reckoning, reckon
from reviews.models import Calibration, Critic, Publication, Review
from reviews.scoring import calibration_for, evidence_of, working_of

MOST_VOICES = 60
MOST_REVIEWS = 20_000


@dataclass(frozen=True)
class PersonalConsensus:
    """An album's standing by the chosen voices alone, from three of their reviews on."""

    album: Album
    reviews: tuple[Review, ...]
    standing: Standing


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
    def _keys(self) -> tuple[frozenset[int], frozenset[int]]:
        return frozenset(critic.pk for critic in self.critics), frozenset(house.pk for house in self.publications)

    def covers(self, review: Review) -> bool:
        """Whether the review was written by a chosen critic or in a chosen publication."""
        critics, publications = self._keys
        return review.critic_id in critics or review.publication_id in publications

    def among(self, reviews: Iterable[Review]) -> list[Review]:
        """The chosen voices' reviews; all of them when no voice is chosen."""
        return [review for review in reviews if self.covers(review)] if self.active else list(reviews)

    def reckonings(self, reviews: Sequence[Review], calibration: model.Calibration) -> list[Reckoning]:
        """What each formula makes of the reviews. Empty under three."""
        if len(reviews) < SHOWN_FROM:
            return []
        evidence = [evidence_of(review) for review in reviews]
        return [reckon(formula, evidence, calibration) for formula in FORMULAS]

    def personal_consensus(self, albums) -> list[PersonalConsensus]:
        """The albums that the chosen voices have reviewed three times or more, by their consensus, best first.

        Looks at the newest MOST_REVIEWS of their reviews. Five queries, whatever their number.
        """
        critics, publications = self._keys
        chosen = Q(critic__in=critics) | Q(publication__in=publications)
        reviews = Review.objects.counted().filter(chosen, album__in=albums).defer("body", "headings").newest_first()
        by_album: dict[int, list[Review]] = defaultdict(list)
        for review in reviews[:MOST_REVIEWS]:
            by_album[review.album_id].append(review)
        enough = {album: tuple(written) for album, written in by_album.items() if len(written) >= SHOWN_FROM}
        calibration = Calibration.objects.current()
        fixed = calibration_for(calibration, [review for written in enough.values() for review in written])
        found = [
            PersonalConsensus(album, enough[album.pk], working_of(enough[album.pk], fixed))
            for album in albums.filter(pk__in=enough).with_cards()
        ]
        return sorted(found, key=lambda personal: (-personal.standing.score, personal.album.pk))

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
