"""No document holds up its reader, and none breaks it: any bytes are read, or refused with what to do."""

import io
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.text import Unreadable
from reviews.reading.reading import Document, NotAReview, Reading, read
from tests.reviews.reading.pages import PARAGRAPHS
from tests.reviews.reading.web_pages import TEXT, review_data, web_page

MEGABYTE = 1_000_000
LIMIT = 2.0
"""Seconds of work, whatever else the machine does."""


def filled(start: bytes, unit: bytes, end: bytes = b"") -> bytes:
    return start + unit * ((MEGABYTE - len(start) - len(end)) // len(unit)) + end


HEAD = f"<html><head><title>x</title></head><body><h1>Cold water</h1>{TEXT}".encode()
HOSTILE = {
    "deep divs": filled(HEAD, b"<div>"),
    "deep tables": filled(HEAD, b"<table><tr><td>"),
    "deep inline": filled(HEAD, b"<span>"),
    "many paragraphs": filled(HEAD, b"<p>x"),
    "many breaks": filled(HEAD, b"x<br>"),
    "many links": filled(HEAD, b"<a href=x>x</a> "),
    "many attributes": HEAD + b"<a " + b" ".join(b"x%d=1" % number for number in range(90_000)) + b">x</a>",
    "many attributes without values": HEAD + b"<a " + b" ".join(b"x%d" % number for number in range(110_000)) + b">x",
    "one attribute": filled(HEAD + b"<a href='", b"x", b"'>x</a>"),
    "unclosed quotes": filled(HEAD, b"<a b=\"'"),
    "open angles": filled(HEAD, b"<"),
    "ampersands": filled(HEAD, b"&"),
    "comments": filled(HEAD, b"<!--"),
    "one word": filled(HEAD, b"x"),
    "spaces": filled(HEAD, b" "),
    "quotation marks": filled(HEAD, b'" "'),
    "classes": filled(HEAD + b"<p class='", b"star-", b"'>x</p>"),
    "stars": filled(HEAD, b"<i class='star full'></i>"),
    "dates": filled(HEAD, b"<p>8 March 2024</p>"),
    "times": filled(HEAD, b"<time datetime='2024-03-08'>x</time>"),
    "headings": filled(HEAD, b"<h2>Marlow Finch - Rope</h2>"),
    "json": filled(HEAD + b"<script type='application/ld+json'>", b"[", b"</script>"),
    "json objects": filled(HEAD + b"<script type='application/ld+json'>[", b'{"@type":"Review"},', b"1]</script>"),
    "json comments": filled(HEAD + b"<script type='application/ld+json'>", b"/* ", b"</script>"),
    "nested items": filled(HEAD, b"<div itemscope itemprop=a>x"),
    "reviews in microdata": filled(HEAD, b"<p itemscope itemtype=Review><b itemprop=name>x</b></p>"),
    "h-reviews": filled(HEAD, b"<p class=h-review><b class=p-name>x</b></p>"),
    "metas": filled(b"<html><head>", b"<meta name=author content='Ines Harrow'>", HEAD),
    "front matter": filled(b"---\ntitle: x\n", b"a: {b: [c, d]}\n", b"---\n" + "\n\n".join(PARAGRAPHS).encode()),
    "front matter without an end": filled(b"---\n", b"a: b\n"),
    "yaml aliases": b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n" + "\n\n".join(PARAGRAPHS).encode(),
    "markdown brackets": filled(b"---\ntitle: x\n---\n" + "\n\n".join(PARAGRAPHS).encode(), b"["),
    "markdown quotes": filled(b"---\ntitle: x\n---\n" + "\n\n".join(PARAGRAPHS).encode() + b"\n\n", b"> "),
    "shortcodes": filled(b"---\ntitle: x\n---\n" + "\n\n".join(PARAGRAPHS).encode(), b"{{<"),
    "mail headers": filled(b"From: a@b.example\nSubject: x\nDate: x\nMIME-Version: 1.0\n", b"X-Y: z\n", b"\n" + HEAD),
    "mail parts": filled(
        b"From: a@b.example\nSubject: x\nDate: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n",
        b"--b\n\nx\n",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_megabyte_takes_long(name):
    start = time.process_time()
    with suppress(Unreadable, NotAReview):
        read(Document(HOSTILE[name]))
    assert time.process_time() - start < LIMIT


def packed(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed(word__document_xml=b"<w>" + b" " * 30 * MEGABYTE), "unpacks to more than"),
        (packed(word__document_xml=b"no xml at all"), "damaged"),
        (packed(word__document_xml=b"x")[:-30], "packed file"),
        (packed(other=b"x"), "packed file"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"%PDF-1.7", "PDF"),
        (b"bplist00\xd1", "web archive"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old word processor"),
        (b"\x1f\x8b\x08\x00", "packed"),
        (b"\x89PNG\r\n", "picture"),
        (b"", "empty"),
        (b"x" * (20 * MEGABYTE + 1), "larger than 20 MB"),
        (b"<html><body>" + b"x" * 6 * MEGABYTE, "larger than 5 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, says):
    with pytest.raises(Unreadable, match=says):
        read(Document(data))


fragments = st.sampled_from(
    [
        *(f"<{tag}>" for tag in ("div", "p", "h1", "table", "td", "time", "em", "article", "html", "body", "script")),
        *("</div>", "</p>", "<br>", "&amp;", "&#0;", "<!--", "-->", "\x00", "\ufffe", "4/5", "★★★☆☆", "By Ines Harrow"),
        *("<div itemscope itemtype=Review>", "<b itemprop=name>", "<p class='h-review'>", "<a rel=author href=/>"),
        *("<script type='application/ld+json'>", '{"@type":"Review","reviewRating":', "[", "]", "}", "</script>"),
        *("---\n", "+++\n", "title: x\n", "rating = 4\n", "From: x\n", "Subject: y\nDate: z\nMIME-Version: 1.0\n\n"),
        *PARAGRAPHS,
    ]
)


def read_or_refused(data: bytes) -> None:
    try:
        reading = read(Document(data))
    except (Unreadable, NotAReview):
        return
    assert isinstance(reading, Reading)
    assert reading.draft.body == reading.body
    assert set(reading.sources) == set(reading.fields)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(fragments, max_size=40).map("\n".join))
def test_any_markup_is_read_or_refused(text):
    read_or_refused(text.encode("utf-8", "replace"))


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"<html>", b"---\n", b"PK\x03\x04", b"From: a\nSubject: b\nDate: c\n"]),
)
def test_any_bytes_are_read_or_refused(data, start):
    read_or_refused(start + data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@type",
                        "@id",
                        "@graph",
                        "author",
                        "reviewRating",
                        "ratingValue",
                        "itemReviewed",
                        "name",
                        "datePublished",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_structured_data_are_read(data):
    read_or_refused(web_page(review_data(about=data, author=data, reviewRating=data, datePublished=data)).data)
