"""Form fields for text, cleaned the way imported documents are."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from reviews.reading.decoding import Unreadable, clean_text


class TextField(forms.CharField):
    """Text without characters that hide or reorder others, newlines as "\\n"."""

    def to_python(self, value: str | None) -> str:
        """Clean as `reviews.reading.decoding` does; what it refuses is refused here in its words."""
        text = super().to_python(value)
        if text in self.empty_values:
            return self.empty_value
        try:
            return self.arrange(clean_text(text))
        except Unreadable as error:
            raise ValidationError(f"This text cannot be kept. {error}", code="unreadable") from error

    def arrange(self, text: str) -> str:
        """The cleaned text as the field stores it."""
        return text.strip()


class LineField(TextField):
    """One line of text: every run of white space is one space."""

    def arrange(self, text: str) -> str:
        """On one line."""
        return " ".join(text.split())


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
