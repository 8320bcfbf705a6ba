"""The review's grade: on a line of its own ("Rating: 7.8/10", "★★★★☆"), at the end of the headline or of the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from common.expressions import on_a_line
from common.names import fold
from reviews.grading.grades import Grade, InvalidGrade, ScaleRule, parse_grade
from reviews.grading.notations import EMPTY_MARKS, FULL_MARKS, HALF_MARKS, has_unit, in_figures, plain_signs
from reviews.reading.grade_labels import ALONE_TOO, OF_OTHERS, is_grade_label
from reviews.reading.lines import Line, Page, Role
from reviews.reading.names_in_text import is_full_name, is_name
from reviews.reading.spoken_grades import USUAL_MAXIMA, grades_in_sentences
from reviews.reading.words import vocabulary

MOST_WORDS = 12
LONGEST_GRADE_LINE = 90
SHORT_LABEL = 4
SHORTEST_BOX, LONGEST_BOX = 2, 6

_DIE = "terningkast"  # a die's throw, as Norwegian papers grade: it has six sides
_ON_A_DIE = re.compile(r"(?P<value>[1-6])(?:\s?/\s?6)?")
_CONCLUSIONS = frozenset(("conclusion", "conclusions", "verdict", "ratings", "rating", "score", "scores", "fazit"))
_LABEL_THEN_GRADE = (
    on_a_line(r"(?P<label>[^:=：]{2,40}?)(?P<mark>\s*[:=：]\s*)(?P<grade>\S.*)"),
    on_a_line(r"(?P<label>[^\d★☆⭐%]{2,40}?)(?P<mark>\s[–—-]\s)\s*(?P<grade>\S.*)"),
    on_a_line(r"(?P<label>[^\d★☆⭐%]{2,40}?)(?P<mark>\s+)(?P<grade>\S.*)"),
)
_GIVEN_BY_NAME = on_a_line(
    r"(?P<label>[^:=()\[\]]{2,40}?)\s*[(\[](?P<name>[^()\[\]]{2,40})[)\]]\s*[:=]\s*(?P<grade>\S.*)"
)
_NAME_THEN_GRADE = on_a_line(
    r"(?P<name>[^\d()\[\]:]{2,40}?)\s*[(\[](?P<grade>\d{1,3}(?:[.,]\d{1,2})?\s?/\s?\d{1,3})[)\]]"
)
_OF_A_REVIEWER = re.compile(
    r"\s(?:du|de\s+la|de\s+l['’]|del|della|do|da|des|der|vom|van\s+de|by|of)\s?"
    r"\w{0,15}(?:chroniqueu(?:r|se)|rédact(?:eur|rice)|reviewer|critic|editor|writer|rezensent(?:in|en)?"
    r"|redakteurs?|recensore|redattore|redactor|reseñista|crítico|recensent)$",
    re.IGNORECASE,
)
_MARK = rf"[{FULL_MARKS}{HALF_MARKS}{EMPTY_MARKS}\ufe0f]"
_GIVEN_BY = re.compile(r"^(?:a|an|with|is|was|of|at|mit|con|med|met|de|:)\s+", re.IGNORECASE)
_LETTER = re.compile(r"[A-F]\s?[-+]?")
_LETTER_WITH_SIGN = re.compile(r"[A-D]\s?[-+]")
_OUT_OF_WORDS = vocabulary("out von sur su sobre van op av af em")
_REMARK = on_a_line(r"\s+(?:\((?!out\b|von\b|sur\b|de\b|su\b|van\b|av\b)[^)]*\)|[–—-]\s.*)$|\.$")
_ADJECTIVE = re.compile(
    r"(?P<grade>\d{1,3}(?:[.,]\d{1,2})?(?:\s?/\s?\d{1,3})?)[\s,:–—-]+[(“\"']?"
    r"(?:(?:very|sehr|très|muy|molto|muito|heel|mycket)\s)?[^\W\d_]{3,14}[)”\"'!.]?",
    re.IGNORECASE,
)
_GRADE_THEN_NAME = re.compile(
    rf"(?P<grade>\d{{1,3}}(?:[.,]\d{{1,2}})?\s?/\s?\d{{1,3}}|{_MARK}+)\s+[-–—]?\s*(?P<name>\D+)",
)
_BOLD = re.compile(r"(?<!\*)\*{1,2}([^*\s][^*]{0,80})\*{1,2}(?!\*)")
_FINAL_GRADE = on_a_line(
    rf"[\s:,|–—-]+[(\[]?(?P<grade>{_MARK}{{3,10}}|\d{{1,2}}(?:[.,]\d)?/(?:5|10)|(?<=\s[–—-]\s)\d{{1,3}}\s?%)[)\]]?(?:\s+[Ss]tars?)?$"
)
_NUMBER_AND_MAXIMUM = re.compile(r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s+(?P<maximum>\d{1,3})")
_FIGURES = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s?½?(?:\s+\d{1,3})?|½")
_STARRED = re.compile(rf"{_MARK}|\*|star|stern|étoile|estrel|stell|ster|stj", re.IGNORECASE)
_VOTES = re.compile(r"\b\d{1,7}\s+(?:votes?|ratings?|stimmen|votos|voti|stemmen|röster|avis)\b", re.IGNORECASE)


class _Stated(NamedTuple):
    """A grade line: its label (None without one), the grade as printed, whether it is somebody else's or a part's."""

    label: str | None
    printed: str
    others: bool = False
    by: str = ""


class FoundGrade(NamedTuple):
    """The review's grade, where it was read, and the name beside it of the person who gave it."""

    grade: Grade | None = None
    where: str = ""
    by: str = ""


def find_grade(page: Page, headline: str | None, scale: ScaleRule | None = None) -> FoundGrade:
    """The one grade that the page states; its lines are marked as read.

    Grades of parts ("Production: 8/10") and of others ("Readers: 4/5") are not the review's. Two different grades, or
    one without its maximum, give none and a warning. `scale` is the one that this source is known to grade on: by it a
    bare number, or number and maximum without a sign between them, is a grade too.
    """
    stated: list[tuple[Grade, str]] = []
    signed: list[_Stated] = []
    for at, line in list(page.unread()):
        found = _read_line(page, at, scale)
        if found is None or not line.unread:
            continue
        line.role = Role.GRADE
        if found.label is None:
            _take_label_above(page, at)
            _take_box_above(page, at)
        if found.by or _is_a_conclusion(page, at, found):
            signed.append(found)
            continue
        if found.others or _stands_under_others(page, at):
            page.warn(f"“{line.text}” is not taken as the review's grade.")
            continue
        try:
            where = "a line with a label" if found.label else "a line of its own"
            stated.append((_parse(found.printed, scale), where))
        except InvalidGrade as invalid:
            page.warn(f"No grade was taken from “{line.text}”: {invalid}")
    by = (signed[0].by or signed[0].label or "") if len(signed) == 1 and not stated else ""
    stated += [(grade, "a line with a name") for one in signed for grade in _parsed(one.printed)]
    page.count_paragraphs()
    match = _FINAL_GRADE.search(headline or "")
    if match and not stated:
        stated = [(grade, "the end of the headline") for grade in _parsed(match["grade"])]
    stated = stated or [(grade, "a sentence of the text") for grade in grades_in_sentences(page)]
    if len({(grade.value, grade.maximum) for grade, _ in stated}) > 1:
        printed = ", ".join(grade.printed for grade, _ in stated)
        page.warn(f"The page states different grades ({printed}); none was taken.")
        return FoundGrade()
    return FoundGrade(*stated[0], by) if stated else FoundGrade()


def _is_a_conclusion(page: Page, at: int, found: _Stated) -> bool:
    """Whether a grade stands beside its giver's name, under a heading such as "Conclusion"."""
    above = [line.bare for line in page.lines[max(0, at - 3) : at]]
    concluded = any(_CONCLUSIONS & {fold(line)} for line in above)
    return bool(concluded and found.others and found.label and page.in_tail(at) and is_full_name(found.label))


def _take_box_above(page: Page, at: int) -> None:
    """Put the lines of a box amid the text aside with the grade that ends it."""
    amid = page.paragraphs_before(at) and page.paragraphs_after(at)
    for line in _box_above(page, at) if amid else []:
        if line.unread:
            line.role = Role.FACT


def _take_label_above(page: Page, at: int) -> None:
    above = page.lines[at - 1] if at else None
    if above is not None and above.unread and is_grade_label(above.bare.rstrip(" :")):
        above.role = Role.GRADE


def _stands_under_others(page: Page, at: int) -> bool:
    """Whether the line above says that a grade without a label is the readers'."""
    above = page.lines[at - 1] if at else None
    return above is not None and above.words <= SHORT_LABEL and bool(OF_OTHERS & set(fold(above.bare).split()))


def is_grade_line(text: str) -> bool:
    """Whether `text` by itself is the review's grade with a label of its own: "Rating: 7/10"."""
    matches = (pattern.fullmatch(text) for pattern in _LABEL_THEN_GRADE)
    found = [_labelled(match["label"], match["mark"], match["grade"], None) for match in matches if match]
    return any(one is not None and not one.others for one in found)


def states_grade(page: Page, at: int, scale: ScaleRule | None = None) -> bool:
    """Whether line `at` gives the review's grade, or one that looks like it."""
    found = _read_line(page, at, scale)
    return found is not None and not found.others


def grade_at_end(heading: str) -> Grade | None:
    """The grade that ends a heading: stars, or a number with its maximum."""
    match = _FINAL_GRADE.search(heading)
    return next(iter(_parsed(match["grade"])), None) if match else None


def ends_in_grade(text: str) -> str | None:
    """The stars, or number and maximum, that stand after the last sentence of `text`; None when none does."""
    match = _AFTER_SENTENCE.search(text[-40:])
    return match["grade"] if match and _parsed_or_marks(match["grade"]) else None


def begins_with_grade(text: str) -> str | None:
    """The grade in brackets that stands before the first sentence of `text`, with its brackets; None when none does."""
    match = _BEFORE_SENTENCE.match(text[:40])
    return match[0].rstrip() if match and _parsed(match["grade"]) else None


_AFTER_SENTENCE = re.compile(
    rf"(?<=[.!?…\"”’)»])\s*(?P<grade>{_MARK}{{3,10}}|(?<=\s)[A-D][-+−]|[(\[]?\d{{1,3}}(?:[.,]\d{{1,2}})?\s?/\s?(?:5|6|10|20"
    rf"|100)[)\]]?(?:\s(?:stars?|points?|sterne|punkte)\.?)?)\s*$"
)
_BEFORE_SENTENCE = re.compile(r"[(\[](?P<grade>\d{1,3}(?:[.,]\d{1,2})?\s?/\s?(?:5|6|10|20|100))[)\]]\s+(?=[^\W\d_a-z])")


def _parsed_or_marks(printed: str) -> bool:
    return bool(_parsed(printed.strip("()[]"))) or bool(re.fullmatch(rf"{_MARK}+", printed))


def _parse(printed: str, scale: ScaleRule | None) -> Grade:
    """The grade by the scale of its source; one that says its own maximum may be on another. Raises InvalidGrade."""
    if scale is None or (scale.kind != "stars" and _STARRED.search(printed)):
        return parse_grade(printed)
    match = _NUMBER_AND_MAXIMUM.fullmatch(plain_signs(printed))
    if match and scale.maximum == int(match["maximum"]):
        return parse_grade(f"{match['value']}/{match['maximum']}", scale)
    try:
        return parse_grade(printed, scale)
    except InvalidGrade:
        if scale.kind == "letters" or _LETTER.fullmatch(plain_signs(printed).upper()):
            raise
        return parse_grade(printed)


def _parsed(printed: str) -> list[Grade]:
    try:
        return [parse_grade(printed)]
    except InvalidGrade:
        return []


def _read_line(page: Page, at: int, scale: ScaleRule | None) -> _Stated | None:
    """What line `at` says of a grade; None when it is no grade line."""
    line = page.lines[at]
    text = _BOLD.sub(r"\1", line.bare)
    if len(text) > LONGEST_GRADE_LINE or line.words > MOST_WORDS:
        return None
    if given := _given_by_name(text) or (_signed(text) if page.in_tail(at) else None):
        return given
    for pattern in _LABEL_THEN_GRADE:
        match = pattern.fullmatch(text)
        if match and (found := _labelled(match["label"], match["mark"], match["grade"], scale)):
            return found
    outside = page.in_head(at) or page.paragraphs_after(at) == 0 or _stands_over_a_note(page, at)
    outside = outside or bool(_box_above(page, at))
    printed = _without_remark(text)
    if outside and (_stands_alone(printed) or (not line.bullet and _is_on_scale(printed, scale))):
        return _Stated(None, printed)
    return None


def _given_by_name(text: str) -> _Stated | None:
    """A grade whose label names its giver in brackets: "Note du chroniqueur (Arno): 8/10", "Rating (Ines): B+"."""
    match = _GIVEN_BY_NAME.fullmatch(text)
    if match is None or not is_name(match["name"]):
        return None
    label = _OF_A_REVIEWER.sub("", match["label"])
    printed = _without_remark(match["grade"])
    if not is_grade_label(label) or not _is_unmistakable(printed):
        return None
    return _Stated(label, printed, by=match["name"])


def _signed(text: str) -> _Stated | None:
    """A grade in brackets behind its giver's name, as a signature: "Ines (9/10)"."""
    match = _NAME_THEN_GRADE.fullmatch(text)
    if match is None or not is_name(match["name"]) or is_grade_label(match["name"]) or not _parsed(match["grade"]):
        return None
    return _Stated(None, match["grade"], by=match["name"])


def _box_above(page: Page, at: int) -> list[Line]:
    """The short lines of a block amid the text that line `at` ends, as boxes of facts are copied with it."""
    near = range(at, max(at - LONGEST_BOX, 0) - 1, -1)
    top = next((place for place in near if page.lines[place].after_blank or not place), at)
    box = page.lines[top:at]
    short = all(not line.is_paragraph and line.words <= SHORT_LABEL for line in box)
    ends = at + 1 == len(page.lines) or page.lines[at + 1].after_blank
    return box if len(box) >= SHORTEST_BOX and short and ends else []


def _stands_over_a_note(page: Page, at: int) -> bool:
    """Whether nothing but one short paragraph stands below line `at`, such as where to hear the record."""
    if page.paragraphs_after(at) != 1:
        return False
    last = next(line for line in page.lines[at + 1 :] if line.unread and line.is_paragraph)
    return last.words <= MOST_WORDS and last.after_blank


def _labelled(label: str, mark: str, grade: str, scale: ScaleRule | None) -> _Stated | None:
    """A label with what follows it, where that is a grade, or where the label says that it ought to be one."""
    ours = is_grade_label(label)
    in_words = _LETTER.fullmatch(plain_signs(grade).strip(".!"))
    printed = _without_remark(_GIVEN_BY.sub("", grade, count=1) if ours and not in_words else grade)
    if fold(label) == _DIE and (match := _ON_A_DIE.fullmatch(plain_signs(printed))):
        return _Stated(label, f"{match['value']}/6")
    unmistakable = _is_unmistakable(printed)
    if ours and (unmistakable or (mark.strip() and _may_be_grade(printed)) or _is_on_scale(printed, scale)):
        return _Stated(label, printed)
    if ours and mark.strip() and fold(label) not in ALONE_TOO and (match := _ADJECTIVE.fullmatch(plain_signs(grade))):
        return _Stated(label, match["grade"])
    if unmistakable and mark.strip():
        return _Stated(label, printed, others=fold(label) not in _CONCLUSIONS)
    if mark.strip() and OF_OTHERS & set(fold(label).split()) and any(map(str.isdigit, grade)):
        return _Stated(label, grade, others=True)
    return None


def _is_unmistakable(printed: str) -> bool:
    """Whether a print says by itself that it is a grade: it has its maximum, or is a row of stars."""
    plain = plain_signs(printed)
    return bool(re.fullmatch(rf"{_MARK}+", plain)) or (
        not _LETTER.fullmatch(plain) and bool(_parsed(printed) or _is_over(printed))
    )


def _is_over(printed: str) -> bool:
    """Whether it is a grade but for being more than its maximum."""
    try:
        parse_grade(printed)
    except InvalidGrade as invalid:
        return "more than the highest" in str(invalid)
    return False


def _may_be_grade(printed: str) -> bool:
    """Whether a print beside a label can only be meant as a grade: a number, a letter, stars, "N/A", "2+"."""
    plain = plain_signs(printed)
    if _LETTER.fullmatch(plain):
        return True
    try:
        parse_grade(printed)
    except InvalidGrade as invalid:
        return "not a grade that can be read" not in str(invalid)
    return True


def _without_remark(printed: str) -> str:
    printed = printed.strip()
    signed = _GRADE_THEN_NAME.fullmatch(printed)
    if signed and is_name(signed["name"].strip()):
        return signed["grade"]
    bare = _REMARK.sub("", _VOTES.sub("", printed)).strip("()[] _!") or printed
    return f"{bare})" if bare.count("(") > bare.count(")") else bare


def _stands_alone(printed: str) -> bool:
    """Whether a grade without a label is surely one: stars, or a number out of a usual maximum, or "B+"."""
    plain = plain_signs(printed)
    if _LETTER_WITH_SIGN.fullmatch(plain) or re.fullmatch(rf"{_MARK}{{1,10}}", plain):
        return True
    found = _parsed(printed)
    if not found:
        return _is_over(printed) and has_unit(in_figures(plain))
    words = set(plain.casefold().replace("(", " ").split())
    told = has_unit(in_figures(plain)) or any(map(str.isdigit, plain)) or bool(_OUT_OF_WORDS & words)
    return told and int(found[0].maximum) in USUAL_MAXIMA


def _is_on_scale(printed: str, scale: ScaleRule | None) -> bool:
    """Whether a print is a grade by the scale that its source is known to use, though it does not say its maximum."""
    plain = in_figures(plain_signs(printed))
    if scale is None or not (_FIGURES.fullmatch(plain) or has_unit(plain) or re.fullmatch(rf"{_MARK}+", plain)):
        return False
    try:
        _parse(printed, scale)
    except InvalidGrade:
        return False
    return True
