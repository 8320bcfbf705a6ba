"""Texts that nobody writes and anybody may send, of any length; and everything that reads people's texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from typing import cast

from albums.search.typed_words import read_query
from albums.track_lists import InvalidTrackList, read_track_list
from common.names import fold, short_title
from common.slugs import readable_slug
from common.tables.uploads import read_table
from common.text import Unreadable, clean_text
from common.word_diff import compare_words
from reviews.grading.grades import InvalidGrade, parse_grade
from reviews.incoming.feed_entries import NotAFeed, read_feed
from reviews.incoming.score_tables.problems import NotScores
from reviews.incoming.score_tables.rows import ScoreTable
from reviews.quoting.markdown import render_inline, render_markdown
from reviews.quoting.resemblance import sketch
from reviews.quoting.sentence_links import link_to_text
from reviews.quoting.spans import count_places, find_lookalike, find_span
from reviews.quoting.suggest import suggest_excerpts
from reviews.reading.bylines import cut_date, read_byline
from reviews.reading.dates import read_date
from reviews.reading.reading import Document, NotAReview, read
from reviews.reading.stamps import read_stamps
from reviews.reading.tracks import TrackTitle, tracks_named

PROSE = "\n\n".join(
    [
        "Cold water runs under every song on this record, and the band never lets you forget how near the ice is.",
        "What follows is forty minutes of patience. Guitars hold one chord until it starts to fray, and a cello "
        "answers from somewhere behind the wall.",
        "By the last track the thaw has come, and you can hear the gutters running. It leaves a large room behind.",
    ]
)

TRACKS = [TrackTitle(number, f"{word} Harbour {number}") for number in range(200) for word in ("Glass",)]
TRACKS += [TrackTitle(200, "a"), TrackTitle(201, "Glass Harbour"), TrackTitle(202, "x x x x"), TrackTitle(203, "x")]


def _packed(text: str) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in clean(text).split("\n"))
    held = io.BytesIO()
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{paragraphs}</w:body></w:document>'
        )
    return held.getvalue()


def clean(text: str) -> str:
    """What may stand in a file of XML."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _page(text: str) -> bytes:
    body = "".join(f"<p>{escape(part)}</p>" for part in PROSE.split("\n\n"))
    head = "<!doctype html><html><head><title>x</title></head>"
    return f"{head}<body><h1>Glass Harbour</h1>{body}{text}</body></html>".encode()


def _feed(text: str) -> bytes:
    item = f"<item><title>{escape(clean(text[:2000]))}</title><description>{escape(clean(text))}</description></item>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{item}</channel></rss>".encode()


def _scores(text: str) -> None:
    file = io.BytesIO(f"artist,album,publication,score\nAda,Low Water,Lantern,80\n{text}".encode())
    table = ScoreTable(
        io.BufferedReader(cast(io.RawIOBase, file)), lambda house, critic: None, lambda url: True, date(2026, 3, 8)
    )
    for _ in table.rows():
        pass


def _read(data: bytes, name: str = "") -> None:
    with suppress(Unreadable, NotAReview):
        read(Document(data, file_name=name))


def _quietly(function: Callable[[str], object], *problems: type[Exception]) -> Callable[[str], None]:
    def asked(text: str) -> None:
        with suppress(*problems):
            function(text)

    return asked


def _quoted(text: str) -> None:
    find_span(PROSE + text, text[:300], len(PROSE))
    find_lookalike(PROSE + text, text[:300].upper())
    count_places(PROSE + text, text[:300])
    link_to_text("https://a.example/b", text[:2000], PROSE + text)
    link_to_text("https://a.example/b", "By the last track", PROSE + text)


READERS: dict[str, Callable[[str], None]] = {
    "the reader of pasted text": lambda text: _read(f"{PROSE}\n\n{text}".encode("utf-8", "replace")),
    "the reader of text in front": lambda text: _read(f"{text}\n\n{PROSE}".encode("utf-8", "replace")),
    "the reader of pages": lambda text: _read(_page(escape(text))),
    "the reader of markup": lambda text: _read(_page(text)),
    "the reader of Markdown files": lambda text: _read(f"---\ntitle: x\n---\n{PROSE}\n\n{text}".encode(), "x.md"),
    "the reader of mails": lambda text: _read(
        f"From: a@b.example\nSubject: x\nDate: x\nMIME-Version: 1.0\n\n{PROSE}\n\n{text}".encode()
    ),
    "the reader of word processors' files": lambda text: _read(_packed(f"{PROSE}\n\n{text}")),
    "the reader of feeds": _quietly(
        lambda text: read_feed(_feed(text), "https://a.example/", "application/xml", datetime(2026, 3, 8, tzinfo=UTC)),
        NotAFeed,
    ),
    "the reader of score tables": _quietly(_scores, NotScores, Unreadable),
    "the reader of tables": _quietly(lambda text: list(read_table(text.encode("utf-8", "replace")).rows), Exception),
    "the cleaning of text": _quietly(clean_text, Unreadable),
    "folding": fold,
    "short titles": short_title,
    "slugs": partial(readable_slug, fallback="x"),
    "search": read_query,
    "Markdown": render_markdown,
    "Markdown on a line": render_inline,
    "suggestions": suggest_excerpts,
    "the names of tracks": lambda text: tracks_named(PROSE + text, TRACKS, ["Marlow Finch"]),
    "quotations": _quoted,
    "the comparison of words": lambda text: compare_words(PROSE + text, text[: len(text) // 2] + "y" + text),
    "sketches": sketch,
    "track lists": _quietly(read_track_list, InvalidTrackList),
    "grades": _quietly(parse_grade, InvalidGrade),
    "days": read_date,
    "stamps": read_stamps,
    "bylines": read_byline,
    "cut dates": cut_date,
}

DOCUMENTS = tuple(name for name in READERS if name.startswith("the reader of"))
