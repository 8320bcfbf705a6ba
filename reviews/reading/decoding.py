"""From the bytes of a file to clean text: which encoding they are in, or a refusal that names the likely ones."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from charset_normalizer import from_bytes

from common.text import SAVE_AS_TEXT, Unreadable, clean_text
from reviews.reading.alphabets import Misfit, misfit

MEGABYTE = 1_000_000
LARGEST_DOCUMENT = 2 * MEGABYTE
ENOUGH_BYTES = 60_000
WORST_FIT = 0.2
CLEAR_LEAD = 0.1
MOST_STRAY_BYTES = 0.34
LOST = "\ufffd"

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a packed file (a word processor's, or a zip)"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "a word processor's document"),
)
_NAMES = {
    "cp1252": "Western European (Windows-1252)",
    "iso8859_15": "Western European (ISO 8859-15)",
    "mac_roman": "Western European (old Macintosh)",
    "cp850": "Western European (DOS 850)",
    "cp437": "Western European (DOS 437)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859_2": "Central European (ISO 8859-2)",
    "cp852": "Central European (DOS 852)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "koi8_u": "Cyrillic (KOI8-U)",
    "cp866": "Cyrillic (DOS 866)",
    "mac_cyrillic": "Cyrillic (old Macintosh)",
    "iso8859_5": "Cyrillic (ISO 8859-5)",
    "cp1253": "Greek (Windows-1253)",
    "iso8859_7": "Greek (ISO 8859-7)",
    "mac_greek": "Greek (old Macintosh)",
    "cp737": "Greek (DOS 737)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1257": "Baltic (Windows-1257)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "cp949": "Korean (EUC-KR)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
}
_MAIL_JAPANESE = b"\x1b$B"
_EAST_ASIAN = frozenset({"cp932", "euc_jp", "cp949", "gb18030", "big5"})
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_COMMON_HAN = re.compile(
    "[的一是不了在有人我他这這中大来來上国國个個到说說们們为為和地也得你就那要下以会會时時后後没沒]"
)
# Beside a Latin letter, one of them is half of a letter with a mark, read wrongly.
_EAST_ASIAN_TEXT = re.compile("(?<![A-Za-z])[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef](?![A-Za-z])")


class Decoded(NamedTuple):
    """The text of a file, the encoding that it was in, and what had to be guessed on the way."""

    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


class _Candidate(NamedTuple):
    """An encoding that the bytes could be in, what they read in it, and how ill that suits any language."""

    encoding: str
    text: str
    misfit: Misfit


def read_text(data: bytes, largest: int = LARGEST_DOCUMENT) -> str:
    """The text in `data`, as `decode` reads it."""
    return decode(data, largest).text


def decode(data: bytes, largest: int = LARGEST_DOCUMENT) -> Decoded:
    """The text in `data` (at most `largest` bytes): Unicode with or without a mark, or an older encoding.

    An older one must give words in the letters of their language, and no other may do so as well. The text is cleaned
    as by `clean_text`. Raises Unreadable for what is empty, too large, damaged, or not text in an encoding that can
    be told.
    """
    if len(data) > largest:
        raise Unreadable(f"It is larger than {largest / MEGABYTE:g} MB. Cut it down to one review and try again.")
    for start, kind in _OTHER_FORMATS:
        if data.startswith(start):
            raise Unreadable(f"It is {kind}, not plain text. {SAVE_AS_TEXT}")
    decoded = _decode(data)
    return decoded._replace(text=clean_text(decoded.text))


def _decode(data: bytes) -> Decoded:
    try:
        for mark, encoding in _BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return Decoded(data.decode(encoding), encoding)
        if b"\0" in data:
            encoding = _unmarked_utf16(data)
            return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"It begins like {error.encoding.upper()} but is damaged further on. {SAVE_AS_TEXT}"
        ) from error
    try:
        if _MAIL_JAPANESE in data and data.isascii():
            return Decoded(data.decode("iso2022_jp"), "iso2022_jp")
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        _refuse_cut_off(data, error)
        return _mostly_utf8(data) or _older(data)


def _unmarked_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark: in Western text, every other byte is NUL."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    half = len(data) // 2
    if len(data) % 2 == 0 and odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > half * 0.7 and odd < half * 0.05:
        return "utf-16-be"
    raise Unreadable(f"It holds NUL bytes, so it is not plain text. {SAVE_AS_TEXT}")


def _refuse_cut_off(data: bytes, error: UnicodeDecodeError) -> None:
    if error.reason == "unexpected end of data" and not data[: error.start].isascii():
        raise Unreadable(
            "It is UTF-8, but it is cut off in the middle of a character: the end of the text is missing. "
            "Save the whole of it and try again."
        )


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes of Windows-1252 in it, as text pasted together from two sources has."""
    escaped = data.decode("utf-8", "surrogateescape")
    strays = _STRAY_BYTE.findall(escaped)
    text = _STRAY_BYTE.sub(lambda stray: _western(stray[0]), escaped)
    beyond_ascii = sum(not character.isascii() for character in text)
    if LOST in text or len(strays) > beyond_ascii * MOST_STRAY_BYTES or misfit(text).share > WORST_FIT:
        return None
    shown = ", ".join(dict.fromkeys(f"“{_western(stray)}”" for stray in strays[:5]))
    return Decoded(
        text,
        "utf-8",
        (f"It is UTF-8, but some bytes in it are not; they were read as Windows-1252 ({shown}). Check these words.",),
    )


def _western(stray: str) -> str:
    return stray.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _older(data: bytes) -> Decoded:
    """The text in the one older encoding that suits it."""
    candidates = sorted(_candidates(data), key=lambda candidate: candidate.misfit.share)
    fitting = [candidate for candidate in candidates if candidate.misfit.share <= WORST_FIT]
    if not fitting:
        likely = f"; it may be {_NAMES[candidates[0].encoding]}" if candidates else ""
        raise Unreadable(f"It is in an encoding that cannot be told for certain{likely}. {SAVE_AS_TEXT}")
    best = fitting[0]
    rivals = [one for one in fitting[1:] if one.misfit.wrong < max(2 * best.misfit.wrong, CLEAR_LEAD)]
    if rivals:
        likely = " or ".join(_NAMES[one.encoding] for one in (best, *rivals[:2]))
        raise Unreadable(f"It is in an encoding that cannot be told for certain: {likely}. {SAVE_AS_TEXT}")
    return Decoded(data.decode(best.encoding), best.encoding)


def _candidates(data: bytes) -> Iterator[_Candidate]:
    sample = _sample(data)
    seen: set[str] = set()
    for match in from_bytes(sample, cp_isolation=list(_NAMES), threshold=0.5):
        for encoding in sorted(match.could_be_from_charset, key=list(_NAMES).index):
            try:
                text = sample.decode(encoding)
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if text not in seen:
                seen.add(text)
                yield _Candidate(encoding, text, _misfit(encoding, text))


def _sample(data: bytes) -> bytes:
    """The lines of `data` that go beyond ASCII: enough of them to judge by, and never half a line."""
    kept: list[bytes] = []
    length = 0
    for line in data.split(b"\n"):
        if not line.isascii() and length < ENOUGH_BYTES:
            kept.append(line)
            length += len(line)
    return b"\n".join(kept)


def _misfit(encoding: str, text: str) -> Misfit:
    beyond_ascii = sum(not character.isascii() for character in text)
    if encoding not in _EAST_ASIAN:
        return Misfit(beyond_ascii, beyond_ascii) if re.search("[\x80-\x9f]", text) else misfit(text)
    at_home = len(_EAST_ASIAN_TEXT.findall(text)) - len(_HALF_WIDTH_KANA.findall(text))
    kana, hangul, han = (len(pattern.findall(text)) for pattern in (_KANA, _HANGUL, _COMMON_HAN))
    typical = {"cp932": kana, "euc_jp": kana, "cp949": hangul}.get(encoding, 4 * han if kana < at_home / 10 else 0)
    return Misfit(beyond_ascii - min(1.0, 3 * typical / beyond_ascii) * at_home, beyond_ascii)
