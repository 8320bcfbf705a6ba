"""Who writes, where, and how they grade."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce, Collate

from albums.models.triggers import learn_words, raise_album_versions, raise_catalogue_version
from common.fields import FoldedField, folded_search
from common.names import fold
from common.page_addresses import address
from common.tracking import tracked
from reviews.consensus.model import BANDS, Band, verdict_of
from reviews.grading.grades import ScaleRule
from reviews.models.triggers import OF_CRITIC, OF_PUBLICATION, count_anew

FEW_STEPS = 20


@tracked()
class Scale(models.Model):
    """How a publication or a critic grades, with its published conversion to 0-100.

    A printed value converts as value / maximum x 100; a letter as its `ScaleLetter` says.
    """

    class Kind(models.TextChoices):
        POINTS = "points", "Points"
        STARS = "stars", "Stars"
        PERCENT = "percent", "Percent"
        LETTERS = "letters", "Letters"
        NONE = "none", "No grades"

    name = models.CharField(max_length=80, unique=True, help_text="“Stars out of 5, by halves”.")
    kind = models.CharField(max_length=8, choices=Kind)
    maximum = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    step = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, help_text="Smallest difference.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["letters", "none"], maximum__isnull=True, step__isnull=True)
                | Q(
                    kind__in=["points", "stars", "percent"],
                    maximum__isnull=False,
                    step__isnull=False,
                    maximum__gt=0,
                    step__gt=0,
                ),
                name="scale_with_numbers_has_maximum_and_step",
            )
        ]
        triggers = raise_catalogue_version()

    def __str__(self) -> str:
        return self.name

    def numbers(self) -> tuple[Decimal, Decimal]:
        """The maximum and the step of a scale that has them: one of points, stars or percent."""
        if self.maximum is None or self.step is None:
            raise ValueError(f"the scale “{self}” has no numbers")
        return self.maximum, self.step

    def conversions(self) -> list[tuple[str, Decimal]]:
        """Printed grades, highest first, with what each is worth on 0-100; quarters of the scale when it is fine."""
        if self.kind == self.Kind.NONE:
            return []
        if self.kind == self.Kind.LETTERS:
            return [(row.letter, row.score) for row in self.letters.all()]
        maximum, step = self.numbers()
        steps = int(maximum / step)
        numbers = range(steps, -1, -1) if steps <= FEW_STEPS else (steps, 3 * steps // 4, steps // 2, steps // 4, 0)
        values = [number * step for number in numbers]
        return [(f"{value.normalize():f}/{maximum.normalize():f}", value / maximum * 100) for value in values]

    def rule(self) -> ScaleRule:
        """The scale as the pure grade parser takes it. Letters cost one query unless prefetched."""
        letters = {row.letter: row.score for row in self.letters.all()} if self.kind == self.Kind.LETTERS else {}
        return ScaleRule(kind=self.kind, maximum=self.maximum, step=self.step, letters=letters)


@tracked(within=["scale"])
class ScaleLetter(models.Model):
    """What one letter of a letter scale is worth on 0-100."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="letters")
    letter = models.CharField(max_length=20)
    score = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["-score", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "letter"], name="scale_letter_once"),
            models.CheckConstraint(condition=Q(score__range=(0, 100)), name="scale_letter_within_0_100"),
        ]
        triggers = raise_catalogue_version()

    def __str__(self) -> str:
        return f"{self.letter} = {self.score.normalize():f}"


class PublicationQuerySet(models.QuerySet):
    """Publications, by the words the site uses for them."""

    def sources(self) -> PublicationQuerySet:
        """Those that publish reviews of their own: not aggregators."""
        return self.filter(is_aggregator=False)

    def with_review_counts(self) -> PublicationQuerySet:
        """With `review_count`, the number of their counted reviews."""
        return self.annotate(review_count=Coalesce("tally__counted", 0))

    def busiest_first(self) -> PublicationQuerySet:
        """Those with counted reviews, by their number."""
        return self.filter(tally__counted__gt=0).order_by("-tally__counted", "tally__publication")


@tracked(exclude=["folded"])
class Publication(models.Model):
    """A magazine, newspaper, site or station that publishes reviews."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, allow_unicode=True, unique=True)
    site = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, null=True, blank=True, related_name="publications")
    is_aggregator = models.BooleanField(default=False, help_text="Gathers others' reviews: never the source of one.")
    folded = FoldedField("name", unique=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["folded"]
        indexes = [
            folded_search("publication"),
            GinIndex(Func("folded", function="name_words"), name="publication_words", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="publication_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="publication_has_a_slug"),
        ]
        triggers = [*raise_album_versions(OF_PUBLICATION, everywhere=True), *learn_words()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The publication's page."""
        return address("publication", self.slug)


class CriticQuerySet(models.QuerySet):
    """Critics, by the words the site uses for them."""

    def listed(self) -> CriticQuerySet:
        """Critics whom readers may meet: not hidden, and with a counted review. A draft names nobody in public."""
        return self.filter(tally__counted__gt=0, hidden=False)

    def known_as(self, name: str) -> CriticQuerySet:
        """Critics who sign with that name, case and accents aside."""
        return self.filter(folded=fold(name))

    def with_review_counts(self) -> CriticQuerySet:
        """With `review_count`, the number of their counted reviews."""
        return self.annotate(review_count=Coalesce("tally__counted", 0))

    def busiest_first(self) -> CriticQuerySet:
        """Those with counted reviews, by their number."""
        return self.filter(tally__counted__gt=0).order_by("-tally__counted", "tally__critic")


@tracked(exclude=["folded"])
class Critic(models.Model):
    """A byline: a name or pseudonym that signs reviews."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100, allow_unicode=True, unique=True)
    bio = models.TextField(blank=True)
    publication = models.ForeignKey(
        Publication, on_delete=models.SET_NULL, null=True, blank=True, related_name="critics", help_text="Home, if any."
    )
    scale = models.ForeignKey(
        Scale, on_delete=models.PROTECT, null=True, blank=True, related_name="critics", help_text="If not the house's."
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="bylines",
        help_text="The account that has claimed this byline.",
    )
    hidden = models.BooleanField(default=False, help_text="At the critic's wish: no page, and no review counts.")
    folded = FoldedField("name", db_index=True)

    objects = CriticQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "pk"]
        indexes = [
            folded_search("critic"),
            GinIndex(Func("folded", function="name_words"), name="critic_words", fastupdate=False),
            models.Index(Collate("folded", "C"), F("id"), name="critic_by_letter"),
        ]
        permissions = [("hide_critic", "Can hide a critic at their wish")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="critic_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="critic_has_a_slug"),
        ]
        triggers = [
            *raise_album_versions(OF_CRITIC, everywhere=True),
            *learn_words(),
            count_anew("critic_id", "hidden"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The critic's page."""
        return address("critic", self.slug)

    def bands(self) -> tuple[Band, ...]:
        """What the critic's grades mean in words: as the critic has said, else as the site reads everybody's."""
        own = getattr(self, "thresholds", None)
        return own.bands() if own else BANDS

    def verdict_of(self, score: Decimal) -> str:
        """What a grade of the critic's amounts to."""
        return verdict_of(float(score), self.bands())

    def grading_scale(self) -> Scale | None:
        """The critic's own scale, else the house's, else None."""
        if self.scale_id:
            return self.scale
        return self.publication.scale if self.publication else None
