"""Grades that a page draws: stars with a label, rows of icons, a number in an element that is called a grade."""

from __future__ import annotations

import re
from collections.abc import Callable

from reviews.grading.grades import Grade, InvalidGrade, parse_grade
from reviews.reading.findings import HouseRule
from reviews.reading.grade_witness import OTHERS, WHOLE
from reviews.reading.web.tree import Element, class_words, text_of
from reviews.reading.web.zones import Zone

MOST_ELEMENTS = 30_000
USUAL_NUMBERS = (4, 5, 6, 10)
NEAR = 4
LONGEST_CELL = 200

_LABEL = re.compile(
    r"(?:(?:our\s+|album\s+|critic'?s?\s+)?(?:rating|rated|score|grade|bewertung|wertung|note|voto|betyg"
    r"|karakter|terningkast|cijfer|ocena)\s*:?\s*)?"
    r"(?P<grade>\d{1,3}(?:[.,]\d{1,2})?(?:\s?½)?(?:\s*(?:stars?|points?|sterne|étoiles|estrellas|stelle"
    r"|sterren|stjärnor|stjerner|gwiazdki|gwiazdek))?\s*(?:/|out\s+of|of|von|sur|sobre|su|van|av|de"
    r"|z)\s*(?P<maximum>4|5|6|10|20|100))"
    r"(?:\s*(?:stars?|points?|sterne[n]?|étoiles|estrellas|stelle|sterren|stjärnor|stjerner|gwiazdek))?\.?",
    re.IGNORECASE,
)
_STAR = re.compile(
    r"(?:^|[-_])(?:stars?|icon-star|fa-star|bi-star|dashicons-star|sterne?|stjerne|etoile|disc|dot|bolt"
    r"|skull)(?=$|[-_])"
)
_EMPTY = re.compile(
    r"(?:^|[-_])(?:empty|off|o|outline|outlined|grey|gray|inactive|none|blank|unfilled|regular|far)(?=$|[-_])"
)
_HALF = re.compile(r"(?:^|[-_])half(?=$|[-_])")
_GRADE_CLASS = re.compile(
    r"(?:^|[-_])(?:note|nota|rating|score|grade|wertung|bewertung|punteggio|voto|cijfer|betyg|karakter|ocena)(?=$|[-_])"
)
_ANY_LABEL = re.compile(r"^[^\d:：]{2,30}[:：]\s*")


def shown_grades(root: Element, zone_of: Callable[[Element], Zone], rule: HouseRule) -> list[tuple[Grade, bool]]:
    """The grades that elements within `root` show for the page itself, and whether each is beyond doubt."""
    found: list[tuple[Grade, bool]] = []
    for number, element in enumerate(root.iter("*")):
        if number > MOST_ELEMENTS:
            break
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "html", "body"):
            continue
        grade = _labelled(element) or _drawn(element)
        sure = True
        if grade is None:
            grade, sure = _called_grade(element, rule)
        if grade is not None and zone_of(element).is_read and not _is_anothers(element) and not _is_of_a_part(element):
            found.append((grade, sure))
    return found


def _labelled(element: Element) -> Grade | None:
    for attribute in ("aria-label", "alt", "title", "data-rating-label"):
        value = element.get(attribute)
        if value and len(value) <= 80 and (match := _LABEL.fullmatch(" ".join(value.split()))):
            return _parsed(match["grade"])
    return None


def _drawn(element: Element) -> Grade | None:
    """A row of icons, full, half and empty ones told apart by their classes."""
    children = list(element) if 4 <= len(element) <= 10 else []
    if not children or any(
        not isinstance(child.tag, str) or child.tag not in ("i", "span", "svg", "img", "li", "use", "b", "em")
        for child in children
    ):
        return None
    kinds = [_kind_of_star(child) for child in children]
    if None in kinds or len(kinds) not in USUAL_NUMBERS or ("full" not in kinds):
        return None
    halves = kinds.count("half")
    if halves > 1 or (kinds.count("empty") == 0 and halves == 0 and len(kinds) != 5):
        return None
    return _parsed(f"{kinds.count('full')}{'½' if halves else ''}/{len(kinds)}")


def _kind_of_star(element: Element) -> str | None:
    inner = element if class_words(element) or len(element) != 1 else element[0]
    words = class_words(inner) if isinstance(inner.tag, str) else []
    source = (element.get("src") or "").rpartition("/")[2].lower().partition(".")[0]
    words = [*words, source] if source else words
    if not any(_STAR.search(word) for word in words):
        return None
    for kind, pattern in (("half", _HALF), ("empty", _EMPTY)):
        if any(pattern.search(word) for word in words):
            return kind
    return "full"


def _called_grade(element: Element, rule: HouseRule) -> tuple[Grade | None, bool]:
    """An element whose class calls it a grade and whose whole text is one, with a maximum of its own or the house's."""
    if len(element) > 12 or not any(_GRADE_CLASS.search(word) for word in class_words(element)):
        return None, False
    text = text_of(element, 60)
    if not text or len(text) > 40 or not any(character.isdigit() or character in "★☆" for character in text):
        return None, False
    if match := _LABEL.fullmatch(text) or _LABEL.fullmatch(_ANY_LABEL.sub("", text)):
        return _parsed(match["grade"]), True
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d)?/(?:5|6|10|20|100)|[★☆½]{3,10}", compact):
        return _parsed(compact), True
    if rule.maximum and re.fullmatch(r"\d{1,3}(?:[.,]\d)?", compact):
        return _parsed(f"{compact}/{rule.maximum}"), True
    return None, False


def _is_anothers(element: Element) -> bool:
    """Whether it is a link to another page, or readers' votes."""
    above: Element | None = element
    for _ in range(NEAR):
        if above is None or above.tag in ("article", "main", "body"):
            return False
        if above.tag == "a" and not (above.get("href") or "").startswith("#"):
            return True
        if (above.get("itemprop") or "").lower() == "aggregaterating" or "aggregaterating" in (
            above.get("itemtype") or ""
        ).lower():
            return True
        words = text_of(above, 200)
        if len(words) < 160 and (OTHERS.search(words) or _links_elsewhere(above)):
            return True
        above = above.getparent()
    return False


def _links_elsewhere(element: Element) -> bool:
    """Whether the few words of an element are mostly the link to another page."""
    if element.tag in ("header", "h1", "h2") or element.find(".//h1") is not None:
        return False
    link = next((one for one in element.iter("a") if (one.get("href") or "#")[:1] != "#"), None)
    return link is not None and len(text_of(link, 200)) > len(text_of(element, 200)) / 2


def _is_of_a_part(element: Element) -> bool:
    """Whether it stands in a table or a list beside a label of its own that is not the whole record's."""
    cell: Element | None = element
    for _ in range(NEAR):
        if cell is None or cell.tag in ("td", "dd", "li"):
            break
        cell = cell.getparent()
    if cell is None or cell.tag not in ("td", "dd", "li") or len(text_of(cell, 2 * LONGEST_CELL)) > LONGEST_CELL:
        return False
    labelled = cell if cell.tag == "li" else cell.getprevious()
    label = text_of(labelled, 80) if labelled is not None else ""
    words = re.findall(r"[^\W\d_]{3,}", label)
    return bool(words) and not WHOLE.search(label)


def _parsed(printed: str) -> Grade | None:
    try:
        return parse_grade(printed)
    except InvalidGrade:
        return None
