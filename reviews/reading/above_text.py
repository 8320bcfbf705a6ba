"""Lines above a text that are no headline: navigation, labels, slogans, facts of the release, a summary."""

from __future__ import annotations

import re

from common.expressions import on_a_line
from common.names import fold
from reviews.reading.credit_words import is_label_alone
from reviews.reading.furniture import is_page_word, without_sections
from reviews.reading.grade_labels import OF_OTHERS
from reviews.reading.kinds import kind_of_label
from reviews.reading.labels import label_of
from reviews.reading.lines import Line, Role
from reviews.reading.stamps import is_stamp_label

LONGEST_FACT = 5

REVIEW_WORD = re.compile(
    r"\b(?:reviews?|reviewed|rezension|plattenkritik|albumkritik|kritik|chronique|critique|crítica|reseña|recensione"
    r"|resenha"
    r"|recensie|recension|skivrecension|anmeldelse|plateanmeldelse|arvostelu|recenzja|recenze|рецензия|レビュー)\b",
    re.IGNORECASE,
)
TWO_PARTS = re.compile(
    r"\S\s[–—-]{1,2}\s\S|\S\s?:\s\S|[\"“”«»„‘’『「].{2,80}?[\"”“»’』」]|\S\s[/|]\s\S|\S\s+by\s+[A-Z]"
)
_TRAIL = on_a_line(r"[^>/»›]{1,40}+(?:[>»›]\s*+[^>/»›]{1,60}+){1,6}")
_SUMMARY = re.compile(
    r"(?:review\s+summary|summary|(?:the\s+)?(?:verdict|bottom\s+line)|in\s+(?:short|brief|a\s+nutshell)|tl;?dr"
    r"|kurz(?:gefasst)?|fazit"
    r"|en\s+(?:bref|resumen|breve)|in\s+(?:breve|sintesi)|kortom|i\s+korthet)\s*:",
    re.IGNORECASE,
)
_FACT_SEPARATOR = on_a_line(r"\s*[|/•·,;]\s*|\s+[–—-]\s+")
FORMAT = re.compile(
    r"(?:\d?x?(?:cd|lp|ep|mc|dvd)s?|vinyl|tape|digital|download|stream|\d{1,3}:\d{2}(?:\s?min\.?)?|\d{2,3}\s?min\.?)",
    re.IGNORECASE,
)
_SLOGAN = on_a_line(
    r"(?P<says>.{12,120}?)[\s,–—-]+(?:since|est(?:ablished|\.)?|seit|depuis|desde|dal|sinds|sedan)\s+(?:19|20)\d\d",
    re.IGNORECASE,
)
_WAITS_FOR_NAME = on_a_line(
    r"(?:\S+\s+){0,3}(?:review|kritik|rezension|critique|chronique|reseña|crítica|recensione|resenha|recensie|recension)"
    r"\s+(?:by|von|par|por|di|door|av|af)",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    r"(?:vydáno|vydané|udgivet|utgivet|utgitt|wydano|publié|publicado|pubblicato|uitgegeven|veröffentlicht|julkaistu"
    r"|yayınlandı)\b",
    re.IGNORECASE,
)
_ONE_FACT = on_a_line(r"[^\W\d_]{2,20}\s?:\s\S.{0,50}")
_COUNTED = on_a_line(
    r"[^\W\d_][\w.]{1,20}(?:\s[\w.]{1,16})?\s?:\s?(?:\d{1,7}(?:[.,]\d{1,3})?|album|cd|lp|ep|single|vinyl|n/?a)",
    re.IGNORECASE,
)
_STARS_IN_WORDS = on_a_line(
    r"(?:\d(?:[.,]\d)?\s)?(?:(?:stars?|ster(?:ren)?|stern(?:e)?|étoiles?|stell[ae]|estrellas?|estrelas?)\s?){2,10}",
    re.IGNORECASE,
)
_NOTE = on_a_line(
    r"(?:obs|nb|n\.b|ps|p\.s|nota|note|hinweis|anm(?:erkung)?|avertissement|aviso|avviso|let\s+op|disclaimer|update|upd"
    r"|edit|uwaga|pozn(?:ámka)?|huom|прим)[.²³]?\s?:\s?\S.*",
    re.IGNORECASE,
)
_RATING_UNSAID = on_a_line(r"(?:\S+\s){0,2}ratings?(?:\s\(\d+\))?", re.IGNORECASE)
_ISSUE = on_a_line(
    r"(?:issue|volume|vol\.|no\.|nr\.?|number|ausgabe|heft|jahrgang|numéro|número|numero|nummer|n[º°])\s*#?\s*[\d./-]+.{0,30}",
    re.IGNORECASE,
)
_REVIEW_OF_RECORD = on_a_line(
    r"(?:review|reviews|kritik|rezension|critique|chronique|reseña|crítica|recensione|resenha|recensie|recension)\s+"
    r"(?:of|de|di|du|do|del|von|van|av)\s+(?:an?\s+|un\s+|uma?\s+|une\s+|einem\s+|einer\s+|een\s+)?"
    r"(?:cds?|lps?|eps?|albums?|álbum|discos?|disques?|dischi|records?|platten?|platen?|plaat|skiva)",
    re.IGNORECASE,
)
_REVIEWS_ALONE = on_a_line(r"(?:[\w&]+\s){0,3}reviews", re.IGNORECASE)
_COVER_LAST = re.compile(r"\s[–—-]\scover(?:\s?art)?$", re.IGNORECASE)
_COUNTED_TRACKS = re.compile(
    r"[(,]\s?\d{1,2}\s(?:songs|tracks|titel|lieder|titres|brani|canciones|faixas|nummers)\b", re.IGNORECASE
)
_STARS_LAST = re.compile(r"\*\s?\*$")
_ALBUM_FORMAT = re.compile(r"(?:(?:studio|live|mini)[\s-]?)?album", re.IGNORECASE)
_FILE_NAME = re.compile(r"\w_\w")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GRADE_VALUE = on_a_line(
    r"\d{1,3}(?:[.,]\d{1,2})?\s?(?:/|%|van|von|sur|su|de|av|of|out\s+of)\s?(?:\d{1,3})?(?:\s\D{0,30})?"
)


def is_no_headline(text: str) -> bool:
    """Whether a line is navigation, a label that waits for its value, or a remark in brackets."""
    site = without_sections(text)
    if (site and not REVIEW_WORD.search(site) and not TWO_PARTS.search(site)) or kind_of_label(text) is not None:
        return True
    if text.endswith(":") or is_page_word(text.strip(" :")) or label_of(text.strip(" :")) or is_summary(text):
        return True
    if (
        is_release_line(text)
        or is_issue(text)
        or _REVIEW_OF_RECORD.fullmatch(text)
        or _REVIEWS_ALONE.fullmatch(text)
        or _COVER_LAST.search(text)
        or text.endswith("(")
        or _WAITS_FOR_NAME.fullmatch(text)
        or _STARS_LAST.search(text)
        or _COUNTED.fullmatch(text)
        or _NOTE.fullmatch(text)
        or _STARS_IN_WORDS.fullmatch(text)
        or _is_slogan(text)
    ):
        return True
    if _FILE_NAME.search(text):
        return True
    if re.fullmatch(r"[(\[].*[)\]]", text) or not any(map(str.isalpha, text)):
        return True
    has_arrow = "«" not in text and any(arrow in text for arrow in "›»>")
    return has_arrow and bool(_TRAIL.fullmatch(text)) and not REVIEW_WORD.search(text)


def is_issue(text: str) -> bool:
    """Whether a line says which issue of a magazine the page is: "Issue 2001-014"."""
    return bool(_ISSUE.fullmatch(text))


def waits_for_value(line: Line) -> bool:
    """Whether a line is a label whose value the page shows as a picture or not at all: "Review by", "• Ratings"."""
    return bool(_WAITS_FOR_NAME.fullmatch(line.bare) or (line.bullet and _RATING_UNSAID.fullmatch(line.bare)))


def _is_slogan(text: str) -> bool:
    """Whether a site boasts of its age: "Loud opinions, by hand - since 2004"."""
    match = _SLOGAN.fullmatch(text)
    return match is not None and not TWO_PARTS.search(match["says"])


def is_release_line(text: str) -> bool:
    """Whether a line gives facts of the record: "Label: Cold Rooms",
    "LP | Cold Rooms | 32:11", "Album · 2018 · Folk"."""
    label, colon, value = (part.strip() for part in text.partition(":"))
    if colon and OF_OTHERS & set(fold(label).split()) and any(map(str.isdigit, value)):
        return True
    if colon and value and (label_of(label) not in (None, "title", "album", "artist") or _is_labelled(label, value)):
        return True
    parts = [part for part in _FACT_SEPARATOR.split(text) if part]
    if _COUNTED_TRACKS.search(text):
        return True
    dated = any(map(_YEAR.fullmatch, parts))
    formats = [part for part in parts if FORMAT.fullmatch(part) or (dated and _ALBUM_FORMAT.fullmatch(part))]
    return len(parts) > 1 and bool(formats) and all(len(part.split()) <= LONGEST_FACT for part in parts)


def _is_labelled(label: str, value: str) -> bool:
    """Whether a label says who, when or how good: "Reviewed: …", "Publik: cirka 600", "Cijfer redactie: 75/100"."""
    one_word = len(label.split()) == 1
    says_when = is_stamp_label(label) and (label.casefold() == "reviewed" or not REVIEW_WORD.search(label))
    if says_when or (one_word and is_label_alone(label) and not REVIEW_WORD.search(label)) or _GRADE_VALUE.match(value):
        return True
    return one_word and len(value.split()) <= LONGEST_FACT and any(map(str.isdigit, value)) and value[0].islower()


def is_summary(line: str) -> bool:
    """Whether the line sums the review up behind a label: "Review summary: ..."."""
    return bool(_SUMMARY.match(line))


def says_release(label: str, beside: list[Line]) -> bool:
    """Whether a label that may mean review or record ("Vydáno", "Udgivet") stands in the record's box of facts."""
    return bool(_RELEASED.match(label)) and any(
        one.role is Role.FACT or _ONE_FACT.fullmatch(one.bare) is not None for one in beside
    )
