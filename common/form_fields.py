"""Form fields for text, cleaned the way documents are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from common.bounds import of_field
from common.text import Unreadable, clean_text


class TextField(forms.CharField):
    """Text without characters that hide or reorder others, newlines as "\\n"."""

    def to_python(self, value: str | None) -> str | None:
        """Clean as `common.text` does; what it refuses is refused here in its words."""
        text = super().to_python(value)
        if text is None or text in self.empty_values:
            return self.empty_value
        if refusal := of_field(self.max_length).refusal(text.strip()):
            raise ValidationError(f"This text is too long. {refusal} It is still here: shorten it.", code="too-long")
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


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Let that field of the form be one of these choices."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is not chosen from a list")
    field.choices = list(choices)


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let that field of the form be one of these rows."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} is not chosen from rows")
    field.queryset = rows
