"""What several places of one document say about each field, in the order in which they are trusted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from reviews.grading.grades import Grade, plain_number
from reviews.reading.findings import Finding, Where

SAME_SCORE = Decimal("0.5")


class Testimony:
    """Findings by field, the most trusted first, and what was noticed on the way."""

    def __init__(self) -> None:
        self.found: dict[str, list[Finding]] = {}
        self.warnings: list[str] = []

    def add(self, name: str, value: Any, where: Where, sure: bool = True) -> None:
        """Add what a place says, unless it says nothing or only what it has said already."""
        if value in (None, ""):
            return
        known = self.found.setdefault(name, [])
        if not any(finding.value == value and finding.where is where for finding in known):
            known.append(Finding(value, where, sure))

    def warn(self, message: str) -> None:
        """Note something for the person who checks, once."""
        if message not in self.warnings:
            self.warnings.append(message)

    def all(self, name: str) -> list[Finding]:
        """Every finding for a field."""
        return self.found.get(name, [])

    def values(self, name: str) -> Iterator[Any]:
        """Every value for a field."""
        return (finding.value for finding in self.all(name))

    def first(self, name: str) -> Finding | None:
        """The most trusted finding for a field."""
        return next(iter(self.all(name)), None)

    def add_shown(self, grades: list[tuple[Grade, bool]]) -> None:
        """Add the grades that are drawn on the page. Several different ones grade parts of the record, or contradict
        each other: then they only count as far as they bear out what was claimed already."""
        different = {grade.score for grade, _ in grades}
        known = [grade.score for grade in self.values("grade")]
        for grade, sure in grades:
            if len(different) == 1 or any(abs(score - grade.score) <= SAME_SCORE for score in known):
                self.add("grade", grade, Where.GRADE_LINE, sure)
        if len(different) > 1 and not known:
            shown_ones = ", ".join(dict.fromkeys(shown(grade) for grade, _ in grades))
            self.warn(f"The page shows several grades ({shown_ones}); none was taken.")

    def settle_grade(self) -> Finding | None:
        """The grade, if nothing contradicts it. A zero counts only with a second witness."""
        found = self.all("grade")
        if not found:
            return None
        if any(abs(one.value.score - found[0].value.score) > SAME_SCORE for one in found[1:]):
            said = "; ".join(dict.fromkeys(f"{shown(one.value)} ({one.where})" for one in found))
            self.warn(f"The page states different grades: {said}. None was taken.")
            return None
        if not found[0].value.value and len({one.where for one in found}) < 2:
            self.warn(
                f"The grade {shown(found[0].value)} ({found[0].where}) may only stand for “none yet”; none was taken."
            )
            return None
        return found[0]

    def settle_days(self, today: date) -> tuple[Finding | None, Finding | None]:
        """The days of publication and of update; days to come are left out, and an update that says nothing new."""
        published, updated = (self._first_past(name, today) for name in ("published", "updated"))
        if published and updated and updated.value <= published.value:
            updated = None
        return published, updated

    def _first_past(self, name: str, today: date) -> Finding | None:
        for finding in self.all(name):
            if finding.value <= today:
                return finding
            self.warn(f"{finding.value} ({finding.where}) lies in the future; it was not taken as a date of the page.")
        return None


def shown(grade: Grade) -> str:
    """The grade as printed, with its scale where the print does not say it."""
    printed = grade.printed
    return printed if "/" in printed or not printed.isdecimal() else f"{printed}/{plain_number(grade.maximum)}"
