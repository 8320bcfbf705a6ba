"""From the bytes of a file to clean text."""

from __future__ import annotations

import codecs
import re

from common.text import SAVE_AS_TEXT, Unreadable, clean_text

MEGABYTE = 1_000_000
LARGEST_DOCUMENT = 2 * MEGABYTE

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a packed file (a word processor's, or a zip)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "a word processor's document"),
)

_LETTERS_OUTSIDE_ASCII = re.compile(r"[^\W\d_a-zA-Z]")


def read_text(data: bytes, largest: int = LARGEST_DOCUMENT) -> str:
    """The text in `data` (at most `largest` bytes): UTF-8, UTF-16 or -32 with or without a mark, or Latin-1 (cp1252).

    Cleaned as by `clean_text`. Raises Unreadable for what is empty, too large or not text in one of these encodings.
    """
    if len(data) > largest:
        raise Unreadable(f"It is larger than {largest / MEGABYTE:g} MB. Cut it down to one review and try again.")
    for start, kind in _OTHER_FORMATS:
        if data.startswith(start):
            raise Unreadable(f"It is {kind}, not plain text. {SAVE_AS_TEXT}")
    return clean_text(_decode(data))


def _decode(data: bytes) -> str:
    try:
        for mark, encoding in _BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return data.decode(encoding)
        if b"\0" in data:
            return data.decode(_unmarked_utf16(data))
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"It begins like {error.encoding.upper()} but is damaged further on. {SAVE_AS_TEXT}"
        ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_western(data)


def _unmarked_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark: in Western text, every other byte is NUL."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    if len(data) % 2 == 0 and odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    raise Unreadable(f"It holds NUL bytes, so it is not plain text. {SAVE_AS_TEXT}")


def _decode_western(data: bytes) -> str:
    """Latin-1 in its Windows form. Almost any bytes decode, so what comes out unlike a Western language is refused."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(f"It is neither UTF-8 nor Latin-1 text. {SAVE_AS_TEXT}") from error
    letters = sum(character.isalpha() for character in text)
    if len(_LETTERS_OUTSIDE_ASCII.findall(text)) > letters * 0.2:
        raise Unreadable(f"It is in an encoding that cannot be told for certain. {SAVE_AS_TEXT}")
    return text
