"""Files that a curator should not be able to hand in: pictures that are none, that unfold, or that say too much."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import lxml.html

from bench.fire.ground import Grounds, People
from bench.fire.outcomes import Row, none_of
from bench.fire.pictures import SCRIPT, SECRET, Pictures
from bench.fire.traffic import text_of
from bench.serving.client import Client

TITLE = "Uploads"
SECONDS_AT_MOST = 3.0
ALBUMS, BRING_IN = "/admin/albums/album/", "/admin/bring-in/"


def attack(grounds: Grounds) -> Iterator[Row]:
    """As covers of an album, and as documents."""
    with grounds.served("uploads") as (site, people), Client(site.host, site.port) as client:
        page = _an_album(client, people)
        pictures = Pictures()
        refused = pictures.that_are_none() + pictures.bombs()
        yield _refused_covers(client, people, page, refused)
        yield _kept_covers(client, people, page, pictures.that_say_more())
        yield _documents(client, people)


def _an_album(client: Client, people: People) -> str:
    found = re.search(rf"{ALBUMS}\d+/change/", text_of(client.get(ALBUMS, people.headers["curator"])))
    return found[0] if found else ALBUMS


def _refused_covers(client: Client, people: People, page: str, files: list[tuple[str, bytes]]) -> Row:
    wrong = []
    for what, content in files:
        status, seconds, _ = _sent(client, people, page, content)
        if status != 200 or seconds > SECONDS_AT_MOST or _cover(client, people, page):
            wrong.append(f"{what}: {status} after {seconds:.1f} s")
    wanted = f"none: the form again within {SECONDS_AT_MOST:g} s"
    return none_of("covers that are none, or unfold: taken, late or crashed", len(files), wrong, wanted)


def _kept_covers(client: Client, people: People, page: str, files: list[tuple[str, bytes]]) -> Row:
    wrong = []
    for what, content in files:
        status, _, _ = _sent(client, people, page, content)
        kept = client.get(_cover(client, people, page) or "/media/none")
        if status != 302 or kept.status != 200 or not kept.headers["content-type"].startswith("image/"):
            wrong.append(f"{what}: {status}, then {kept.status}")
        if SECRET in kept.body or SCRIPT in kept.body or b"Exif" in kept.body or b"EXIF" in kept.body:
            wrong.append(f"{what}: is served as it came")
    return none_of("covers that say where they were taken, or carry a script: served so", len(files), wrong)


def _documents(client: Client, people: People) -> Row:
    wrong, sent = [], documents()
    for what, filename, content in sent:
        try:
            answer = client.post_file(BRING_IN, [], ("files", filename, content), people.headers["curator"])
        except OSError as error:
            wrong.append(f"{what}: {error}")
            continue
        if answer.status >= 500 or answer.seconds > 2 * SECONDS_AT_MOST:
            wrong.append(f"{what}: {answer.status} after {answer.seconds:.1f} s")
    wanted = f"none: an answer within {2 * SECONDS_AT_MOST:g} s"
    return none_of("documents that unfold or are damaged: late or crashed", len(sent), wrong, wanted)


def documents() -> list[tuple[str, str, bytes]]:
    """What it is, its name, its bytes."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d>&l9;</d>'.encode()
    outside = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    parts = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(2000))
    pictures = Pictures()
    return [
        ("a Word document of 100 MB of noughts", "a.docx", _docx(bytes(100_000_000))),
        ("a Word document whose entities unfold", "b.docx", _docx(entities)),
        ("a Word document that names a file of ours", "c.docx", _docx(outside)),
        ("a Word document of nested tables", "d.docx", _docx(_nested(b"<w:tbl><w:tr><w:tc>", 5000))),
        ("a Word document that breaks off", "e.docx", _docx(outside)[:200]),
        ("a page of 500,000 open tags", "a.html", b"<div>" * 500_000),
        ("a page of 5,000 tables in each other", "b.html", b"<table><tr><td>" * 5000 + b"x"),
        ("a page of attributes without end", "c.html", b"<p " + b"a=b " * 400_000),
        ("a page whose JSON-LD nests", "d.html", _json_ld(b"[" * 100_000)),
        ("a letter in 2,000 letters", "a.eml", f"Content-Type: multipart/mixed; boundary=b0\n\n{parts}".encode()),
        ("a letter with headers without end", "b.eml", b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\nx"),
        ("text in no encoding", "a.txt", bytes(range(256)) * 4000),
        *((what, "picture.txt", content) for what, content in pictures.bombs()),
    ]  # fmt: skip


def _json_ld(said: bytes) -> bytes:
    return b'<script type="application/ld+json">' + said + b"</script>"


def _nested(tag: bytes, times: int) -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b'<w:document xmlns:w="' + space + b'"><w:body>' + tag * times


def _docx(document: bytes) -> bytes:
    content = io.BytesIO()
    kinds = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr("word/document.xml", document)
    return content.getvalue()


def _sent(client: Client, people: People, page: str, content: bytes) -> tuple[int, float, str]:
    """The album's own form with that cover: status, seconds, and the page."""
    headers = people.headers["curator"]
    forms: Any = lxml.html.fromstring(text_of(client.get(page, headers))).forms
    form = next(form for form in forms if form.get("id") == "album_form")
    fields = [(name, value) for name, value in form.form_values() if not name.startswith("cover")]
    answer = client.post_file(page, fields, ("cover", "cover.png", content), headers)
    return answer.status, answer.seconds, text_of(answer)


def _cover(client: Client, people: People, page: str) -> str:
    """Where the album's cover is; empty when it has none."""
    found = re.search(r"/media/covers/[^\"\s]+", text_of(client.get(page, people.headers["curator"])))
    return found[0] if found else ""
