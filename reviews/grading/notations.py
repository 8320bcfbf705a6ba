"""How grades are written: figures, words, stars and other marks, in the languages that are read here, made plain.

Pure text. `plain` gives a grade in one notation ("4.5/5", "82%", "3.5*", "B+") for `grades` to judge.
"""

from __future__ import annotations

import re

from common.expressions import on_a_line

USUAL_STARS = 5

_WORDS = {
    0: "zero null zéro cero nul noll nula",
    1: "one ein eine einen eins un une una uno um uma een één en ett et én",
    2: "two zwei deux dos due dois duas twee två to",
    3: "three drei trois tres tre três drie",
    4: "four vier quatre cuatro quattro quatro fyra fire",
    5: "five fünf cinq cinco cinque vijf fem",
    6: "six sechs seis sei zes sex seks",
    7: "seven sieben sept siete sette sete zeven sju syv",
    8: "eight acht huit ocho otto oito åtta otte åtte",
    9: "nine neun neuf nueve nove negen nio ni",
    10: "ten zehn dix diez dieci dez tien tio ti",
    20: "twenty zwanzig vingt veinte venti vinte twintig tjugo",
    100: "hundred hundert cien cento cem honderd hundra",
}
_VALUES = {word: value for value, words in _WORDS.items() for word in words.split()}
_HALF = re.compile(
    r"\s(?:and\sa\shalf|und\sein(?:e|en)?\shalb(?:e|er|en)?|et\sdemie?|y\smedi[ao]|e\smezz[oa]|e\smei[ao]"
    r"|en\s(?:een\s)?hal(?:f|ve)"
    r"|och\s(?:en\s)?halv|og\s(?:en\s)?halv)\b"
)
_HALVES = re.compile(r"(?P<whole>[^\W\d_]{3,8}?)(?:ein|ën|eneen|en)?hal(?:b|be|f|ve)")
_ONE_AND_A_HALF = frozenset(("anderthalb", "eineinhalb", "anderhalf", "anderhalve", "halvannen"))

_PLAIN_SIGNS = {
    **dict.fromkeys("−–‐‑‒—－", "-"),
    **{chr(0xFF10 + figure): str(figure) for figure in range(10)},
    **{chr(0xFF21 + at): chr(0x41 + at) for at in range(6)},
    **{chr(0x2460 + at): str(at + 1) for at in range(10)},
    "＋": "+",
    "％": "%",
    "／": "/",
    "⁄": "/",
    "∕": "/",
    "．": ".",
    "，": ",",
    "（": "(",
    "）": ")",
    "🔟": "10",
    **dict.fromkeys(("\ufe0f", "\ufe0e", "\u20e3", "\u200b"), ""),
    **dict.fromkeys("\u00a0\u2009\u202f\u3000", " "),
}
_SIGNS = str.maketrans(_PLAIN_SIGNS)

FULL_MARKS, HALF_MARKS, EMPTY_MARKS = "★⭐🌟✭✮✯⭑⬤●•■◆♥❤🖤💜💙💚💛🧡🔴🟠🟡🟢🔵🟣⚫", "½⯨⯪◐◑◖⭒", "☆✩⚝○◯◦□◇♡⚪🤍"
_SPACED_MARKS = re.compile(rf"(?<=[{FULL_MARKS}{EMPTY_MARKS}]) (?=[{FULL_MARKS}{HALF_MARKS}{EMPTY_MARKS}])")
_POINT_FIVE = re.compile(rf"(?<=[{FULL_MARKS}])[.,]5(?!\d)")
_MARK_KINDS = ("★⭐🌟✭✮✯⭑☆✩⚝⯨⯪⭒", "⬤●•○◯◦⚫⚪◐◑◖🔴🟠🟡🟢🔵🟣", "■□", "◆◇", "♥❤🖤💜💙💚💛🧡♡🤍")

_UNIT = (
    r"(?:stars?|stern(?:e|en|chen)?|étoiles?|etoiles?|estrell(?:a|as)|stell(?:a|e|ine)|estrelas?|sterr?en"
    r"|ster(?:retjes)?"
    r"|stjärn(?:a|or)|stjern(?:e|er)|tähteä|gwiazd(?:ka|ki|ek)|hvězd(?:a|y|ička|ičky|iček)|points?|pts?\.?|punkt(?:e|en|er)?|punt(?:o|i|os|en)"
    r"|pont(?:o|os)|poäng|pkt\.?|marks?|bullets?|discs?|hearts?|[★⭐*])"
)
_OUT_OF = (
    r"(?:/|of|out\sof(?:\sa\spossible)?|from|von|(?:van|op)(?:\sde)?|sur|sobre|su|de|di|em|na|av|af|på|z|из"
    r"|von\smöglichen|\(?out\sof)"
)
_NUMBER = r"(?:\d{1,3}(?:[.,]\d{1,2})?(?:\s?[½¼¾]|[\s-]1/2)?|[½¼¾])"
_MARKS = rf"[{FULL_MARKS}*]*(?:[{HALF_MARKS}]|\s?1/2)?[{EMPTY_MARKS}]*"
_MARK_RUN = re.compile(rf"(?P<full>[{FULL_MARKS}*]*)(?P<half>[{HALF_MARKS}]|\s?1/2)?(?P<empty>[{EMPTY_MARKS}]*)")
_MARKS_OUT_OF = re.compile(
    rf"(?P<marks>{_MARKS})\s?(?:\(?{_OUT_OF}\s?(?P<total>{_MARKS}|\d{{1,3}})\)?)?\s?{_UNIT}?", re.IGNORECASE
)
_NUMBER_OUT_OF = re.compile(
    rf"(?P<value>{_NUMBER})[\s-]?{_UNIT}?(?P<half>\s?½)?\s?\(?(?:{_OUT_OF})\s?(?P<maximum>{_NUMBER})[\s-]?{_UNIT}?\)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?P<value>{_NUMBER})\s?(?:%|per\s?cent|prozent|pour\scent|procent)", re.IGNORECASE)
_BARE = re.compile(rf"(?P<value>{_NUMBER})(?:[\s-]?{_UNIT}(?P<half>\s?½)?)?", re.IGNORECASE)
_UNIT_THERE = re.compile(rf"\b{_UNIT}(?!\w)", re.IGNORECASE)
_FIGURE_WORD = re.compile(r"[^\W\d_½¼¾]+")


_LETTER_IN_WORDS = re.compile(
    r"(?P<letter>[A-F])[\s-]?(?:(?P<plus>plus|más|mas|più|mais)|(?:minus|moins|menos|meno|min|mínus))", re.IGNORECASE
)
_POINT = re.compile("[点點점分]")
_COUNTED = r"(?P<value>\d{1,3}(?:\.\d)?)"
_OF_COUNTED = r"(?P<maximum>\d{1,3})"
_COUNTED_POINTS = tuple(
    on_a_line(pattern)
    for pattern in (
        rf"{_OF_COUNTED}\s?点満点(?:中|で)?の?\s?{_COUNTED}\s?点?",
        rf"{_COUNTED}\s?点\s*[(/]\s*{_OF_COUNTED}\s*点?(?:満点)?中?\s*\)?",
        rf"{_OF_COUNTED}\s?점\s?만점에\s?{_COUNTED}\s?점",
        rf"{_COUNTED}\s?점\s*[(/]\s*{_OF_COUNTED}\s?점(?:\s?만점)?\s*\)?",
        rf"{_COUNTED}\s?[分点點]\s*[(/,]?\s*(?:满分|滿分)\s*{_OF_COUNTED}\s?[分点點]?\s*\)?",
        rf"(?:满分|滿分)\s*{_OF_COUNTED}\s?[分点點]?\s*[,:]?\s*{_COUNTED}\s?[分点點]",
    )
)


class Notation:
    """What a grade says in figures: `value`, and `maximum` where it is said; `percent` is out of 100.

    `drawn` counts the marks of a row of stars with its empty ones, where a maximum is said beside it too.
    """

    __slots__ = ("drawn", "maximum", "value")

    def __init__(self, value: str, maximum: str | None = None, drawn: int | None = None) -> None:
        self.value = value
        self.maximum = maximum
        self.drawn = drawn


def plain_signs(printed: str) -> str:
    """`printed` with full-width, keycap and typographic signs made plain, and one space between words.

    Letters with their sign in words ("B plus") and counts of points ("５点満点中４点") are plain signs too.
    """
    plain = _SPACED_MARKS.sub("", " ".join(printed.translate(_SIGNS).split()))
    plain = _POINT_FIVE.sub("½", plain)
    if (match := _LETTER_IN_WORDS.fullmatch(plain)) and match["letter"].isupper():
        return f"{match['letter']}{'+' if match['plus'] else '-'}"
    return with_points_as_fractions(plain)


def with_points_as_fractions(text: str) -> str:
    """`text` with counts of points as others write them: "75点（100点満点）" is 75/100, "10점 만점에 8점" is 8/10."""
    if not _POINT.search(text):
        return text
    text = text.translate(_SIGNS)
    for pattern in _COUNTED_POINTS:
        text = pattern.sub(r"\g<value>/\g<maximum>", text)
    return text


def read_notation(plain: str) -> Notation | None:
    """The figures of a grade in plain signs; None for a letter, and for what is no grade."""
    plain = in_figures(plain).rstrip(".!")
    if marks := _MARKS_OUT_OF.fullmatch(plain):
        found = _marks(marks)
        if found:
            return found
    if match := _NUMBER_OUT_OF.fullmatch(plain):
        return Notation(match["value"] + (match["half"] or "").strip(), match["maximum"])
    if match := _PERCENT.fullmatch(plain):
        return Notation(match["value"], "100")
    if match := _BARE.fullmatch(plain):
        return Notation(match["value"] + (match["half"] or "").strip())
    return None


def in_figures(plain: str) -> str:
    """`plain` in small letters with its number words as figures: "vier von fünf Sternen" is "4 von 5 sternen".

    Words that are also articles count as numbers only where a unit or a second number goes with them.
    """
    small = _HALF.sub(" ½", plain.casefold())
    return _FIGURE_WORD.sub(lambda word: _figure(word[0]), small)


def _figure(word: str) -> str:
    if word in _ONE_AND_A_HALF:
        return "1½"
    if word in _VALUES:
        return str(_VALUES[word])
    match = _HALVES.fullmatch(word)
    if match and match["whole"] in _VALUES:
        return f"{_VALUES[match['whole']]}½"
    return word


def _marks(match: re.Match[str]) -> Notation | None:
    full, half, empty = _counted(match["marks"])
    if not full + empty and not half:
        return None
    if not full + empty and "total" not in match.groupdict():
        return None
    if not _of_one_kind(match["marks"]):
        return None
    value = f"{full}{'½' if half else ''}"
    drawn = full + half + empty
    total = match["total"]
    if total is None:
        # Four stars without an empty one may be four of four or of five; five, and four and a half, are of five.
        known = bool(empty) or drawn == USUAL_STARS
        return Notation(value, str(drawn) if known else None) if full + empty else None
    maximum = int(total) if total.isdecimal() else sum(_counted(total))
    return Notation(value, str(maximum), drawn if empty else None)


def _counted(marks: str) -> tuple[int, int, int]:
    """How many marks of a row are full, half and empty."""
    match = _MARK_RUN.fullmatch(marks)
    return (len(match["full"]), int(bool(match["half"])), len(match["empty"])) if match else (0, 0, 0)


def _of_one_kind(marks: str) -> bool:
    """Whether a row is all stars, or all circles, and so on."""
    drawn = [mark for mark in marks if mark not in "½*1/2 "]
    return not drawn or any(all(mark in kind for mark in drawn) for kind in _MARK_KINDS)


def has_unit(plain: str) -> bool:
    """Whether "stars", "Punkte" or the like stands in it."""
    return bool(_UNIT_THERE.search(plain))
