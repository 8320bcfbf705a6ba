"""One reader for every document: what it is, and what it says, with where each value was read.

The format is told by the content, not by the name alone. A wrong value is worse than none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from common.text import Unreadable
from reviews.reading.decoding import MEGABYTE, decode
from reviews.reading.document import NotAReview, refuse_too_much
from reviews.reading.files.front_matter import has_front_matter, read_markdown
from reviews.reading.files.newsletters import is_mail, read_mail
from reviews.reading.files.word import is_word, read_word
from reviews.reading.findings import FIELDS, NO_RULE, Document, Finding, HouseRule, Reading, Where
from reviews.reading.kinds import Kind
from reviews.reading.plain import read_plain
from reviews.reading.web.webpage import read_page

__all__ = ["FIELDS", "Document", "Finding", "HouseRule", "Kind", "NotAReview", "Reading", "Where", "read"]

LARGEST_FILE = 20 * MEGABYTE
LOOKED_AT = 4_096
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|p|script|meta|title|table|h[1-6]|article|main)\b", re.IGNORECASE
)
_REFUSED = (
    (b"%PDF", "It is a PDF. Open it, copy the review's text, and save or paste that."),
    (b"bplist00", "It is a web archive of Safari. Save the page as HTML (“Page Source”) or paste its address."),
    (b"{\\rtf", "It is an RTF document. Save it as plain text in UTF-8, or as .docx, and try again."),
    (
        b"\xd0\xcf\x11\xe0",
        "It is a document of an old word processor. Save it as .docx or as plain text and try again.",
    ),
    (b"\x1f\x8b", "It is packed (gzip). Unpack it and try again."),
    (b"\x89PNG", "It is a picture. Copy the review's text, and save or paste that."),
    (b"\xff\xd8\xff", "It is a picture. Copy the review's text, and save or paste that."),
)
_PACKED = b"PK\x03\x04"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_EPUB = b"mimetypeapplication/epub"


def read(document: Document, rule: HouseRule = NO_RULE, today: date | None = None) -> Reading:
    """What `document` says. `rule` is what is known of its source; days after `today` are no dates of a page.

    Raises Unreadable for what is no document that can be read here, NotAReview for one without a review's prose.
    """
    today = today or datetime.now(UTC).date()
    data = document.data
    if len(data) > LARGEST_FILE:
        raise Unreadable(
            f"It is larger than {LARGEST_FILE // MEGABYTE} MB. Save the review's text alone and try again."
        )
    _refuse_others(data)
    if is_word(data):
        return read_word(document, rule, today)
    if data.startswith(_PACKED):
        raise Unreadable("It is a packed file (zip). Unpack it and try again with the documents in it.")
    if is_mail(data):
        return read_mail(document, rule, today)
    if _is_page(document):
        return read_page(document, rule, today)
    text, _, remarks = decode(data)
    refuse_too_much(text)
    if has_front_matter(text) or document.file_name.lower().endswith((".md", ".markdown")):
        return read_markdown(document, rule, today)
    return read_plain(text, rule, today, remarks)


def _refuse_others(data: bytes) -> None:
    for start, message in _REFUSED:
        if data.startswith(start):
            raise Unreadable(message)
    if data.startswith(_PACKED) and _OPEN_DOCUMENT in data[:200]:
        raise Unreadable("It is an OpenDocument text. Save it as .docx or as plain text and try again.")
    if data.startswith(_PACKED) and _EPUB in data[:200]:
        raise Unreadable("It is an e-book. Copy the review's text, and save or paste that.")


def _is_page(document: Document) -> bool:
    start = document.data[:LOOKED_AT].replace(b"\0", b"")
    if not _MARKUP.search(start):
        return False
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") or "html" in document.content_type.lower()
