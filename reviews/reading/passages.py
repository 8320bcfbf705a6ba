"""The passages that a document shows: paragraphs, headings, items of lists, whatever format they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SHORT = 20


@dataclass(eq=False)
class Passage:
    """One paragraph, heading, item or cell: its text as shown (line breaks kept) and what its markup says of it.

    `level` is that of a heading, 0 for what is none. `linked` and `bold` are how many of its characters are links or
    bold, `opening` the bold words that it begins with, `emphasised` its words in italics. `kept_out` are the passages
    of it that the page asks not to quote. `below_rule`: a line is drawn above it. `element` is where it stands in the
    markup, if there is one.
    """

    text: str
    tag: str = "p"
    level: int = 0
    hidden: bool = False
    linked: int = 0
    bold: int = 0
    opening: str = ""
    emphasised: tuple[str, ...] = ()
    kept_out: tuple[str, ...] = ()
    below_rule: bool = False
    element: Any = None

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it is a link."""
        return self.linked >= 0.8 * len(self.text)

    @property
    def is_bold(self) -> bool:
        """Whether nearly all of it is bold."""
        return self.bold >= 0.9 * len(self.text.replace("\n", ""))


def line_of(passage: Passage) -> str:
    """The passage as the reader of plain text expects it."""
    if passage.level:
        return f"{'#' * max(passage.level, 2)} {passage.text}"
    return f"- {passage.text}" if passage.tag == "li" else passage.text


def joined(passages: list[Passage]) -> str:
    """The passages as one text, a blank line between them; items of a list are one newline apart."""
    text = ""
    for at, passage in enumerate(passages):
        if at:
            text += "\n" if passage.tag == "li" and passages[at - 1].tag == "li" else "\n\n"
        text += passage.text
    return text


def key_of(text: str) -> str:
    """What two prints of one line have in common: its letters and figures."""
    return "".join(character for character in text.lower() if character.isalnum())


def kept_passages(passages: list[Passage], text: str) -> list[Passage]:
    """Those of `passages` that stand in `text`, whole or by one of their longer lines."""
    lines = {key_of(line) for line in text.split("\n")} - {""}
    whole = key_of(text)
    return [one for one in passages if _stands_in(one, lines, whole)]


def _stands_in(passage: Passage, lines: set[str], whole: str) -> bool:
    key = key_of(passage.text)
    if len(key) < SHORT:
        return key in lines
    if key in whole:
        return True
    return any(len(line) >= SHORT and line in whole for line in map(key_of, passage.text.split("\n")))
