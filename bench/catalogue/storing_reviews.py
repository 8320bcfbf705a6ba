"""Publications, critics, reviews, excerpts and revisions into their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from django.contrib.auth import get_user_model
from django.db import connection

from albums.models import Album, Track
from bench.catalogue.copying import NULL, Keys, copy_rows, flags, moments, numbers, texts
from bench.catalogue.invented_albums import Catalogue
from bench.catalogue.opinions import (
    CURATOR,
    DRAFT,
    GRADE,
    PUBLISHED,
    REJECTED,
    SETTERS,
    STATUSES,
    SUBMITTED,
    WITHDRAWN,
    Opinions,
)
from bench.catalogue.prose import LANGUAGES, Occasions, Text, Writer
from bench.catalogue.voices import NOT_STATED, SCALES, Critics, Publications
from common.names import fold
from reviews.consensus.model import VERDICTS
from reviews.grading.grades import Grade, ScaleRule
from reviews.models import Critic, Excerpt, Publication, Review, Scale, ScaleLetter

STORED = (Publication, Critic, Review, Excerpt)
REVIEWS_AT_ONCE = 20_000
CURATOR_NAME = "catalogue-curator"
REASONS = {WITHDRAWN: "I heard it again.", REJECTED: "This is about another record."}

REVISIONS = """
INSERT INTO reviews_revision (review_id, number, headline, body, grade, score, verdict, verdict_set_by, made_at)
SELECT id, revision, headline, body, grade, score, verdict, verdict_set_by, updated_at
FROM reviews_review WHERE id BETWEEN %s AND %s AND status <> 'draft' ORDER BY id
"""


def store_scales() -> tuple[list[int], list[ScaleRule]]:
    """Keys and rules of SCALES: as the site has them under these names, else as it has them from now on."""
    scales = []
    for name, rule in SCALES.items():
        numbers_of = {"kind": rule.kind, "maximum": rule.maximum, "step": rule.step}
        scale, created = Scale.objects.get_or_create(name=name, defaults=numbers_of)
        if created:
            letters = rule.letters.items()
            ScaleLetter.objects.bulk_create(
                ScaleLetter(scale=scale, letter=each, score=score) for each, score in letters
            )
        scales.append(scale)
    return [scale.pk for scale in scales], [scale.rule() for scale in scales]


def store_voices(publications: Publications, critics: Critics, scale_ids: Sequence[int], keys: Keys) -> None:
    """Publications and critics; `scale_ids` are the keys of SCALES."""
    scale = np.array(scale_ids)
    copy_rows(
        Publication,
        {
            "id": keys.new(Publication, len(publications)),
            "name": texts(publications.name),
            "slug": publications.slug,
            "site": publications.site,
            "description": "",
            "scale": numbers(scale[publications.scale]),
            "is_aggregator": "f",
            "folded": texts(map(fold, publications.name)),
        },
    )
    copy_rows(
        Critic,
        {
            "id": keys.new(Critic, len(critics)),
            "name": texts(critics.name),
            "slug": critics.slug,
            "bio": critics.bio,
            "publication": keys.of(Publication, critics.home, missing=critics.home == NOT_STATED),
            "scale": numbers(scale[critics.scale], missing=critics.scale == NOT_STATED),
            "hidden": flags(critics.hidden),
            "folded": texts(map(fold, critics.name)),
        },
    )


class ReviewStore:
    """Reviews of one catalogue, by these voices, with the words that a writer finds for them."""

    def __init__(
        self,
        catalogue: Catalogue,
        publications: Publications,
        critics: Critics,
        grades: Sequence[Sequence[Grade]],
        keys: Keys,
    ) -> None:
        """`grades` are the printed grades of each scale."""
        self._catalogue, self._publications, self._critics, self._keys = catalogue, publications, critics, keys
        self._printed = [[grade.printed for grade in scale] for scale in grades]
        self._scores = [[str(grade.score) for grade in scale] for scale in grades]
        user, created = get_user_model().objects.get_or_create(username=CURATOR_NAME, defaults={"is_active": False})
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        self._curator = str(user.pk)

    def store(self, opinions: Opinions, writer: Writer, rng: np.random.Generator) -> Iterator[int]:
        """Reviews with their excerpts and first revisions, a batch at a time; yields how many are in."""
        for start in range(0, len(opinions), REVIEWS_AT_ONCE):
            batch = opinions[start : start + REVIEWS_AT_ONCE]
            written = writer.write(self._occasions(batch), rng)
            ids = self._keys.new(Review, len(batch))
            self._store_reviews(ids, batch, written)
            self._store_excerpts(ids, written)
            with connection.cursor() as cursor:
                cursor.execute(REVISIONS, [ids[0], ids[-1]])
            yield start + len(batch)

    def _occasions(self, batch: Opinions) -> Occasions:
        albums, artists = self._catalogue.albums, self._catalogue.artists
        return Occasions(
            album=batch.album,
            language=self._critics.writes_in[batch.writer],
            verdict=batch.verdict,
            film=albums.has_film[batch.album],
            artist=[artists.name[place] for place in albums.lead[batch.album].tolist()],
            title=[albums.title[place] for place in batch.album.tolist()],
        )

    def _store_reviews(self, ids: list[str], batch: Opinions, written: list[Text]) -> None:
        at_home = batch.publication == NOT_STATED
        by_curator = batch.set_by == CURATOR
        arrived = moments(batch.arrived)
        verdict = np.array(VERDICTS)[batch.verdict]
        undecided = (batch.status == DRAFT) & (batch.grade == NOT_STATED)
        graded = list(zip(batch.scale.tolist(), batch.grade.tolist(), strict=True))
        sites = self._publications.site
        copy_rows(
            Review,
            {
                "id": ids,
                "album": self._keys.of(Album, batch.album),
                "critic": self._keys.of(Critic, batch.critic, missing=batch.critic == NOT_STATED),
                "publication": self._keys.of(Publication, batch.publication, missing=at_home),
                "headline": texts(text.headline for text in written),
                "source_url": [
                    "" if house == NOT_STATED else f"{sites[house]}/reviews/{key}"
                    for house, key in zip(batch.publication.tolist(), ids, strict=True)
                ],
                "language": [LANGUAGES[place].tag for place in self._critics.writes_in[batch.writer].tolist()],
                "published_on": moments(batch.published_on),
                "body": texts(text.body for text in written),
                "headings": "{}",
                "archive_url": "",
                "disclosures": "{}",
                "hosted": flags(at_home),
                "grade": ["" if grade == NOT_STATED else self._printed[scale][grade] for scale, grade in graded],
                "score": [NULL if grade == NOT_STATED else self._scores[scale][grade] for scale, grade in graded],
                "verdict": np.where(undecided, "", verdict).tolist(),
                "verdict_set_by": np.where(undecided, "", np.array(SETTERS)[batch.set_by]).tolist(),
                "verdict_user": np.where(by_curator & ~undecided, self._curator, NULL).tolist(),
                "verdict_set_at": np.where((batch.set_by != GRADE) & ~undecided, arrived, NULL).tolist(),
                "status": np.array(list(STATUSES))[batch.status].tolist(),
                "revision": "1",
                "reason": [REASONS.get(status, "") for status in batch.status.tolist()],
                "submitted_at": np.where(batch.status == SUBMITTED, arrived, NULL).tolist(),
                "published_at": np.where(np.isin(batch.status, [PUBLISHED, WITHDRAWN]), arrived, NULL).tolist(),
                "created_at": arrived,
                "updated_at": arrived,
                "document_name": "",
                "document_sha256": "",
            },
        )

    def _store_excerpts(self, ids: list[str], written: list[Text]) -> None:
        quotes = list(chain.from_iterable(text.quotes for text in written))
        track = np.array([NOT_STATED if quote.track is None else quote.track for quote in quotes], dtype=np.int64)
        copy_rows(
            Excerpt,
            {
                "id": self._keys.new(Excerpt, len(quotes)),
                "review": [key for key, text in zip(ids, written, strict=True) for _ in text.quotes],
                "start": [str(quote.start) for quote in quotes],
                "end": [str(quote.end) for quote in quotes],
                "text": texts(quote.text for quote in quotes),
                "about": [quote.about for quote in quotes],
                "topic": [quote.topic for quote in quotes],
                "track": self._keys.of(Track, track, missing=track == NOT_STATED),
                "stance": [quote.stance for quote in quotes],
                "lead": ["t" if quote.lead else "f" for quote in quotes],
                "order": [str(order) for text in written for order in range(len(text.quotes))],
            },
        )
