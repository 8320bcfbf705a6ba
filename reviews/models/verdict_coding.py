"""Codings: how curators, each alone with the text, judged a review without knowing what others made of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import MD5, Cast, Now

from albums.models.triggers import raise_catalogue_version
from reviews.models.review import Review, Verdict
from reviews.models.review_sets import ReviewQuerySet
from reviews.models.revision import Revision

GRADED_SAMPLE = 200


def digest_of(body: str) -> str:
    """What tells one text from another, as the database reckons it too."""
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()


class VerdictCodingQuerySet(models.QuerySet):
    """Codings, by the words the site uses for them."""

    def of_text(self, review: Review) -> VerdictCodingQuerySet:
        """Those of the review's text as it stands, the first one first. Those of an earlier text do not count."""
        return self.filter(review=review, body_digest=digest_of(review.body)).order_by("pk")

    def telling(self) -> VerdictCodingQuerySet:
        """Those whose curator could tell."""
        return self.exclude(verdict="")

    def coded_twice(self) -> list[tuple[str, ...]]:
        """The verdicts on each text that has two or more, in the order in which they were given. One query."""
        verdicts: dict[int, list[str]] = defaultdict(list)
        current = self.telling().filter(body_digest=MD5(F("review__body")))
        for review, verdict in current.order_by("pk").values_list("review", "verdict"):
            verdicts[review].append(verdict)
        return [tuple(given) for given in verdicts.values() if len(given) > 1]

    def follow(self, review: Review) -> None:
        """Bring codings and second verdict in line with the review as it was just stored.

        The verdict that a curator sets on a text that nobody has coded is its first coding, and theirs to change until
        a second one comes. The second verdict stays beside it while it differs and nobody has settled it.
        """
        second = ""
        if review.verdict_set_by == Review.VerdictSetBy.CURATOR and review.body:
            told = list(self.of_text(review).telling())
            if not told:
                self._keep_first(review)
            elif len(told) == 1:
                self._change_first(told[0], review)
            elif told[1].verdict != review.verdict and not VerdictSettlement.objects.of_text(review).exists():
                second = told[1].verdict
        review.second_verdict = second
        Review.objects.filter(pk=review.pk).exclude(second_verdict=second).update(second_verdict=second)

    def _keep_first(self, review: Review) -> None:
        self.update_or_create(
            review=review,
            curator_id=review.verdict_user_id,
            body_digest=digest_of(review.body),
            defaults={"verdict": review.verdict, "revision": review.revision, "at": review.verdict_set_at},
        )

    def _change_first(self, coding: VerdictCoding, review: Review) -> None:
        if coding.curator_id == review.verdict_user_id and coding.verdict != review.verdict:
            self.filter(pk=coding.pk).update(verdict=review.verdict, at=review.verdict_set_at)


class VerdictCoding(models.Model):
    """One curator's verdict on one text: the first is the one that counts, a second is given without seeing it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="codings")
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="codings")
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, help_text="Empty: could not tell.")
    words = models.TextField(blank=True)
    revision = models.PositiveIntegerField(help_text="The revision that was read.")
    body_digest = models.CharField(max_length=32, help_text="MD5 of its text: another text has to be coded anew.")
    at = models.DateTimeField(db_default=Now())

    objects = VerdictCodingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        permissions = [("code_verdict", "Can code verdicts blind, and settle where two differ")]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="coding_verdict_is_known"),
            models.UniqueConstraint(fields=["review", "curator", "body_digest"], name="coding_once_a_curator_and_text"),
        ]
        triggers = raise_catalogue_version()

    def __str__(self) -> str:
        return f"{self.review}: {self.get_verdict_display() or 'cannot tell'}"


class VerdictSettlementQuerySet(models.QuerySet):
    """Settlements, by the words the site uses for them."""

    def of_text(self, review: Review) -> VerdictSettlementQuerySet:
        """That of the review's text as it stands."""
        return self.filter(review=review, body_digest=digest_of(review.body))


class VerdictSettlement(models.Model):
    """How it was decided between two curators who read one text differently."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="settlements")
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.TextField()
    body_digest = models.CharField(max_length=32)
    at = models.DateTimeField(db_default=Now())

    objects = VerdictSettlementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="settlement_verdict_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="settlement_has_a_reason"),
            models.UniqueConstraint(fields=["review", "body_digest"], name="settlement_once_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.review}: {self.get_verdict_display()}"


class ReviewToCodeQuerySet(ReviewQuerySet):
    """Reviews, seen as what there is to code."""

    def to_code_by(self, user: User, *, graded: bool = True) -> ReviewToCodeQuerySet:
        """Reviews for that curator to code blind, longest waiting first, each with `first_coded_at`.

        Their verdict was set by a curator, one has coded the text as it stands, and this one neither wrote, edited or
        published it nor has coded it: whoever did has seen the verdict. After them come those of a sample of graded
        ones, which nobody has coded: they tell where curators see the edges between verdicts. Without `graded` only
        those that wait.
        """
        codings = VerdictCoding.objects.filter(review=OuterRef("pk"), body_digest=MD5(OuterRef("body")))
        telling = codings.telling().order_by("pk")
        coded = VerdictCoding.objects.values("review")
        seen = Revision.objects.filter(review=OuterRef("pk"), made_by=user)
        second = Q(
            ~Q(body=""),
            ~Exists(telling[1:2]),
            pk__in=coded,
            verdict_set_by=Review.VerdictSetBy.CURATOR,
            status__in=[Review.Status.SUBMITTED, Review.Status.PUBLISHED],
            revises__isnull=True,
            first_coded_at__isnull=False,
        )
        sample = list(self.graded_sample().values_list("pk", flat=True)) if graded else []
        return (
            self.annotate(first_coded_at=Subquery(telling.values("at")[:1]))
            .filter(second | Q(pk__in=sample))
            .filter(~Exists(codings.filter(curator=user)), ~Exists(seen))
            .exclude(critic__user=user)
            .order_by("first_coded_at", "pk")
        )

    def graded_sample(self) -> ReviewQuerySet:
        """Graded texts to be coded without sight of the grade: two hundred at a time, in an order of chance.

        A text that prints its grade in so many words would give it away, and is left out. What has been coded by
        anybody makes room for the next.
        """
        codings = VerdictCoding.objects.filter(review=OuterRef("pk"), body_digest=MD5(OuterRef("body")))
        return (
            self.counted()
            .filter(~Q(body=""), ~Q(body__contains=F("grade")), ~Exists(codings))
            .filter(score__isnull=False, verdict_set_by=Review.VerdictSetBy.GRADE)
            .order_by(MD5(Cast("pk", models.TextField())))[:GRADED_SAMPLE]
        )


class ReviewToCode(Review):
    """A review whose verdict one curator has set and a second one has not, as the admin needs it."""

    objects = ReviewToCodeQuerySet.as_manager()  # type: ignore[misc]  # the stubs take it for the instance's

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "verdict to code"
        verbose_name_plural = "verdicts to code"
