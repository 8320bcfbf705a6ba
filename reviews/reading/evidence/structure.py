"""What the form of a text speaks for: questions and speakers, days under one another, numbers and names over prose,
prices, grades on several lines, days named in its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from common.expressions import LONGEST_LINE, on_a_line
from common.names import fold
from reviews.reading.kinds import kind_of_label
from reviews.reading.labels import label_of
from reviews.reading.months import month_of

LONGEST_HEADING, LEAST_PROSE = 90, 110
LONGEST_QUESTION = 300
LEAST_SAID = 60
LONGEST_NUMBERED = 130
FEWEST_LISTED, LEAST_LISTED = 6, 0.5
LONGEST_MORE = 40

_QUESTION = ("?", "？", "؟")
_CLOSED = ' "”’»“*_)'
_SPEAKER = on_a_line(r"(?P<name>[^\W\d_][^:：\n]{0,48}?)\s?[:：]\s*(?P<said>\S.*)")
_MONTH = (
    r"(?:jan|feb|fév|févr|mar|mär|mrt|apr|avr|abr|mai|may|maj|mei|mag|jun|juin|giu|jul|juil|lug|aug|août|ago|sep|set"
    r"|oct|okt|out|ott|nov|dec|dez|déc|dic|led|úno|bře|dub|kvě|čer|srp|zář|říj|lis|pro|sty|lut|kwi|cze|lip|sie|wrz|paź"
    r"|gru|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)[^\W\d_]{0,8}\.?"
)
_DAY_FIRST = on_a_line(
    r"(?:[^\W\d_]{2,10}\.?,?\s)?"
    rf"(?:\d{{1,2}}(?:[./]\d{{1,2}}(?:[./]\d{{2,4}})?|-\d{{1,2}}-\d{{2,4}})|\d{{1,2}}\.?\s(?:de\s)?{_MONTH}|{_MONTH}\s\d{{1,2}}(?:[-–/]\d{{1,2}})?"
    r"|\d{1,2}\.\s\d{1,2}\.)"
    r"[.,:]?\s*(?:[-–—:|•@]\s*)?[^\W\d_].*",
    re.IGNORECASE,
)
_NUMBERED = on_a_line(
    r"(?:#|no\.?\s|nr\.?\s|platz\s)?(?P<number>\d{1,3})(?:\s?[.):/–—-]|\s)\s*[^\W\d_\"“”„«‘'].*|(?:#|nr\.?\s)\d{1,3}"
)
_NAMED = on_a_line(
    r"[–—•*-]{0,2}\s*(?P<name>\S.{0,60}?)(?:(?:\s[–—|-]\s?|[:：]\s|[–—]).{2,60}|\s?[“\"‘'„«『《].{2,60}[”\"’'“»』》][^\w]{0,3}(?:\([^()]{0,40}\))?)"
)
_PAIR = on_a_line(r"[^\W\d_a-z][^–—\n]{1,50}\s[–—-]{1,2}\s[^\W_a-z](?:(?!\d:\d\d).){1,70}")
_PRICE = on_a_line(
    r"[$€£¥₽]\s?\d|\d[\d.,]{0,7}\s?(?:[$€£¥₽]|(?:eur|euros?|usd|gbp|chf|kč|zł|kr|руб)(?![^\W\d_]))"
    r"|(?<!\w)(?:eur|usd|gbp|chf)\s?\d",
    re.IGNORECASE,
)
_GRADED = on_a_line(
    r"(?<![\d/])\d{1,2}(?:[.,]\d)?\s?/\s?(?:5|6|10|20|100)(?![\d/])|[★☆✦✧●○⭐]{3}"
    r"|(?<!\w)(?:one|two|three|four|five)(?:-and-a-half)?\sstars|\d\s(?:sterne|stars|étoiles|estrellas|stelle|sterren)(?!\w)"
    r"|(?<!\w)(?:nota|note|voto|wertung|bewertung|betyg|rating|score|grade|cijfer|ocena|hodnocení)\s?:?\s\d{1,2}(?:[.,]\d)?(?!\d)",
    re.IGNORECASE,
)
_MARKED = on_a_line(r"[^\W\d_]{2}[.!?…]\s(?:10|\d(?:[.,/]\d)?)$")
_MORE = on_a_line(
    r".*?(?:read\s(?:more|on)|continue\sreading|weiterlesen|mehr\slesen|lire\s(?:la\ssuite|l['’]article|plus)|leer\smás"
    r"|seguir\sleyendo|leggi\s(?:tutto|ancora|articolo)|continua\sa\sleggere|(?:leia|ler)\smais|continue\slendo|lees\s(?:meer|verder)"
    r"|läs\smer|les\s(?:mer|mere|videre)|læs\smere|czytaj\s(?:dalej|więcej)|číst\s(?:dále|více)|celý\sčlánek|lue\slisää|читать\s(?:далее|дальше)"
    r"|続きを読む|더\s보기|阅读更多|閱讀更多)[\s\W]*",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th|er|º)?\.?\s(?:(?:de|of|den)\s|d['’])?(?P<month>[^\W\d_]{3,12})", re.IGNORECASE
)
_MONTH_FIRST = re.compile(r"(?<![^\W_])(?P<month>[^\W\d_]{3,12})\.?\s\d{1,2}(?:st|nd|rd|th)?(?!\w)")
_TRACK = on_a_line(r"(?:track\s)?\d{1,2}\s?[.):–-]\s?[^\s\d].*", re.IGNORECASE)
_CHAPTERS = on_a_line(
    r"(?:#+\s*)?(?:(?:the\s+)?(?:early\s+)?(?:history|biography|career|discography|members|band\s+members|see\s+also|references"
    r"|external\s+links|critical\s+reception|commercial\s+performance|charts|certifications|release\s+history|personnel)"
    r"|(?:(?:band|entstehungs)?geschichte|biografie|diskografie|mitglieder|bandmitglieder|einzelnachweise|weblinks|siehe\s+auch"
    r"|chartplatzierungen|rezeption)|(?:histoire|historique|biographie|discographie|membres|notes\s+et\s+références|voir\s+aussi"
    r"|liens\s+externes|réception)|(?:historia|biografía|discografía|miembros|integrantes|referencias|véase\s+también"
    r"|enlaces\s+externos)|(?:storia|biografia|discografia|formazione|note|voci\s+correlate|collegamenti\s+esterni)"
    r"|(?:história|integrantes|referências|ver\s+também|ligações\s+externas)|(?:geschiedenis|discografie|bandleden|bronnen"
    r"|externe\s+links?)|(?:diskografi|medlemmar|medlemmer|källor|referenser|externa\s+länkar|historik)"
    r"|(?:dyskografia|członkowie|przypisy|linki\s+zewnętrzne)|(?:diskografie|historie|členové|reference|externí\s+odkazy)"
    r"|(?:diskografia|jäsenet|lähteet|historia)|(?:история|дискография|участники|состав|примечания|ссылки)"
    r"|(?:経歴|略歴|ディスコグラフィ|メンバー|脚注|来歴)|(?:역사|음반|구성원|각주)|(?:历史|歷史|唱片目录|成员|参考资料))"
    r"(?:\s*\[[^\]\n]{1,30}\])?\s*:?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TextForm:
    """How often a text has each of the forms that tell what it is."""

    questions: int
    speakers: int
    days: int
    numbered: int
    listed: int
    names: int
    chapters: int
    prices: int
    graded: int
    dates: int
    teasers: int


def form_of(paragraphs: list[str], named: Collection[str] = ()) -> TextForm:
    """The form of the text that `paragraphs` are, in order; `named` are the artist and the record that it names."""
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.split("\n") if line.strip()][:1_500]
    return TextForm(
        questions=_questions(lines),
        speakers=_speakers(lines),
        days=sum(bool(len(line) < LONGEST_HEADING and _DAY_FIRST.fullmatch(line)) for line in lines),
        numbered=_numbered(lines),
        listed=_listed(lines),
        chapters=len({fold(line) for line in lines if len(line) < LONGEST_HEADING and _CHAPTERS.fullmatch(line)}),
        names=_names_over_prose(lines, {fold(name) for name in named}),
        prices=sum(_PRICE.search(line) is not None for line in lines),
        graded=sum(map(_is_graded, lines)),
        teasers=sum(
            len(one) >= LEAST_PROSE and any(_MORE.fullmatch(end) for end in (one[-LONGEST_MORE:], other[:LONGEST_MORE]))
            for one, other in pairwise([*lines, ""])
        ),
        dates=len({day for line in lines if len(line) >= LEAST_PROSE for day in _days_named(line)}),
    )


def _questions(lines: list[str]) -> int:
    """How many lines are a question that a line of prose answers."""
    return sum(
        len(one) < LONGEST_QUESTION
        and one.rstrip(_CLOSED).endswith(_QUESTION)
        and len(other) >= LEAST_SAID
        and not other.rstrip(_CLOSED).endswith(_QUESTION)
        for one, other in pairwise(lines)
    )


def _speakers(lines: list[str]) -> int:
    """How many lines begin with the name of who speaks, where at least one name or its initials come again."""
    names: dict[str, int] = {}
    for line in lines:
        match = _SPEAKER.match(line[:290])
        if match and len(line) >= LEAST_SAID and not _is_rubric(match["name"]):
            spoken = match["name"].partition("(")[0].replace(".", " ").casefold().split()
            initials = "".join(word[0] for word in spoken)
            names[initials] = names.get(initials, 0) + 1
    return sum(count for count in names.values() if count > 1)


def _is_rubric(name: str) -> bool:
    """Whether what stands before a colon says what the line is, not who speaks: "Review: …", "Label: …"."""
    return label_of(name.strip()) is not None or kind_of_label(name) is not None


def _numbered(lines: list[str]) -> int:
    """How many numbers in a row, up or down, head prose: a list of ranks, not a track list."""
    count = 0
    for one, other in pairwise(lines):
        heads = len(other) >= LEAST_SAID or one.rstrip(_CLOSED).endswith((".", "!", "?", "…"))
        count += len(one) < LONGEST_NUMBERED and _NUMBERED.fullmatch(one) is not None and heads
    return count


def _listed(lines: list[str]) -> int:
    """How many lines are two names and nothing else, where those make up most of the text: records that come out."""
    found = sum(len(line) < LONGEST_HEADING and _PAIR.fullmatch(line) is not None for line in lines)
    return found if found >= FEWEST_LISTED and found >= LEAST_LISTED * len(lines) else 0


def _names_over_prose(lines: list[str], known: set[str]) -> int:
    """How many different names that could be an artist's, and are not `known`, head a paragraph of prose."""
    names: set[str] = set()
    for at, line in enumerate(lines[:-1]):
        if len(line) < LONGEST_HEADING and _is_no_label(line) and not line.endswith((".", ",", ";", "!", "?")):
            match = _NAMED.fullmatch(line)
            below = next((one for one in lines[at + 1 : at + 3] if len(one) >= LEAST_PROSE), None)
            if match and below is not None and not any(name in fold(line) for name in known):
                names.add(fold(match["name"]))
    return len(names)


def _is_graded(line: str) -> bool:
    """Whether a grade stands at either end of a line, which is not a track with its own."""
    ends = (line[:LONGEST_LINE], line[-LONGEST_LINE:])
    return not _TRACK.fullmatch(ends[0]) and any(_GRADED.search(end) or _MARKED.search(end) for end in ends)


def _days_named(line: str) -> Iterator[str]:
    """The days that a line of prose names by their months, as they stand there, in lower case."""
    for pattern in (_OF_MONTH, _MONTH_FIRST):
        yield from (match[0].casefold() for match in pattern.finditer(line) if month_of(match["month"]))


def _is_no_label(line: str) -> bool:
    name, colon, _ = line.partition(":")
    return not colon or label_of(name.strip()) is None
