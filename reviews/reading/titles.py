"""The artist and the album that a headline names: "Artist: Album – review", "Artist's ‘Album’", "‘Album’ by Artist"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from common.names import fold

LONGEST_HEADLINE = 300
ENOUGH_CHARACTERS = 40_000
LONGEST_NAME_WORDS = 9
LONGEST_TITLE_WORDS = 14

_REVIEW_WORD = (
    r"(?:reviews?(?:ed)?|kritik|plattenkritik|albumkritik|rezension|besprechung|plattenbesprechung"
    r"|recension(?:e|i)?|skivrecension|recensie|albumrecensie|plaatrecensie|rese[ñn]a|cr[ií]tica|resenha"
    r"|chronique|critique|anmeldelse|plateanmeldelse|albumanmeldelse|pladeanmeldelse|recenzj[ae]|recenze"
    r"|recenzia|arvio|levyarvio|levyarvostelu|arvostelu|gagnrýni|ディスクレビュー|レビュー|рецензия|リリース)"
)
_OBJECT = (
    r"(?:(?:new|the|live)\s+)?(?:(?:debut|studio)\s+)?(?:albums?|records?|cds?|lps?|eps?|music|vinyl|discs?|disques?"
    r"|disco|plaat|platte|levy|skiva|soundtrack|ost|reissue|single)"
)
_OCCASION = (
    r"(?:(?:album|record|disc|disque|cd|lp|release|pick|disco|platte|plaat|skiva|levy|płyta)\s+(?:of|der|des"
    r"|de\s+la|de\s+l['’]|della|van\s+de|du|del|da|do|de|ukens)\s*(?:the\s+)?"
    r"(?:day|week|month|year|woche|monats|tages|semaine|mois|jour|settimana|mese|week|maand|semana|mes|m[eê]s"
    r"|uke)|listen|new\s+music|new\s+releases?|(?:classic|lost|cult)\s+albums?|reissue(?:\s+of\s+the\s+(?:week"
    r"|month))?)"
)
_MARK = rf"(?:{_OBJECT}[\s-]+{_REVIEW_WORD}|{_REVIEW_WORD}(?:\s+(?:of|du|de\s+l['’]|d['’])?\s*{_OBJECT})?|{_OCCASION})"
_SEPARATOR_CHARACTERS = r"[:|–—/•·»~-]"
_BEFORE = re.compile(
    rf"^[\[(]?{_MARK}[\])]?\s*(?:{_SEPARATOR_CHARACTERS}+\s*|\s+[–—-]\s+)(?=\S)|^[\[(]{_MARK}[\])]\s*(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s,]*(?:{_SEPARATOR_CHARACTERS}+\s*)?[\[(]?\b{_MARK}[\])]?\s*$|\s+{_MARK}\s*[:–—|-]+\s.*$", re.IGNORECASE
)
_GRADE_TAIL = re.compile(
    r"[\s:,|–—(\[-]+(?:\d{1,3}(?:[.,]\d)?\s*(?:/|out\s+of)\s*(?:5|6|10|20|100)|[★☆⭐½]{3,})[)\]]?\s*$"
)
_FACTS_TAIL = re.compile(
    r"\s*[\[(](?=[^()\[\]]{2,80}[\])]$)(?:[^()\[\]]*\b(?:19|20)\d\d\b[^()\[\]]*|[^()\[\]]*\b(?:records"
    r"|recordings|label|self-released|autoproduction|eigenvertrieb|lp|cd|ep|dvd|vinyl|tapes?"
    r"|reissue)\b[^()\[\]]*)[\])]$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"“([^“”]{1,120})”|„([^„“”]{1,120})[“”]|«\s?([^«»]{1,120}?)\s?»|»([^«»]{1,120})«|\"([^\"]{1,120})\""
    r"|(?<!\w)‘([^‘]{1,120}?)’(?!\w)|(?<!\w)'([^']{1,120}?)'(?!\w)"
    r"|《([^《》]{1,120})》|『([^『』]{1,120})』|「([^「」]{1,120})」"
)
_SPLIT = (
    re.compile(r"\s+[–—]+\s+|\s+-{1,2}\s+|\s+//\s+|\s+[•·~]\s+"),
    re.compile(r"\s*:\s+|\s+:\s*"),
    re.compile(r"\s+\|\s+"),
    re.compile(r"\s+/\s+"),
)
_BY = re.compile(r"(?P<album>.+?),?\s+(?:by|von|par|di|door|av|af|por)\s+(?P<artist>.+)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_EDGES = " \t:|–—-/•·»«,~"


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


@dataclass(frozen=True)
class Witness:
    """What speaks for a reading of the headline: the body's words, and titles set apart in it by italics or quotes."""

    body: str
    set_apart: frozenset[str] = frozenset()

    @staticmethod
    def of(body: str, emphasised: tuple[str, ...] = ()) -> Witness:
        """The evidence in `body`, with the words that it shows in italics."""
        body = body[:ENOUGH_CHARACTERS]
        quoted = (next(filter(None, match.groups()), "") for match in _QUOTED.finditer(body))
        return Witness(f" {fold(body)} ", frozenset(filter(None, map(fold, (*emphasised, *quoted)))))

    def speaks_of(self, name: str) -> bool:
        """Whether the body has the name."""
        folded = fold(name)
        if _UNSPACED.search(folded):
            return folded.replace(" ", "") in self.body.replace(" ", "")
        return bool(folded) and f" {folded} " in self.body

    def knows_artist(self, name: str) -> bool:
        """Whether the body has the name, or the last word of it, as a person is called after the first mention."""
        folded = fold(name).split()
        return bool(folded) and (
            self.speaks_of(name) or (len(folded) > 1 and len(folded[-1]) > 3 and f" {folded[-1]} " in self.body)
        )

    def sets_apart(self, title: str) -> bool:
        """Whether the body prints these words as a title."""
        return fold(title) in self.set_apart


def subject_of(headline: str, evidence: Witness) -> Subject | None:
    """The album and artist that `headline` names; None where it could be read in two ways."""
    if not headline or len(headline) > LONGEST_HEADLINE:
        return None
    rest, marked = without_review_words(headline)
    for reading in (_quoted, _split, _by, _set_apart):
        found = reading(rest, evidence, marked)
        if found:
            return found
    return None


def bare_subject(heading: str, emphasised: tuple[str, ...] = ()) -> Heading | None:
    """How a heading reads that can only be told by its form: "Artist – Album", "Artist: Album", "Artist ‘Album’"."""
    rest, _ = without_review_words(heading)
    matches = list(_QUOTED.finditer(rest))
    if len(matches) == 1 and matches[0].start() and not rest[matches[0].end() :].strip(_EDGES):
        album = next(filter(None, matches[0].groups()), "").strip(" ,.")
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
    marked = False
    for pattern in (_BEFORE, _AFTER, _BEFORE):
        shorter = pattern.sub("", rest).strip()
        if shorter and shorter != rest:
            rest, marked = shorter, True
    rest = _FACTS_TAIL.sub("", _GRADE_TAIL.sub("", rest))
    return rest.strip(_EDGES), marked


def _quoted(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    matches = list(_QUOTED.finditer(rest))
    if len(matches) != 1:
        return None
    match = matches[0]
    album = next(filter(None, match.groups()), "").strip(" ,.")
    before, after = rest[: match.start()].rstrip(), rest[match.end() :].strip()
    if before:
        artist = _POSSESSIVE.sub("", before.strip(_EDGES)).strip(_EDGES)
        parts = _parts(artist)
        artist = parts[-1] if parts else artist
    elif by := re.match(r"(?:by|von|par|di|door|av|af|por|de)\s+(.+)", after, re.IGNORECASE):
        artist = _parts(by[1])[0]
    else:
        artist = _parts(after.strip(_EDGES))[0] if after and after[0] in _EDGES else ""
    return _checked(artist, album, evidence, marked)


def _split(rest: str, evidence: Witness, marked: bool) -> Subject | None:
    for separator in _SPLIT:
        parts = [part.strip(_EDGES) for part in separator.split(rest, maxsplit=2)]
        parts = [part for part in parts if part]
        if len(parts) < 2:
            continue
        left, right = parts[0], _unquoted(parts[1])
        if evidence.sets_apart(left) and not evidence.sets_apart(right) and evidence.knows_artist(right):
            left, right = right, _unquoted(left)
        return _checked(_unquoted(left), _FACTS_TAIL.sub("", right), evidence, marked)
    return None


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


def _checked(artist: str, album: str, evidence: Witness, marked: bool) -> Subject | None:
    """The reading, if both have the shape of a name and a title and the text bears it out."""
    artist, album = artist.strip(_EDGES), album.strip(_EDGES)
    if not artist or not album or len(artist.split()) > LONGEST_NAME_WORDS or len(album.split()) > LONGEST_TITLE_WORDS:
        return None
    named = evidence.speaks_of(album)
    artist = _known_beginning(artist, evidence)
    known = evidence.knows_artist(artist)
    if (named or evidence.sets_apart(album)) and known:
        return Subject(artist, album)
    if fold(artist) == fold(album) and known:
        return Subject(artist, album)
    if marked and (named or known):
        return Subject(artist, album, sure=False)
    return None


def _known_beginning(artist: str, evidence: Witness) -> str:
    """The artist's name less what the headline goes on to say ("Marlow Finch and the birds")."""
    words = artist.split()
    if evidence.knows_artist(artist):
        return artist
    for at in range(len(words) - 1, 0, -1):
        if words[at].islower() and evidence.speaks_of(" ".join(words[:at])):
            return " ".join(words[:at])
    return artist


def _parts(text: str) -> list[str]:
    for separator in _SPLIT:
        parts = [part.strip(_EDGES) for part in separator.split(text)]
        if len(parts) > 1:
            return [part for part in parts if part] or [text]
    return [text]


def _unquoted(text: str) -> str:
    match = _QUOTED.fullmatch(text)
    return next(filter(None, match.groups()), text) if match else text
