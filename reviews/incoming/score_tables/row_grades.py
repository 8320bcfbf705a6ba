"""What one row of a table of scores says of an album: grade as printed, its place on 0-100, the verdict stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reviews.consensus.model import VERDICTS
from reviews.grading.grades import (
    CENT,
    HUNDRED,
    Grade,
    InvalidGrade,
    ScaleRule,
    converted_grade,
    parse_grade,
    plain_number,
)
from reviews.incoming.score_tables.problems import BadValue

ROUNDING = Decimal(1)
"""How far two conversions of one grade to 0-100 may lie apart: B+ is 83 to one and 83.33 to another."""

_NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d{1,12}))?")


@dataclass(frozen=True)
class Rating:
    """A review's grade as it is stored, and the verdict that its critic states, if any.

    Without a grade `printed` is empty and `score` None. What a grade amounts to depends on the critic, and so is told
    when it is known who that is: see `storing`.
    """

    printed: str
    score: Decimal | None
    stated: str


def rating_of(score: str, grade: str, verdict: str, scale: ScaleRule | None) -> Rating:
    """The rating that a row's three values state together; empty ones state nothing. Raises BadValue."""
    stated = _verdict(verdict)
    try:
        found = _grade(score, grade, scale)
    except InvalidGrade as error:
        raise BadValue(f"{'grade' if grade else 'score'}: {error}") from error
    if found is None:
        if not stated:
            raise BadValue("the score is missing, and there is neither a grade nor a verdict in its place")
        return Rating("", None, stated)
    return Rating(found.printed, found.score, stated)


def number_from_0_to_100(text: str) -> Decimal:
    """A score on 0-100, to two decimals; point or comma. Raises BadValue."""
    match = _NUMBER.fullmatch(text)
    value = Decimal(f"{match[1]}.{match[2] or 0}") if match else None
    if value is None or value > HUNDRED:
        raise BadValue(f"score: “{text[:40]}” is not a number from 0 to 100")
    return value.quantize(CENT, ROUND_HALF_UP)


def _verdict(text: str) -> str:
    verdict = text.casefold()
    if verdict and verdict not in VERDICTS:
        raise BadValue(f"verdict: “{text[:40]}” is none of {', '.join(reversed(VERDICTS))}")
    return verdict


def _grade(score: str, grade: str, scale: ScaleRule | None) -> Grade | None:
    value = number_from_0_to_100(score) if score else None
    if grade:
        found = parse_grade(grade, scale)
        if value is not None and abs(found.score - value) > ROUNDING:
            raise BadValue(
                f"the grade “{grade}” is {plain_number(found.score)} on 0-100, but the score says {plain_number(value)}"
            )
        return found
    if value is None:
        return None
    if scale is None:
        return converted_grade(value)
    if scale.kind == "none":
        raise BadValue("the score cannot be this voice's own: it is known to give no grades")
    if scale.maximum == HUNDRED:
        return parse_grade(f"{plain_number(value)}/100", scale)
    return converted_grade(value)
