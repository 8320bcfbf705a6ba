"""Form fields of a review."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.form_fields import TextField
from reviews.reading.dates import latest_day


class BodyField(TextField):
    """A review's body."""

    widget = forms.Textarea


class PastDateField(forms.DateField):
    """The day on which a review appeared or was changed: not one that is still to come."""

    def validate(self, value: date | None) -> None:
        """Refuse a day that has not begun anywhere."""
        super().validate(value)
        if value and value > latest_day(timezone.localdate()):
            raise ValidationError(
                "This day is still to come. Give the day it appeared, or leave it empty.", code="to-come"
            )
