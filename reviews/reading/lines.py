"""A document as lines, each with the part it plays on the page."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise

from common.names import fold
from reviews.reading.dates import EITHER, DateRules
from reviews.reading.words import word_count

SHORTEST_PARAGRAPH = 8
SURELY_PARAGRAPH = 25
LONGEST_HEADING = 14
LONGEST_HEADLINE = 30
NEAR_END = 80
LONGEST_HEAD = 40
MOST_STANDFIRSTS, LONGEST_STANDFIRST = 2, 45
ENOUGH_TEXT = 60_000
NARROWEST_WRAP, WIDEST_WRAP, MANY_BREAKS = 50, 110, 4

_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s\b")
_ENDS_SENTENCE = re.compile(r"""[.!?…。！？][\s"'”’»›)\]*_]*$""")
_FULL_STOP = re.compile(r"""[.…。][\s"'”’»›)\]*_]*$""")
_BULLET = re.compile(r"^(?:[-–—•·*▪►]\s+|[•·▪►]\s*)(?=\S)")
_HEADING_MARK = re.compile(r"^#{1,6}\s+(?=\S)")
_EMPHASIS = re.compile(r"^(\*{1,3}|_{1,3})(?=[^\s*_])(.*[^\s*_])\1$")
_ARTICLES_AND_PREPOSITIONS = """
    a an the and but or nor of in on at to by for from with as is vs via into over de la le du des et und der die das
"""
_SMALL_WORDS = frozenset(_ARTICLES_AND_PREPOSITIONS.split())


class Role(enum.Enum):
    """What a line is. Lines that stay UNREAD are the review's text."""

    UNREAD = enum.auto()
    HEADLINE = enum.auto()
    CREDIT = enum.auto()
    GRADE = enum.auto()
    FACT = enum.auto()
    AUTHOR = enum.auto()
    FURNITURE = enum.auto()
    LEFT_OUT = enum.auto()


@dataclass
class Line:
    """One line: as printed (ends trimmed), and bare of bullet, heading mark and emphasis around the whole."""

    text: str
    bare: str
    after_blank: bool
    bullet: bool = False
    heading_mark: bool = False
    role: Role = Role.UNREAD

    @property
    def unread(self) -> bool:
        """Whether nothing but text has been seen in it so far."""
        return self.role is Role.UNREAD

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether it reads as prose: a sentence of some length, or so many words that it can be nothing else."""
        words = self.words
        return words >= SURELY_PARAGRAPH or (words >= SHORTEST_PARAGRAPH and ends_sentence(self.text))

    @cached_property
    def words(self) -> int:
        """Its length in words."""
        return word_count(self.text)


@dataclass
class Page:
    """The lines of a document that are not blank, and what was noticed on the way."""

    lines: list[Line]
    rules: DateRules = EITHER
    warnings: list[str] = field(default_factory=list)
    _before: list[int] = field(default_factory=list)

    def unread(self) -> Iterator[tuple[int, Line]]:
        """The lines that no one has recognised yet, with their places."""
        return ((at, line) for at, line in enumerate(self.lines) if line.unread)

    def unread_near_ends(self) -> Iterator[tuple[int, Line]]:
        """Those among the first and the last eighty lines, where credits stand."""
        return ((at, line) for at, line in self.unread() if at < NEAR_END or at >= len(self.lines) - NEAR_END)

    def near_ends(self) -> Iterator[tuple[int, Line]]:
        """The first and the last eighty lines, whatever they are, with their places."""
        return ((at, line) for at, line in enumerate(self.lines) if at < NEAR_END or at >= len(self.lines) - NEAR_END)

    def speaks_of(self, name: str) -> bool:
        """Whether the text, as it was laid out at first, has the name or title, case and accents aside."""
        wanted = fold(name)
        return bool(wanted) and f" {wanted} " in self._words

    def knows(self, name: str) -> bool:
        """Whether the text has the name, or the last word of it, as people are called after their first mention."""
        words = fold(name).split()
        return self.speaks_of(name) or (len(words) > 1 and len(words[-1]) > 3 and f" {words[-1]} " in self._words)

    @cached_property
    def prose(self) -> str:
        """The beginning of the text, as it was laid out at first, by which names are known."""
        return "\n".join(line.text for line in self.lines if line.is_paragraph)[:ENOUGH_TEXT]

    @cached_property
    def _words(self) -> str:
        return f" {fold(_POSSESSIVE.sub('', self.prose))} "

    def count_paragraphs(self) -> None:
        """Count the paragraphs of the text anew, after lines have been recognised."""
        counts = accumulate(int(line.unread and line.is_paragraph) for line in self.lines)
        self._before = [0, *counts]

    def paragraphs_before(self, at: int) -> int:
        """How many paragraphs of text stand above line `at`."""
        return self._before[at]

    def paragraphs_after(self, at: int) -> int:
        """How many paragraphs of text stand below line `at`."""
        return self._before[-1] - self._before[at + 1]

    def in_head(self, at: int) -> bool:
        """Whether line `at` stands above the text, with at most a short standfirst and a caption over it."""
        before = self.paragraphs_before(at)
        if before == 0 or at >= LONGEST_HEAD:
            return before == 0
        above = [line for line in self.lines[:at] if line.unread and line.is_paragraph]
        return (
            before <= MOST_STANDFIRSTS
            and all(line.words <= LONGEST_STANDFIRST for line in above)
            and self.paragraphs_after(at) > 0
        )

    def in_tail(self, at: int) -> bool:
        """Whether line `at` stands below all of the text."""
        return self.paragraphs_before(at) > 0 and self.paragraphs_after(at) == 0

    def neighbours(self, at: int) -> list[Line]:
        """The lines next above and next below line `at`."""
        return self.lines[max(at - 1, 0) : at] + self.lines[at + 1 : at + 2]

    def warn(self, message: str) -> None:
        """Note something that the reader of the draft should know, once."""
        if message not in self.warnings:
            self.warnings.append(message)


def read_page(text: str, rules: DateRules = EITHER) -> Page:
    """The page in `text` (cleaned): lines trimmed, hard-wrapped paragraphs joined, blank lines remembered.

    Its dates are read by `rules`.
    """
    lines: list[Line] = []
    blank = True
    for printed in unwrapped(text.split("\n")):
        if not printed:
            blank = True
            continue
        lines.append(_read_line(printed, blank))
        blank = False
    page = Page(lines, rules)
    page.count_paragraphs()
    return page


def _read_line(text: str, after_blank: bool) -> Line:
    marked = _HEADING_MARK.sub("", text)
    bare = _BULLET.sub("", marked)
    emphasised = _EMPHASIS.match(bare)
    if emphasised:
        bare = emphasised[2]
    heading = marked != text
    return Line(marked if heading else text, bare, after_blank, bullet=bare != marked, heading_mark=heading)


def unwrapped(lines: list[str]) -> list[str]:
    """The lines; in a hard-wrapped document, those joined again whose next line's first word would not have fitted."""
    lines = [line.strip() for line in lines]
    width = max(map(len, lines), default=0)
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP or not _is_wrapped(lines, width):
        return lines
    joined: list[str] = []
    last = ""
    for line in lines:
        if joined and line and (_was_full(last, line, width) or _goes_on(last, line)):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        last = line
    return joined


def _was_full(line: str, following: str, width: int) -> bool:
    return bool(line) and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - 4


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence is broken between two lines: the first is of some length and ends amid it."""
    return len(line) >= NARROWEST_WRAP and following[:1].islower() and not ends_sentence(line)


def _is_wrapped(lines: list[str], width: int) -> bool:
    if sum(_goes_on(line, following) for line, following in pairwise(lines)) >= MANY_BREAKS:
        return True
    full = [line for line, following in pairwise(lines) if following and _was_full(line, following, width)]
    return len(full) >= 3 and sum(not ends_sentence(line) for line in full) > len(full) * 0.6


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return bool(_ENDS_SENTENCE.search(text[-12:]))


def looks_like_heading(line: Line) -> bool:
    """Whether the line, standing alone between paragraphs, is a heading: short, capitalised, no full stop.

    One that ends in "?" or "!" counts only in title case: otherwise it is a short paragraph.
    """
    text = line.bare
    if line.heading_mark:
        return True
    if (
        line.bullet
        or line.words > LONGEST_HEADING
        or len(text) > 150
        or text[-1] in ",;:"
        or _FULL_STOP.search(text[-12:])
    ):
        return False
    first_letter = next((character for character in text if character.isalpha()), "")
    if not first_letter or first_letter.islower() or _is_quotation(text):
        return False
    return not ends_sentence(text) or is_title_case(text)


def _is_quotation(text: str) -> bool:
    return text[0] in '"“«„' and text[-1] in '"”»“' and len(text.split()) > 6 and not is_title_case(text)


def is_title_case(text: str) -> bool:
    """Whether every word of weight begins with a capital."""
    words = [word.strip("\"'“”‘’«»()[].,!?:;…-–—") for word in text.split()]
    weighty = [word for word in words if word and word[0].isalpha() and word.casefold() not in _SMALL_WORDS]
    return bool(weighty) and not any(word[0].islower() for word in weighty)
