"""From the bytes of a page to its text: which encoding they are in, by what says so most reliably."""

from __future__ import annotations

import codecs
import re

import webencodings

from common.text import Unreadable
from reviews.reading.decoding import MEGABYTE, read_text

LARGEST_PAGE = 5 * MEGABYTE
LOOKED_AT = 4_096
MOST_LOST = 0.002

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_IN_CONTENT_TYPE = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_IN_PAGE = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE
)
_ESCAPES = (b"\x1b$", b"\x1b(")


def decode_page(data: bytes, content_type: str = "") -> str:
    """The text of a page: by its mark, by being UTF-8, by what it or its server declares, else by its letters.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8 whatever was declared; nothing else looks so by chance. Raises
    Unreadable for what is too large or cannot be told.
    """
    if len(data) > LARGEST_PAGE:
        raise Unreadable(
            f"The page is larger than {LARGEST_PAGE // MEGABYTE} MB. Save the review's text alone and try again."
        )
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _declared(data, content_type)
    if not any(escape in data for escape in _ESCAPES):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for encoding in declared:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= len(text) * MOST_LOST:
            return text
    return read_text(data, LARGEST_PAGE)


def _declared(data: bytes, content_type: str) -> list[str]:
    """The encodings that the server and the page name, as browsers understand the names (Latin-1 is Windows-1252)."""
    names = [match[1] for match in [_IN_CONTENT_TYPE.search(content_type)] if match]
    names += [match[1].decode("ascii", "replace") for match in [_IN_PAGE.search(data[:LOOKED_AT])] if match]
    found = []
    for name in names:
        known = webencodings.lookup(name)
        if known and not (known.name.startswith("utf-16") or known.name == "x-user-defined"):
            found.append(known.codec_info.name)
    return list(dict.fromkeys(found))
