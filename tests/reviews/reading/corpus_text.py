"""The words of a corpus document, by a way as simple as can be: nothing of the reader under test is used."""

from __future__ import annotations

import re
import zipfile
from email import message_from_bytes, policy
from html.parser import HTMLParser
from io import BytesIO

from reviews.reading.evaluation.judging import words

_UNSEEN = {"script", "style"}
_MARKDOWN = re.compile(r"\]\([^)\s]*\)|[*_`>#\[\]]|<[^>]+>")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag, attrs) -> None:
        self._unseen += tag in _UNSEEN
        if tag in ("br", "p", "div", "td"):
            self.pieces.append(" ")

    def handle_endtag(self, tag) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data) -> None:
        if not self._unseen:
            self.pieces.append(data)


def stripped(markup: str) -> str:
    """`markup` without its tags."""
    parser = _Text()
    parser.feed(markup)
    return "".join(parser.pieces)


def words_of(name: str, data: bytes, encoding: str) -> list[str]:
    """Every word of a document whose name says its format."""
    if name.endswith((".eml", ".mhtml")):
        text = " ".join(
            stripped(part.get_content()) if part.get_content_subtype() == "html" else part.get_content()
            for part in message_from_bytes(data, policy=policy.default).walk()
            if part.get_content_maintype() == "text"
        )
    elif name.endswith(".docx"):
        xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
        text = stripped(xml.replace("</w:p>", " "))
    elif name.endswith(".md"):
        text = _MARKDOWN.sub("", data.decode(encoding))
    elif name.endswith(".txt"):
        text = data.decode(encoding)
    else:
        text = stripped(data.decode(encoding))
    return words(text)
