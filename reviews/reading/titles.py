"""The artist and the album that a headline names: "Artist: Album – review", "Artist's ‘Album’", "‘Album’ by Artist"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from common.expressions import on_a_line
from common.names import fold
from reviews.reading.lines import is_title_case
from reviews.reading.text_witness import ALBUM, QUOTED, Witness, is_unspaced, quoted_text
from reviews.reading.words import vocabulary

LONGEST_HEADLINE = 300
LONGEST_LINE = 110
CLEARLY = 2
LONGEST_NAME_WORDS = 9
LONGEST_TITLE_WORDS = 14
LONGEST_QUOTED_WORDS = 6

_REVIEW_WORD = (
    r"(?:reviews?(?:ed)?|kritik|plattenkritik|albumkritik|rezension|besprechung|plattenbesprechung"
    r"|recension(?:e|i)?|skivrecension|recensie|albumrecensie|plaatrecensie|rese[ñn]a|cr[ií]tica|resenha"
    r"|chronique|critique|anmeldelse|plateanmeldelse|albumanmeldelse|pladeanmeldelse|recenzj[ae]|recenze"
    r"|recenzia|arvio|levyarvio|levyarvostelu|arvostelu|gagnrýni|(?:ディスク|アルバム)?レ[ビヴ]ュー|乐评|樂評|(?:음반|앨범)\s?리뷰|리뷰|рецензия|リリース)"
)
_OBJECT = (
    r"(?:(?:new|the|live)\s+)?(?:(?:debut|studio)\s+)?(?:albums?|records?|cds?|lps?|eps?|music|vinyl|discs?|disques?"
    r"|disco|plaat|platte|levy|skiva|soundtrack|ost|reissue|single)"
)
_RECORD = r"(?:albums?|cds?|lps?|eps?|records?|discos?|disques?|dischi|platten?|plaat|plade|skiva|płyta|levy)"
_OCCASION = (
    r"(?:(?:the|our|de|het|der|die|das|la|le|el|il|lo|o|a|notre|unsere|unser|onze|nuestro|il\s+nostro)\s+)?"
    r"(?:(?:album|record|disc|disque|cd|lp|release|pick|disco|platte|plaat|skiva|levy|płyta)\s+(?:of|der|des"
    r"|de\s+la|de\s+l['’]|della|van\s+de|du|del|da|do|de|ukens)\s*(?:the\s+)?"
    r"(?:day|week|month|year|woche|monats|tages|semaine|mois|jour|settimana|mese|giorno|anno|week|maand|dag|jaar"
    r"|semana|mes|m[eê]s|d[ií]a|año|ano|uke)(?:\s+\(\d{1,3}\))?|listen|new\s+music|new\s+releases?|(?:classic|lost|cult)\s+albums?|reissue(?:\s+of\s+the\s+(?:week"
    r"|month))?)"
)
_MARK = rf"(?:{_OBJECT}[\s-]+{_REVIEW_WORD}|{_REVIEW_WORD}(?:\s+(?:of|du|de\s+l['’]|d['’])?\s*{_OBJECT})?|{_OCCASION})"
_SEPARATOR_CHARACTERS = r"[:|–—/•·»~-]"
_BEFORE = on_a_line(
    rf"^{_REVIEW_WORD}\s+(?:of|of\s+the|do|da|del|della|du|de\s+la|des|der|zum|zur|van\s+de|af)\s+{_OBJECT}\s+(?=\S)"
    rf"|^{_REVIEW_WORD}\s+(?:of|de|du|von|zu|di|van|av|af)\s+(?=[\"“«„‘'])|^{_RECORD}\s*[:|]\s+(?=\S)|^[\[(]?{_MARK}[\])]?\s*(?:{_SEPARATOR_CHARACTERS}+\s*|\s+[–—-]\s+)(?=\S)|^[\[(【［]{_MARK}[\])】］]\s*(?=\S)",
    re.IGNORECASE,
)
_AFTER = on_a_line(
    rf"[\s,]*(?:{_SEPARATOR_CHARACTERS}+\s*)?[\[(]?\b{_MARK}[\])]?\s*$|\s+{_MARK}\s*[:–—|-]+\s.*$", re.IGNORECASE
)
_GRADE_TAIL = on_a_line(
    r"[\s:,|–—(\[-]+(?:\d{1,3}(?:[.,]\d)?\s*(?:/|out\s+of)\s*(?:5|6|10|20|100)|[★☆⭐½]{3,}"
    r"|\d(?:[.,]\d)?\s*(?i:stars?|sterne|étoiles|estrellas|stelle|estrelas|sterren))[)\]]?\s*$"
)
_FACTS_TAIL = on_a_line(
    r"\s*[\[(](?=[^()\[\]]{2,80}[\])]$)(?:[^()\[\]]*\b(?:19|20)\d\d\b[^()\[\]]*|[^()\[\]]*\b(?:records"
    r"|recordings|label|self-released|autoproduction|eigenvertrieb|lp|cd|ep|dvd|vinyl|tapes?"
    r"|reissue)\b[^()\[\]]*)[\])]$",
    re.IGNORECASE,
)
_OWN_REVIEW_TAIL = on_a_line(
    rf"\s*[(\[](?:an?\s+|my\s+|our\s+|the\s+)?{_MARK}(?:,[^()]{{0,30}})?[)\]]\s*$", re.IGNORECASE
)
_QUOTED_WHOLE = on_a_line(
    rf"[«“](?P<headline>[^«»“”]{{3,120}}\s[–—-]\s[^«»“”]{{1,80}})[»”],?\s+(?:la|die|the|een|en)?\s*{_REVIEW_WORD}(?:\s.{{1,60}})?",
    re.IGNORECASE,
)
_YEAR_BEFORE_TITLE = on_a_line(r"(?<=\s[–—-]\s)[(\[](?:19|20)\d\d[)\]]\s+(?=\S)")
_NUMBER = re.compile(r"^\(?(?:no\.?\s*)?\d{1,3}\s?[.):]\s+(?=\S)", re.IGNORECASE)
_RUBRIC = on_a_line(r"【(?:[^【】]{0,10}?(?P<says>評|评|レ[ビヴ]ュー|리뷰)[^【】]{0,6}|[^【】]{1,12})】\s*(?=\S)")
_SPLIT = (
    on_a_line(r"\s+[–—]+\s+|\s+-{1,2}\s+|\s+//\s+|\s+[•·~]\s+"),
    on_a_line(r"\s*:\s+|\s+:\s*"),
    on_a_line(r"\s+\|\s+"),
    on_a_line(r"\s+/\s+"),
)
_BY = on_a_line(r"(?P<album>.+?),?\s+(?:by|von|par|di|door|av|af|por)\s+(?P<artist>.+)", re.IGNORECASE)
_NEW_ALBUM = (
    r"(?:lo\s+(?:nuevo|último)|(?:el|il|o|le|das|die|the|de|det)\s+(?:nuevo|nuovo|novo|nouvel|nouveau|neue|new|nieuwe|nya"
    r"|nye|último|ultimo|dernier|latest)\s+(?:disco|álbum|album|disque|platte|record|trabajo|plaat|cd|skivan))"
)
_BY_AFTER = on_a_line(
    rf"(?:{_NEW_ALBUM}\s+)?(?:by|von|par|di|dei|degli|delle|della|del|des|door|av|af|por|de|da|do|dos|das)\s+(.+)|d['’](.+)",
    re.IGNORECASE,
)
_LABEL_AFTER = on_a_line(r"[(\[][^()\[\]]{1,60}[)\]]")
_RELEASE_FACTS = re.compile(
    r"(?:\b(?:2?cd|2?lp|ep|mc|tape|dvd)\b|['’]\d\d\b|\b(?:19|20)\d\d\b|[(\[][^()\[\]]*[)\]]|\s)+", re.IGNORECASE
)
_ENSEMBLE = vocabulary(
    """
    trio quartet quintet sextet septet octet nonet ensemble orchestra band group project collective experience
    quartett quintett sextett oktett orchester kapelle quatuor quintette orchestre groupe cuarteto quinteto orquesta
    grupo quartetto quintetto kwartet kwintet orkest kvartett kvintett orkester
    """
)
_LINE_ENDS = on_a_line(r"\.\s+|\s*[(\[]")
_OWNED = re.compile(r"(?P<artist>.{2,80}?)['’]s?\s+(?P<album>\S.*)")
_RECORD_WORD = re.compile(ALBUM, re.IGNORECASE)
_OWNER = re.compile(r"(?P<artist>\S.{0,60}?)(?:['’]s|(?<=s)['’])\s")
_POSSESSIVE = re.compile(r"['’]s?$")
_ABOUT = re.compile(
    r"^(?:on|about|sobre|über|zu|à\s+propos\s+de|sur|su|over|om|re|listening\s+to|reviewing)\s+(?=\S)", re.IGNORECASE
)
_MARKS_OF_TITLES = "《『〈"
_SEPARATORS = " \t:|–—-/•·,~"
_EDGES = f"{_SEPARATORS}»«"


@dataclass(frozen=True)
class Subject:
    """What a headline names: the album and its artist, and whether that is beyond doubt."""

    artist: str
    album: str
    sure: bool = True


@dataclass(frozen=True)
class Heading:
    """What a heading by itself reads as, and the form that it has: what sets artist and album apart."""

    artist: str
    album: str
    form: str


def subject_of(headline: str, evidence: Witness, is_name: bool = False) -> Subject | None:
    """The album and artist that `headline` names; None where it could be read in two ways.

    `is_name`: it is known to be nothing but what the album is called.
    """
    if not headline or len(headline) > LONGEST_HEADLINE:
        return None
    rest, marked = without_review_words(headline)
    marked = (
        marked
        or is_name
        or bool(_YEAR_BEFORE_TITLE.search(headline) or _FACTS_TAIL.search(_GRADE_TAIL.sub("", headline)))
    )
    for reading in (_quoted, _split, _by, _set_apart, _possessive, _alone):
        found = reading(rest, evidence, marked)
        if found:
            return found
    return None


def subject_of_line(line: str, evidence: Witness) -> Subject | None:
    """The record that a short line above or below a text states: "Marlow Finch: Glass Harbour. Tidewrack Records"."""
    line = " ".join(line.split())
    if not line or len(line) > LONGEST_LINE:
        return None
    for candidate in (line, *_LINE_ENDS.split(line, maxsplit=1)[:1]):
        bare = _FACTS_TAIL.sub("", candidate.rstrip(" ."))
        found = _split(bare, evidence, marked=False)
        if found is None and bare != line and bare.count(",") == 1:
            artist, album = (part.strip() for part in bare.split(","))
            found = _checked(artist, album, evidence, marked=False, plain=True)
            if found is None and evidence.sets_apart(album) and _has_shape_of_name(artist):
                return Subject(artist, album, sure=False)
        if found and found.sure and fold(found.artist) != fold(found.album):
            return found
    return None


def is_release_line(line: str) -> bool:
    """Whether a line gives only facts of a release, in brackets: "(Tidewrack Records, 2003, 48:20)"."""
    return bool(_FACTS_TAIL.fullmatch(line.strip()))


def bare_subject(heading: str, emphasised: tuple[str, ...] = ()) -> Heading | None:
    """How a heading reads that can only be told by its form: "Artist – Album", "Artist: Album", "Artist ‘Album’"."""
    rest, _ = without_review_words(_NUMBER.sub("", heading))
    matches = list(QUOTED.finditer(rest))
    after = rest[matches[0].end() :].strip(_EDGES) if len(matches) == 1 else ""
    if len(matches) == 1 and matches[0].start() and (not after or _LABEL_AFTER.fullmatch(after)):
        album = quoted_text(matches[0])
        artist = _POSSESSIVE.sub("", rest[: matches[0].start()].strip(_EDGES))
        return _shaped(artist, album, "quoted")
    for number, separator in enumerate(_SPLIT):
        parts = [part.strip(_EDGES) for part in separator.split(rest, maxsplit=1)]
        if len(parts) == 2:
            return _shaped(_unquoted(parts[0]), _unquoted(_FACTS_TAIL.sub("", parts[1])), f"split{number}")
    if by := _BY.fullmatch(rest):
        return _shaped(by["artist"], by["album"], "by")
    for words in emphasised:
        if rest.endswith(words) and len(words) < len(rest):
            return _shaped(_POSSESSIVE.sub("", rest[: -len(words)].strip(_EDGES)), words, "italic")
    return None


def _shaped(artist: str, album: str, form: str) -> Heading | None:
    artist, album = artist.strip(_EDGES), album.strip(_EDGES)
    if not fold(artist) or not fold(album) or len(artist.split()) > LONGEST_NAME_WORDS:
        return None
    return Heading(artist, album, form) if len(album.split()) <= LONGEST_TITLE_WORDS else None


def without_review_words(headline: str) -> tuple[str, bool]:
    """The headline without "Album review:" and the like, a grade and a label; and whether it said to be a review."""
    rest = _GRADE_TAIL.sub("", " ".join(headline.split()))
    rubric = _RUBRIC.match(rest)
    if whole := _QUOTED_WHOLE.fullmatch(rest):
        return whole["headline"].strip(_SEPARATORS), True
    rest, marked = (rest[rubric.end() :], rubric["says"] is not None) if rubric else (rest, False)
    for pattern in (_BEFORE, _OWN_REVIEW_TAIL, _AFTER, _BEFORE):
        shorter = pattern.sub("", rest).strip()
        if shorter and shorter != rest:
            rest, marked = shorter, True
    rest = _YEAR_BEFORE_TITLE.sub("", _FACTS_TAIL.sub("", _GRADE_TAIL.sub("", rest)))
    return rest.strip(_SEPARATORS), marked


def _quoted(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    matches = list(QUOTED.finditer(rest))
    if len(matches) != 1:
        return None
    match = matches[0]
    album = quoted_text(match)
    before, after = rest[: match.start()].rstrip(), rest[match.end() :].strip()
    if before:
        artist = _ABOUT.sub("", _POSSESSIVE.sub("", before.strip(_EDGES)).strip(_EDGES))
        parts = _parts(artist)
        artist = parts[-1] if parts else artist
    elif by := _BY_AFTER.match(after.lstrip(_EDGES)):
        artist = _parts(by[1] or by[2])[0]
    else:
        parted = after[:1] in tuple(_EDGES) or match[0][-2:-1] == ","
        artist = _parts(after.strip(_EDGES))[0] if after and parted else ""
    whole = bool(before) and not _RELEASE_FACTS.sub("", after).strip(_EDGES) and len(_parts(before)) < 2
    apart = before[-1:] in tuple("–—-:|/") or match[0][0] in _MARKS_OF_TITLES
    found = _checked(artist.rstrip("."), album, evidence, marked, quoted=whole)
    if found or not (whole and apart and (evidence.sets_apart(album) or is_unspaced(artist))):
        return found
    return Subject(artist, album, sure=False) if _may_be_artist(artist, album) else None


def _split(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    for separator in _SPLIT:
        parts = [part.strip(_EDGES) for part in separator.split(rest, maxsplit=2)]
        parts = [part for part in parts if part]
        if len(parts) < 2:
            continue
        left, right = parts[0], _unquoted(parts[1])
        if evidence.knows_artist(right) and _is_reversed(left, right, evidence):
            left, right = right, _unquoted(left)
        right = _FACTS_TAIL.sub("", right)
        found = _checked(_unquoted(left), right, evidence, marked, plain=len(parts) == 2)
        if found or separator is not _SPLIT[0] or len(parts) > 2:
            return found
        # "Artist – Title" with nothing else, the artist the text's, the title set as one.
        is_title = len(right.split()) <= LONGEST_QUOTED_WORDS and is_title_case(right) and not right.isupper()
        known = evidence.speaks_of(left) or _goes_by_first_name(left, evidence)
        return Subject(left, right, sure=False) if is_title and known else None
    return None


def _goes_by_first_name(artist: str, evidence: Witness) -> bool:
    """Whether a name of two words is known to the text by the first of them, as some singers are."""
    first, _, last = artist.partition(" ")
    return len(first) > 3 and last.isalpha() and is_title_case(artist) and evidence.speaks_of(first)


def _is_reversed(left: str, right: str, evidence: Witness) -> bool:
    """Whether the album stands first: the text sets it apart, or speaks of what stands second as of a maker."""
    if evidence.sets_apart(left) or evidence.sets_apart(right):
        return not evidence.sets_apart(right)
    if evidence.says_is_album(left) != evidence.says_is_album(right):
        return evidence.says_is_album(left)
    return evidence.speaks_of_maker(right) >= evidence.speaks_of_maker(left) + CLEARLY


def _by(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    match = _BY.fullmatch(rest)
    if not match:
        return None
    return _checked(match["artist"], match["album"], evidence, marked)


def _set_apart(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    """A title that the body sets apart at the end of the headline, after a name that the body has too."""
    words = rest.split()
    for at in range(1, len(words)):
        album, artist = " ".join(words[at:]), _POSSESSIVE.sub("", " ".join(words[:at]))
        if evidence.sets_apart(album) and evidence.knows_artist(artist):
            return _checked(artist, album, evidence, marked)
    return None


def _possessive(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    """ "Marlow Finch's Glass Harbour: cold comfort", where the text knows both."""
    part = _parts(rest)[0]
    match = _OWNED.fullmatch(part)
    if not match or not evidence.speaks_of(match["artist"]) or not evidence.speaks_of(match["album"]):
        return None
    return _checked(match["artist"], match["album"], evidence, marked)


def _alone(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    """Nothing but a title, which the headline says is reviewed and the body sets apart."""
    title = _unquoted(rest)
    maker = evidence.maker_of_score() if marked else ""
    owned = bool(maker) and fold(maker) not in fold(title) and evidence.speaks_of(title)
    return Subject(maker, title, sure=False) if marked and (owned or evidence.sets_apart(title)) else None


def _checked(
    artist: str, album: str, evidence: Witness, marked: bool, quoted: bool = False, plain: bool = False
) -> Subject | None:
    """The reading, if both have the shape of a name and a title and the text bears it out.

    `quoted`: nothing but a name and a quoted title stand there; `plain`: nothing but a name and a title.
    """
    artist, album = artist.strip(_EDGES), album.strip(_EDGES)
    if not artist or not album or len(artist.split()) > LONGEST_NAME_WORDS or len(album.split()) > LONGEST_TITLE_WORDS:
        return None
    named = evidence.speaks_of(album)
    artist = _known_beginning(artist, evidence)
    known = evidence.knows_artist(artist) or _known_ensemble(artist, evidence)
    if (named or evidence.sets_apart(album) or (plain and evidence.mentions(album))) and known:
        return Subject(artist, album)
    if fold(artist) == fold(album) and known:
        return Subject(artist, album)
    if plain and not known and evidence.calls_album(album) and _has_shape_of_name(artist):
        return Subject(artist, album, sure=False)
    shaped = plain and is_title_case(album) and _has_shape_of_name(artist)
    short = quoted and known and len(album.split()) <= LONGEST_QUOTED_WORDS
    stated = quoted and evidence.sets_apart(album) and (is_unspaced(artist) or _is_plain_name(artist))
    if not named and evidence.calls_album(artist):
        return None
    said = marked and (named or known or shaped or (quoted and _is_plain_name(artist)))
    if said or short or stated:
        return Subject(artist, album, sure=False)
    return None


def _known_beginning(artist: str, evidence: Witness) -> str:
    """The artist's name less what the headline goes on to say ("Marlow Finch and the birds", "Finch's wide")."""
    words = artist.split()
    if evidence.knows_artist(artist):
        return artist
    owner = _OWNER.match(artist)
    if owner and re.search(rf"(?<!\w){re.escape(owner['artist'])}(?![\w'’])", evidence.text):
        return owner["artist"]
    for at in range(len(words) - 1, 0, -1):
        if words[at].casefold() in _ENSEMBLE and evidence.speaks_of(" ".join(words[:at])):
            return artist
        if words[at].islower() and not words[0].islower() and evidence.speaks_of(" ".join(words[:at])):
            return " ".join(words[:at])
    return artist


def _has_shape_of_name(artist: str) -> bool:
    """Whether the words can be a name at all: few, and beginning with a capital letter or a figure."""
    return len(artist.split()) <= LONGEST_QUOTED_WORDS and not artist[0].islower() and artist[-1] not in ".?!"


def _may_be_artist(artist: str, album: str) -> bool:
    """Whether a few words before a title can be who made it: not "Das neue Album", nor the title's own length."""
    short = len(album.split()) <= LONGEST_QUOTED_WORDS and _has_shape_of_name(artist)
    return short and not _RECORD_WORD.search(artist) and not _ABOUT.match(f"{artist} …")


def _is_plain_name(artist: str) -> bool:
    """Whether the words are a name and nothing else: each with a capital letter."""
    is_capitalised = all(word[0].isupper() for word in artist.split())
    return (
        is_capitalised
        and _has_shape_of_name(artist)
        and not (_RECORD_WORD.search(artist) or _ABOUT.match(f"{artist} …"))
    )


def _known_ensemble(artist: str, evidence: Witness) -> bool:
    """Whether the name is that of an ensemble whose leader the text knows: "Marlow Finch Quintet"."""
    leader, _, kind = artist.rpartition(" ")
    return kind.casefold() in _ENSEMBLE and evidence.knows_artist(leader)


def _parts(text: str) -> list[str]:
    for separator in _SPLIT:
        parts = [part.strip(_EDGES) for part in separator.split(text)]
        if len(parts) > 1:
            return [part for part in parts if part] or [text]
    return [text]


def _unquoted(text: str) -> str:
    match = QUOTED.fullmatch(text)
    return quoted_text(match) if match else text
