"""The letters of languages, and how well a text keeps to those of its own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from reviews.reading.language import languages_by_likelihood

FOREIGN, ODD, IMPOSSIBLE = 0.15, 0.5, 1.0
LONGEST_SAMPLE = 20_000
FEWEST_SURE = 0.1
LEAST_FREQUENT = 0.1

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_BEYOND_ASCII = {
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüßé",
    "en": "éèêëïöüñçàâôîûáíóúäæœø",
    "es": "áéíóúüñªº",
    "et": "äõöüšž",
    "fi": "äöåšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "is": "áéíóúýþæöð",
    "it": "àèéìíîòóùúªº",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "nl": "áéëíïóöüèêç",
    "no": "æøåéèêóòâôàü",
    "nn": "æøåéèêóòâôàü",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúüªº",
    "ca": "àçèéíïòóúü",
    "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sv": "åäöéáàü",
    "tr": "çğıİöşüâîû",
    "ru": _CYRILLIC + "ё",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "bg": _CYRILLIC,
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш" + "čćđšž",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "he": "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئًٌٍَُِّْـ،؛؟",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
}
_FREQUENT_WORDS = {
    "ru": "и в не на я что с как это по но из у за от так же к его все она он а ещё бы",
    "uk": "і в не на що з як це по але із у за від так до та й його все вона він а ще би",
    "bg": "и в не на се да за от с по но като е са то че из най ще към това",
    "sr": "и у је на се да за од са не као су што би али то из или",
    "mk": "и во на се да за од со не како е ги што но тоа или по",
    "be": "і ў не на што з як гэта па але у за ад так да яго усе яна ён а яшчэ",
    "el": "και το η να του της είναι σε με ο τα την που για από στο οι ένα δεν μια στην τον",
    "he": "של את על לא עם הוא זה גם כל היא או אבל כי אם יש מה אני כך לאורך",
    "ar": "في من على و لا هذا أن إلى ما مع عن هو لم كل التي الذي هذه قبل",
}
_FREQUENT = {language: frozenset(words.split()) for language, words in _FREQUENT_WORDS.items()}
_ALPHABETS = {language: frozenset(letters) for language, letters in _BEYOND_ASCII.items()}
_OFTEN_ABROAD = frozenset("áàâäãåçéèêëíîïñóòôöõøúùûüæßšžčć")
_SOMEWHERE = frozenset("".join(_BEYOND_ASCII.values()))
_RARE_MARKS = frozenset("°§©®™¼¾×№†·")
_MARKS = frozenset("–—―‘’“”„«»‹›…•€£¥½\u202f\u2009′″‐‑")
_OPENING = frozenset("‚„¿¡")
_NOT_LATIN = re.compile("[\u0370-\u1fff\u2e80-\uffdc]")


class Misfit(NamedTuple):
    """How ill characters suit a text: how many there are, and what is wrong with them in all, 1 for each at worst."""

    wrong: float
    characters: int

    @property
    def share(self) -> float:
        """From 0, all suit it well, to 1, none does."""
        return self.wrong / self.characters if self.characters else 0.0


def misfit(text: str) -> Misfit:
    """How ill the characters of `text` beyond ASCII suit the language that it seems to be in."""
    sample = _sample(text)
    foreign = [at for at, character in enumerate(sample) if not character.isascii()]
    likely = [language for language, sure in languages_by_likelihood(sample) if sure >= FEWEST_SURE][:2]
    alphabets = [_ALPHABETS[language] for language in likely if language in _ALPHABETS] or [frozenset()]
    if len(_NOT_LATIN.findall(sample)) > len(foreign) / 2 and not _has_frequent_words(sample):
        return Misfit(len(foreign), len(foreign))
    return Misfit(min(sum(_cost(sample, at, alphabet) for at in foreign) for alphabet in alphabets), len(foreign))


def _has_frequent_words(text: str) -> bool:
    """Whether a text beyond the Latin letters has the little words of a language, as no jumble of letters has."""
    words = [word.strip(".,;:!?()«»„“”\"'،؟").lower() for word in text.split()]
    words = [word for word in words if word and not word.isascii()]
    most = max(sum(word in frequent for word in words) for frequent in _FREQUENT.values())
    return most >= max(1, len(words) * LEAST_FREQUENT)


def _sample(text: str) -> str:
    """The lines of `text` that go beyond ASCII, as many as are enough to judge by."""
    kept: list[str] = []
    length = 0
    for line in text.split("\n"):
        if not line.isascii() and length < LONGEST_SAMPLE:
            kept.append(line[:LONGEST_SAMPLE])
            length += len(kept[-1])
    return "\n".join(kept)


def _cost(text: str, at: int, alphabet: frozenset[str]) -> float:
    character = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if character in _OPENING:
        return 0.0 if not before.isalnum() and after.isalnum() else IMPOSSIBLE
    if character in _MARKS or character in alphabet:
        return 0.0
    if character == "\u00a0":
        return ODD if before.isalpha() and after.isalpha() else 0.0
    if character in _RARE_MARKS:
        return FOREIGN
    if not character.isalpha():
        return 0.0 if unicodedata.combining(character) and _NOT_LATIN.match(before) else IMPOSSIBLE
    if character.isupper() and before.islower():
        return IMPOSSIBLE
    return _letter_cost(character.lower() if character != "İ" else character, alphabet)


@lru_cache(maxsize=4_000)
def _letter_cost(letter: str, alphabet: frozenset[str]) -> float:
    if letter in alphabet:
        return 0.0
    if letter in _OFTEN_ABROAD:
        return FOREIGN
    if _NOT_LATIN.match(letter):
        return IMPOSSIBLE if alphabet else ODD
    return ODD if letter in _SOMEWHERE else IMPOSSIBLE
