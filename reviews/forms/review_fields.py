"""Form fields of a review."""

from __future__ import annotations

from datetime import date

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.form_fields import TextField
from reviews.reading.dates import latest_day


class BodyField(TextField):
    """A review's body, within the limits of `settings.REVIEW_LIMITS`."""

    widget = forms.Textarea

    def validate(self, value: str) -> None:
        """Refuse what is longer than a review can be, and say by how much."""
        super().validate(value)
        most_bytes, most_words = settings.REVIEW_LIMITS["bytes"], settings.REVIEW_LIMITS["words"]
        size, words = len(value.encode()), len(value.split())
        if size > most_bytes:
            raise ValidationError(
                f"This text has {size / 1e6:.1f} MB; a review has at most {most_bytes / 1e6:g} MB. "
                "It is still here below: cut it down to one review.",
                code="too-large",
            )
        if words > most_words:
            raise ValidationError(
                f"This text has {words:,} words; a review has at most {most_words:,}. "
                "It is still here below: cut it down to one review.",
                code="too-long",
            )


class PastDateField(forms.DateField):
    """The day on which a review appeared or was changed: not one that is still to come."""

    def validate(self, value: date | None) -> None:
        """Refuse a day that has not begun anywhere."""
        super().validate(value)
        if value and value > latest_day(timezone.localdate()):
            raise ValidationError(
                "This day is still to come. Give the day it appeared, or leave it empty.", code="to-come"
            )
