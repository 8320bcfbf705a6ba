"""Files that claim to be pictures, and pictures that are more than that."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from PIL.ExifTags import GPS, IFD

SECRET = b"Harbour wall, second bench"
SCRIPT = b"<script>alert(document.domain)</script>"


class Pictures:
    """Made once; each list has what it is, and its bytes."""

    def that_are_none(self) -> list[tuple[str, bytes]]:
        """What is no picture that can be shown."""
        svg = (
            b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400' onload='alert(1)'>" + SCRIPT + b"</svg>"
        )
        return [
            ("an SVG with a script", svg),
            ("a page", b"<!doctype html>" + SCRIPT),
            ("a GIF that is a script", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)"),
            ("the beginning of a PNG, then a page", b"\x89PNG\r\n\x1a\n" + SCRIPT),
            ("half a JPEG", (whole := self.drawn("JPEG"))[: len(whole) // 2]),
            ("a program", b"\x7fELF" + b"\0" * 400),
            ("a PDF", b"%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>"),
            ("nothing", b""),
        ]

    def bombs(self) -> list[tuple[str, bytes]]:
        """What unfolds."""
        zipped = io.BytesIO()
        with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
            archive.writestr("cover.png", bytes(100_000_000))
        return [
            ("a PNG of 60,000 by 60,000", png_of(60_000, 60_000)),
            ("a PNG of 2,000,000,000 by 1", png_of(2_000_000_000, 1)),
            ("a PNG of 13,000 by 13,000", png_of(13_000, 13_000)),
            ("100 MB of noughts in gzip", gzip.compress(bytes(100_000_000))),
            ("100 MB of noughts in zip", zipped.getvalue()),
            ("a PNG whose text unfolds", png_of(400, 400, text=zlib.compress(bytes(100_000_000)))),
        ]

    def that_say_more(self) -> list[tuple[str, bytes]]:
        """True pictures that carry a place, a comment, or something behind their end."""
        return [
            (f"a {kind} with a place, words and a script", self.drawn(kind) + SCRIPT)
            for kind in ("JPEG", "PNG", "WEBP")
        ]

    def drawn(self, kind: str) -> bytes:
        """A picture with what a camera notes."""
        noted, file = Image.Exif(), io.BytesIO()
        noted[0x010E] = SECRET.decode()
        noted.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (54.0, 5.0, 30.0)
        Image.new("RGB", (400, 400), "teal").save(file, kind, exif=noted)
        return file.getvalue()


def png_of(width: int, height: int, text: bytes = b"") -> bytes:
    """A PNG that says it has this size, with a row of noughts; `text` is compressed words of its own."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    words = chunk(b"zTXt", b"Comment\0\0" + text) if text else b""
    return b"\x89PNG\r\n\x1a\n" + header + words + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")
