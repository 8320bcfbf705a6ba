"""Dates as pages print them, and the lines that say when a review was published or updated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import dateparser

LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ru", "is"]
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

_ISO = r"(?P<iso_year>\d{4})(?P<iso_mark>[-/.])(?P<iso_month>\d{1,2})(?P=iso_mark)(?P<iso_day>\d{1,2})"
_CJK = r"(?P<cjk_year>\d{4})年(?P<cjk_month>\d{1,2})月(?P<cjk_day>\d{1,2})日"
_NUMERIC = r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª)?"
_OF = r"(?:of\s+|de\s+|d['’])?"
_MONTH = r"[^\W\d_]{3,12}"
_DAY_FIRST = (
    rf"(?P<day>\d{{1,2}}){_ORDINAL}[\s-]+{_OF}(?P<month>{_MONTH})\.?,?[\s-]+(?:de\s+|del\s+|of\s+)?(?P<in_year>\d{{4}})"
)
_MONTH_FIRST = rf"(?P<us_month>{_MONTH})\.?\s+(?P<us_day>\d{{1,2}}){_ORDINAL},?\s+(?P<us_year>\d{{4}})"
_ENGLISH_WEEKDAY = r"(?:mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
_WEEKDAY = rf"(?:(?:{_ENGLISH_WEEKDAY}|(?P<weekday>[^\W\d_]{{2,12}}))\.?,?\s+(?:den\s+|le\s+|der\s+|the\s+)?)?"
_CLOCK = (
    r"(?:(?:,|\s+at|\s+@|\s+um|\s+à|\s+[-–|•·]|T)?\s*\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:Z|[A-Z]{2,5})?\s*(?:[+-]\d{2}:?\d{2})?|T?\s*\d{1,2}\s*[ap]\.?m\.?)?"
)
PRINTED_DATE = rf"(?:{_ISO}|{_CJK}|{_NUMERIC}|{_WEEKDAY}(?:{_DAY_FIRST}|{_MONTH_FIRST}))"
_WHOLE = re.compile(rf"(?:on\s+|le\s+|am\s+|el\s+)?{PRINTED_DATE}{_CLOCK}\.?", re.IGNORECASE)

_PAGE = r"(?:article|post|review|story|page|piece|entry|column|feature)"
_PUBLISHED = (
    rf"(?:this\s+{_PAGE}\s+was\s+)?(?:(?:first|originally|initially)\s+)?(?:published|posted|reviewed)(?:\s+online)?"
    rf"|(?:publication\s+|published\s+|posted\s+|review\s+)?date(?:\s+published|\s+posted|\s+of\s+(?:review|publication))?|publié|mis\s+en\s+ligne|veröffentlicht"
    r"|erschienen|publicado|pubblicato|geplaatst|gepubliceerd|publicerad|publisert|udgivet|julkaistu|opublikowano"
)
_UPDATED = (
    rf"(?:this\s+{_PAGE}\s+(?:was|has\s+been)\s+)?(?:last\s+)?(?:updated|modified|edited|revised|corrected)"
    r"|(?:last\s+)?update|mis\s+à\s+jour|modifié|aktualisiert|actualizado|atualizado|aggiornato|bijgewerkt|uppdaterad"
    r"|oppdatert|opdateret|päivitetty|zaktualizowano"
)
_LABELLED = re.compile(
    rf"(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))\s*:?\s*(?:on|le|am|el|em|il|op|den|dne)?\s*:?\s+"
    rf"(?P<date>{PRINTED_DATE}){_CLOCK}(?P<rest>.*)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    rf"(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))?\s*:?\s*"
    r"(?:\d{1,3}\+?\s+(?:second|minute|min|hour|hr|day|week|month|year)s?\s+ago|yesterday|today|just\s+now"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"(?:(?:{_UPDATED}|{_PUBLISHED})\s*:?\s*)?(?P<month>{_MONTH})\.?,?\s+\d{{4}}", re.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """What a line says about the page's own dates. `labelled` tells "Published: …" from a bare date."""

    published: date | None = None
    updated: date | None = None
    labelled: bool = False
    unclear: str = ""


@lru_cache(maxsize=2_000)
def read_date(printed: str) -> date | None:
    """The day that `printed` names, None when it names none or could be read in two ways ("03/04/2025").

    A day and month in figures are only read when one of them is over twelve or both are the same. Month names are
    read in fifteen European languages.
    """
    match = _WHOLE.fullmatch(printed.strip())
    if not match:
        return None
    part = match.groupdict()
    if part["iso_year"]:
        return _day(part["iso_year"], part["iso_month"], part["iso_day"])
    if part["cjk_year"]:
        return _day(part["cjk_year"], part["cjk_month"], part["cjk_day"])
    if part["first"]:
        return _figures(int(part["first"]), int(part["second"]), part["year"])
    return _named_month(
        part["weekday"] or "",
        part["day"] or part["us_day"],
        part["month"] or part["us_month"],
        part["in_year"] or part["us_year"],
    )


def _figures(first: int, second: int, year: str) -> date | None:
    if first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _named_month(weekday: str, day: str, month: str, year: str) -> date | None:
    parsed = _parse(f"{weekday} {int(day)} {month} {int(year)}")
    if parsed is None or (parsed.day, parsed.year) != (int(day), int(year)):
        return None
    return _day(parsed.year, parsed.month, parsed.day)


@lru_cache(maxsize=2_000)
def _parse(words: str) -> datetime | None:
    return dateparser.parse(words, languages=LANGUAGES, settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]})


def _is_month(word: str) -> bool:
    return _parse(f"1 {word} 2000") is not None


def _day(year: int | str, month: int | str, day: int | str) -> date | None:
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_stamp(line: str) -> Stamp | None:
    """What `line` as a whole says of the page's dates; None when it is no such line.

    "Sep 23, 2025", "Published: 23 September 2025", "This article was updated on 12 October 2025 to add a credit."
    """
    line = line.strip(" ()[]*_")
    if match := _LABELLED.fullmatch(line):
        if match["rest"].strip(" .") and not _is_reason(match["rest"]):
            return None
        day = read_date(match["date"])
        if day is None:
            return Stamp(labelled=True, unclear=line)
        return Stamp(updated=day, labelled=True) if match["updated"] else Stamp(published=day, labelled=True)
    if day := read_date(line):
        return Stamp(published=day)
    vague = _VAGUE.fullmatch(line) or _WHOLE.fullmatch(line) or _MONTH_ALONE.fullmatch(line)
    if vague is None or not _speaks_of_a_day(vague.groupdict()):
        return None
    return Stamp(unclear=line)


def _speaks_of_a_day(part: dict[str, str | None]) -> bool:
    months = [part.get(name) for name in ("month", "us_month") if part.get(name)]
    return not part.get("weekday") and all(_is_month(month) for month in months)


def _is_reason(rest: str) -> bool:
    return bool(re.match(r"[.,;:]?\s*(?:to|in\s+order|with|after|because|for)\b", rest, re.IGNORECASE))
