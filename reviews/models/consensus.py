"""The stored consensus of each album, its history, and the calibration it was computed with."""

from __future__ import annotations

from django.apps.registry import Apps
from django.apps.registry import apps as installed
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from scipy.special import ndtri

from albums.models import Album
from albums.models.triggers import OF_ALBUM, raise_album_versions, raise_catalogue_version
from reviews.consensus.album import SHOWN_FROM
from reviews.consensus.fit import VERSION
from reviews.consensus.groups import Group
from reviews.consensus.model import DEFAULTS, EDGES, INTERVAL, Band, bands_at
from reviews.consensus.predicting import NAMES
from reviews.consensus.printed import Printed, as_printed
from reviews.models.critic import Critic, Publication
from reviews.models.review import Review

HALF_INTERVAL = float(ndtri(INTERVAL[1]))
"""Standard deviations from the middle of a normal distribution to the ends of the interval."""

_STATED = {
    "mean": DEFAULTS.mu,
    "album_scale": DEFAULTS.scale,
    "noise": DEFAULTS.noise,
    "publication_sd": DEFAULTS.publication_sd,
    "critic_sd": DEFAULTS.critic_sd,
    "power": DEFAULTS.power,
    "mixed_from": EDGES[0],
    "positive_from": EDGES[1],
    "rave_from": EDGES[2],
}


class CalibrationQuerySet(models.QuerySet["Calibration"]):
    """Fits of the model."""

    def current(self) -> Calibration:
        """The newest calibration. Where there is none, the stated defaults are stored first."""
        return self.order_by("-pk").first() or self.state_defaults()

    def state_defaults(self) -> Calibration:
        """Store the stated defaults as the newest calibration."""
        return self.create(**_STATED, fit_version=VERSION)


class Calibration(models.Model):
    """One fit of the model: its constants, on the 0-100 scale, and what it was fitted on. Never edited."""

    mean = models.FloatField(help_text="Where the site's records stand before anyone has written.")
    album_scale = models.FloatField(help_text="Scale of the Student-t prior of albums.")
    noise = models.FloatField(help_text="Standard deviation of one review around its album.")
    publication_sd = models.FloatField(help_text="Standard deviation of publications' leniency.")
    critic_sd = models.FloatField(help_text="Standard deviation of critics' leniency.")
    slope_sd = models.FloatField(null=True, help_text="Standard deviation of log slope among publications.")
    log_noise_sd = models.FloatField(null=True, help_text="Standard deviation of log noise among publications.")
    power = models.FloatField(default=1, help_text="Power of the stretch; 1: none.")
    mixed_from = models.FloatField(default=50, help_text="From where a verdict is heard as mixed, on 0-100.")
    positive_from = models.FloatField(default=70, help_text="From where it is heard as positive.")
    rave_from = models.FloatField(default=85, help_text="From where it is heard as a rave.")
    edges_from = models.PositiveIntegerField(default=0, help_text="Verdicts beside grades that the edges come from.")
    fit_version = models.PositiveSmallIntegerField(default=0, help_text="Which method. 0: the first defaults.")
    fitted_reviews = models.PositiveIntegerField(default=0, help_text="0: the stated defaults, from real data.")
    fitted_albums = models.PositiveIntegerField(default=0)
    judged_reviews = models.PositiveIntegerField(default=0, help_text="Reviews that the formulas were judged on.")
    judged_grades = models.PositiveIntegerField(default=0, help_text="Grades among them, each predicted once.")
    judged_albums = models.PositiveIntegerField(default=0)
    floor = models.FloatField(null=True, help_text="Least possible error on such a site, divided by the plain mean's.")
    scores_lie_at = models.JSONField(default=list, help_text="Quantiles of the scores of listed albums, then.")
    scored_albums = models.PositiveIntegerField(default=0, help_text="So many listed albums had a score then.")
    first_ten = models.JSONField(default=dict, help_text="By album: the chance of being among the first ten, then.")
    made_at = models.DateTimeField(db_default=Now())

    objects = CalibrationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(mean__range=(0, 100)), name="calibration_mean_within_0_100"),
            models.CheckConstraint(
                condition=Q(album_scale__gt=0, noise__gt=0, publication_sd__gte=0, critic_sd__gte=0),
                name="calibration_deviations_are_positive",
            ),
            models.CheckConstraint(
                condition=Q(
                    power__gt=0,
                    mixed_from__gt=0,
                    mixed_from__lt=F("positive_from"),
                    positive_from__lt=F("rave_from"),
                    rave_from__lt=100,
                ),
                name="calibration_stretch_and_edges_are_possible",
            ),
        ]
        triggers = raise_catalogue_version()

    def __str__(self) -> str:
        return f"calibration {self.pk}"

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands that verdicts without a grade are heard as."""
        return bands_at((self.mixed_from, self.positive_from, self.rave_from))

    @property
    def follows_the_method(self) -> bool:
        """Whether it was made by the method in use; the defaults of an earlier one stay until the next fit."""
        return self.fit_version == VERSION


def store_defaults(using: str, apps: Apps = installed, **signal: object) -> None:
    """After migrating, and after `flush`: store the stated defaults where no calibration is left.

    `apps` are those of the state that was migrated to; one before there was a consensus needs none.
    """
    try:
        kept = apps.get_model("reviews", "Calibration").objects.using(using)
    except LookupError:
        return
    if not kept.exists():
        known = {field.name for field in kept.model._meta.get_fields()}
        kept.create(**{name: value for name, value in (_STATED | {"fit_version": VERSION}).items() if name in known})


class FormulaEvaluation(models.Model):
    """How well one formula did on grades it had not seen, when the calibration was made; see `consensus.evaluation`.

    Null where there were too few grades to tell.
    """

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="evaluations")
    formula = models.CharField(max_length=20)
    rmse = models.FloatField(null=True, help_text="Root mean square error of ten-fold held-out grades, in points.")
    ratio = models.FloatField(null=True, help_text="The error divided by the plain mean's.")
    ratio_error = models.FloatField(null=True, help_text="Standard error of that, over albums.")
    log_score = models.FloatField(null=True, help_text="Mean log density of held-out grades: higher is better.")
    log_score_error = models.FloatField(null=True, help_text="Standard error of that, over albums.")
    coverage = models.FloatField(null=True, help_text="Share of held-out grades within their 80 % interval.")
    inside = models.FloatField(null=True, help_text="The same without regard to rounding.")
    bias = models.FloatField(null=True, help_text="Mean of what was expected less what came, in points.")
    rank_agreement = models.FloatField(null=True, help_text="Kendall's tau with the other half's plain means.")
    truth_slope = models.FloatField(null=True, help_text="Slope of these means on the scores.")
    movement = models.FloatField(null=True, help_text="Points that scores move when one grade in twenty is replaced.")
    own_movement = models.FloatField(null=True, help_text="That divided by the standard deviation of the scores.")
    tenths = models.JSONField(default=list, help_text="Groups of `consensus.groups` by tenth of the expected grade.")
    by_count = models.JSONField(default=list, help_text="By number of the album's reviews.")
    by_band = models.JSONField(default=list, help_text="By band of the expected grade.")
    standings = models.JSONField(default=list, help_text="Scores from three reviews against scores from all.")

    class Meta:
        ordering = ["calibration", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["calibration", "formula"], name="formula_evaluation_once"),
            models.CheckConstraint(
                condition=Q(rmse__gte=0, movement__gte=0, coverage__range=(0, 1), rank_agreement__range=(-1, 1)),
                name="formula_evaluation_is_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.formula} under {self.calibration}"

    def groups(self, parted: str) -> list[Group]:
        """The groups of `tenths`, `by_count`, `by_band` or `standings`."""
        return [Group(*row) for row in getattr(self, parted)]

    @property
    def name(self) -> str:
        """What the formula is called on a page."""
        return NAMES[self.formula]


class Offset(models.Model):
    """How one voice differs from the rest: leniency in points, with the variance that is left of not knowing it."""

    leniency = models.FloatField(help_text="Points above the others (negative: below).")
    variance = models.FloatField(help_text="Posterior variance of the leniency, in points squared.")
    reviews = models.PositiveIntegerField()

    class Meta:
        abstract = True

    @property
    def interval(self) -> tuple[float, float]:
        """Between which the leniency lies four times in five."""
        margin = HALF_INTERVAL * self.variance**0.5
        return self.leniency - margin, self.leniency + margin


class PublicationOffset(Offset):
    """A publication's habits under one calibration."""

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="publication_offsets")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="offsets")
    slope = models.FloatField(default=1, help_text="How much of the scale it uses; 1 is the common value.")
    noise = models.FloatField(help_text="How unpredictable it is: standard deviation in points.")
    slope_variance = models.FloatField(default=0, help_text="Posterior variance of the slope.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calibration", "publication"], name="publication_offset_once"),
            models.CheckConstraint(
                condition=Q(slope__gt=0, noise__gt=0, variance__gte=0, slope_variance__gte=0),
                name="publication_offset_is_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.leniency:+.1f}"


class CriticOffset(Offset):
    """A critic's leniency under one calibration."""

    calibration = models.ForeignKey(Calibration, on_delete=models.CASCADE, related_name="critic_offsets")
    critic = models.ForeignKey(Critic, on_delete=models.CASCADE, related_name="offsets")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calibration", "critic"], name="critic_offset_once"),
            models.CheckConstraint(condition=Q(variance__gte=0), name="critic_offset_is_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.critic}: {self.leniency:+.1f}"


class ConsensusFigures(models.Model):
    """Score and interval on 0-100, from three counted reviews on; before that, null."""

    score = models.FloatField(null=True)
    low = models.FloatField(null=True, help_text="10 % point of the posterior.")
    high = models.FloatField(null=True, help_text="90 % point of the posterior.")
    counted = models.PositiveIntegerField(help_text="Counted reviews.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True, low__isnull=True, high__isnull=True, counted__lt=SHOWN_FROM)
                | Q(
                    score__isnull=False,
                    low__isnull=False,
                    high__isnull=False,
                    score__range=(0, 100),
                    low__range=(0, F("high")),
                    high__lte=100,
                    counted__gte=SHOWN_FROM,
                ),
                name="%(class)s_from_three_reviews_within_0_100",
            )
        ]

    @property
    def printed(self) -> Printed:
        """As a reader sees it."""
        return as_printed(self.score, self.low, self.high, self.counted)


class Consensus(ConsensusFigures):
    """An album's consensus as it stands. Written by `reviews.scoring.one_album` alone."""

    album = models.OneToOneField(Album, on_delete=models.CASCADE, related_name="consensus")
    calibration = models.ForeignKey(Calibration, on_delete=models.PROTECT, related_name="+")
    plain_mean = models.FloatField(null=True, help_text="Mean of the grades alone; null without a grade.")
    raves = models.PositiveIntegerField(default=0)
    positives = models.PositiveIntegerField(default=0)
    mixeds = models.PositiveIntegerField(default=0)
    pans = models.PositiveIntegerField(default=0)
    graded = models.PositiveIntegerField(default=0)
    ungraded = models.PositiveIntegerField(default=0)
    share_positive = models.FloatField(
        null=True, help_text="Share of raves and positives, 0-1, shrunk by half a review."
    )
    spread = models.FloatField(null=True, help_text="Disagreement in points, from five reviews on.")
    evidence = models.CharField(max_length=12)
    computed_at = models.DateTimeField()

    class Meta(ConsensusFigures.Meta):
        verbose_name_plural = "consensus"
        constraints = [
            *ConsensusFigures.Meta.constraints,
            models.CheckConstraint(
                condition=Q(counted=F("raves") + F("positives") + F("mixeds") + F("pans"))
                & Q(counted=F("graded") + F("ungraded")),
                name="consensus_counts_add_up",
            ),
        ]
        triggers = raise_album_versions(OF_ALBUM)

    def __str__(self) -> str:
        return f"consensus of {self.album_id}"


class ConsensusChange(ConsensusFigures):
    """One step in the history of an album's consensus, and the review that caused it.

    Where the method changed there is one whether or not another number is printed: what stands before and after were
    not computed alike, so the difference is no step of the album's.
    """

    class Cause(models.TextChoices):
        PUBLISHED = "published", "review published"
        REVISED = "revised", "review revised"
        WITHDRAWN = "withdrawn", "review withdrawn"
        HIDDEN = "hidden", "critic hidden or shown"
        MERGED = "merged", "records merged"
        REFITTED = "refitted", "model fitted anew"
        IMPORTED = "imported", "scores imported"
        METHOD = "method", "method changed"

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="consensus_changes")
    review = models.ForeignKey(Review, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause)
    at = models.DateTimeField(db_default=Now())

    class Meta(ConsensusFigures.Meta):
        ordering = ["album", "at", "pk"]
        indexes = [
            models.Index(fields=["album", "at"], name="consensus_change_by_album"),
            models.Index(fields=["-at", "-id"], condition=Q(score__isnull=False), name="consensus_change_to_a_score"),
        ]

    def __str__(self) -> str:
        return f"{self.album_id}: {self.score} ({self.cause})"
