"""A word processor's document (.docx), made into a page by mammoth and read as one."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date

import mammoth

from common.bounds import REVIEW
from common.text import Unreadable
from reviews.reading.composing import Material, compose
from reviews.reading.decoding import MEGABYTE
from reviews.reading.findings import Document, Finding, HouseRule, Reading, Where
from reviews.reading.passages import Passage
from reviews.reading.testimony import Testimony
from reviews.reading.web.blocks import blocks_of
from reviews.reading.web.tree import parse_page

LARGEST_FILE = 10 * MEGABYTE
LARGEST_TEXT = 8 * MEGABYTE
MOST_MEMBERS = 2_000
MOST_ELEMENTS = 60_000
_DOCUMENT = "word/document.xml"
_PARAGRAPH = re.compile(rb"<\w{0,20}:?p[\s/>]")
_WHAT_TO_DO = "Save it as plain text in UTF-8 and try again."


def is_word(data: bytes) -> bool:
    """Whether the bytes are a packed file with a word processor's document in it."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _DOCUMENT in packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_word(document: Document, rule: HouseRule, today: date) -> Reading:
    """The reading of a word processor's document. Raises Unreadable for a damaged or a huge one."""
    _check_size(document.data)
    try:
        page = mammoth.convert_to_html(
            io.BytesIO(document.data), convert_image=mammoth.images.img_element(_no_picture)
        ).value
    except Exception as error:  # mammoth raises whatever its parsers do
        raise Unreadable(f"The document is damaged. {_WHAT_TO_DO}") from error
    passages = blocks_of(parse_page(f"<body>{page}</body>")) if page.strip() else []
    headline, above, body = _take_headline(passages)
    claims = Testimony()
    if rule.publication:
        claims.add("publication", rule.publication, Where.HOUSE_RULE)
    return compose(Material(claims=claims, headline=headline, above=above, body=body, rule=rule), today)


def _no_picture(_: object) -> dict[str, str]:
    return {"src": ""}


def _check_size(data: bytes) -> None:
    """Refuse what unpacks to more than a text can be, before it is unpacked; and what is in too many pieces."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
        main = next(member for member in members if member.filename == _DOCUMENT)
        content = _content(packed, main) if main.file_size <= LARGEST_TEXT else b""
    text = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if len(data) > LARGEST_FILE or len(members) > MOST_MEMBERS or text > LARGEST_TEXT:
        raise Unreadable(f"The document unpacks to more than {LARGEST_TEXT // MEGABYTE} MB of text. {_WHAT_TO_DO}")
    paragraphs, elements = len(_PARAGRAPH.findall(content)), content.count(b"<")
    if paragraphs > REVIEW.lines or elements > 2 * MOST_ELEMENTS:
        raise Unreadable(
            f"The document has {paragraphs:,} paragraphs and {elements // 2:,} marked pieces; at most "
            f"{REVIEW.lines:,} and {MOST_ELEMENTS:,} are taken. {_WHAT_TO_DO}"
        )


def _content(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What a member unpacks to; nothing for a damaged one, which whoever reads the document says."""
    try:
        return packed.read(member)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError):
        return b""


def _take_headline(passages: list[Passage]) -> tuple[Finding | None, list[Passage], list[Passage]]:
    """The first heading, when little stands above it, and what stands above and below it."""
    for at, passage in enumerate(passages[:4]):
        if passage.level:
            return Finding(" ".join(passage.text.split()), Where.HEADING), passages[:at], passages[at + 1 :]
    return None, [], passages
