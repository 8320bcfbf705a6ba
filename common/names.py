"""How names are compared: one folding for search, matching and sorting. Pure text; imports nothing of Django."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from common.expressions import LONGEST_LINE, on_a_line

MOST_UNFOLDED = 300_000
"""Characters: one ligature may stand for eighteen, and each of them is looked at."""

_Kind = Literal["letter", "mark", "symbol", "other"]

# Latin letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_LATIN_GREEK_CYRILLIC = re.compile(r"[\u0041-\u058f]")

# Whatever is printed as an apostrophe: quotation marks, primes, accents that stand alone, letters (ʻokina, hamza and
# ayn of transcriptions, saltillo) and the signs of Armenian and Hebrew. A compatible form of "´" is a space and a mark,
# so these become "'" first of all.
APOSTROPHES = "'‘’‚‛′‵`´ʹʻʼʽʾʿˈˊˋ՚׳\ua78b\ua78c＇"
_AS_ONE_SIGN = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys("⁄∕", "/"), "〜": "~"})

# What shows nothing by itself: soft hyphen, zero-width space and non-joiner, direction controls, fillers, byte order
# mark, and the selectors that ask for one drawing of a sign or another ("❤\ufe0f" is "❤").
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0100-\U000e01ef]"
)
_JOINER = "\u200d"

# Signs that make another name, though Unicode counts them as punctuation. Skin tones it counts as modifiers.
_ALSO_SYMBOLS = re.compile("[%‰§¶†‡\U0001f3fb-\U0001f3ff]")
_SHARP = re.compile(r"(?<=[^\W\d_])#")
_DASHES = ("-", "‐", "‑", "‒", "–")
_INITIALS_WITH_SLASHES = re.compile(r"(?<![\w/])[^\W\d_]{1,2}(?:/[^\W\d_]{1,2})+(?![\w/])")
_LETTER = r"(?![^\u0061-\u058f])[^\W\d_]"
_LETTERS_APART = re.compile(rf"(?<!\S){_LETTER}(?: {_LETTER})+(?!\S)")
_ASCII_SYMBOLS = re.compile(r"[$%+<=>|~]")
_ASCII_OTHERS = re.compile(r"[^a-z0-9$%+<=>|~]+")

_IN_BRACKETS = on_a_line(r"[(\[][^)\]]*+[)\]]$")
_EDITION_WORD = re.compile(
    r"\b(?:soundtrack|score|ost|deluxe|expanded|remaster(?:ed)?|reissue|anniversary|edition|bonus)\b", re.IGNORECASE
)
# Of a title whose words are one space apart.
_EDITION = on_a_line(
    r"""(?:
        [-–—:,]?\s(?:the\s)?(?:original\s)?(?:motion\spicture\s|film\s)?soundtrack
        | [-–—:,]?\s(?:the\s)?original\s(?:motion\spicture\s|film\s)?score
        | [-–—:,]?\s(?:(?-i:OST)|o\.s\.t\.?)
        | [-–—:,]\s(?:deluxe|expanded)(?:\sedition)?
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_EDITION = 60


def fold(text: str) -> str:
    """The form in which two spellings of one name are equal.

    Case, accents of alphabetic scripts, apostrophes and punctuation fall away; "&" reads "and"; words are separated
    by one space, and letters that stand alone make one word: "R.E.M.", "R. E. M." and "REM" are one name, as are
    "AC/DC" and "ACDC". Marks of other scripts (Japanese voicing, Arabic vowels, Indic vowels) carry meaning and stay.

    Symbols stay too, each as a word: a sharp, a plus and a heart make another name. What Unicode calls punctuation is
    none, but for a sharp or a minus written with the key that is at hand ("F#", "A-"). A name without a letter or a
    digit ("!!!", "+/-") folds to itself, so that no name folds to nothing.

    >>> fold("Björk & Sigur Rós: It’s Oh So Quiet!")
    'bjork and sigur ros its oh so quiet'
    >>> fold("Étude en fa#")
    'etude en fa ♯'
    """
    name = _in_one_spelling(text)
    folded = name.replace("'", "")
    folded = folded if folded.isascii() else _without_accents(folded)
    folded = _with_typed_signs(_without_pairs(folded)).replace("&", " and ")
    if "/" in folded:
        folded = _INITIALS_WITH_SLASHES.sub(lambda initials: initials[0].replace("/", ""), folded)
    words = name_of(_words(folded))
    return words if any(map(str.isalnum, words)) else name


def name_of(words: str) -> str:
    """The folded name that words make which were folded one by one."""
    return _LETTERS_APART.sub(lambda letters: letters[0].replace(" ", ""), words)


def _in_one_spelling(text: str) -> str:
    """The text with one code for whatever looks alike: Unicode's compatible, caseless form, without what is not seen.

    A name of nothing else than that stays, so as not to become empty.
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    caseless = unicodedata.normalize("NFD", text).translate(_AS_ONE_SIGN).casefold()
    unfolded = unicodedata.normalize("NFKC", caseless)[:MOST_UNFOLDED]
    compatible = unicodedata.normalize("NFKC", unfolded.casefold())
    spelt = " ".join(compatible.translate(_AS_ONE_SIGN).split())
    return " ".join(_UNSEEN.sub("", spelt).split()) or spelt


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


def _without_pairs(text: str) -> str:
    """The text without the signs that stand in pairs around words, as in "<Title>" and "~Title~"."""
    if "<" in text and text.count("<") == text.count(">"):
        text = text.replace("<", " ").replace(">", " ")
    return text.replace("~", " ") if text.count("~") % 2 == 0 else text


def _with_typed_signs(text: str) -> str:
    """The text with the sharps and the minus for which a keyboard has "#" and "-"."""
    if "#" in text:
        text = _SHARP.sub("♯", text)
    if text[:1] not in _DASHES and text[-1:] in _DASHES and text[-2:-1].isalnum():
        return f"{text[:-1]}−"
    if text[:1] in _DASHES and text[-1:] not in _DASHES and text[1:2].isdigit():
        return f"−{text[1:]}"
    return text


def _words(text: str) -> str:
    """Each run of letters and digits of the text, and each symbol, with one space between them."""
    if text.isascii():
        spaced = _ASCII_OTHERS.sub(" ", text).strip()
        return " ".join(_ASCII_SYMBOLS.sub(r" \g<0> ", spaced).split()) if _ASCII_SYMBOLS.search(spaced) else spaced
    kept: list[str] = []
    last: _Kind = "other"
    for character, following in pairwise(f"{text.replace(_JOINER, '')} "):
        kind = _kind(character)
        if kind == "mark":
            kept.append(character if last != "other" else "")
            continue
        if kind == "other" and _encloses(following) and not character.isspace():
            kind = "symbol"  # the number sign of a keycap
        if kind == "other":
            kept.append(" ")
        elif kind == "letter" and last != "symbol":
            kept.append(character)
        else:
            kept.append(f" {character}")
        last = kind
    return " ".join("".join(kept).split())


@lru_cache(maxsize=10_000)
def _kind(character: str) -> _Kind:
    if character.isalnum():
        return "letter"
    category = unicodedata.category(character)
    if category.startswith("M") or 0xE0020 <= ord(character) <= 0xE007F:  # tags make one flag of another
        return "mark"
    # Signs that this Python's Unicode does not know yet are newer symbols.
    if category in ("Sm", "Sc", "So", "Cn", "Co") or _ALSO_SYMBOLS.match(character):
        return "symbol"
    return "other"


def is_symbol(character: str) -> bool:
    """Whether the character is a symbol, which makes another name, and not punctuation."""
    return _kind(character) == "symbol"


def _encloses(character: str) -> bool:
    return unicodedata.category(character) == "Me"


def short_title(title: str) -> str:
    """The title people say: without a tail that names the edition or says that it is a soundtrack.

    "OST" in capitals is such a tail; in small letters it may be the German east.

    >>> short_title("Night Freight (Original Motion Picture Soundtrack)")
    'Night Freight'
    """
    short = " ".join(title.split())
    end = len(short)
    while (start := _edition_start(short, end)) is not None:
        if not start:
            break
        end = start
    return short[:end]


def _edition_start(title: str, end: int) -> int | None:
    """Where the tail begins with which `title[:end]` names its edition, and the space before it; None without one."""
    begin = max(0, end - LONGEST_LINE)
    tail = title[begin:end]
    if tail.endswith((")", "]")):
        found = _IN_BRACKETS.search(tail)
        found = found if found and _EDITION_WORD.search(found[0]) else None
    else:
        begin = max(0, end - _LONGEST_EDITION)
        found = _EDITION.search(title[begin:end])
    if not found:
        return None
    start = begin + found.start()
    return start - 1 if title[start - 1 : start] == " " else start
