"""A review's excerpts beneath it: words are typed or picked, the server finds where they stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from albums.models import Track
from common.form_fields import TextField
from reviews.forms.excerpt_rows import ABOUT_THE_RECORD, TrackField
from reviews.models import Excerpt, Review
from reviews.quoting.excerpt_rules import longest_excerpt, not_verbatim, too_long
from reviews.quoting.spans import find_span


class ExcerptInlineForm(forms.ModelForm):
    """One excerpt of `review`, which holds the body as it is about to be stored."""

    text = TextField(
        label="Words",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "excerpt-words"}),
        help_text="Exactly as they stand in the text.",
    )
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput(attrs={"class": "excerpt-near"}))

    class Meta:
        model = Excerpt
        fields = ["text", "about", "track", "topic", "stance", "lead", "order"]

    def __init__(self, *args: Any, review: Review, tracks: list[Track], **options: Any) -> None:
        super().__init__(*args, **options)
        self.review = review
        self.fields["track"] = TrackField(tracks)

    def clean(self) -> dict[str, Any]:
        """Find the words in the body; refuse what the database would refuse."""
        cleaned = super().clean()
        if cleaned.get("track") and cleaned.get("about") != Excerpt.About.TRACK:
            self.add_error("track", "An excerpt that names a track is about a track.")
        if cleaned.get("lead") and cleaned.get("about") not in ABOUT_THE_RECORD:
            self.add_error("lead", "Only words about the album or one of its tracks may lead.")
        if words := cleaned.get("text"):
            self._locate(words)
        return cleaned

    def _locate(self, words: str) -> None:
        body, near = self.review.body, self.cleaned_data.get("near")
        if near is None:
            near = self.instance.start or 0
        span = find_span(body, words, near)
        if span is None:
            self.add_error("text", not_verbatim(body, words, near))
            return
        text = body[span.start : span.end]
        longest = longest_excerpt(body, hosted=self.review.hosted)
        if longest is not None and len(text) > longest and text != self.instance.text:
            self.add_error("text", too_long(len(text), longest))
            return
        self.instance.start, self.instance.end = span
        self.cleaned_data["text"] = text


class ExcerptInlineFormSet(BaseInlineFormSet):
    """The excerpts of one review, no two of the same words."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._tracks: list[Track] | None = None

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Each row knows the review and the tracks of its album."""
        if self._tracks is None:
            self._tracks = list(Track.objects.filter(album=self.instance.album_id))
        return {**super().get_form_kwargs(index), "review": self.instance, "tracks": self._tracks}

    def clean(self) -> None:
        """Refuse the same words twice, at their row; of those that came after the page was opened, too."""
        super().clean()
        opened = [form.instance.pk for form in self.initial_forms]
        came_since = Excerpt.objects.filter(review=self.instance.pk).exclude(pk__in=opened)
        taken: set[tuple[int, int]] = set(came_since.values_list("start", "end"))
        for form in self.forms:
            if not form.has_changed() and not form.instance.pk:
                continue
            if self._should_delete_form(form) or "text" in form.errors:
                continue
            span = form.instance.start, form.instance.end
            if span in taken:
                form.add_error("text", "These words are an excerpt already. Remove one of the two.")
            taken.add(span)

    def save(self, commit: bool = True) -> list[Excerpt]:
        """Store the rows. The database compares spans row by row, so those that change or go make room first."""
        making_room = [
            form.instance.pk
            for form in self.initial_forms
            if self._should_delete_form(form) or "text" in form.changed_data or "near" in form.changed_data
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
        return super().get_queryset(request).order_by(*Excerpt._meta.ordering)
