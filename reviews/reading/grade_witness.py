"""Short passages that state a grade under a label of their own, whichever words the label has."""

from __future__ import annotations

import re

from reviews.grading.grades import Grade, InvalidGrade, parse_grade
from reviews.grading.notations import with_points_as_fractions

LONGEST = 90
USUAL_STARS = 5

WHOLE = re.compile(
    r"\b(?:rating|score|grade|overall|total|final|verdict|stars?|out|note|wertung|bewertung|gesamt\w*|punkte|sterne\w*"
    r"|punteggio|voto|nota|valoraci\w+|puntuaci\w+|betyg|karakter|cijfer|ocena|arvosana|terningkast|puan\w*|hodnocení"
    r"|оценка|értékelés|pontszám|βαθμολογία)\b|評価|採点|評点|별점|평점|评分|التقييم",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:votes?|stimmen|ratings|voters?|users?|readers?|leser\w*|lecteurs|lettori|lectores|leitores|lezers|läsar\w*"
    r"|okur\w*|читател\w*|голос\w*|čtenář\w*|czytelnik\w*|average|durchschnitt|moyenne|you|your)\b|読者|독자|네티즌",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?P<label>[^\d★☆:：]{2,40})\s*[:：]\s*(?P<grade>[★☆½]{3,10}|\d{1,3}(?:[.,]\d{1,2})?\s*/\s*(?:5|6|10|20|100)|\d{1,3}\s?%|[A-F][+-]?)"
)
_ALONE = re.compile(
    r"\(?(?:[★☆½]{3,10}|\d{1,3}(?:[.,]\d{1,2})?\s*/\s*(?:5|6|10|20|100)(?:\s(?:stars|points|sterne|punkte))?|[A-D][+-])\)?",
    re.IGNORECASE,
)


def labelled_grade(text: str) -> Grade | None:
    """The grade of the whole record that a short passage states by itself, None for parts' and readers' grades."""
    match = _LABELLED.fullmatch(_plain(text)) if len(text) <= LONGEST else None
    if match is None or not WHOLE.search(match["label"]) or OTHERS.search(match["label"]):
        return None
    return drawn_grade(match["grade"])


def _plain(text: str) -> str:
    """The text on one line, with counts of points as others write them."""
    return with_points_as_fractions(" ".join(text.split()))


def grade_alone(text: str) -> Grade | None:
    """The grade that a short passage is, with or without a label for it."""
    line = _plain(text)
    return labelled_grade(line) or (drawn_grade(line) if _ALONE.fullmatch(line) else None)


def drawn_grade(printed: str) -> Grade | None:
    """The grade that a print states by itself. Five signs, the last of them a half, are of five."""
    if len(printed) == USUAL_STARS and printed.endswith("½") and set(printed[:-1]) == {"★"}:
        return parse_grade(f"{USUAL_STARS - 1}½/{USUAL_STARS}")
    try:
        return parse_grade(printed)
    except InvalidGrade:
        return None
