"""Printed grades and their place on 0-100. Pure: imports nothing of Django.

A grade is kept as printed ("4/5", "B+", "★★★½☆") beside its value on its own scale. Nothing here guesses: a grade whose
scale is not known, or that does not lie on its scale, is refused with a sentence that says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from reviews.grading.notations import plain_signs, read_notation

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
LONGEST_GRADE = 40

LETTERS: dict[str, Decimal] = {
    letter: (HUNDRED * step / 12).quantize(CENT, ROUND_HALF_UP)
    for step, letters in reversed(
        [*enumerate(["F F-", "F+", "D-", "D", "D+", "C-", "C", "C+", "B-", "B", "B+", "A-", "A+ A"])]
    )
    for letter in letters.split()
}
"""Letters on 0-100 in twelve equal steps: the conversion that Metacritic publishes (A 100, B+ 83, B- 67, F 0, the
letters between them evenly spaced), kept to two decimals. A letter scale of one's own replaces it."""


class InvalidGrade(ValueError):
    """A grade that cannot be understood or does not lie on its scale; the message is for the person who typed it."""


@dataclass(frozen=True)
class ScaleRule:
    """How somebody grades: by numbers up to `maximum` in steps of `step`, by letters worth so much each, or never."""

    kind: str
    maximum: Decimal | None = None
    step: Decimal | None = None
    letters: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def highest(self) -> Decimal:
        """The highest grade of a scale of numbers. Raises InvalidGrade where nobody has said which that is."""
        if self.maximum is None:
            raise InvalidGrade("This scale goes by numbers, but does not say up to which.")
        return self.maximum


@dataclass(frozen=True)
class Grade:
    """A grade as printed, its value and the highest value of its scale (100 for percent and for letters)."""

    printed: str
    value: Decimal
    maximum: Decimal

    @property
    def score(self) -> Decimal:
        """The grade on 0-100, to two decimals, halves up."""
        return (self.value / self.maximum * HUNDRED).quantize(CENT, ROUND_HALF_UP)


_LETTER = re.compile(r"[A-F](?:\s?[+-])?")
_CONVERTED = re.compile(r"(?P<value>\d{1,3}(?:\.\d{1,2})?)/100 \(converted\)")
_NUMBER = re.compile(r"(?P<whole>\d{1,3})?(?:[.,](?P<decimals>\d{1,2}))?[\s-]?(?P<fraction>½|¼|¾|1/2)?")
_FRACTIONS = {"½": Decimal("0.5"), "1/2": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_NOT_GIVEN = re.compile(
    r"n\s?/\s?a\.?|n\.\s?a\.?|none|not rated|unrated|no (?:rating|score|grade)|-+|\?+|tbd|o\.\s?w\.?",
    re.IGNORECASE,
)
_SCHOOL_MARK = re.compile(r"[1-6]\s?[+-]")


def parse_grade(printed: str, scale: ScaleRule | None = None) -> Grade:
    """The grade that `printed` states: "4/5", "4,5/5", "83%", "★★★★☆", "B+", "vier von fünf Sternen"; by a scale "8.4".

    With a scale the grade must lie on it: same maximum, a multiple of its step, one of its letters. Without one the
    print must say its own maximum; letters then follow `LETTERS`. A `converted_grade` reads back on every scale but
    "no grades". Raises InvalidGrade.
    """
    shown = " ".join(printed.split())
    if not shown:
        raise InvalidGrade("The grade is empty. Choose “No grade” if there is none.")
    if len(shown) > LONGEST_GRADE:
        raise InvalidGrade(f"A grade has at most {LONGEST_GRADE} characters, like “4/5”, “83%” or “B+”.")
    if scale is not None and scale.kind == "none":
        raise InvalidGrade(f"“{shown}” is a grade, but this scale has no grades.")
    plain = plain_signs(shown)
    if match := _CONVERTED.fullmatch(plain):
        return _within(shown, Decimal(match["value"]), HUNDRED)
    if scale is not None and scale.kind == "letters":
        return _letter_grade(shown, plain, scale.letters or LETTERS)
    if _LETTER.fullmatch(plain.upper()):
        if scale is not None:
            raise InvalidGrade(
                f"“{shown}” is a letter, but this scale goes by numbers up to {plain_number(scale.highest)}."
            )
        return _letter_grade(shown, plain, LETTERS)
    value, maximum = _value_and_maximum(shown, plain)
    if scale is not None:
        maximum = _on_scale(shown, value, maximum, scale)
    return _within(shown, value, maximum)


def converted_grade(score: Decimal) -> Grade:
    """A grade known only as somebody's conversion of it to 0-100. Its print says so: "73/100 (converted)"."""
    return Grade(f"{plain_number(score)}/100 (converted)", score, HUNDRED)


def _within(shown: str, value: Decimal, maximum: Decimal | None) -> Grade:
    if maximum is None:
        raise InvalidGrade(f"“{shown}” does not say out of how many. Write the highest grade too, like “4/5”.")
    if maximum == 0:
        raise InvalidGrade(f"“{shown}” is out of nothing.")
    if value > maximum:
        raise InvalidGrade(f"“{shown}” is more than the highest grade, {plain_number(maximum)}.")
    return Grade(shown, value, maximum)


def _letter_grade(shown: str, plain: str, letters: Mapping[str, Decimal]) -> Grade:
    wanted = "".join(plain.split()).casefold()
    for letter, score in letters.items():
        if "".join(letter.split()).casefold() == wanted:
            return Grade(shown, Decimal(score), HUNDRED)
    raise InvalidGrade(f"“{shown}” is not on this scale: {', '.join(letters)}.")


def _value_and_maximum(shown: str, plain: str) -> tuple[Decimal, Decimal | None]:
    if _SCHOOL_MARK.fullmatch(plain):
        raise InvalidGrade(
            f"“{shown}” is a school mark, of which less is better: it is not converted here. Leave the grade out."
        )
    notation = read_notation(plain)
    if notation is None:
        raise InvalidGrade(_what_is_wrong(shown, plain))
    maximum = None if notation.maximum is None else _number(notation.maximum)
    if maximum is not None and notation.drawn is not None and notation.drawn != maximum:
        raise InvalidGrade(f"“{shown}” draws {notation.drawn} stars but says that there are {plain_number(maximum)}.")
    return _number(notation.value), maximum


def _what_is_wrong(shown: str, plain: str) -> str:
    if _NOT_GIVEN.fullmatch(plain):
        return f"“{shown}” says that there is no grade."
    if plain.startswith("-"):
        return f"“{shown}” is less than nothing: grades start at 0."
    parts = plain.upper().split("/")
    if len(parts) == 2 and all(_LETTER.fullmatch(part.strip()) for part in parts):
        return f"“{shown}” is two grades. Write the one that counts."
    return f"“{shown}” is not a grade that can be read. Write it like “4/5”, “8.4/10”, “83%”, “★★★★☆” or “B+”."


def _number(printed: str) -> Decimal:
    match = _NUMBER.fullmatch(printed)
    if match is None:
        raise InvalidGrade(f"“{printed}” is not a number that can be read.")
    if match["decimals"] and match["fraction"]:
        raise InvalidGrade(f"“{printed}” mixes decimals with a fraction.")
    whole = Decimal(f"{match['whole'] or 0}.{match['decimals'] or 0}")
    number = whole.normalize() if whole else Decimal(0)
    return number + _FRACTIONS.get(match["fraction"], Decimal(0))


def _on_scale(shown: str, value: Decimal, maximum: Decimal | None, scale: ScaleRule) -> Decimal:
    if maximum is not None and maximum != scale.highest:
        raise InvalidGrade(
            f"“{shown}” is out of {plain_number(maximum)}, but this scale goes up to {plain_number(scale.highest)}."
        )
    if scale.step and value % scale.step:
        raise InvalidGrade(
            f"“{shown}” lies between two grades: this scale goes by steps of {plain_number(scale.step)}."
        )
    return scale.highest


def plain_number(number: Decimal) -> str:
    """A number without trailing zeros or an exponent: "10", "0.5"."""
    return f"{number.normalize():f}"
