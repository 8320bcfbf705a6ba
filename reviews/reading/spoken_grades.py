"""The grade that a critic gives in a sentence of the last paragraphs: "I would give it a 4/5"."""

from __future__ import annotations

import re

from reviews.grading.grades import Grade
from reviews.grading.notations import EMPTY_MARKS, FULL_MARKS, HALF_MARKS
from reviews.reading.grade_witness import drawn_grade
from reviews.reading.lines import Page
from reviews.reading.words import vocabulary

USUAL_MAXIMA = frozenset({4, 5, 6, 10, 20, 100})
SHORTEST_PARAGRAPH = 3
LONGEST_STATEMENT = 400
LAST_PARAGRAPHS = 3
LONGEST_OPENING = 80

_MARK = rf"[{FULL_MARKS}{HALF_MARKS}{EMPTY_MARKS}\ufe0f]"
_PRINTED = (
    rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?\s?½?\s?(?:/|(?:stars?\s)?out\sof|von|sur|su|sobre|van(?:\sde)?|av)\s?\d{{1,3}}"
    rf"|{_MARK}{{3,10}}"
    r"|(?:[^\W\d_]+\s(?:and\sa\shalf\s)?(?:stars?\s)?out\sof\s(?:five|ten|four))|(?-i:[A-D][+-]?(?=[.!,]?$"
    r"|[.!,]\s)))(?:\s?(?:stars?|points?|punkten?|sterne))?"
)
_IT = (
    r"(?:it|this(?:\s[\w-]+){0,2}|that|them|the\s(?:whole\s)?(?:album|record|lp|ep|cd|disc|release|thing|collection)"
    r"|[“\"‘'][^”\"’']{1,60}[”\"’']"
    r"|(?-i:[A-Z])[\w'’&]*(?:\s(?:(?:of|the|and|in|to|a)\s)?(?-i:[A-Z])[\w'’&]*){0,5})"
)
_STATEMENTS = tuple(
    re.compile(part.replace("GRADE", f"(?P<grade>{_PRINTED})").replace("IT", _IT), re.IGNORECASE)
    for part in (
        r"\b(?:I|we)(?:['’](?:d|ll|m|re)|\swould|\swill|\sam|\sare|\shave\sto|\scan)?\s(?:[a-z]+\s){0,2}?(?:giv(?:e"
        r"|ing)|rat(?:e|ing)|scor(?:e|ing)|award(?:ing)?)"
        r"\s(?:IT\s)?(?:an?\s)?(?:[a-z-]+\s){0,3}?GRADE",
        r"\b(?:my|our)\s(?:final\s|overall\s)?(?:rating|score|grade|verdict|mark)(?:\s(?:for|of)\sIT)?\s?(?:is|:|=|–"
        r"|-)?\s?(?:an?\s)?(?:[a-z-]+\s){0,2}?GRADE",
        r"\bIT\s(?:gets|earns|scores|rates)\s(?:an?\s)?(?:[a-z-]+\s){0,2}?GRADE\sfrom\s(?:me|us)\b",
        r"(?:^|(?<=\n)|(?<=[.!?]\s))GRADE\s(?:from|for)\s(?:me|us)\b",
        r"\bich\s(?:gebe|vergebe)\s(?:[\w-]+\s){0,4}?GRADE",
        r"\bvon\s(?:mir|uns)\s(?:gibt(?:\ses|['’]s)|bekommt\s\w+)\s(?:[\w-]+\s){0,4}?GRADE",
        r"\bwir\s(?:geben|vergeben)\s(?:[\w-]+\s){0,4}?GRADE",
        r"\bje\s(?:lui\s|leur\s)?(?:donne|mets)\s(?:[\w'’-]+\s){0,4}?GRADE",
        r"\b(?:le|les)\s(?:doy|pongo|damos|ponemos)\s(?:[\w-]+\s){0,3}?GRADE",
        r"\b(?:gli|le)\s(?:do|diamo)\s(?:[\w-]+\s){0,3}?GRADE",
        r"\bdou\s(?:[\w-]+\s){0,4}?GRADE",
        r"\bik\sgeef\s(?:[\w-]+\s){0,4}?GRADE",
        r"\bjag\sger\s(?:[\w-]+\s){0,4}?GRADE",
    )
)
_FOR_A_PART = re.compile(
    r"(?:^|[.!?:]\s|\n)(?:(?:for|on|in\sterms\sof|when\sit\scomes\sto|für|bei|pour|para|per|voor|för)\s)"
    r"(?:(?:the|its|his|her|their|die|den|das|der|la|le|les|el|los|las|il|gli|i|os|as|de|het)\s)?"
    r"(?P<part>[^\W\d_]{3,20}(?:\s[^\W\d_]{3,20})?),?\s\Z",
    re.IGNORECASE,
)
_WHOLE = vocabulary(
    "this that these all now once what which fans everything album record disc release debut moi mich mir mig mim"
)


def grades_in_sentences(page: Page) -> list[Grade]:
    """The grades that the critic gives in sentences of the last paragraphs; none of a part ("For the voice, …")."""
    paragraphs = [line.text for line in page.lines if line.unread and line.words >= SHORTEST_PARAGRAPH]
    text = "\n".join(paragraph[-LONGEST_STATEMENT:] for paragraph in paragraphs[-LAST_PARAGRAPHS:])
    found = (match for pattern in _STATEMENTS for match in pattern.finditer(text))
    printed = (match["grade"] for match in found if not _is_for_a_part(text[: match.start()]))
    return [grade for one in printed if (grade := drawn_grade(one)) and grade.maximum in USUAL_MAXIMA]


def _is_for_a_part(before: str) -> bool:
    match = _FOR_A_PART.search(before[-LONGEST_OPENING:])
    return match is not None and not _WHOLE & set(match["part"].casefold().split())
