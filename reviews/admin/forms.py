"""The form on a review's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from albums.models import Album
from common.admin.base import LinesField
from common.form_fields import LineField, TextField
from reviews.admin.decisions import decision_in
from reviews.forms.review_fields import BodyField, PastDateField
from reviews.grading.grades import Grade, InvalidGrade, parse_grade
from reviews.life.grounds import Ground, reason_of
from reviews.life.sources import aggregator_at, blocked_at, refusal_of
from reviews.life.steps import NotAllowed
from reviews.models import Publication, Review


class ReviewAdminForm(forms.ModelForm):
    """A review as a curator edits it. `curator` is set by the admin on the class it makes for each request.

    Valid, it leaves `instance` with score, verdict and who set it in agreement; it saves nothing of that itself. Where
    the button that was pressed needs a reason, `reason` is what the critic will read.
    """

    curator: User
    reason = ""

    headline = LineField(required=False, max_length=500, widget=AdminTextInputWidget(attrs={"class": "vTextField"}))
    body = BodyField(required=False, label="Text", widget=AdminTextareaWidget(attrs={"rows": 24}))
    headings = LinesField(longest=300, help_text="Section headings, one a line.")
    overrule = forms.BooleanField(
        required=False,
        label="Overrule the critic",
        help_text="The verdict is the critic’s own. Tick this to replace it; the revisions keep both.",
    )
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)
    ground = forms.ChoiceField(required=False, label="In short", choices=[("", "–"), *Ground.choices])
    words = TextField(
        required=False,
        max_length=2000,
        label="Reason",
        help_text="For returning, rejecting and withdrawing: one of the list, your own words, or both. The critic "
        "reads them; of a withdrawal the first paragraph is in the public corrections log.",
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )

    class Meta:
        model = Review
        fields = [
            "album",
            "critic",
            "publication",
            "headline",
            "source_url",
            "archive_url",
            "language",
            "published_on",
            "updated_on",
            "hosted",
            "grade",
            "verdict",
            "body",
            "headings",
        ]
        field_classes = {"published_on": PastDateField, "updated_on": PastDateField}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opened_at"].initial = self._stands_since()
        if self.instance.verdict_set_by != Review.VerdictSetBy.CRITIC:
            self.fields["overrule"].disabled = True
            self.fields["overrule"].help_text = "Only where the critic has set the verdict."

    @cached_property
    def changed_data(self) -> list[str]:
        """What is changed of the review."""
        return [name for name in super().changed_data if name not in ("opened_at", "ground", "words")]

    def _stands_since(self) -> str:
        return self.instance.updated_at.isoformat() if self.instance.pk else ""

    def _refuse_what_was_overtaken(self, cleaned: dict[str, Any]) -> None:
        """Take no decision that somebody else has taken, and write over nothing unseen."""
        review = self.instance
        decision = decision_in(self.data)
        is_overtaken = cleaned.get("opened_at") and cleaned["opened_at"] != self._stands_since()
        if decision and review.pk and decision.status != review.status:
            why = f"This review is {review.get_status_display().lower()} by now: “{decision.label}” is not possible."
            typed = cleaned.get("words")
            self.add_error(None, f"{why} You had written: “{typed}”" if typed else why)
        elif is_overtaken and (decision or self.changed_data):
            self.add_error(
                None,
                "This review was changed after you opened this page. Open the page anew in another window and bring "
                "your changes there; here nothing was saved.",
            )

    def clean_publication(self) -> Publication | None:
        """An aggregator is never where a review appeared."""
        publication = self.cleaned_data["publication"]
        if publication and publication.is_aggregator:
            raise ValidationError(f"{publication} gathers others’ reviews and is never the source of one.")
        return publication

    def clean_source_url(self) -> str:
        """Neither is its page."""
        url = self.cleaned_data["source_url"]
        if url and "source_url" in self.changed_data:
            if name := aggregator_at(url):
                raise ValidationError(f"{name} gathers others’ reviews. Link to the page where this one appeared.")
            if blocked := blocked_at(url):
                raise ValidationError(refusal_of(blocked))
        return url

    def clean_album(self) -> Album:
        """Excerpts that name tracks stay with their album."""
        album = self.cleaned_data["album"]
        if "album" in self.changed_data and self.instance.pk and self.instance.excerpts.filter(track__isnull=False):
            raise ValidationError("Its excerpts name tracks of the other album: clear those first.")
        return album

    def clean(self) -> dict[str, Any]:
        """Grade and verdict, which depend on each other and on the scale."""
        super().clean()
        cleaned = self.cleaned_data
        self._refuse_what_was_overtaken(cleaned)
        first, last = cleaned.get("published_on"), cleaned.get("updated_on")
        if first and last and last < first:
            self.add_error("updated_on", "This is before it was first published.")
        if self.instance.status != Review.Status.DRAFT and self.instance.body and not cleaned.get("body", True):
            self.add_error("body", "Only a draft can be without a text.")
        self._refuse_a_second_published_review(cleaned)
        if "grade" in cleaned and "verdict" in cleaned:
            self._clean_grade(cleaned)
        if "grade" in cleaned and "verdict" in cleaned:
            self._clean_verdict(cleaned)
        if {"ground", "words"} <= cleaned.keys():
            self._clean_reason(cleaned)
        return cleaned

    def _clean_reason(self, cleaned: dict[str, Any]) -> None:
        decision = decision_in(self.data)
        if decision and decision.needs_reason:
            try:
                self.reason = reason_of(cleaned["ground"], cleaned["words"])
            except NotAllowed as refusal:
                self.add_error("words", str(refusal))

    def _refuse_a_second_published_review(self, cleaned: dict[str, Any]) -> None:
        critic = cleaned.get("critic")
        if self.instance.status != Review.Status.PUBLISHED or not critic:
            return
        others = Review.objects.filter(album=self.instance.album_id, critic=critic, status=Review.Status.PUBLISHED)
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("critic", f"{critic} already has a published review of this album.")

    def _clean_grade(self, cleaned: dict[str, Any]) -> None:
        review = self.instance
        if "grade" in self.changed_data:
            was_derived = review.verdict_set_by == Review.VerdictSetBy.GRADE
            try:
                review.grade_as(self._parsed(cleaned))
            except InvalidGrade as refusal:
                self.add_error("grade", str(refusal))
                return
            if was_derived and not review.grade and "verdict" not in self.changed_data:
                # The form still shows the verdict that the grade had given: left there, it is the curator's choice.
                review.judge(cleaned["verdict"], Review.VerdictSetBy.CURATOR, self.curator)
        cleaned["grade"] = review.grade

    def _parsed(self, cleaned: dict[str, Any]) -> Grade | None:
        if not cleaned["grade"]:
            return None
        self.instance.critic, self.instance.publication = cleaned.get("critic"), cleaned.get("publication")
        scale = self.instance.grading_scale()
        return parse_grade(cleaned["grade"], scale.rule() if scale else None)

    def _clean_verdict(self, cleaned: dict[str, Any]) -> None:
        review = self.instance
        if "verdict" in self.changed_data:
            if review.grade:
                self.add_error("verdict", f"It is graded {review.grade}: its verdict is not a curator’s to set.")
                return
            if review.verdict_set_by == Review.VerdictSetBy.CRITIC and not cleaned.get("overrule"):
                self.add_error(
                    "verdict", f"The critic called it {review.verdict}: tick “Overrule the critic” to replace that."
                )
                return
            if review.second_verdict:
                self.add_error("verdict", "Two curators read it differently: settle that first, with a reason.")
                return
            review.judge(cleaned["verdict"], Review.VerdictSetBy.CURATOR, self.curator)
        if review.status == Review.Status.PUBLISHED and not review.verdict:
            self.add_error("verdict", "A published review has a verdict.")
        cleaned["verdict"] = review.verdict
