"""What a critic's grades mean in words: asked once, on the critic's own scale."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from reviews.desk.grade_question import GradeQuestion
from reviews.grading.grades import CENT, InvalidGrade, plain_number
from reviews.models import Critic, Thresholds

QUESTIONS = {"rave_from": "A rave from", "positive_from": "Positive from", "mixed_from": "Mixed from"}


class ThresholdsForm(forms.Form):
    """The lowest grade of each verdict, in the critic's own notation. Below the last: a pan."""

    def __init__(self, data: QueryDict | None = None, *, critic: Critic) -> None:
        self.critic = critic
        self.question = GradeQuestion.of(critic)
        stored = getattr(critic, "thresholds", None)
        initial = {name: self._printed(getattr(stored, name)) for name in QUESTIONS} if stored else {}
        super().__init__(data, initial=initial, prefix=f"critic-{critic.pk}")
        for name, label in QUESTIONS.items():
            self.fields[name] = self._field(label)

    def clean(self) -> dict[str, Any]:
        """Each grade on 0-100; they must rise from mixed to rave."""
        super().clean()
        cleaned = self.cleaned_data
        for name in QUESTIONS:
            if name in cleaned:
                try:
                    cleaned[name] = self.question.read(self.question.printed(cleaned[name])).score
                except InvalidGrade as error:
                    self.add_error(name, str(error))
        if not self.errors and not cleaned["mixed_from"] < cleaned["positive_from"] < cleaned["rave_from"]:
            raise forms.ValidationError("A rave must begin above positive, and positive above mixed.")
        return cleaned

    def save(self) -> Thresholds:
        """Store what the critic said."""
        values = {name: self.cleaned_data[name] for name in QUESTIONS}
        return Thresholds.objects.update_or_create(critic=self.critic, defaults=values)[0]

    def _field(self, label: str) -> forms.Field:
        options = self.question.options
        if not options:
            errors = {"required": "Give the lowest grade that you would call so."}
            return forms.CharField(label=label, max_length=40, help_text=self.question.example, error_messages=errors)
        choices = [("", "Choose"), *((option.printed, option.printed) for option in reversed(options))]
        errors = {"required": "Choose the lowest grade that you would call so."}
        return forms.ChoiceField(label=label, choices=choices, error_messages=errors)

    def _printed(self, score: Decimal) -> str:
        for option in self.question.options:
            if self.question.read(option.printed).score == score:
                return option.printed
        if self.question.options:
            return ""  # the critic grades on another scale by now
        if self.question.scale is None:
            return f"{plain_number(score.quantize(CENT))}%"
        maximum, _ = self.question.scale.numbers()
        return self.question.printed(plain_number((score * maximum / 100).quantize(CENT)))
