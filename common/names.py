"""How names are compared: one folding for search, matching and sorting. Pure text; imports nothing of Django."""

from __future__ import annotations

import re
import unicodedata

# Latin letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_LATIN_GREEK_CYRILLIC = re.compile(r"[\u0041-\u058f]")

_EDITION = re.compile(
    r"""\s*(?:
        [(\[][^)\]]*\b(?:soundtrack|score|ost|deluxe|expanded|remaster(?:ed)?|reissue|anniversary|edition|bonus)\b[^)\]]*[)\]]
        | [-–—:,]?\s+(?:the\s+)?(?:original\s+)?(?:motion\s+picture\s+|film\s+)?soundtrack
        | [-–—:,]?\s+(?:the\s+)?original\s+(?:motion\s+picture\s+|film\s+)?score
        | [-–—:,]?\s+(?:(?-i:OST)|o\.s\.t\.?)
        | [-–—:,]\s+(?:deluxe|expanded)(?:\s+edition)?
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


def fold(text: str) -> str:
    """The form in which two spellings of one name are equal.

    Case, accents of alphabetic scripts, apostrophes and punctuation fall away; "&" reads "and"; words are separated
    by one space. Marks of other scripts (Japanese voicing, Arabic vowels, Indic vowels) carry meaning and stay.
    A name made of punctuation alone ("!!!") folds to itself, so that no name folds to nothing.

    >>> fold("Björk & Sigur Rós: It’s Oh So Quiet!")
    'bjork and sigur ros its oh so quiet'
    """
    text = unicodedata.normalize("NFKC", text).casefold().strip()
    folded = text if text.isascii() else _without_accents(text)
    folded = _APOSTROPHES.sub("", folded).replace("&", " and ")
    words = " ".join("".join(c if c.isalnum() or _is_mark(c) else " " for c in folded).split())
    return words or text


def _without_accents(text: str) -> str:
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character) and _LATIN_GREEK_CYRILLIC.match(base):
            continue
        if not unicodedata.combining(character):
            base = character
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_UNDECOMPOSED)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def short_title(title: str) -> str:
    """The title people say: without a tail that names the edition or says that it is a soundtrack.

    "OST" in capitals is such a tail; in small letters it may be the German east.

    >>> short_title("Night Freight (Original Motion Picture Soundtrack)")
    'Night Freight'
    """
    previous = None
    short = " ".join(title.split())
    while short != previous:
        previous, short = short, _EDITION.sub("", short).strip()
        if not short:
            return previous
    return short
