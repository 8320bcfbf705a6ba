"""What the reader makes of a text, and of the body of a page."""

from __future__ import annotations

from reviews.reading.reading import Document, Reading, read
from tests.reviews.reading.pages import HEADLINE, PARAGRAPHS

TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def plain(text: str) -> Reading:
    return read(Document(text.encode()))


def shown(body: str, title: str = HEADLINE) -> Reading:
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return read(Document(markup.encode(), file_name="page.html"))
