"""The shapes of people's names, as bylines print them."""

from __future__ import annotations

import re

from common.expressions import on_a_line
from reviews.reading.words import vocabulary

LONGEST_NAME = 60
MOST_WORDS = 5
MOST_WORDS_AFTER_BY = 9

_PARTICLES = vocabulary(
    """
    de da do dos das del della dello dell' degli di du des d' la le los las el al l' san santa st st. van von der den
    ten ter te 't 's in op aan zu zum zur vom bin ibn bint ben abu af av ap ab ferch ní nic mac mc wa ole y e i and und
    et og och en & + ve
    """
)
_WITHIN = frozenset(("the", "of"))
_SUFFIX = re.compile(
    r"(?:jr|sr|esq|ml|jun|sen)\.?|i{1,3}|iv|v|ph\.?\s?d\.?|m\.?\s?[ad]\.?|b\.?\s?a\.?|dds|obe|mbe",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w.\-]|['’‘](?=\w))*+['’]?")
_ELIDED = re.compile(
    r"['’‘ʼ](?:t|s|n)(?:-?\w++)*+|(?:d|l|dell|al|el|ar|as|ash|an|at|ad|O)['’‘ʼ-]\w[\w'’.-]*",
    re.IGNORECASE,
)
_NICKNAME = re.compile(r"[\"“„«(‘'].{1,30}[\"”“»)’']")
_NUMBER = re.compile(r"\d{1,4}")
_JOINT = on_a_line(r"\s*(?:,|&|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b)\s*")
_CLOSING = on_a_line(
    r"^(?:Ihre?|Euer|Eure|Deine?|Yours|Votre|Ton|Vostr[oa]|Tuo|Tua|Vuestr[oa]|Suy[oa]|Jullie|Jouw|Uw|Er|Din)\s+(?=[^\W\d_a-z])"
)
_UNSPACED_NAME = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{3,8}")
_PRONOUNS = on_a_line(r"\s*[(\[](?:she|he|they|xe|ze|any|it)(?:\s?/\s?\w+){1,3}[)\]]", re.IGNORECASE)
_COUNTER_GLUED = re.compile(r"(?<=[a-z])Comments?$")
_HANDLE_LAST = on_a_line(r"\s*[(\[]?@\w{2,30}[)\]]?\.?$")
_PSEUDONYM = re.compile(r"@?[^\W_][\w.\-]{1,29}")
_WORDS_OF_PAGES = """
    by
    the a an this that these it we i you he she they my our here there review reviews album albums music film films
    read more verdict conclusion summary introduction tracklist tracklisting credits related comments comment share
    home about contact menu search news features interviews interview label genre producer producers director runtime
    released release out now final thoughts soundtrack score video videos watch listen stream buy subscribe newsletter
    tags filed posted updated published advertisement sponsored no yes but or overall rating grade next previous page
    records recordings record recorder tapes sounds entertainment discs studio studios artist artists band track tracks
    song songs single singles reply replies login register email website blog posts post article articles
    date year format cd lp ep vinyl digital download spotify bandcamp youtube facebook twitter instagram
    kritik kritiken rezension rezensionen musik platte platten fazit bewertung anspieltipps veröffentlichung
    chronique chroniques critique critiques musique disque disques titre titres crítica críticas reseña reseñas música
    rock pop indie metal folk jazz soul punk funk blues country rap hip-hop hop techno house ambient electronic
    electronica electro experimental classical hardcore alternative prog progressive psychedelic noise doom
    drone emo grunge reggae rnb americana shoegaze post-punk post-rock synth-pop dream-pop singer-songwriter
    world dance trap grime dub disco gospel disco discos recensione recensioni musica brani resenha resenhas
    recensie recensies muziek recension recensioner musik skiva skivor betyg
"""
_NOT_NAMES = frozenset(_WORDS_OF_PAGES.split())
_COMMON_WORDS = vocabulary(
    """
    any all way turns turn then far design means default proxy accident chance contrast comparison request order
    popular demand day night itself himself themselves myself yourself herself doing making using being playing
    singing its his her their your of to for from with at on as is was be not so if when where who what how why which
    every each some many few one two three four five side hand end beginning time track song all-new sheer pure
    """
)


def is_name(text: str) -> bool:
    """Whether `text` has the shape of a person's name or a pseudonym: one to five words, each with a capital letter."""
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > LONGEST_NAME or _speaks_of_pages(words):
        return False
    if "  " in text or not any(word[0].isupper() for word in words):
        return False
    if words[0].islower() and not _ELIDED.fullmatch(words[0]):
        return False
    return all(_is_name_word(word) for word in words) and any(word[0].isalpha() for word in words)


def is_full_name(text: str) -> bool:
    """Whether `text` looks like one person's given name and surname."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and is_name(text)
        and not any(character.isdigit() for character in text)
        and not any(word.casefold() in _COMMON_WORDS or word.casefold() == "by" for word in words)
    )


def stands_as_name(text: str) -> bool:
    """Whether `text`, which follows an explicit "By", can be taken for a name as it stands."""
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS_AFTER_BY or len(text) > LONGEST_NAME + 30:
        return False
    if words[0].casefold() in _COMMON_WORDS:
        return False
    if is_pseudonym(text) or all(is_name(one) or _is_suffix(one) for one in _JOINT.split(text)):
        return True
    if not any(character.isupper() or character.islower() for character in text):
        return len(words) <= MOST_WORDS and not _speaks_of_pages(words)
    if words[0].casefold() == "the" and len(words) <= 4:
        return is_name(" ".join(words[1:]))
    if text.islower():
        return len(words) <= 3 and not _speaks_of_pages(words) and not _COMMON_WORDS & set(words) and _is_wordy(words)
    if _speaks_of_pages([word for word in words if word != "the"]):
        return False
    first, last = words[0], words[-1]
    return (not first.islower() or bool(_ELIDED.fullmatch(first))) and all(
        _is_name_word(word)
        or (word is last and (_NUMBER.fullmatch(word) or _is_suffix(word)))
        or (word is not first and (word in _WITHIN or _NICKNAME.fullmatch(word)))
        for word in words
    )


def is_pseudonym(text: str) -> bool:
    """Whether `text` is one word that can be somebody's pseudonym."""
    return bool(_PSEUDONYM.fullmatch(text)) and text.casefold() not in _NOT_NAMES | _COMMON_WORDS and not text.isdigit()


def without_pronouns(text: str) -> str:
    """A byline without "(she/her)"."""
    return _PRONOUNS.sub("", text)


def is_unspaced_name(text: str) -> bool:
    """Whether `text` can be a name in a script without spaces between words, of a length that such names have."""
    return bool(_UNSPACED_NAME.fullmatch(text))


def without_closing(text: str) -> str:
    """A name below a letter without what its writer is to the readers: "Ihre Ines Harrow"."""
    return _CLOSING.sub("", text)


def without_handle(line: str) -> str:
    """A name alone without its handle: "Ines Harrow (@inesharrow)."."""
    return _HANDLE_LAST.sub("", _COUNTER_GLUED.sub("", line))


def joined_names(text: str) -> list[str]:
    """The names that "Ines Harrow and Owen Rusk" joins."""
    return [name for name in _JOINT.split(text) if name]


def _is_wordy(words: list[str]) -> bool:
    return all(_NAME_WORD.fullmatch(word) for word in words)


def _is_suffix(word: str) -> bool:
    return bool(_SUFFIX.fullmatch(word.strip(" ,")))


def _speaks_of_pages(words: list[str]) -> bool:
    return any(word.strip(".,").casefold() in _NOT_NAMES for word in words)


def _is_name_word(word: str) -> bool:
    word = word.rstrip(",")
    if word.casefold() in _PARTICLES or _is_suffix(word) or _ELIDED.fullmatch(word):
        return True
    return bool(_NAME_WORD.fullmatch(word)) and not word[0].islower()
