"""The counted reviews in narrow rows, and how each voice's fall: what pages of a million reviews read instead of them.

Triggers keep these tables: `count_reviews_anew` has the rule, and what comes and goes here is tallied. Nothing else
writes them.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from albums.models import Album
from common.triggers import DELETE, INSERT, after_statements
from reviews.models.critic import Critic, Publication
from reviews.models.review import Review, Verdict
from reviews.models.triggers import count_anew

BIN_WIDTH = 5
BINS = 100 // BIN_WIDTH + 1
"""Grades are tallied around 0, 5, 10 ... 100: a house that prints stars by halves finds each of its grades apart."""
_COLUMNS = ("raves", "positives", "mixeds", "pans")


def _tally_by(voice: str) -> list[pgtrigger.Trigger]:
    """Keep the tally of each critic or publication: counted reviews that come are added, those that go taken off."""
    return [
        *after_statements(f"tally_by_{voice}", _adding(voice, "+"), (INSERT,)),
        *after_statements(f"tally_by_{voice}", _adding(voice, "-"), (DELETE,)),
    ]


def _adding(voice: str, sign: str) -> str:
    counts = {"counted": "count(*)", "graded": "count(score)"} | {
        column: f"count(*) FILTER (WHERE verdict = '{verdict}')"
        for column, verdict in zip(_COLUMNS, Verdict.values, strict=True)
    }
    nearest = f"round(score::numeric / {BIN_WIDTH})"
    bins = ", ".join(f"{sign} count(*) FILTER (WHERE {nearest} = {number})" for number in range(BINS))
    return f"""
INSERT INTO reviews_{voice}tally AS kept ({voice}_id, {", ".join(counts)}, bins)
SELECT {voice}_id, {", ".join(f"{sign} {count}" for count in counts.values())}, ARRAY[{bins}]
FROM {{changed}} WHERE {voice}_id IS NOT NULL GROUP BY {voice}_id ORDER BY {voice}_id
ON CONFLICT ({voice}_id) DO UPDATE SET {", ".join(f"{count} = kept.{count} + excluded.{count}" for count in counts)},
    bins = (SELECT array_agg(had + more ORDER BY place)
            FROM unnest(kept.bins, excluded.bins) WITH ORDINALITY AS bin (had, more, place));"""  # noqa: S608


class CountedReviewQuerySet(models.QuerySet):
    """Counted reviews of listed albums: `Review.objects.counted().on_listed_albums()`, kept."""

    def newest_first(self) -> CountedReviewQuerySet:
        """By the moment of publication here; the order of `Review.objects.newest_first()`."""
        return self.order_by("-published_at", "-review_id")

    def by(self, voice: Critic | Publication) -> CountedReviewQuerySet:
        """Those that a critic has signed, or that appeared in a publication."""
        return self.filter(critic=voice) if isinstance(voice, Critic) else self.filter(publication=voice)

    def graded(self) -> CountedReviewQuerySet:
        """Those with a printed grade."""
        return self.filter(score__isnull=False)


class CountedReview(models.Model):
    """What one counted review of a listed album says in figures."""

    review = models.OneToOneField(
        Review, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="counted_as"
    )
    album = models.ForeignKey(Album, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+")
    year = models.SmallIntegerField(null=True, help_text="In which the album was released; null when unknown.")
    critic = models.ForeignKey(
        Critic, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    publication = models.ForeignKey(
        Publication, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    score = models.FloatField(null=True, help_text="The printed grade on 0-100; null without one.")
    verdict = models.CharField(max_length=8, choices=Verdict)
    published_at = models.DateTimeField()

    objects = CountedReviewQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["album"], include=["critic", "score"], name="counted_by_album"),
            models.Index(F("published_at").desc(), F("review").desc(), name="counted_newest"),
            models.Index(F("critic"), F("published_at").desc(), F("review").desc(), name="counted_by_critic"),
            models.Index(F("publication"), F("published_at").desc(), F("review").desc(), name="counted_by_publication"),
            models.Index(
                F("critic"),
                F("score").desc(),
                F("review").desc(),
                condition=Q(score__isnull=False),
                name="counted_highest_by_critic",
            ),
            models.Index(
                F("publication"),
                F("year"),
                F("score").desc(),
                F("review").desc(),
                condition=Q(score__isnull=False),
                name="counted_highest_by_publication",
            ),
        ]
        # Rows are never updated: what changes goes and comes again.
        triggers = [*_tally_by("critic"), *_tally_by("publication")]

    def __str__(self) -> str:
        return f"review {self.review_id}, counted"


class ReviewedAlbum(Album):
    """An album, by a name under which its reviews are counted anew when it is listed or dated."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [count_anew("album_id", "proposed", "release_date")]


class Tally(models.Model):
    """How one voice's counted reviews fall. A voice without any has no row, or one of noughts."""

    counted = models.IntegerField()
    graded = models.IntegerField()
    raves = models.IntegerField()
    positives = models.IntegerField()
    mixeds = models.IntegerField()
    pans = models.IntegerField()
    bins = ArrayField(models.IntegerField(), size=BINS, help_text="Grades nearest to 0, 5, 10 ... 100.")

    class Meta:
        abstract = True

    @property
    def verdicts(self) -> list[tuple[str, int]]:
        """Each verdict with its count, best first."""
        return list(zip(Verdict.values, (self.raves, self.positives, self.mixeds, self.pans), strict=True))


class CriticTally(Tally):
    """How one critic's counted reviews fall."""

    critic = models.OneToOneField(
        Critic, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="tally"
    )

    class Meta:
        verbose_name_plural = "critic tallies"
        indexes = [models.Index(F("counted").desc(), F("critic"), name="critic_tally_busiest")]

    def __str__(self) -> str:
        return f"critic {self.critic_id}: {self.counted}"


class PublicationTally(Tally):
    """How one publication's counted reviews fall."""

    publication = models.OneToOneField(
        Publication, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="tally"
    )

    class Meta:
        verbose_name_plural = "publication tallies"

    def __str__(self) -> str:
        return f"publication {self.publication_id}: {self.counted}"
