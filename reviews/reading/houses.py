"""The publication that a page belongs to, where its lines leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from common.expressions import on_a_line
from common.names import fold, short_title
from reviews.reading.above_text import FORMAT, is_issue
from reviews.reading.bylines import read_byline
from reviews.reading.dates import find_dates
from reviews.reading.furniture import is_navigation, is_page_word, names_aggregator, names_player, without_sections
from reviews.reading.grade_labels import is_grade_label
from reviews.reading.kinds import kind_of_label
from reviews.reading.labels import label_of
from reviews.reading.lines import Line, Page, Role, ends_sentence
from reviews.reading.stamps import read_stamps
from reviews.reading.titles import without_review_words
from reviews.reading.words import phrase

LONGEST_LINE = 250
LONGEST_HOUSE, MOST_WORDS = 60, 8
TOP_LINES = 12
CERTAIN, LIKELY, HINT = 2.0, 1.0, 0.6

_HOUSE = (
    r"(?P<house>(?-i:[^\W_a-z])[^|•·©<>\n]{1,60}?|[a-z][\w.]{1,20}\.(?:com|net|org|de|fr|es|it|nl|se|co\.uk|io"
    r"|blog))"
)
_LABELLED = re.compile(
    r"(?:publication|outlet|magazine|newspaper|journal|published\s+(?:in|by|at)|source|site\s+name|medium"
    r"|publikation|zeitung|magazin|quelle"
    rf"|erschienen\s+in|publié\s+(?:dans|sur)|paru\s+dans|revue|fuente|publicado\s+en|medio|fonte|testata"
    rf"|pubblicato\s+su|publicado\s+(?:em|no|na)"
    rf"|bron|verschenen\s+in|källa|publicerad\s+i)\s*:\s*{_HOUSE}",
    re.IGNORECASE,
)
_TO_BUY = re.compile(
    r"(?:buy|order|get|listen|download|köp|beställ|kjøp|køb|kaufen?|bestellen|acheter|comprar?|acquista|koop|bestel|kup|koupit"
    r"|osta|купить)\b",
    re.IGNORECASE,
)
_SPECIAL_TO = on_a_line(rf"special\s+to\s+{_HOUSE}", re.IGNORECASE)
_FIRST_IN = on_a_line(
    r"(?:\W*(?:note|editor['’]s\s+note)\s*:\s*)?(?:(?:this|an?\s+\w+\s+version\s+of\s+this|the\s+above)\s+(?:review"
    r"|article|piece|post|text)\s+)?"
    r"(?:(?:was\s+|is\s+)?(?:first|originally|initially|previously|also)\s+(?:published|appeared|posted|printed|ran"
    r"|written)\s+(?:in|at|by|on|for)"
    r"|(?:was\s+)?(?:published|appeared|printed|ran)\s+in|(?:was\s+)?written\s+for)"
    r"\s+(?:the\s+(?:\w+\s+){0,3}issue\s+of\s+)?"
    rf"{_HOUSE}(?:[,(]?\s+(?:on|in|issue|no\.?|#)\s.{{2,40}})?[.)]?",
    re.IGNORECASE,
)
_FIRST_IN_ELSEWHERE = re.compile(
    r"(?:(?:diese\s+(?:kritik|rezension)|dieser\s+(?:text|artikel|beitrag)|cet\s+article|cette\s+(?:chronique"
    r"|critique)|este\s+(?:artículo|texto|artigo)"
    r"|esta\s+(?:reseña|crítica|resenha)|questo\s+articolo|questa\s+recensione|dit\s+artikel|deze\s+recensie"
    r"|denna\s+(?:recension|text)|den\s+här\s+(?:recensionen|texten))\s+)?"
    r"(?:est\s+|è\s+(?:stato\s+|stata\s+)?|foi\s+|fue\s+|is\s+)?(?:(?:ist\s+)?(?:zuerst"
    r"|ursprünglich)\s+(?:erschienen\s+)?(?:in|im|bei|auf)|(?:zuerst|ursprünglich)\s+(?:in|im"
    r"|bei|auf)"
    r"|(?:d['’]abord|initialement|à\s+l['’]origine)\s+(?:paru|parue|publié|publiée)\s+(?:dans|sur)|(?:publicad[oa]"
    r"|apareció)\s+(?:originalmente|por\s+primera\s+vez)\s+en"
    r"|(?:publicad[oa])\s+(?:originalmente)\s+(?:em|no|na)|(?:pubblicat[oa]|apparso|apparsa)\s+(?:originariamente"
    r"|originalmente|per\s+la\s+prima\s+volta)\s+(?:su|in)"
    r"|(?:verscheen|eerder\s+verschenen|oorspronkelijk\s+verschenen)\s+(?:eerder\s+|oorspronkelijk\s+)?(?:in|op)"
    r"|(?:ursprungligen|först)\s+publicerad\s+(?:i|på))"
    rf"\s+{_HOUSE}(?:\s+erschienen)?\.?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d{2}(?:\s*[-–—]\s*(?:(?:19|20)?\d{2}"
    r"|present))?[,.]?\s+(?:by\s+)?"
    rf"{_HOUSE}|{_HOUSE.replace('house', 'first')},?\s+(?:19|20)\d{{2}}(?:\s*[-–—]\s*(?:(?:19|20)?\d{{2}}|present))?)"
    r"(?:\s*(?:[.|•·,]|\s[–—-]\s).*|\s+all\s+rights\s+reserved.*)?",
    re.IGNORECASE,
)
_RIGHTS_IN_KOREAN = on_a_line(
    r"저작권자\s?(?:©|ⓒ|\(c\))\s?(?P<house>[^,|]{2,30}?),?\s(?:무단|All).{0,60}", re.IGNORECASE
)
_THANKS = re.compile(rf"thanks\s+for\s+(?:reading|subscribing\s+to)\s+{_HOUSE}[!.](?:\s+.*)?", re.IGNORECASE)
_SUBSCRIBE = re.compile(
    rf"(?:subscribe\s+to|sign\s+up\s+(?:for|to)|get|join)\s+(?:the\s+)?{_HOUSE}\s+(?:newsletter|by\s+e?-?mail)\b.*",
    re.IGNORECASE,
)
_FOLLOW = re.compile(
    rf"(?:follow|like|find|support)\s+{_HOUSE}\s+on\s+(?:twitter|facebook|instagram|x|bluesky|mastodon|patreon"
    rf"|youtube|tumblr)\b.*"
    rf"|about\s+{_HOUSE.replace('house', 'about')}|(?:more|read\s+more)\s+(?:from|at"
    rf"|on)\s+{_HOUSE.replace('house', 'more')}",
    re.IGNORECASE,
)
_FOLLOW_ELSEWHERE = re.compile(
    rf"(?:segui|sigue|siga|síguenos|suivez|folge|folgt|volg|följ)\s+(?:a\s+)?{_HOUSE}\s+(?:su|en|no|na|sur|auf|bei|op|på)\s+"
    r"(?:twitter|facebook|instagram|x|bluesky|mastodon|youtube|telegram|spotify)\b.*",
    re.IGNORECASE,
)
_REVIEW_OF_HOUSE = on_a_line(
    rf"[«“].{{3,160}}[»”],?\s+(?:la|die|the)?\s*(?:recensione|kritik|rezension|review|critique|chronique|reseña|crítica)\s+"
    rf"(?:di|von|by|de|par)\s+{_HOUSE}",
    re.IGNORECASE,
)
_DIGEST = re.compile(
    rf"(?:don['’]t\s+miss|get|join|from)\s+{_HOUSE}\s+(?:digest|newsletter|weekly|daily|bulletin)"
    rf"|(?:help\s+)?support\s+{_HOUSE.replace('house', 'supported')}",
    re.IGNORECASE,
)
_NO_HOUSE = (
    r"(?:album|cd|record|music|film|book|staff|guest|reader|user|member|community|critic|press|average|live|single)s?"
)
_REVIEWED_BY_HOUSE = on_a_line(
    rf"(?P<house>(?!{_NO_HOUSE}\s)(?-i:[^\W\d_a-z])\S{{2,30}}(?:\s(?-i:[^\W\d_a-z])\S{{1,20}}){{0,2}})"
    r"\s(?:rating|review\s+by(?:\s.{2,60})?)",
    re.IGNORECASE,
)
_HOUSE_WORD = re.compile(
    r"\b(?:\w*(?:magazine?|zine|blog|radio|rádio|zeitung|blatt|bladet|blad|kurier|tidning(?:en)?|krant|post)|times"
    r"|courier|gazette|journal|herald"
    r"|observer|tribune|review|weekly|press|mag|anzeiger|revue|gaceta|diario|periódico|revista|gazzetta|giornale"
    r"|corriere|musica\s+di|jornal"
    r"|folha|dagblad|avis(?:en|a)?|notes|reviews)\b",
    re.IGNORECASE,
)
_TAGLINE = re.compile(
    r"\b(?:magazine?|webzine|e-?zine|blog|weblog|reviews?|since|seit|depuis|desde|dal|sinds|sedan|music|musik"
    r"|musique|música|musica|muziek|records?"
    r"|discontents|just\s+another|from|about|folk|rock|jazz|metal|indie|pop|culture|kultur|webmagazin|independent|years?|jahren?|ans|años|anni|jaar|år"
    r"|indipendente|unabhängig)\b",
    re.IGNORECASE,
)
_GENRES = re.compile(
    r"(?:(?:indie|alternative|pop|rock|metal|folk|jazz|soul|funk|punk|electronic(?:a)?|electro|hip[\s-]?hop|rap"
    r"|classical|blues|country|r&b|world|dance|techno"
    r"|house|ambient|experimental|reggae|chanson|schlager|world\s+music|singer[\s/-]songwriter|oper|klassik"
    r"|variété)(?:\s*[/,&+-]\s*|\s+)?){1,4}",
    re.IGNORECASE,
)
_WRITES_FOR = re.compile(
    r"\b(?:is|was)\s+(?:an?\s+|the\s+)?(?:[\w'’-]+\s+){0,4}?(?:writer|critic|editor|contributor|reviewer|journalist"
    r"|editor-in-chief)\s+"
    r"(?:at|for|of|with)\s+(?P<house>(?:The\s+)?[A-Z][\w&'’.-]*(?:\s+(?:(?:of|the|and|&)\s+)?[A-Z][\w&'’.-]*){0,4})"
)
_APART = on_a_line(r"\s*[,/&]\s*")
_COMPANY = on_a_line(
    r",?\s+(?:ltd|limited|llc|inc|gmbh|ag|s\.?a\.?|s\.?r\.?l|b\.?v|ab|plc|corp(?:oration)?|publishing|verlag"
    r"|media\s+group|group|company|co)\.?$",
    re.IGNORECASE,
)
_FOR_THE_PRESS = on_a_line(
    r"\b(?:press\s+office|press\s+agency|ufficio\s+stampa|pressebüro|public\s+relations|promotions?|booking|management)$",
    re.IGNORECASE,
)
_RECORD_COMPANY = re.compile(
    r"\b(?:records?|recordings|music\s+group|entertainment|label|discos|tonträger)\b",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[\w-]{2,40}\.[a-z]{2,5}", re.IGNORECASE)
_TITLE_BARS = on_a_line(r"\s+[|»«]\s+|\s+::\s+")
_RIGHTS = on_a_line(
    r"\b(?:riproduzione\s+riservata|tutti\s+i\s+diritti|alle\s+rechten?|tous\s+droits|todos\s+(?:los\s+|os\s+)?(?:derechos"
    r"|direitos)|alla\s+rättigheter|wszelkie\s+prawa|все\s+права)\b",
    re.IGNORECASE,
)
_ALL_RIGHTS = on_a_line(
    r"[.,]?\s*(?:all\s+rights\s+reserved|alle\s+rechte|tous\s+droits|todos\s+los|tutti\s+i\s+diritti|todos\s+os).*",
    re.IGNORECASE,
)


class House(NamedTuple):
    """A publication, and where it was read."""

    name: str
    where: str


class _Clue(NamedTuple):
    """A name that may be the publication's, how much speaks for it, and where it stands."""

    name: str
    weight: float
    where: str


def tells_where_it_appeared(line: str) -> bool:
    """Whether the line says in which publication the review stands, or stood first."""
    if len(line) > LONGEST_LINE:
        return False
    return any(pattern.fullmatch(line) for pattern in (_LABELLED, _SPECIAL_TO, _FIRST_IN, _FIRST_IN_ELSEWHERE))


def find_house(
    page: Page, signed_for: list[str], critic: str | None = None, headline: str | None = None
) -> House | None:
    """The one publication that the page's lines name with certainty: in a byline, a masthead, the small print.

    `signed_for` are the houses of bylines. A house is neither the critic, nor spoken of in the headline, nor a
    record company, a player or an aggregator.
    """
    weights: dict[str, float] = {}
    first: dict[str, _Clue] = {}
    for clue in [*(_Clue(name, CERTAIN, "a byline") for name in signed_for), *_clues(page)]:
        name = _tidy(clue.name)
        key = fold(name).removeprefix("the ")
        if not name or not _may_be_house(name, critic, headline):
            continue
        if key not in first or clue.weight > first[key].weight:
            first[key] = clue._replace(name=name)
        weights[key] = weights.get(key, 0) + clue.weight
    certain = [key for key, weight in weights.items() if weight >= CERTAIN]
    if len(certain) != 1:
        return None
    return House(first[certain[0]].name, first[certain[0]].where)


def _clues(page: Page) -> Iterator[_Clue]:
    for _, line in page.near_ends():
        text = line.bare
        if len(text) > LONGEST_LINE:
            continue
        for pattern, weight, where in _PATTERNS:
            match = pattern.fullmatch(text)
            if match and not (pattern is _REVIEWED_BY_HOUSE and _is_no_house(page, match)):
                yield _Clue(next(group for group in match.groups() if group), weight, where)
        if match := _WRITES_FOR.search(text):
            yield _Clue(match["house"], LIKELY, "a note about the author")
    yield from _mastheads(page)
    yield from _top(page)


_PATTERNS = (
    (_LABELLED, CERTAIN, "a line with a label"),
    (_SPECIAL_TO, CERTAIN, "a line that says where it first appeared"),
    (_FIRST_IN, CERTAIN, "a line that says where it first appeared"),
    (_FIRST_IN_ELSEWHERE, CERTAIN, "a line that says where it first appeared"),
    (_COPYRIGHT, CERTAIN, "the copyright line"),
    (_RIGHTS_IN_KOREAN, CERTAIN, "the copyright line"),
    (_THANKS, CERTAIN, "the foot of the page"),
    (_SUBSCRIBE, LIKELY, "the foot of the page"),
    (_FOLLOW, LIKELY, "the foot of the page"),
    (_FOLLOW_ELSEWHERE, LIKELY, "the foot of the page"),
    (_REVIEW_OF_HOUSE, LIKELY, "the headline"),
    (_DIGEST, LIKELY, "the foot of the page"),
    (_REVIEWED_BY_HOUSE, LIKELY, "a line over the text"),
)


def _is_no_house(page: Page, match: re.Match[str]) -> bool:
    """Whether what stands before "rating" or "review by" is the record, or a label's word ("Overall rating")."""
    return page.knows(match["house"]) or is_grade_label(match[0])


def _mastheads(page: Page) -> Iterator[_Clue]:
    """Houses beside the page's title: "Title | House", where a line or the text has the title too."""
    head = [line for at, line in enumerate(page.lines[:12]) if not page.paragraphs_before(at)]
    for line in head:
        parts = [part for part in _TITLE_BARS.split(line.bare) if part.strip()]
        if len(parts) < 2 or len(line.bare) > LONGEST_LINE:
            continue
        if len(parts) > 2 and _DOMAIN.fullmatch(parts[0].strip()):
            yield _Clue(parts[0], CERTAIN, "the masthead")
            continue
        titles = [part for part in parts if any(_same_title(part, other.bare) for other in head if other is not line)]
        others = [part for part in parts if part not in titles and not is_page_word(part)]
        if titles and len(others) == 1:
            yield _Clue(others[0], CERTAIN, "the masthead")
        elif len(parts) == 2:
            spoken = [part for part in parts if page.speaks_of(part)]
            if len(spoken) == 1:
                yield _Clue(next(part for part in parts if part not in spoken), LIKELY, "the masthead")


def _top(page: Page) -> Iterator[_Clue]:
    """The name that stands over everything: certain where a section, a menu or a line about the site goes with it."""
    for at, line in enumerate(page.lines[:TOP_LINES]):
        if page.paragraphs_before(at) or line.bullet or line.heading_mark:
            return
        if (site := without_sections(line.bare)) and _may_be_masthead(page, site):
            yield _Clue(site, CERTAIN, "the top of the page")
            return
        if line.role is Role.FURNITURE or is_navigation(line.bare) or is_page_word(line.bare):
            continue
        if _may_be_masthead(page, line.bare):
            below = page.lines[at + 1 : at + 3]
            told = any(is_page_word(one.bare) or is_navigation(one.bare) or _is_tagline(page, one) for one in below[:1])
            told = told or bool(_HOUSE_WORD.search(line.bare))
            yield _Clue(line.bare.split(",")[0], CERTAIN if told else HINT, "the top of the page")
        return


def _may_be_masthead(page: Page, text: str) -> bool:
    """Whether a line may be a site's name: a few words that the text does not speak of, set apart from a headline."""
    text = text.strip()
    return (
        1 <= len(text.split()) <= MOST_WORDS - 1
        and not ends_sentence(text)
        and not page.knows(text)
        and not _names_record(page, text)
        and label_of(text.strip(" :")) is None
        and not re.search(r"\s[–—-]\s|[:\"“„«]", text)
        and read_stamps(text, page.rules) is None
        and not _GENRES.fullmatch(text)
        and read_byline(text, page.rules) is None
    )


def _names_record(page: Page, text: str) -> bool:
    """Whether a line says that what the text speaks of is reviewed: "Glass Harbour OST Review"."""
    rest, marked = without_review_words(text)
    return marked and page.knows(short_title(rest))


def _is_tagline(page: Page, line: Line) -> bool:
    """Whether the line beneath a site's name says what the site is."""
    return (
        2 <= line.words <= 12
        and not page.knows(line.bare)
        and bool(_TAGLINE.search(line.bare))
        and "–" not in line.bare
    )


def _same_title(part: str, other: str) -> bool:
    return bool(phrase(part)) and phrase(part) == phrase(other) and len(part.split()) > 1


def _tidy(name: str) -> str:
    name = _ALL_RIGHTS.sub("", name).strip(" .,:;*_|–—-!")
    return name.strip("\"“”'’«»")


def _may_be_house(name: str, critic: str | None, headline: str | None) -> bool:
    folded = fold(name)
    if len(name) > LONGEST_HOUSE or len(name.split()) > MOST_WORDS or folded.isdigit():
        return False
    if find_dates(name) or "://" in name or all(is_page_word(part) for part in _APART.split(name)):
        return False
    if names_aggregator(name) or names_player(name) or is_page_word(name):
        return False
    if (
        _RIGHTS.search(name)
        or kind_of_label(name) is not None
        or FORMAT.fullmatch(name)
        or is_issue(name)
        or _FOR_THE_PRESS.search(name)
        or _TO_BUY.match(name)
        or _COMPANY.search(name)
        or _RECORD_COMPANY.search(name)
    ):
        return False
    if critic and set(folded.split()) <= set(fold(critic).split()):
        return False
    named = _REVIEW_OF_HOUSE.fullmatch(headline) if headline else None
    in_headline = bool(headline) and folded in fold(headline or "")
    return not in_headline or (named is not None and fold(named["house"]) == folded)
