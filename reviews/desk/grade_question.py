"""The grade question on a critic's own scale: radio buttons for few steps, a text for many, and always "No grade"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reviews.grading.grades import Grade, InvalidGrade, parse_grade, plain_number
from reviews.models import Critic, Review, Scale

NO_GRADE = "none"
WRITTEN = "written"
MOST_RADIOS = 21


@dataclass(frozen=True)
class GradeOption:
    """One grade to choose: what is stored as printed, and the shorter label on its button."""

    printed: str
    label: str


@dataclass(frozen=True)
class GradeQuestion:
    """How one critic is asked for a grade."""

    scale: Scale | None
    options: tuple[GradeOption, ...]

    @classmethod
    def of(cls, critic: Critic | None) -> GradeQuestion:
        """The question for a byline; without one, any grade that states its own maximum will do."""
        scale = critic.grading_scale() if critic else None
        return cls(scale, _options(scale))

    @property
    def gives_grades(self) -> bool:
        """Whether the critic grades at all. On a scale of letters that has none nobody can."""
        return self.scale is None or bool(self.options) or self.scale.kind not in (Scale.Kind.NONE, Scale.Kind.LETTERS)

    @property
    def is_written(self) -> bool:
        """Whether the grade is typed, because the scale is finer than radio buttons or not known."""
        return self.gives_grades and not self.options

    @property
    def unit(self) -> str:
        """What the radio buttons count, with the highest: "stars out of 5"; empty for letters and percent."""
        if self.scale is None or not self.options or self.scale.kind not in (Scale.Kind.STARS, Scale.Kind.POINTS):
            return ""
        maximum, _ = self.scale.numbers()
        return f"{self.scale.kind} out of {plain_number(maximum)}"

    @property
    def example(self) -> str:
        """What a typed grade looks like."""
        if self.scale is None:
            return "“4/5”, “8.4/10”, “83%”, “B+”"
        maximum, step = self.scale.numbers()
        if self.scale.kind == Scale.Kind.PERCENT:
            return f"a percentage, in steps of {plain_number(step)}"
        return f"out of {plain_number(maximum)}, in steps of {plain_number(step)}"

    def printed(self, text: str) -> str:
        """A typed grade as it will be printed: a bare number gains its maximum ("8.4" becomes "8.4/10")."""
        text = " ".join(text.split())
        if self.scale is None or not text.replace(".", "").replace(",", "").isdecimal():
            return text
        maximum, _ = self.scale.numbers()
        return f"{text}%" if self.scale.kind == Scale.Kind.PERCENT else f"{text}/{plain_number(maximum)}"

    def read(self, printed: str) -> Grade:
        """The grade that is printed so. Raises InvalidGrade."""
        return parse_grade(printed, self.scale.rule() if self.scale else None)

    def answer(self, choice: str, typed: str) -> Grade | None:
        """The grade that was chosen, None for no grade. Raises InvalidGrade."""
        if choice in ("", NO_GRADE):
            if typed.strip():
                raise InvalidGrade(f"You typed “{typed.strip()}” but did not choose it. Choose it, or clear it.")
            return None
        return self.read(self.printed(typed) if choice == WRITTEN else choice)

    def choice_for(self, review: Review) -> tuple[str, str]:
        """The answer that stands in a stored review: the radio button and the typed text."""
        if not review.grade:
            decided = review.verdict or review.status != Review.Status.DRAFT or not self.gives_grades
            return (NO_GRADE if decided else ""), ""
        if any(option.printed == review.grade for option in self.options):
            return review.grade, ""
        return (WRITTEN, review.grade) if self.is_written else (review.grade, "")


def _options(scale: Scale | None) -> tuple[GradeOption, ...]:
    if scale is None or scale.kind == Scale.Kind.NONE:
        return ()
    if scale.kind == Scale.Kind.LETTERS:
        return tuple(GradeOption(row.letter, row.letter) for row in scale.letters.all())
    maximum, step = scale.numbers()
    if maximum / step >= MOST_RADIOS:
        return ()
    values = (step * count for count in range(int(maximum / step) + 1))
    suffix = "%" if scale.kind == Scale.Kind.PERCENT else f"/{plain_number(maximum)}"
    return tuple(GradeOption(f"{plain_number(value)}{suffix}", _label(value, scale)) for value in values)


def _label(value: Decimal, scale: Scale) -> str:
    if scale.kind == Scale.Kind.PERCENT:
        return f"{plain_number(value)}%"
    whole, rest = divmod(value, 1)
    return f"{whole or ''}½" if rest == Decimal("0.5") else plain_number(value)
