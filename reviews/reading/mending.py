"""Text that was damaged before it came here: mended where nothing is lost, refused where something is."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

import ftfy

from common.text import SAVE_AS_TEXT, Unreadable, clean_text
from reviews.reading.decoding import LOST

FEWEST_BROKEN_WORDS = 2
MOST_ACCENTED = 0.3

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_AROUND_LOST = re.compile(rf"\S{{0,12}}{LOST}+\S{{0,12}}")
_SYMBOL_IN_WORD = re.compile("(?:[^\\W\\d_][¨²³¹¤¦¬¶¢¯±¸¼¾¿‡†‰ƒ˜®]{1,3}|[¨²³¹¤¦¬¶¢¯±¸¼¾‡†‰ƒ˜®]{2,3})[^\\W\\d_]")
_LATIN_WITH_MARKS = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ơưđ]")


class Mended(NamedTuple):
    """A text as it was meant, and what was done to it, in words."""

    text: str
    remarks: tuple[str, ...] = ()


def mended(text: str) -> Mended:
    """`text` cleaned, with HTML entities resolved and twice-encoded characters put right.

    Raises Unreadable where characters are lost or stand for others that cannot be told.
    """
    text = clean_text(text)
    remarks = []
    if _ENTITY.search(text):
        text = _resolved(text)
    fixed = text if text.isascii() else ftfy.fix_encoding(text)
    if fixed != text:
        remarks.append("Its characters had been encoded twice; they were put right. Check a few accented words.")
        text = fixed
    _refuse_damaged(text)
    return Mended(clean_text(text), tuple(remarks))


def _resolved(text: str) -> str:
    """The text without HTML entities, also those that were escaped a second time."""
    for _ in range(2):
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def _refuse_damaged(text: str) -> None:
    if text.isascii():
        return
    if lost := text.count(LOST):
        word = _AROUND_LOST.search(text)
        raise Unreadable(
            f"{_characters(lost)} lost when it was saved (“{word[0] if word else LOST}”). "
            "Go back to the page that it came from, save it in UTF-8 and try again."
        )
    broken = _SYMBOL_IN_WORD.findall(text)
    if len(broken) >= FEWEST_BROKEN_WORDS:
        raise Unreadable(
            f"Its accented letters were read in a wrong encoding (“{broken[0]}”). "
            "Open the original in the encoding that it was saved in, save it in UTF-8 and try again."
        )
    letters = sum(map(str.isalpha, text))
    if len(_LATIN_WITH_MARKS.findall(text)) > letters * MOST_ACCENTED and not _VIETNAMESE.search(text):
        raise Unreadable(
            "It looks like text in another script (Cyrillic or Greek, perhaps) that was read as Western European. "
            f"{SAVE_AS_TEXT}"
        )


def _characters(count: int) -> str:
    return "One character was" if count == 1 else f"{count:,} characters were"
