"""Reviews: what one critic said about one album, from draft to publication and beyond."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.conf.global_settings import LANGUAGES_BIDI
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Now
from django.utils import timezone

from albums.models import Album
from common.page_addresses import address
from common.tracking import tracked
from common.web_addresses import source_key
from reviews.consensus.model import verdict_of
from reviews.grading.grades import Grade
from reviews.models.critic import Critic, Publication, Scale
from reviews.models.review_sets import ReviewQuerySet
from reviews.models.statuses import CLOSED, PENDING, SEEN, Status
from reviews.models.triggers import ON_REVIEWS

WORDS_A_MINUTE = 230


class Verdict(models.TextChoices):
    """What a review amounts to, best first."""

    RAVE = "rave", "Rave"
    POSITIVE = "positive", "Positive"
    MIXED = "mixed", "Mixed"
    PAN = "pan", "Pan"


class Disclosure(models.TextChoices):
    """What a critic owes readers to know about how a review came about."""

    PROMO = "promo", "The record came from its label or artist"
    PAYMENT = "payment", "Somebody with an interest in it paid for the review"
    FRIENDSHIP = "friendship", "The critic knows or works with somebody who made it"


_CHANGES_OF_PUBLISHED = """
old_values.status = 'published' AND (
    change.columns ? 'status'
    OR (change.columns ? 'body' AND old_values.hosted)
    OR (
        change.columns ?| ARRAY['grade', 'verdict', 'headline', 'critic_id', 'publication_id', 'source_url']
        AND NOT coalesce(context.metadata ? 'rearrangement', false)
    )
)
"""


@tracked(
    exclude=[
        "source_page",
        "source_gone",
        "second_verdict",
        "created_at",
        "updated_at",
        "form_token",
        "document_sha256",
        "revises_facts",
    ],
    within=["album"],
    corrects_on_update=_CHANGES_OF_PUBLISHED,
    corrects_on_delete="old_values.status = 'published'",
)
class Review(models.Model):
    """One critic's review of one album."""

    Status = Status

    class VerdictSetBy(models.TextChoices):
        CRITIC = "critic", "the critic"
        GRADE = "grade", "derived from the critic's own grade"
        CURATOR = "curator", "a curator"

    album = models.ForeignKey(Album, on_delete=models.PROTECT, related_name="reviews")
    critic = models.ForeignKey(
        Critic, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews", help_text="Empty: not stated."
    )
    publication = models.ForeignKey(
        Publication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        help_text="Empty: self-published or not stated.",
    )
    headline = models.CharField(max_length=500, blank=True)
    source_url = models.URLField("source", max_length=1000, blank=True, validators=[URLValidator(["http", "https"])])
    source_page = models.GeneratedField(
        expression=source_key("source_url"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    source_gone = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Found so by the link checker."
    )
    archive_url = models.URLField(
        "archived copy",
        max_length=1000,
        blank=True,
        default="",
        validators=[URLValidator(["http", "https"])],
        help_text="Where it can be read when the source is gone.",
    )
    language = models.CharField(max_length=35, blank=True, help_text="Language tag: en, de, pt-BR. Empty: unknown.")
    published_on = models.DateField("first published", null=True, blank=True, help_text="As the review states it.")
    updated_on = models.DateField("last updated", null=True, blank=True, help_text="As the review states it.")
    body = models.TextField(blank=True, help_text="Empty: only the grade is known here, or the verdict and the source.")
    headings = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    hosted = models.BooleanField(
        "full text may be shown", default=False, help_text="Its author put it here. Otherwise only excerpts are shown."
    )

    text_forgotten_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When all of its text but the excerpts was forgotten."
    )
    quotes_by_critic = models.BooleanField(
        "chosen by the critic", default=False, db_default=False, help_text="Its critic has chosen what is quoted."
    )

    grade = models.CharField("grade as printed", max_length=40, blank=True)
    score = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="The printed grade on 0-100."
    )
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    verdict_set_by = models.CharField(max_length=8, choices=VerdictSetBy, blank=True)
    verdict_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verdict_set_at = models.DateTimeField(null=True, blank=True)
    second_verdict = models.CharField(
        max_length=8,
        choices=Verdict,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="What a second curator says, where it differs and is not settled; see VerdictCoding.",
    )

    disclosures = ArrayField(models.CharField(max_length=10, choices=Disclosure), default=list, blank=True)

    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    revises = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="pending_revisions",
        help_text="The published review that this is to become the next revision of.",
    )
    revises_number = models.PositiveIntegerField(
        null=True, blank=True, editable=False, help_text="The revision of it that this one began from."
    )
    revises_facts = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text="What it said of link, language, dates and the like when its critic last saw it.",
    )
    revision = models.PositiveIntegerField(default=1)
    reason = models.TextField(
        blank=True, help_text="The curator's words when returned or rejected; the critic's when withdrawn."
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="submitted_reviews"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="When it appeared on this site.")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    form_token = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Made with the form: a form posted twice makes one.",
    )
    document_name = models.CharField(max_length=255, blank=True, help_text="The imported file's name.")
    document_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    revised_at: datetime | None = None
    page_link: str = ""

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["album", "published_at"], condition=Q(status=Status.PUBLISHED), name="review_published"
            ),
            models.Index(fields=["submitted_at", "id"], condition=Q(status=Status.SUBMITTED), name="review_queue"),
            models.Index(fields=["document_name"], name="review_document"),
            models.Index(MD5("body"), condition=~Q(body=""), name="review_body_digest"),
            models.Index(fields=["source_url"], condition=~Q(source_url=""), name="review_source"),
            models.Index(fields=["source_page"], condition=~Q(source_url=""), name="review_source_page"),
        ]
        permissions = [
            ("publish_review", "Can publish a submitted review"),
            ("return_review", "Can return a submitted review to its critic"),
            ("reject_review", "Can reject a submitted review"),
            ("withdraw_review", "Can withdraw a published review"),
            ("import_review", "Can import reviews and scores from a table"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(0, 100)), name="review_score_within_0_100"),
            models.CheckConstraint(
                condition=Q(grade="", score__isnull=True) | (~Q(grade="") & Q(score__isnull=False)),
                name="review_score_comes_from_a_printed_grade",
            ),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="review_verdict_is_known"),
            models.CheckConstraint(
                condition=Q(second_verdict__in=["", *Verdict.values]), name="review_second_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="review_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", verdict_set_by="")
                | (~Q(verdict="") & Q(verdict_set_by__in=["critic", "grade", "curator"])),
                name="review_verdict_says_who_set_it",
            ),
            models.CheckConstraint(
                condition=~Q(verdict_set_by="grade") | Q(score__isnull=False),
                name="review_verdict_from_grade_has_a_grade",
            ),
            models.CheckConstraint(
                condition=~Q(verdict_set_by="curator") | Q(score__isnull=True, verdict_set_at__isnull=False),
                name="review_curator_sets_dated_verdict_only_without_a_grade",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[*SEEN]) | Q(published_at__isnull=False),
                name="review_published_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SUBMITTED) | Q(submitted_at__isnull=False),
                name="review_submitted_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | ~Q(verdict=""), name="review_published_has_a_verdict"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | ~Q(body="") | Q(score__isnull=False) | ~Q(source_url=""),
                name="review_published_has_a_text_a_grade_or_a_source",
                violation_error_message="Without a text it needs a grade, or a link to where it can be read.",
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="review_revision_counts_from_one"),
            models.CheckConstraint(
                condition=Q(source_url="") | Q(source_url__regex=r"^https?://"), name="review_source_is_on_the_web"
            ),
            models.CheckConstraint(
                condition=Q(archive_url="") | Q(archive_url__regex=r"^https?://"),
                name="review_archived_copy_is_on_the_web",
            ),
            models.CheckConstraint(
                condition=Q(disclosures__contained_by=["promo", "payment", "friendship"]),
                name="review_disclosures_are_known",
            ),
            models.CheckConstraint(
                condition=Q(revises__isnull=True, revises_number__isnull=True)
                | Q(
                    revises__isnull=False,
                    revises_number__isnull=False,
                    status__in=[*PENDING, Status.REJECTED],
                ),
                name="review_pending_revision_is_not_itself_published",
            ),
            models.UniqueConstraint(
                fields=["revises"],
                condition=Q(status__in=[*PENDING]),
                name="review_one_pending_revision_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["album", "critic"],
                condition=Q(status=Status.PUBLISHED),
                name="review_one_counted_per_critic_and_album",
            ),
        ]
        triggers = ON_REVIEWS

    def __str__(self) -> str:
        return f"{self.byline} on {self.album}"

    def get_absolute_url(self) -> str:
        """The review's place on its album's page."""
        return f"{self.album.get_absolute_url()}#{self.anchor}"

    def get_text_url(self) -> str:
        """The page with the full text, for a review that may be shown in full."""
        return address("review", self.album.lead_artist.slug, self.album.slug, self.pk)

    def get_public_history_url(self) -> str:
        """The page with what has been changed since it was published."""
        return address("review-history", self.album.lead_artist.slug, self.album.slug, self.pk)

    def get_desk_url(self) -> str:
        """The review at its critic's desk."""
        return address("desk-review", self.pk)

    def get_history_url(self) -> str:
        """Its revisions, at its critic's desk."""
        return address("desk-history", self.pk)

    @property
    def anchor(self) -> str:
        """The id of the review's element on the album page."""
        return f"review-{self.pk}"

    @property
    def byline(self) -> str:
        """Who signed it."""
        return self.critic.name if self.critic else "Byline not stated"

    @property
    def house(self) -> str:
        """Where it appeared; empty when self-published or not stated."""
        return self.publication.name if self.publication else ""

    @property
    def voice(self) -> str:
        """Critic and house in one phrase, for tables and charts."""
        if self.house and not self.critic_id:
            return f"{self.house}, byline not stated"
        return f"{self.byline}, {self.house}" if self.house else self.byline

    def has_words(self) -> bool:
        """Whether anything of what it says is known here, beyond its grade or verdict."""
        return bool(self.body or self.headline)

    def is_published(self) -> bool:
        """The same word as `published()`: whether readers may see it."""
        return self.status == self.Status.PUBLISHED and not (self.critic and self.critic.hidden)

    @property
    def was_revised(self) -> bool:
        """Whether readers have seen an earlier revision; known of those loaded `with_last_revision()`."""
        return bool(self.revised_at and self.published_at and self.revised_at > self.published_at)

    def is_pending(self) -> bool:
        """The same word as `pending()`: whether it is begun and not decided about."""
        return self.status in PENDING

    def is_standing(self) -> bool:
        """The same word as `standing()`: whether it is neither rejected nor withdrawn."""
        return self.status not in CLOSED

    def is_seen(self) -> bool:
        """The same word as `seen()`: whether readers have seen it, so that it is withdrawn and never thrown away."""
        return self.status in SEEN

    @property
    def is_returned(self) -> bool:
        """A draft that a curator sent back with a reason."""
        return self.status == self.Status.DRAFT and bool(self.reason)

    @property
    def direction(self) -> str:
        """Which way its words run, for the `dir` attribute: told by the language, else left to the browser."""
        if not self.language:
            return "auto"
        return "rtl" if self.language.partition("-")[0] in LANGUAGES_BIDI else "ltr"

    @property
    def source_link(self) -> str:
        """The source, opening at the first lead excerpt; once that is gone, the archived copy."""
        if self.source_gone:
            return self.archive_url
        leads = self.lead_excerpts()
        return leads[0].source_link if leads else self.source_url

    @property
    def words(self) -> int:
        """Length of the body."""
        return len(self.body.split())

    @property
    def reading_minutes(self) -> int:
        """Reading time at 230 words a minute, at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def paragraphs(self) -> list[str]:
        """The body, cut at its blank lines."""
        return [part for part in self.body.split("\n\n") if part.strip()]

    def grade_as(self, grade: Grade | None) -> None:
        """Take the grade that the critic printed, or none. The verdict follows it, unless the critic has set one."""
        self.grade = grade.printed if grade else ""
        self.score = grade.score if grade else None
        if grade and self.verdict_set_by != self.VerdictSetBy.CRITIC:
            verdict = self.critic.verdict_of(grade.score) if self.critic else verdict_of(float(grade.score))
            self.judge(verdict, self.VerdictSetBy.GRADE)
        elif not grade and self.verdict_set_by == self.VerdictSetBy.GRADE:
            self.judge("", "")

    JUDGED = ("verdict", "verdict_set_by", "verdict_user", "verdict_set_at")
    """The columns that `judge` sets."""

    def judge(self, verdict: str, set_by: str, user: User | None = None, at: datetime | None = None) -> None:
        """Take a verdict with who set it. Derived ones name no person and no moment."""
        self.verdict = verdict
        self.verdict_set_by = set_by if verdict else ""
        by_person = self.verdict_set_by in (self.VerdictSetBy.CRITIC, self.VerdictSetBy.CURATOR)
        self.verdict_user = user if by_person else None
        self.verdict_set_at = (at or timezone.now()) if by_person else None

    def grading_scale(self) -> Scale | None:
        """The scale its grade is printed on: the critic's own, else the publication's, else the critic's home's."""
        if self.critic and self.critic.scale_id:
            return self.critic.scale
        if self.publication and self.publication.scale_id:
            return self.publication.scale
        return self.critic.grading_scale() if self.critic else None

    @property
    def disclosed(self) -> list[str]:
        """What its critic disclosed, in words."""
        return [str(Disclosure(value).label) for value in self.disclosures]

    def lead_excerpts(self) -> list:
        """Excerpts that may stand for the review, in order; from the prefetched ones when there are."""
        return [excerpt for excerpt in self.excerpts.all() if excerpt.lead]
