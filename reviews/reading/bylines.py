"""Lines that say who wrote a page and when: "By Ines Harrow | 23 Sep 2025 | 4 min read", "— Ines Harrow"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from common.expressions import on_a_line
from reviews.reading.credit_words import (
    BY_LABELS,
    COLON_LABELS,
    FROM_LABELS,
    LONGEST_BYLINE,
    is_label_alone,
    is_nobody,
)
from reviews.reading.dates import EITHER, DateRules, find_dates
from reviews.reading.labels import label_of
from reviews.reading.lines import is_title_case
from reviews.reading.months import month_of
from reviews.reading.names_in_text import (
    is_full_name,
    is_name,
    is_pseudonym,
    is_unspaced_name,
    stands_as_name,
    without_closing,
    without_pronouns,
)
from reviews.reading.stamps import Stamp, read_stamp, read_stamps
from reviews.reading.words import vocabulary

MOST_UNKNOWN_PARTS = 1

_WEAK_LABELS = r"von|par|por|di|de|da|door|av|af"
_DOTTED_LABELS = r"(?:取材・)?文(?:章)?|テキスト|レビュー|レヴュー|評|著|text"
_SPACED_LABELS = r"기자명|글쓴이|글|بقلم|كتب|كتبت"
_CREDIT = on_a_line(
    rf"""(?:
        (?P<by>{BY_LABELS})(?:\s*:\s*|\s+)
        | (?P<from>{FROM_LABELS})(?:\s*:\s*|\s+)
        | (?:{COLON_LABELS})\s*(?:[:：]|\s[–—-]\s)\s*(?:(?:by|von|par|por|di|door|av|af)\s+)?
        | (?:{_DOTTED_LABELS})\s?[・／/=＝]\s?
        | (?P<spaced>{_SPACED_LABELS})\s*[:：]?\s+
        | (?P<weak>{_WEAK_LABELS})\s+
    )(?P<name>\S.*)""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLE_BY = re.compile(
    r".{2,80}\s(?:review(?:ed)?|kritik|rezension|chronique|critique|recensione|recensie|recension)\s+(?:by|von|par"
    r"|di|door|av)\s+"
    r"(?P<name>\S.*)",
    re.IGNORECASE,
)
_REVIEW_OF_BY = on_a_line(
    r"(?:crítica|reseña|resenha|recensione|critique|chronique|review|kritik|rezension|recensie|recension)\s+"
    r"(?:de|di|du|of|von|van|zu|av)\s.{2,100}\s(?:por|par|by|von|door|av)\s+(?P<name>\S.{2,40})",
    re.IGNORECASE,
)
_ON_A_RECORD = on_a_line(r"(?P<name>\S{1,20})\s(?:评论|評論)\s\S.{0,40}?\s(?P<date>\d{4}-\d\d-\d\d(?:\s[\d:]{5,8})?)")
_READING_TIME = re.compile(
    r"(?:(?:estimated\s+)?(?:reading\s+time|read\s+time|lesezeit|temps\s+de\s+lecture|tiempo\s+de\s+lectura"
    r"|tempo\s+di\s+lettura"
    r"|tempo\s+de\s+leitura|leestijd|lästid)\s*:?\s*(?:ca\.?\s*)?\d{1,3}[\s-]*min\w*\.?"
    r"|[1-5]?\d[\s-]*min(?:s|utes?)?\.?|(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]*min\w*\.?"
    r"[\s-]+(?:read|to\s+read|de\s+lecture|de\s+lectura|di\s+lettura|de\s+leitura|lesezeit|leestijd|läsning))",
    re.IGNORECASE,
)
_SECTION = (
    r"(?:(?:the\s+)?(?:album|music|record|cd|film|film\s+music|soundtrack|new\s+music|live|concert|single|ep|our"
    r"|latest)\s+)?"
    r"(?:reviews?|music|albums?|news|features?|blog|articles?|posts?|culture|arts|entertainment|uncategorized"
    r"|rezensionen?"
    r"|kritik(?:en)?|musik|plattenkritik(?:en)?|chroniques?|critiques?|musique|disques?|cd|críticas?|reseñas?|música"
    r"|discos"
    r"|recensioni|recensione|musica|dischi|resenhas?|recensies?|muziek|recensioner|musik|skivor|рецензии|музыка|recenzje|recenze|płyty|hudba|arvostelut|anmeldelser|web\s+exclusive)"
)
_NOISE = re.compile(
    rf"(?:(?:posted|filed|published|categor(?:y|ies)|tags?)\s+)?(?:(?:in|under|dans|en|em|unter"
    rf"|onder)\s+)?(?:the\s+category\s+)?"
    rf"{_SECTION}(?:\s*(?:,|&|/|\band\b)\s*{_SECTION}){{0,4}}"
    r"|(?:filed|posted|published|categor(?:y|ies)|tags?|tagged)\s*(?:in|under|as|:)\s*.{2,60}"
    r"|(?:\d{1,6}|no|leave\s+a|add\s+a|write\s+a|keine?|aucun|sin|nessun|sem|geen|inga)\s+"
    r"(?:comments?|replies|reply|views?|likes?|shares?|reads?|kommentare?|commentaires?|comentarios?|commenti"
    r"|commento|comentários?"
    r"|reacties?|kommentarer|votes?|комментари\w{1,3}|komentarz\w{0,2}|komentář\w{0,2}|yorum|hozzászólás)|commentaires?\s*[\[(]\d{1,4}[\])]"
    r"|perma(?:link|lien|länk)\b.{0,10}|comments?\s*\(?\d{0,4}\)?|comments?\s+off|share|print|e-?mail|edit"
    r"|reviews?\s*\d{0,3}"
    r"|\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?|\d{1,6}",
    re.IGNORECASE,
)
_HARD_SEPARATOR = re.compile(r"\s*[|·•∙●►▪»]\s*|\s+(?:[/–—-]{1,2})\s+|\t+|\s{3,}")
_SOFT_SEPARATOR = on_a_line(
    r"[,;]?\s+(?=\(?(?:last\s+)?(?:updated|modified)\b)|,?\s+(?=\d{1,3}[\s-]min(?:ute)?s?\s+read\b)", re.IGNORECASE
)
_IN_SECTION = on_a_line(
    rf"(?P<before>.*?)[,\s]*\b(?:in|under|dans|en|em"
    rf"|unter)\s+(?:the\s+)?(?:category\s+)?(?P<section>{_SECTION}(?:\s*[,&/]\s*{_SECTION}){{0,3}})"
    r"\s*(?P<after>(?:(?:on|am|le|el|il|op|den|by|von|par|por|with)\b.*)?)",
    re.IGNORECASE,
)
_BY_WITHIN = on_a_line(r"(?P<before>\S.{1,38}?)[,\s]+(?P<credit>by\s.+)", re.IGNORECASE)
_FILED = on_a_line(
    r"(?:(?:posted|filed|published)\s+)?(?:in|under|dans|unter|em|w|i)\s++[^!?,]{1,40}(?:,\s*+[^!?,]{1,40}){0,9}",
    re.IGNORECASE,
)
_NAME_AND_PLACE = re.compile(r"(?P<name>[^,]{3,60}),\s+[^\W\d_a-z][\w'’-]*(?:[\s-][^\W\d_a-z][\w'’-]*){0,2}")
_PLACE = re.compile(r"[^\W\d_a-z][\w'’.-]*(?:[\s-][\w'’.-]+){0,3},")
_ON_THE_DAY = re.compile(r"(?:le|den|am|el|il|op|dne|a|em|på)\s", re.IGNORECASE)
_CLOCK_AFTER = on_a_line(
    r"[,\s]+(?:at|@|um|à|a las|alle|às|om|kl\.?)\s+\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?$",
    re.IGNORECASE,
)
_DANGLING = on_a_line(r"(?:^|[,\s]+)(?:on|at|am|le|el|il|op|den|em|um|à|,|-|–|—|@)$", re.IGNORECASE)
_PREFIXED = re.compile(r"(?:posted|published|written|reviewed|submitted|added)(?:\s+(?:on|at))?$", re.IGNORECASE)
_FOR_HOUSE = on_a_line(
    r"(?P<name>.+?)\s+(?:for|für|pour|para|per|voor|för|@)\s+(?:the\s+(?=[a-z]))?(?P<house>[^\W\d_a-z].+)"
)
_AT_HOUSE = re.compile(
    r"(?P<name>[^,]+),\s+(?P<house>(?:The\s+[A-Z].{2,40}|[A-Z].{2,40}\b(?:Magazine|Times|Post|Weekly|Gazette|Journal"
    r"|Herald|Tribune|Courier|Observer|Quarterly|Zine|Fanzine|Mag|Webzine)))",
)
_TRAILING_ROLE = on_a_line(
    r"(?:,\s+|\s+[(\[])(?:[^,()\[\]]*\b(?:writer|critic|editor|contributor|correspondent|reporter|reviewer"
    r"|journalist|staff|columnist|music"
    r"|at|freelance|redakteur(?:in)?|autor(?:in)?|rédact(?:eur|rice)|redactora?|redattore|redattrice|redacteur"
    r"|redaktör|user|emeritus)\b.*)$",
    re.IGNORECASE,
)
_ROLE_BEFORE = re.compile(
    r"(?:our|the|unser(?:em|er|e)?|notre|nuestr[oa]|il\s+nostro|la\s+nostra|noss[oa]|onze|vår)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:[\w-]*(?:critic|editor|writer|reviewer|correspondent|redakteur(?:in)?|kritiker(?:in)?|autor(?:in)?|critique"
    r"|crítico|crítica|critico|redacteur"
    r"|recensent|medarbetare|skribent))\s+",
    re.IGNORECASE,
)
_RANK = on_a_line(r"\s+(?:STAFF|USER|EMERITUS|CONTRIBUTOR|MODERATOR|ADMIN|EDITOR|MEMBER)$")
_HANDLE = on_a_line(r"(?<=\w)\s*[(\[]?@\w+[)\]]?\s*$|\s*[(\[][^)\]]*[)\]]\s*$")
_MARKDOWN_LINK = re.compile(r"\[(?P<words>[^\]\[]{1,80})\]\([^()\s]{1,300}\)")


@dataclass(frozen=True)
class Byline:
    """What a line of credits says: a name and whether a word such as "By" introduced it, the house, the page's dates.

    `weight` tells "Review by" (3) from "By" (2), and from "Posted by" (1), which may be whoever keeps the site.
    A line may hold only some of these, "2 min read" none of them.
    """

    name: str = ""
    explicit: bool = False
    house: str = ""
    stamps: tuple[Stamp, ...] = ()
    weight: int = 0


_NOTHING = Byline()
_BY_ALONE = frozenset(
    ("by", "written", "created", "geschrieben", "verfasst", "écrit", "escrito", "scritto", "geschreven", "skriven")
)
_POSTED = vocabulary(
    """
    posted published submitted added created gepostet veröffentlicht erstellt eingestellt publié publiée posté postée
    proposé proposée publicado publicada enviado postado postada pubblicato pubblicata postato inserito gepost
    geplaatst gepubliceerd publicerad publicerat udgivet posted:
    """
)


def read_byline(line: str, rules: DateRules = EITHER) -> Byline | None:
    """What the whole of `line` says about author and dates; None when any part of it says something else."""
    if len(line) > LONGEST_BYLINE:
        return None
    line = _bare(line)
    if not line:
        return None
    whole = _read_part(line, rules)
    if whole:
        return whole
    if (match := _ON_A_RECORD.fullmatch(line)) and (stamps := read_stamps(match["date"], rules)):
        return Byline(match["name"], True, stamps=stamps, weight=3)
    if match := _TITLE_BY.fullmatch(line):
        name, house = _name_and_house(match["name"])
        return Byline(name, True, house, weight=3) if is_full_name(name) else None
    parts = [part.strip(" ()*_,") for part in _HARD_SEPARATOR.split(line)]
    parts = [piece.strip(" ()*_,") for part in parts for piece in _SOFT_SEPARATOR.split(part)]
    parts = [part for part in parts if part]
    return _joined(parts, rules) if len(parts) > 1 else None


def _bare(line: str) -> str:
    """A line without Markdown's links and emphasis."""
    line = _MARKDOWN_LINK.sub(lambda link: link["words"], line)
    return line.replace("**", "").replace("__", "").strip(" *_（）")


def _joined(parts: list[str], rules: DateRules) -> Byline | None:
    """What the parts of a line say together."""
    read = [_read_part(part, rules) for part in parts]
    known = [part for part in read if part is not None]
    unknown = [
        part
        for part, meaning in zip(parts, read, strict=True)
        if meaning is None and not _NOISE.fullmatch(part) and not is_label_alone(part)
    ]
    telling = any(part.name or part.stamps or part.house for part in known) or any(map(_READING_TIME.fullmatch, parts))
    if not telling or len(unknown) > MOST_UNKNOWN_PARTS:
        return None
    stamps = tuple(stamp for part in known for stamp in part.stamps)
    named = next((part for part in known if part.name and part.explicit), None)
    named = named or next((part for part in known if part.name), None)
    house = next((part.house for part in known if part.house), "")
    if named:
        return replace(named, house=named.house or house, stamps=stamps)
    if not unknown and not stamps and not house:
        return _NOTHING
    if unknown and not (is_name(unknown[0]) and stamps):
        return None
    return Byline(unknown[0] if unknown else "", False, house, stamps)


def _read_part(part: str, rules: DateRules, counted: bool = False) -> Byline | None:
    """One part between separators: dates, a reading time, noise, a credit, a name, or several of these in a row."""
    if _READING_TIME.fullmatch(part):
        return _NOTHING
    if stamps := read_stamps(part, rules):
        return Byline(stamps=stamps)
    if _COMMENT_COUNT.search(part) and (without := _COMMENT_COUNT.sub(" ", part).strip(" ,-–—")) and without != part:
        return _read_part(without, rules, counted=True)
    if (match := _IN_SECTION.fullmatch(part)) and (match["before"] or match["after"]):
        before = _PREFIXED.sub("", match["before"].strip(" ,")).strip(" ,")
        return _read_together(before, match["after"].strip(" ,"), rules)
    if found := find_dates(part, rules):
        return _around_dates(part, found[0].start, rules, counted)
    if (match := _REVIEW_OF_BY.fullmatch(part)) and is_full_name(match["name"]):
        return Byline(match["name"], True, weight=3)
    if match := _CREDIT.fullmatch(part):
        return _read_credit(match)
    return None


_COMMENT_COUNT = re.compile(
    r"(?:^|[\s,])\(?\d{1,5}\s+(?:comments?|replies|views|commenti|commentaires?|comentarios|comentários|kommentare?"
    r"|reacties)\b\)?",
    re.IGNORECASE,
)


def _read_together(before: str, after: str, rules: DateRules) -> Byline | None:
    """Two pieces of one line, of which either may be empty; both must say something, or nothing stands there."""
    pieces = [piece for piece in (before, after) if piece]
    read = [byline for piece in pieces if (byline := _read_piece(piece, rules))]
    if not pieces or len(read) < len(pieces):
        return None
    name = next((piece for piece in read if piece.name), _NOTHING)
    return replace(name, stamps=tuple(stamp for piece in read for stamp in piece.stamps))


def _read_piece(piece: str, rules: DateRules) -> Byline | None:
    read = _read_part(piece, rules)
    return Byline(piece) if read is None and is_full_name(piece) else read


def _around_dates(part: str, start: int, rules: DateRules, counted: bool) -> Byline | None:
    """A date with a name or a credit before or after it: "Ines Harrow, 3 May 2013", "On 3 May 2013 by Ines Harrow"."""
    before = part[:start]
    words = before.split()
    label = before.rstrip()
    if label.endswith(":") and label_of(label.split(maxsplit=1)[0].strip(" :")) == "released":
        return None
    # What is said of the date stands right before it: a label, a day of the week, a preposition.
    for at in range(len(words) + 1):
        dated = " ".join(words[at:]) + " " + part[start:]
        for cut in _cuts(dated):
            stamps = read_stamps(cut[0], rules)
            if not stamps:
                continue
            name = _without_place(" ".join(words[:at]), dated)
            rest = cut[1].strip(" ,)")
            if is_pseudonym(name) and name.islower() and not rest and words[:at] == [f"{name},"]:
                return Byline(name, False, stamps=stamps)
            pieces = [piece for piece in (name, rest) if piece and not _NOISE.fullmatch(piece)]
            if len(pieces) > 1 and _FILED.fullmatch(rest):
                pieces = pieces[:1]
            read = [byline for piece in pieces if (byline := _name_or_credit(piece, counted))]
            if len(pieces) > 1 or len(read) < len(pieces):
                continue
            return replace(read[0], stamps=stamps) if read else Byline(stamps=stamps)
    return None


def _without_place(before: str, dated: str) -> str:
    """What stands before a date, less the place that letters are dated from: "Ines Harrow, Nantes, le 10 mars"."""
    name = _DANGLING.sub("", before).strip(" ,(")
    if (match := _NAME_AND_PLACE.fullmatch(name)) and is_full_name(match["name"]):
        return match["name"]
    is_place = _PLACE.fullmatch(before.strip(" (")) and _ON_THE_DAY.match(dated) and not is_full_name(name)
    return "" if is_place else name


def _cuts(dated: str) -> list[tuple[str, str]]:
    """The ways to cut a piece that begins with a date into the date with its clock, and what follows."""
    words = dated.split()
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words), 0, -1)][:40]


def _name_or_credit(piece: str, counted: bool = False) -> Byline | None:
    """Who a piece beside a date names; where comments are `counted` beside it, the name may be a login."""
    piece = _PREFIXED.sub("", piece).strip(" ,")
    if label_of(piece) is not None:
        return None
    if match := _CREDIT.fullmatch(piece):
        return _read_credit(match)
    if (match := _BY_WITHIN.fullmatch(piece)) and is_title_case(match["before"]):
        credit = _CREDIT.fullmatch(match["credit"])
        byline = _read_credit(credit) if credit else None
        return byline if byline and is_full_name(byline.name) else None
    return Byline(piece) if is_name(piece) or (counted and is_pseudonym(piece)) else None


def _read_credit(match: re.Match[str]) -> Byline | None:
    name, house = _name_and_house(match["name"])
    if match["weak"] and not is_nobody(name):
        # "Von", "Di" and the like also begin surnames and titles: one word after them is no credit.
        return Byline(name, True, house, weight=2) if is_full_name(name) else None
    if stands_as_name(name) or is_nobody(name):
        return Byline(name.removeprefix("@"), True, house, weight=_weight(match))
    return None


def _weight(match: re.Match[str]) -> int:
    words = match[0][: match.start("name") - match.start()].casefold().split()
    if _POSTED & set(words):
        return 1
    return 2 if words[0].strip(":：") in _BY_ALONE else 3


def _name_and_house(name: str) -> tuple[str, str]:
    name = without_closing(_ROLE_BEFORE.sub("", name))
    name = _RANK.sub("", without_pronouns(_CLOCK_AFTER.sub("", name)).strip(" ,:*_"))
    name = _HANDLE.sub("", _TRAILING_ROLE.sub("", name)).strip(" ,:*_")
    house = ""
    if match := _FOR_HOUSE.fullmatch(name):
        name, house = match["name"], match["house"].strip(" .,")
    elif match := _AT_HOUSE.fullmatch(name):
        name, house = match["name"], match["house"]
    name = " ".join(name.split())
    return (name if _may_end_in_point(name) else name.rstrip(".")), house


def _may_end_in_point(name: str) -> bool:
    """Whether the point at the end of a name belongs to it: "Jr.", "J. R."."""
    last = name.rsplit(maxsplit=1)[-1] if name.split() else ""
    return last.endswith(".") and (len(last) <= 3 or last.count(".") > 1)


def cut_date(part: str, rules: DateRules = EITHER) -> tuple[str, tuple[Stamp, ...]]:
    """The part without the date that ends it, and that date."""
    found = find_dates(part, rules)
    if not found:
        return part, ()
    words = part[: found[0].start].split()
    for at in range(max(len(words) - 4, 1), len(words) + 1):
        if stamp := read_stamp(f"{' '.join(words[at:])} {part[found[0].start :]}", rules):
            return _DANGLING.sub("", " ".join(words[:at])).strip(" ,"), (stamp,)
    return part, ()


_MONTH_LAST = on_a_line(r",\s+(?P<month>[^\W\d_]{3,12})\s(?:19|20)\d\d$")
_SIGNATURE = re.compile(r"(?:[-–—~]{1,2}|/{1,2})\s*(?P<name>[^-–—~/\s].*)|[(\[（](?P<bracketed>[^()\[\]（）]+)[)\]）]")
_INITIALS = re.compile(r"(?!(?:lp|ep|cd|dvd|mc|ost|sic|tba)$)[^\W\d_]{2,3}")


def read_signature(line: str) -> str:
    """The name after a dash or in brackets on a line of its own ("— Ines Harrow", "(Ines Harrow)"), else nothing."""
    return signature_of(line).name


def signature_of(line: str, rules: DateRules = EITHER) -> Byline:
    """What a signature says: the name after a dash or in brackets, with its date ("-- Ines Harrow, 3/22/98")."""
    line = line.strip(" *_")
    match = _SIGNATURE.fullmatch(line) if len(line) <= LONGEST_BYLINE else None
    if not match:
        return _NOTHING
    said = (match["name"] or match["bracketed"]).strip()
    month = _MONTH_LAST.search(said)
    signed, stamps = (said[: month.start()], ()) if month and month_of(month["month"]) else cut_date(said, rules)
    name, house = _name_and_house(signed)
    if match["bracketed"]:
        is_signature = (
            is_full_name(name) or is_unspaced_name(name) or (name.islower() and bool(_INITIALS.fullmatch(name)))
        )
    else:
        is_signature = is_name(name) or is_pseudonym(name)
    return Byline(name, True, house, stamps, weight=2) if is_signature else _NOTHING
