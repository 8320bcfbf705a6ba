"""A word processor's document (.docx), made into a page by mammoth and read as one."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import mammoth

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
_DOCUMENT = "word/document.xml"
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
    """Refuse what unpacks to more than a text can be, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        members = packed.infolist()
    text = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if len(data) > LARGEST_FILE or len(members) > MOST_MEMBERS or text > LARGEST_TEXT:
        raise Unreadable(f"The document unpacks to more than {LARGEST_TEXT // MEGABYTE} MB of text. {_WHAT_TO_DO}")


def _take_headline(passages: list[Passage]) -> tuple[Finding | None, list[Passage], list[Passage]]:
    """The first heading, when little stands above it, and what stands above and below it."""
    for at, passage in enumerate(passages[:4]):
        if passage.level:
            return Finding(" ".join(passage.text.split()), Where.HEADING), passages[:at], passages[at + 1 :]
    return None, [], passages
