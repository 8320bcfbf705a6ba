"""The rows in which a critic picks excerpts. A row holds words, the server finds where they stand in the body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from albums.models import Track
from common.form_fields import TextField
from reviews.forms.excerpt_words import QuotingForm, TrackField, most_leads, refuse_one_too_many, refuse_repeated
from reviews.models import Excerpt
from reviews.quoting.excerpt_rules import said_more_than_once
from reviews.quoting.spans import count_places


class ExcerptForm(QuotingForm, forms.Form):
    """One excerpt: its words, what they are about and how they judge."""

    text = TextField(
        label="Words",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Exactly as they stand in the text.",
    )
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    about = forms.ChoiceField(label="About", choices=Excerpt.About, initial=Excerpt.About.ALBUM, required=False)
    track = TrackField((), label="Track")
    topic = forms.ChoiceField(label="Topic", choices=Excerpt.Topic, initial=Excerpt.Topic.OVERALL, required=False)
    stance = forms.ChoiceField(label="It is", choices=Excerpt.Stance, initial=Excerpt.Stance.NEUTRAL, required=False)
    lead = forms.BooleanField(label="Show on the card", required=False)

    def __init__(self, *args: Any, tracks: Iterable[Track] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["track"] = TrackField(tracks, label="Track")

    def clean(self) -> dict[str, Any]:
        """Fill what was left out; refuse what the database would refuse, in words for the critic."""
        super().clean()
        cleaned = self.cleaned_data
        for name in ("about", "topic", "stance"):
            cleaned[name] = cleaned.get(name) or self.fields[name].initial
        self.settle_subject(cleaned)
        return cleaned

    note = ""
    """What the critic should look at, though it is nothing wrong."""

    @property
    def number(self) -> int:
        """Which row of the formset it is, from 0."""
        return int((self.prefix or "").rpartition("-")[2])

    def locate(self, body: str, *, hosted: bool) -> Excerpt | None:
        """The excerpt as it stands in `body`, not saved; None when the row is blank or was refused."""
        words = self.cleaned_data.get("text")
        if not words:
            return None
        span = self.find_words(body, words, self.cleaned_data.get("near") or 0, hosted=hosted)
        if span is None:
            return None
        if span.start != self.cleaned_data.get("near") and (places := count_places(body, words)) > 1:
            self.note = said_more_than_once(places)
        return Excerpt(
            start=span.start,
            end=span.end,
            text=body[span.start : span.end],
            **{name: self.cleaned_data.get(name) for name in ("about", "topic", "track", "stance")},
            lead=bool(self.cleaned_data.get("lead")) and "lead" not in self.errors,
        )


class ExcerptFormSet(forms.BaseFormSet):
    """The rows of one review. Blank rows do not count."""

    default_error_messages = {
        "missing_management_form": "The excerpts did not arrive whole. Check them and send the form again.",
        "too_many_forms": "A review has at most %(num)d excerpts. Remove some of the rows.",
    }

    def clean(self) -> None:
        """Fewer than no rows is a form that did not arrive whole."""
        if self.total_form_count() < 0:
            raise ValidationError(
                self.default_error_messages["missing_management_form"], code="missing_management_form"
            )

    def locate(self, body: str, *, hosted: bool) -> list[Excerpt]:
        """Every excerpt that stands in `body`, in the order of the rows. Puts what is wrong at its row."""
        self.is_valid()  # fills every row's cleaned data and errors
        found: list[Excerpt] = []
        taken: set[tuple[int, int]] = set()
        leads = 0
        for row in self.forms:
            excerpt = row.locate(body, hosted=hosted)
            if excerpt is None:
                continue
            if (excerpt.start, excerpt.end) in taken:
                refuse_repeated(row)
                continue
            taken.add((excerpt.start, excerpt.end))
            leads += excerpt.lead
            if excerpt.lead and leads > most_leads():
                refuse_one_too_many(row)
                excerpt.lead = False
            excerpt.order = len(found)
            found.append(excerpt)
        return found

    @property
    def has_problems(self) -> bool:
        """Whether a row was refused, or there are too many rows."""
        return any(row.errors for row in self.forms) or bool(self.non_form_errors())


def excerpt_rows(rows: int = 1) -> type[ExcerptFormSet]:
    """The formset with that many empty rows at its end."""
    most = int(settings.EXCERPT_LIMITS["per_review"])
    made = forms.formset_factory(
        ExcerptForm,
        formset=ExcerptFormSet,
        extra=rows,
        max_num=most,
        absolute_max=most * 3,
        validate_max=True,
    )
    return cast("type[ExcerptFormSet]", made)  # which it is; the stubs know it for a formset alone
