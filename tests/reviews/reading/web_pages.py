"""Pages of the web put together for the tests: one invented review in the shapes that sites give it."""

from __future__ import annotations

import json
from typing import Any

from reviews.reading.reading import Document
from tests.reviews.reading.pages import PARAGRAPHS

ADDRESS = "https://www.lantern.example/reviews/albums/marlow-finch-glass-harbour/"
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ALBUM = {"@type": "MusicAlbum", "name": "Glass Harbour", "byArtist": {"@type": "MusicGroup", "name": "Marlow Finch"}}


def web_page(
    data: Any = None,
    *,
    title: str = "Marlow Finch – Glass Harbour review",
    head: str = "",
    above: str = "",
    text: str = TEXT,
    below: str = "",
    after: str = "",
) -> Document:
    """A page: its JSON-LD, what stands around the headline, the text, and what stands outside the article."""
    script = (
        ""
        if data is None
        else f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'
    )
    html = (
        f"<!doctype html><html lang='en'><head><title>{title} | The Lantern</title>"
        f"<meta property='og:site_name' content='The Lantern'>{head}{script}</head><body>"
        "<header><a href='/'>The Lantern</a><nav><a href='/news/'>News</a></nav></header>"
        f"<main><article><h1>{title}</h1>{above}<div class='entry-content'>{text}</div>{below}</article></main>"
        f"{after}<footer>© 2024 The Lantern</footer></body></html>"
    )
    return Document(html.encode(), address=ADDRESS, content_type="text/html; charset=utf-8")


def review_data(**changes: Any) -> dict[str, Any]:
    """A review in the terms of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "Review",
        "itemReviewed": ALBUM,
        "author": {"@type": "Person", "name": "Ines Harrow"},
        "datePublished": "2024-03-08T09:00:00+00:00",
        "reviewRating": {"@type": "Rating", "ratingValue": "8", "bestRating": "10"},
    } | changes
