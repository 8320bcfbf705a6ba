"""Artist and album on two lines of their own above a text, as many sites print them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from common.names import fold
from reviews.reading.dates import read_date
from reviews.reading.furniture import is_furniture, is_page_word
from reviews.reading.grade_witness import grade_alone
from reviews.reading.kinds import kind_of_label
from reviews.reading.text_witness import Witness
from reviews.reading.titles import Subject

MOST_LINES = 40
LONGEST_LINE = 80
MOST_WORDS = 9

_FACT = re.compile(
    r"[(\[].*[)\]]|(?:19|20)\d\d|\d.*|[^:]{2,30}:\s*\S.*|(?:by|von|par|por|di|door|av|af|words|text)\b.*|[★☆].*",
    re.IGNORECASE,
)
_RATING = re.compile(r"\b(?:ratings?|scores?)(?:\s\(\d+\))?$", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"[.!?…。]$")


@dataclass(frozen=True)
class Stack:
    """The record that two neighbouring lines name, and the lines in their order."""

    subject: Subject
    lines: tuple[str, str]


def stack_above(text: str, witness: Witness) -> Stack | None:
    """The two lines above the text that name artist and album: the text knows the artist, and the title too, or what
    stands below it is a fact of the record."""
    lines = [line.strip(" *_#") for line in text.split("\n") if line.strip()][:MOST_LINES]
    head = _head_of(lines)
    for at, line in enumerate(head):
        if not _is_name(line) or not witness.speaks_of(line):
            continue
        below = head[at + 1] if at + 1 < len(head) else ""
        if _is_name(below) and fold(below) != fold(line):
            if witness.speaks_of(below) or witness.sets_apart(below):
                return _ordered(line, below, witness)
            after = lines[at + 2] if at + 2 < len(lines) else ""
            if _FACT.fullmatch(after) or _is_label_over_text(lines, at + 2, witness):
                return Stack(Subject(line, below, sure=False), (line, below))
    return None


def _is_label_over_text(lines: list[str], at: int, witness: Witness) -> bool:
    """Whether the record company stands right over the text, which names it, with a rubric over artist and title."""
    if at + 1 >= len(lines) or len(lines[at + 1]) <= 2 * LONGEST_LINE:
        return False
    below_rubric = at > 2 and kind_of_label(lines[at - 3]) is not None
    return below_rubric and _is_name(lines[at]) and witness.speaks_of(lines[at])


def _ordered(first: str, second: str, witness: Witness) -> Stack:
    """The two lines, the artist first unless the text speaks of the second as of a maker of records."""
    is_reversed = witness.speaks_of_maker(second) > witness.speaks_of_maker(first)
    artist, album = (second, first) if is_reversed and not witness.sets_apart(second) else (first, second)
    return Stack(Subject(artist, album), (first, second))


def _head_of(lines: list[str]) -> list[str]:
    """The short lines above the first long one."""
    head = []
    for line in lines:
        if len(line) > 2 * LONGEST_LINE:
            break
        head.append(line)
    return head


def _is_name(line: str) -> bool:
    """Whether the line may be a name or a title: short, no sentence, and no word of the page's own."""
    if not line or len(line) > LONGEST_LINE or len(line.split()) > MOST_WORDS or _ENDS_SENTENCE.search(line):
        return False
    if line[0].islower() or _RATING.search(line) or _FACT.fullmatch(line) or grade_alone(line) or read_date(line):
        return False
    return not (is_furniture(line) or is_page_word(line) or kind_of_label(line))
