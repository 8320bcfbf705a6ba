"""Names of months and of days of the week in the languages whose dates are read, from CLDR by way of Babel."""

from __future__ import annotations

from functools import lru_cache

from babel.dates import get_day_names, get_month_names

from common.names import fold

_LANGUAGES = """
    en fr de de_AT es it pt nl sv da nb fi is pl cs sk sl ru uk tr hu el ro et ca
"""
_MORE_WEEKDAYS = "ja ko zh"
_OTHER_SPELLINGS = {
    1: "janv jann januar jaenner styczeń leden январь",
    2: "fev fevr febr feber luty unor февраль",
    3: "mrz maerz marzec brezen март",
    4: "kwiecien duben апрель",
    5: "kveten май",
    6: "czerwiec cerven июнь",
    7: "juil lipiec cervenec июль",
    8: "aout sierpien srpen август",
    9: "sept wrzesien сентябрь",
    10: "pazdziernik rijen октябрь",
    11: "listopad ноябрь",
    12: "grudzien prosinec декабрь",
}
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_WEEKDAYS_TOO = "tues thur thurs weds wednes satur mer jeu ven lun dim 月 火 水 木 金 土 日 화 수 목 금 토 일 월"


def month_of(word: str) -> int | None:
    """The month that `word` names in one of the languages; None for none, or for one that is two months."""
    if word.isascii() and word.isupper() and word.casefold() in _ROMAN:
        return _ROMAN[word.casefold()]
    return _months().get(_plain(word))


def is_weekday(word: str) -> bool:
    """Whether `word` names a day of the week, in full or in short."""
    return _plain(word) in _weekdays()


def _plain(word: str) -> str:
    return fold(word.strip("()（）.,"))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES.split():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    found.setdefault(_without_preposition(name), set()).add(month)
    for month, names in _OTHER_SPELLINGS.items():
        for name in names.split():
            found.setdefault(fold(name), set()).add(month)
    return {name: months.pop() for name, months in found.items() if len(months) == 1 and not name.isdigit()}


def _without_preposition(name: str) -> str:
    """Catalan says "de març" and "d’abril" where others say the month alone."""
    return fold(name.removeprefix("de ").removeprefix("d’"))


@lru_cache(maxsize=1)
def _weekdays() -> frozenset[str]:
    names = {
        fold(name)
        for language in f"{_LANGUAGES} {_MORE_WEEKDAYS}".split()
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for name in get_day_names(width, context, language).values()
    }
    return frozenset(names | {fold(name) for name in _WEEKDAYS_TOO.split()}) - set("ehklnprtv")
