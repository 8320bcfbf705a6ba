"""Rows that stand in an order beneath an album: credits and tracks."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Model
from django.forms.models import BaseInlineFormSet

from albums.models import Artist, Credit, Track
from albums.track_lists import LAST_PLACE


class LengthField(forms.Field):
    """A playing time as printed on a sleeve, "4:07" or "1:02:09"; stored in seconds."""

    def prepare_value(self, value: int | str | None) -> str:
        """Seconds as printed."""
        return Track(seconds=value).length if isinstance(value, int) else value or ""

    def to_python(self, value: str | None) -> int | None:
        """As printed to seconds."""
        printed = (value or "").strip()
        if not printed:
            return None
        parts = re.fullmatch(r"(?:(\d{1,2}):(?=\d\d:))?(\d{1,3}):([0-5]\d)", printed)
        if parts is None:
            raise ValidationError("Write a length as minutes and seconds, like 4:07.")
        hours, minutes, seconds = (int(part or 0) for part in parts.groups())
        return hours * 3600 + minutes * 60 + seconds

    def has_changed(self, initial: int | None, data: str | None) -> bool:
        """Whether the seconds differ. What cannot be read is a change, and refused later."""
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class PlacedForm(forms.ModelForm):
    """One row with its place."""

    position = forms.IntegerField(
        min_value=1, max_value=LAST_PLACE, required=False, widget=forms.NumberInput(attrs={"size": 3})
    )

    def validate_constraints(self) -> None:
        """Left to the formset, which sees all the rows: alone, a row could not take a place that another gives up."""


class CreditForm(PlacedForm):
    """One artist's place in the credit line."""

    class Meta:
        model = Credit
        fields = ["position", "artist", "credited_as", "join_phrase"]

    # A form strips what is typed; the blanks of " & " belong to it.
    join_phrase = forms.CharField(required=False, strip=False, max_length=40, help_text="What follows: “ & ”.")


class TrackForm(PlacedForm):
    """One track."""

    disc = forms.IntegerField(min_value=1, max_value=LAST_PLACE, initial=1, widget=forms.NumberInput(attrs={"size": 3}))
    seconds = LengthField(label="Length", required=False, widget=forms.TextInput({"size": 6, "placeholder": "4:07"}))

    class Meta:
        model = Track
        fields = ["disc", "position", "title", "seconds"]


class LabelledFormSet(BaseInlineFormSet):
    """Rows of a table whose fields each say what they are: a column's heading is no label."""

    model: type[Model]

    def goes(self, form: forms.ModelForm) -> bool:
        """Whether the row is to be deleted."""
        return self._should_delete_form(form)  # type: ignore[attr-defined]  # the stubs leave it out

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Name every field to those who do not see the heading."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            label = field.label or name.replace("_", " ").capitalize()
            # The admin's wrapper does not hand its own on.
            widget: forms.Widget = getattr(field.widget, "widget", None) or field.widget
            widget.attrs.setdefault("aria-label", f"{label}, row {'new' if index is None else index + 1}")


class PlacedFormSet(LabelledFormSet):
    """Rows of which two may change places in one go, and no two may end up in one place.

    A row without a number stands behind the one before it.
    """

    def clean(self) -> None:
        """Number what has no number, then look for two in one place."""
        last: dict[int, int] = {}
        for form in self.forms:
            row = getattr(form, "cleaned_data", None)
            if not row or (not form.has_changed() and not form.instance.pk) or self.goes(form):
                continue
            disc = row.get("disc") or 1
            if "position" in row and row["position"] is None:
                row["position"] = form.instance.position = last.get(disc, 0) + 1
            last[disc] = row.get("position") or last.get(disc, 0)
        super().clean()

    def save(self, commit: bool = True) -> list:
        """Store the rows. The database compares places row by row, so whatever moves or goes steps aside first."""
        moving = [
            form.instance.pk
            for form in self.initial_forms
            if self.goes(form) or {"disc", "position"} & set(form.changed_data)
        ]
        self.model._default_manager.filter(pk__in=moving).update(position=F("position") + LAST_PLACE)
        return super().save(commit)


class CreditFormSet(PlacedFormSet):
    """An album's credit line: its first name is the lead artist's, which the album's address names."""

    def clean(self) -> None:
        """Refuse a line that begins with somebody else."""
        super().clean()
        rows = [
            form.cleaned_data
            for form in self.forms
            if form.is_valid() and form.cleaned_data.get("position") and not self.goes(form)
        ]
        first: Artist | None = min(rows, key=lambda row: row["position"])["artist"] if rows else None
        if first and self.instance.lead_artist_id and first.pk != self.instance.lead_artist_id:
            raise ValidationError(f"The first credit is the lead artist’s, {self.instance.lead_artist}, not {first}’s.")
