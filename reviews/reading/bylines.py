"""Lines that say who wrote a page and when: "By Ines Harrow | 23 Sep 2025 | 4 min read", "— Ines Harrow"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reviews.reading.dates import Stamp, read_stamp

LONGEST_NAME = 60

_CREDIT = re.compile(
    r"""(?:
        (?:(?:words|text|review|reviewed|written|story|report|posted|published|authored)\s+)?by\s*:?\s+
        | (?:words|writer|author|reviewer|critic|byline|contributor|text|autora?|auteur|verfasser|texto|testo)
          \s*[:–—-]\s+
        | (?P<preposition>(?:(?:text|kritik)\s+)?von|(?:critique\s+)?(?:par|de)|(?:texto\s+)?por|(?:recensione\s+)?di
          |(?:recensie\s+)?door|av|af)\s+
    )(?P<name>\S.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_OTHER_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|photography|pictures?|images?|illustrations?|artwork|cover|video|edited|interview|featured\s+image)"
    r"(?:\s+credit)?\s*(?:by|:|©|courtesy|via).*|(?:image|photo)\s+credits?\b.*|credits?\s*:.*|©\s*\S.*|getty\s+images.*",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"(?:(?:(?:estimated\s+)?reading\s+time|lesezeit|temps\s+de\s+lecture)\s*:?\s*\d{1,3}[\s-]*min\w*\.?"
    r"|[1-5]?\d[\s-]*min(?:s|utes?)?\.?|(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]*min\w*\.?"
    r"[\s-]+(?:read|de\s+lecture|de\s+lectura|lesezeit|leestijd))",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"(?:in\s+)?(?:(?:album|music|record|film|film\s+music|soundtrack|new\s+music)\s+)?(?:reviews?|music|albums?|news|features?)"
    r"|(?:\d+|no|leave\s+a|add\s+a)\s+(?:comments?|replies|views?|likes?|shares?)|\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*[|·•∙●►▪]\s*|\s+[/–—-]{1,2}\s+|\t+|\s{3,}|[,;]?\s+(?=\(?(?:last\s+)?(?:updated|modified|published|posted)\b)"
    r"|,?\s+(?=\d{1,3}[\s-]min(?:ute)?s?\s+read\b)",
    re.IGNORECASE,
)
_DATE_THEN_CREDIT = re.compile(r"(?P<date>.+?),?\s+(?P<credit>by\s.+)", re.IGNORECASE)
_CLOCK = re.compile(r"\s+(?:at|@)\s+\d{1,2}[:.]\d{2}.*$", re.IGNORECASE)
_FOR_HOUSE = re.compile(r"(?P<name>.+?)\s+for\s+(?P<house>[A-Z].+)")
_TRAILING_ROLE = re.compile(
    r",\s+[^,]*\b(?:writer|critic|editor|contributor|correspondent|reporter|reviewer|journalist|staff|columnist|music|for|at)\b.*$",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\s*[(\[]?@\w+[)\]]?\s*$|\s*\([^)]*\)\s*$")
_NOBODY = re.compile(
    r"(?:(?:the|our|site|web|guest)\s+)?(?:admin(?:istrator)?|staff|editors?|editorial|team|guest|anonymous|unknown|newsroom"
    r"|contributors?|webmaster|redaktion|redazione|rédaction)\b.*|.*\b(?:staff|team|admin|editors|editorial|newsroom)",
    re.IGNORECASE,
)
_PARTICLES = {
    "de",
    "da",
    "do",
    "dos",
    "del",
    "della",
    "di",
    "du",
    "des",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "ten",
    "ter",
}
_PARTICLES |= {
    "zu",
    "bin",
    "ibn",
    "al",
    "el",
    "y",
    "e",
    "af",
    "av",
    "and",
    "und",
    "et",
    "og",
    "och",
    "en",
    "&",
    "mc",
    "st",
}
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_JOINT = re.compile(r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b)\s*")
_PSEUDONYM = re.compile(r"@?[^\W_][\w.\-]{1,29}")
_WORDS_OF_PAGES = """
    the a an this that these it we i you he she they my our here there review reviews album albums music film
    films read more verdict conclusion summary introduction tracklist tracklisting credits related comments
    share home about contact menu search news features interviews label genre producer producers director
    runtime released release out now final thoughts soundtrack score video videos watch listen stream buy
    subscribe newsletter tags filed posted updated published advertisement sponsored no yes but or overall
    rating grade next previous page
"""
_NOT_NAMES = frozenset(_WORDS_OF_PAGES.split())


@dataclass(frozen=True)
class Byline:
    """What a line of credits says: a name and whether a word such as "By" introduced it, the house, the page's dates.

    A line may hold only some of these, "2 min read" none of them.
    """

    name: str = ""
    explicit: bool = False
    house: str = ""
    stamps: tuple[Stamp, ...] = ()


def read_byline(line: str) -> Byline | None:
    """What the whole of `line` says about author and dates; None when any part of it says something else."""
    line = line.strip(" *_")
    if len(line) > 200 or not line:
        return None
    whole = _read_part(line)
    if whole:
        return whole
    parts = [part.strip(" ()*_") for part in _SEPARATOR.split(line)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return None
    read = [_read_part(part) for part in parts]
    known = [part for part in read if part is not None]
    unknown = [
        part for part, meaning in zip(parts, read, strict=True) if meaning is None and not _NOISE.fullmatch(part)
    ]
    if not any(part.name or part.stamps or part == _READ_TIME for part in known) or len(unknown) > 1:
        return None
    stamps = tuple(stamp for part in known for stamp in part.stamps)
    for part in known:
        if part.name:
            return Byline(part.name, True, part.house, stamps)
    if unknown and not (is_name(unknown[0]) and stamps):
        return None
    return Byline(unknown[0] if unknown else "", False, "", stamps)


_READ_TIME = Byline()


def _read_part(part: str) -> Byline | None:
    """One part between separators: a date, a reading time, a credit, or a credit or name with a date."""
    if _READING_TIME.fullmatch(part):
        return _READ_TIME
    if stamp := read_stamp(part):
        return Byline(stamps=(stamp,))
    if match := _DATE_THEN_CREDIT.fullmatch(part):
        credit, stamp = _read_part(match["credit"]), read_stamp(match["date"])
        if credit and credit.name and stamp:
            return replace(credit, stamps=(stamp, *credit.stamps))
    name, stamps = cut_date(part)
    if match := _CREDIT.fullmatch(name):
        credit = _read_credit(match["name"], foreign=bool(match["preposition"]))
        return credit and replace(credit, stamps=stamps)
    return Byline(name, False, "", stamps) if stamps and is_name(name) else None


def cut_date(part: str) -> tuple[str, tuple[Stamp, ...]]:
    """The part without the date that ends it, and that date."""
    words = part.split()
    for at in range(1, len(words)):
        if stamp := read_stamp(" ".join(words[at:])):
            return " ".join(words[:at]).strip(" ,"), (stamp,)
    return part, ()


def _read_credit(name: str, foreign: bool) -> Byline | None:
    house = ""
    name = " ".join(_HANDLE.sub("", _TRAILING_ROLE.sub("", _CLOCK.sub("", name))).strip(" ,.:*_").split())
    if match := _FOR_HOUSE.fullmatch(name):
        name, house = match["name"], match["house"]
    if all(is_name(one) for one in _JOINT.split(name)):
        # "Von", "Di" and the like also begin surnames and titles: one word after them is no credit.
        return None if foreign and len(name.split()) < 2 else Byline(name, True, house)
    if not foreign and _PSEUDONYM.fullmatch(name) and name.casefold() not in _NOT_NAMES:
        return Byline(name.removeprefix("@"), True, house)
    return None


def is_name(text: str) -> bool:
    """Whether `text` has the shape of a person's name or a pseudonym: one to five words, each with a capital letter."""
    words = text.split()
    if not 1 <= len(words) <= 5 or len(text) > LONGEST_NAME:
        return False
    if any(word.strip(".").casefold() in _NOT_NAMES for word in words):
        return False
    return not words[0].islower() and all(
        _NAME_WORD.fullmatch(word) and (not word[0].islower() or word in _PARTICLES) for word in words
    )


def is_nobody(name: str) -> bool:
    """Whether a byline names no person: "Staff", "Admin", "The Editors"."""
    return bool(_NOBODY.fullmatch(name))


def is_other_credit(line: str) -> bool:
    """Whether the line credits a picture or the like, not the writing."""
    return bool(_OTHER_CREDIT.fullmatch(line.strip(" ()[]*_")))


def read_signature(line: str) -> str:
    """The name after a dash on a line of its own ("— Ines Harrow"), else nothing."""
    match = re.fullmatch(r"[-–—~]{1,2}\s*(?P<name>[^-–—~\s].*)", line.strip(" *_"))
    name = _HANDLE.sub("", _TRAILING_ROLE.sub("", match["name"])).strip(" ,.") if match else ""
    return name if is_name(name) else ""
