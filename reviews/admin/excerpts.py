"""A review's excerpts beneath it: words are typed or picked, the server finds where they stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property

from albums.models import Track
from common.form_fields import TextField
from reviews.forms.excerpt_words import QuotingForm, TrackField, most_leads, refuse_one_too_many, refuse_repeated
from reviews.models import Excerpt, Review, SourcePolicy
from reviews.quoting.allowance import NO_BOUND, Allowance


class ExcerptInlineForm(QuotingForm, forms.ModelForm):
    """One excerpt of `review`, which holds the body as it is about to be stored."""

    text = TextField(
        label="Words",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "excerpt-words", "data-quotation": True}),
        help_text="Exactly as they stand in the text.",
    )
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput(attrs={"class": "excerpt-near"}))

    class Meta:
        model = Excerpt
        fields = ["text", "about", "track", "topic", "stance", "lead", "order"]

    def __init__(
        self, *args: Any, review: Review, tracks: list[Track], allowance: Allowance = NO_BOUND, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.review, self.allowance = review, allowance
        self.fields["track"] = TrackField(tracks)

    def clean(self) -> dict[str, Any]:
        """Find the words in the body; refuse what the database would refuse."""
        super().clean()
        cleaned = self.cleaned_data
        self.settle_subject(cleaned)
        if words := cleaned.get("text"):
            self._locate(words)
        return cleaned

    def _locate(self, words: str) -> None:
        near = self.cleaned_data.get("near")
        if near is None:
            near = self.instance.start or 0
        review = self.review
        if span := self.find_words(review.body, words, near, hosted=review.hosted, stored=self.instance.text):
            self.instance.start, self.instance.end = span
            self.cleaned_data["text"] = review.body[span.start : span.end]


class ExcerptInlineFormSet(BaseInlineFormSet):
    """The excerpts of one review, no two of the same words, and no more that lead than may."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._tracks: list[Track] | None = None

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Each row knows the review and the tracks of its album."""
        if self._tracks is None:
            self._tracks = list(Track.objects.filter(album=self.instance.album_id))
        known = {"review": self.instance, "tracks": self._tracks, "allowance": self.allowance}
        return {**super().get_form_kwargs(index), **known}

    @cached_property
    def allowance(self) -> Allowance:
        """How much the policy of the review's source lets be quoted; what its critic has chosen is not measured."""
        review = self.instance
        chosen = review.hosted or review.quotes_by_critic or not review.source_url
        policy = None if chosen else SourcePolicy.objects.of(review.source_url)
        return policy.allowance() if policy else NO_BOUND

    def _goes(self, form: forms.ModelForm) -> bool:
        return self._should_delete_form(form)  # type: ignore[attr-defined]  # Django's own, which the stubs leave out

    def clean(self) -> None:
        """Refuse the same words twice, of those that came since the page was opened too, and more leads than may be."""
        super().clean()
        opened = [form.instance.pk for form in self.initial_forms]
        came_since = Excerpt.objects.filter(review=self.instance.pk).exclude(pk__in=opened)
        taken: set[tuple[int, int]] = set(came_since.values_list("start", "end"))
        for form in self.forms:
            if not form.has_changed() and not form.instance.pk:
                continue
            if self._goes(form) or "text" in form.errors:
                continue
            span = form.instance.start, form.instance.end
            if span in taken:
                refuse_repeated(form)
            taken.add(span)
        leading = [form for form in self.forms if form.cleaned_data.get("lead") and not self._goes(form)]
        for form in leading[most_leads() :]:
            refuse_one_too_many(form)
        refusal = self.allowance.refusal_of_all([end - start for start, end in taken], self.instance.body)
        if refusal and self.has_changed():
            raise ValidationError(refusal)

    def save(self, commit: bool = True) -> list[Excerpt]:
        """Store the rows. The database compares spans row by row, so those that change or go make room first."""
        making_room = [
            form.instance.pk
            for form in self.initial_forms
            if self._goes(form) or "text" in form.changed_data or "near" in form.changed_data
        ]
        Excerpt.objects.filter(pk__in=making_room).delete()
        return super().save(commit)


class ExcerptInline(admin.StackedInline):
    """The words that stand for the review."""

    model = Excerpt
    form = ExcerptInlineForm
    formset = ExcerptInlineFormSet
    extra = 1
    fieldsets = [(None, {"fields": ["text", ("about", "track"), ("topic", "stance"), ("lead", "order"), "near"]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """In the order of the page."""
        return super().get_queryset(request).order_by(*(Excerpt._meta.ordering or ()))
