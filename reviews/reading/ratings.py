"""Lines that give the review's grade: "Rating: 7.8/10", "★★★★☆". A grade inside a sentence is never one."""

from __future__ import annotations

import re

from reviews.grading.grades import Grade, InvalidGrade, parse_grade
from reviews.reading.bylines import is_name
from reviews.reading.lines import Page, Role

SHORT_LINE = 12

_OVERALL = r"(?:(?:the|our|my|final|overall|total|album|record)\s+)*"
_LABEL = re.compile(
    rf"{_OVERALL}(?:rating|score|grade|verdict|overall|total|final|album|record|soundtrack|stars|note|bewertung|wertung"
    r"|punteggio|voto|valoración|puntuación|nota|betyg|karakter|cijfer|ocena|arvosana)",
    re.IGNORECASE,
)
_LABEL_THEN_GRADE = (
    re.compile(r"(?P<label>[^:=]{2,40}?)(?P<mark>\s*[:=]\s*)(?P<grade>\S.*)"),
    re.compile(r"(?P<label>[^\d★☆⭐%]{2,40}?)(?P<mark>\s[–—-]\s)\s*(?P<grade>\S.*)"),
    re.compile(r"(?P<label>[^\d★☆⭐%]{2,40}?)(?P<mark>\s+)(?P<grade>[\d★☆⭐].*)"),
)
_NUMBER = r"[-−+]?\d{1,4}(?:[.,]\d{1,2})?\s?[½¼¾]?"
_OUT_OF = re.compile(
    rf"{_NUMBER}\s*(?:/|(?:stars?\s+|points?\s+)?(?:(?:out\s+)?of|von|sur|sobre|su|van|av)\b)\s*(?P<maximum>\d{{1,3}})(?:\s+stars)?",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(
    rf"{_OUT_OF.pattern}|{_NUMBER}\s*%|[★☆⭐🌟½\ufe0f]+(?:\s*(?:/|out of)\s*\d+)?", re.IGNORECASE
)
_AFTER_COLON = re.compile(rf"{_NUMBER}(?:\s*stars?)?|[A-F]\s?[-+−–]?", re.IGNORECASE)
_LETTER_WITH_SIGN = re.compile(r"[A-D]\s?[-+−–]")
_USUAL_MAXIMA = frozenset({"4", "5", "6", "10", "20", "100"})
_REMARK = re.compile(r"\s+(?:\((?!out\b)[^)]*\)|[–—-]\s.*)$|\.$")
_GRADE_THEN_NAME = re.compile(rf"(?P<grade>{_NUMBER}/\d{{1,3}}|[★☆½]+)\s+(?P<name>\D+)")
_FINAL_GRADE = re.compile(r"[\s:,|–—-]+[(\[]?(?P<grade>[★☆⭐½\ufe0f]{3,10}|\d{1,2}(?:[.,]\d)?/(?:5|10))[)\]]?$")


def find_grade(page: Page, headline: str | None) -> Grade | None:
    """The one grade that the page's grade lines (or the end of its headline) state; their lines are marked as read.

    Grades of parts ("Production: 8/10") and of others ("Readers: 4/5") are not the review's. Two different grades, or
    one without its maximum, give none and a warning.
    """
    stated: list[Grade] = []
    for at, line in list(page.unread()):
        label, printed = _read_line(page, at)
        if printed is None or not line.unread:
            continue
        line.role = Role.GRADE
        if (
            label is None
            and at
            and page.lines[at - 1].unread
            and _LABEL.fullmatch(page.lines[at - 1].bare.rstrip(" :"))
        ):
            page.lines[at - 1].role = Role.GRADE
        if label is not None and not _LABEL.fullmatch(label):
            page.warn(f"“{line.text}” is not taken as the review's grade.")
            continue
        try:
            stated.append(parse_grade(printed))
        except InvalidGrade as invalid:
            page.warn(f"No grade was taken from “{line.text}”: {invalid}")
    page.count_paragraphs()
    match = _FINAL_GRADE.search(headline or "")
    if match and not stated:
        stated = _parsed(match["grade"])
    if len({(grade.value, grade.maximum) for grade in stated}) > 1:
        page.warn(f"The page states different grades ({', '.join(grade.printed for grade in stated)}); none was taken.")
        return None
    return stated[0] if stated else None


def states_grade(page: Page, at: int) -> bool:
    """Whether line `at` gives the review's grade, or one that looks like it."""
    label, printed = _read_line(page, at)
    return printed is not None and (label is None or bool(_LABEL.fullmatch(label)))


def _parsed(printed: str) -> list[Grade]:
    try:
        return [parse_grade(printed)]
    except InvalidGrade:
        return []


def _read_line(page: Page, at: int) -> tuple[str | None, str | None]:
    """The label (None without one) and the grade that line `at` prints; (None, None) when it is no grade line."""
    text = page.lines[at].bare.strip(" *_")
    if len(text) > 80 or page.lines[at].words > SHORT_LINE:
        return None, None
    outside = page.paragraphs_before(at) == 0 or page.paragraphs_after(at) == 0
    match = next((match for pattern in _LABEL_THEN_GRADE if (match := pattern.fullmatch(text))), None)
    if match:
        printed = _without_remark(match["grade"])
        is_grade = bool(_UNMISTAKABLE.fullmatch(printed))
        after_colon = ":" in match["mark"] and bool(_AFTER_COLON.fullmatch(printed))
        if (is_grade or after_colon) and _LABEL.fullmatch(match["label"]):
            return match["label"], printed
        if is_grade and match["mark"].strip():
            return match["label"], printed
    if outside and _stands_alone(_without_remark(text)):
        return None, _without_remark(text)
    return None, None


def _without_remark(printed: str) -> str:
    printed = printed.strip()
    signed = _GRADE_THEN_NAME.fullmatch(printed)
    if signed and is_name(signed["name"]):
        return signed["grade"]
    return _REMARK.sub("", printed).strip("()[] *_") or printed


def _stands_alone(printed: str) -> bool:
    """Whether a grade without a label is surely one: stars, or a number out of a usual maximum, or "B+"."""
    if match := _OUT_OF.fullmatch(printed):
        return match["maximum"] in _USUAL_MAXIMA
    return bool(_LETTER_WITH_SIGN.fullmatch(printed) or (_parsed(printed) and printed[0] in "★☆⭐🌟"))
